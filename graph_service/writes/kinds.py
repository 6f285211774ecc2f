"""Codes that belong together: the type of an institution to its sector, as the vocabulary says."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.model.structure import NodeType
from graph_service.model.vocabulary import schemes
from graph_service.writes.edits import Place, Values
from graph_service.writes.problems import Problem


def kind_problems(label: NodeType, values: Values, place: Place) -> Iterator[Problem]:
    """Codes whose wider concept is another one than the label has beside it."""
    held = {p.scheme: p.stored for p in label.properties.values() if p.scheme is not None and not p.many}
    for scheme, stored in held.items():
        for term in schemes()[scheme].terms:
            wider, _, code = (term.broader or "").partition(":")
            beside = values.get(held.get(wider, ""))
            if term.code == values.get(stored) and beside not in (None, code):
                allowed = tuple(t.code for t in schemes()[scheme].terms if t.broader == f"{wider}:{beside}")
                told = {"field": stored, "value": term.code, "other": beside, "allowed": ", ".join(allowed)}
                yield Problem("RULE_KIND", (*place, stored), told, allowed)

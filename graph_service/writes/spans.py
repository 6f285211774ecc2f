"""Days in order: nothing ends before it began (rule 5 of DOMAIN A.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph_service.writes.edits import Place, Values
from graph_service.writes.problems import Problem

SPANS = (
    ("from", "to"),
    ("startDate", "endDate"),
    ("startedOn", "endedOn"),
    ("joinedOn", "leftOn"),
    ("openedOn", "closedOn"),
)
"""The first and the last day of nodes and relationships, by stored name."""
_LAST = frozenset(last for _, last in SPANS)


def span_problems(values: Values, place: Place) -> Iterator[Problem]:
    """What ends before it began."""
    if _LAST.isdisjoint(values):
        return
    for start, end in SPANS:
        first, last = values.get(start), values.get(end)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            told = {"field": end, "start": start, "value": last.isoformat(), "allowed": f"≥ {first.isoformat()}"}
            yield Problem("RULE_SPAN", (*place, end), told, (f"≥ {first.isoformat()}",))

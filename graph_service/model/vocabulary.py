"""The controlled vocabularies of `seed/vocabularies.json`: schemes, codes, and the enums they become in GraphQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_service.resources import folder

# A scheme whose own name would clash with a label's.
_ENUM_NAMES = {"mentoringActivity": "MentoringActivityType"}


@dataclass(frozen=True)
class Term:
    """A concept of a scheme: what the graph stores, what GraphQL calls it, and its labels."""

    code: str
    enum: str
    hu: str
    en: str
    broader: str | None = None
    """Scheme and code of the wider concept that it belongs to, as `sector:museum`."""


@dataclass(frozen=True)
class Scheme:
    """A vocabulary; `enum` is the name of its GraphQL type."""

    id: str
    hu: str
    en: str
    terms: tuple[Term, ...]

    @property
    def enum(self) -> str:
        return _ENUM_NAMES.get(self.id, self.id[:1].upper() + self.id[1:])

    @property
    def names(self) -> dict[str, str]:
        """Stored code to GraphQL value."""
        return {term.code: term.enum for term in self.terms}


# What only the service itself speaks of: no concepts of the graph.
_OWN = (
    Scheme(
        "changeAction",
        "Változás módja",
        "Action of a change",
        (
            Term("created", "CREATED", "létrejött", "created"),
            Term("updated", "UPDATED", "módosult", "updated"),
            Term("deleted", "DELETED", "törölték", "deleted"),
        ),
    ),
    Scheme(
        "importState",
        "Beolvasás állapota",
        "State of an import",
        (
            Term("running", "RUNNING", "folyamatban", "running"),
            Term("done", "DONE", "kész", "done"),
            Term("undone", "UNDONE", "visszavonva", "undone"),
        ),
    ),
    Scheme(
        "workKind",
        "Teendő eredete",
        "Origin of a work item",
        (
            Term("gap", "GAP", "hiány", "gap"),
            Term("candidate", "CANDIDATE", "javasolt pár", "suggested pair"),
            Term("idea", "IDEA", "saját ötlet", "own idea"),
        ),
    ),
)


@cache
def schemes(path: Path | None = None) -> Mapping[str, Scheme]:
    """All schemes by id. Raises OSError if the file is not there."""
    source = path or folder("seed") / "vocabularies.json"
    data = json.loads(source.read_text(encoding="utf-8"))
    return {
        entry["id"]: Scheme(
            entry["id"],
            entry["hu"],
            entry["en"],
            tuple(Term(c["code"], c["enum"], c["hu"], c["en"], c.get("broader")) for c in entry["concepts"]),
        )
        for entry in data["schemes"]
    } | {one.id: one for one in _OWN}

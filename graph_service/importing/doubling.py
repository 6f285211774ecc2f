"""Looks for possible duplicates of what files bring: organisations and communities, settlement by settlement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from graph_service.cypher import Statement, identifier
from graph_service.importing.duplicates import Named, possible_duplicates
from graph_service.importing.report import Duplicate
from graph_service.importing.spool import Spool
from graph_service.model.naming import name_columns
from graph_service.model.structure import Model
from graph_service.writes.edits import NodeEdit
from graph_service.writes.view import Run

MOST_NEW = 50_000
"""New nodes among which duplicates are looked for: of more, nobody could decide."""
_PARTICIPANT = "Participant"
_SEATS = ("LOCATED_IN", "BASED_IN")
_PLACES = (
    "MATCH (p:Place) WHERE p.id IN $ids WITH p, coalesce(head([(p)-[:PART_OF]->(s:Settlement) | s]), p) AS w "
    "RETURN collect([p.id, w.id, w.nameHu]) AS rows"
)


async def doubles_of(run: Run, model: Model, spool: Spool) -> list[Duplicate]:
    """What new organisations and communities may be: of those that are there, and of each other."""
    found: list[Duplicate] = []
    for label in model.members(_PARTICIPANT):
        new = list(islice(_new(spool, label), MOST_NEW + 1))
        if not new or len(new) > MOST_NEW:
            continue
        seats = _seats(spool, new)
        places = await _places(run, sorted(set(seats.values())))
        there = await _there(run, model, label, sorted({whole for whole, _ in places.values()}))
        named = [_named(model, edit, places.get(seats.get(edit.id, ""))) for edit in new]
        by_id = {edit.id: edit for edit in new}
        for one in possible_duplicates([name for name in named if name.name], there):
            place = by_id[one.new.id].place
            found.append(Duplicate(place, one.new.id, one.other.id, one.new.name, one.other.name, one.why))
    return found


def _new(spool: Spool, label: str) -> Iterator[NodeEdit]:
    for part in spool.node_edits(1_000):
        yield from (edit for _, edit in part if edit.label == label and edit.action == "create")


def _seats(spool: Spool, new: Sequence[NodeEdit]) -> dict[str, str]:
    """Where new things have their seat: by a field of their own, or by a relationship."""
    ids = [edit.id for edit in new]
    found: dict[str, str] = {}
    for type_ in _SEATS:
        found |= {start: end for start, end, _ in spool.links(type_, ids, into=False)}
        found |= {edit.start: edit.end for edit in spool.ties(type_, ids, into=False) if edit.action == "put"}
    return found


async def _places(run: Run, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The settlement of each place, and its name."""
    [record] = await run(Statement(_PLACES, {"ids": list(ids)}))
    return {id_: (whole, name) for id_, whole, name in record["rows"]}


async def _there(run: Run, model: Model, label: str, settlements: Sequence[str]) -> list[Named]:
    column = identifier(name_columns(model.types[label])[0])
    text = (
        f"MATCH (s:Settlement) WHERE s.id IN $ids MATCH (n:{identifier(label)})-[:IN_SETTLEMENT]->(s) "
        f"RETURN collect([n.id, n.{column}, s.id, s.nameHu]) AS rows"
    )
    [record] = await run(Statement(text, {"ids": list(settlements)}))
    return [Named(id_, label, name or "", place, called) for id_, name, place, called in record["rows"]]


def _named(model: Model, edit: NodeEdit, seat: tuple[str, str] | None) -> Named:
    names: list[Any] = [edit.values.get(column) for column in name_columns(model.types[edit.label])]
    name = next((text for text in names if isinstance(text, str)), "")
    settlement, called = seat or (None, "")
    return Named(edit.id, edit.label, name, settlement, called)

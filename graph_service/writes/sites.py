"""SITED_IN and IN_SETTLEMENT: the county and the settlement of what has its place in a settlement, or in a part of one.

Shortcuts past LOCATED_IN, BASED_IN, HELD_IN, PART_OF and IN_COUNTY.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from graph_service.model.structure import Model
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices
from graph_service.writes.seats import SEATED, SITED, read_counties, read_seats


@dataclass(frozen=True)
class _Shortcut:
    """A relationship type, the labels of its starts, and what reads where each of some ids should lead."""

    type: str
    near: str
    wanted: Callable[[GraphStore, Sequence[str]], Awaitable[Mapping[str, str]]]


_SHORTCUTS = (
    _Shortcut("SITED_IN", SITED, read_counties),
    _Shortcut("IN_SETTLEMENT", SEATED, read_seats),
)
_PAIR = "UNWIND $rows AS r MATCH (n:Node {id: r.a})"


async def site_changes(store: GraphStore, model: Model) -> list[Change]:
    """What to change so that each leads to its county and its settlement once, and to no other."""
    return [change for shortcut in _SHORTCUTS for change in await _changes(store, model, shortcut)]


async def _changes(store: GraphStore, model: Model, shortcut: _Shortcut) -> list[Change]:
    type_, near = shortcut.type, shortcut.near
    [far] = {end for _, end in model.relationship_ends[type_]}
    ids = sorted(await read_rows(store, f"MATCH (n:{near}) RETURN collect(n.id) AS found"))
    wanted = await shortcut.wanted(store, ids)
    found = f"MATCH (n:{near}) WHERE n.id IN $ids MATCH (n)-[:{type_}]->(p:{far}) RETURN collect([n.id, p.id]) AS found"
    held = Counter((str(id_), str(place)) for id_, place in await read_slices(store, found, ids))
    right = {pair for pair, number in held.items() if number == 1 and wanted.get(pair[0]) == pair[1]}
    remove = f"{_PAIR}-[e:{type_}]->(:{far} {{id: r.b}}) DELETE e RETURN count(*) AS n"
    create = f"{_PAIR} MATCH (p:{far} {{id: r.b}}) CREATE (n)-[e:{type_}]->(p) RETURN count(e) AS n"
    return dropped(
        [
            Change("removed", remove, [{"a": id_, "b": place} for id_, place in sorted(held.keys() - right)]),
            Change("created", create, [{"a": id_, "b": place} for id_, place in sorted(wanted.items() - right)]),
        ]
    )

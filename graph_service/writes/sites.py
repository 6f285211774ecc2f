"""SITED_IN and IN_SETTLEMENT: the county and the settlement of what has its place in a settlement, or in a part of one.

Shortcuts past LOCATED_IN, BASED_IN, HELD_IN, PART_OF and IN_COUNTY.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from graph_service.model.declare import step_out
from graph_service.model.labels import COUNTY, SETTLEMENT
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices
from graph_service.writes.rests import Rests, Stop
from graph_service.writes.seats import SEATED, SITED, read_counties, read_seats


@dataclass(frozen=True)
class Shortcut:
    """A relationship type, the label it leads to, what reads where each of some ids should lead, and on what it
    rests."""

    type: str
    far: str
    wanted: Callable[[GraphStore, Sequence[str]], Awaitable[Mapping[str, str]]]
    rests: Rests


_PLACE = step_out("LOCATED_IN|BASED_IN|HELD_IN|PART_OF")
_SEAT = Stop(step_out("LOCATED_IN|BASED_IN"), ("Locality",))
_WHOLE = Stop(step_out("PART_OF"), (SETTLEMENT,))
_COUNTY = Stop(step_out("IN_COUNTY"), (COUNTY,))
_LOCALITY = Stop(_PLACE, ("Locality",))
_COUNTIES = ((_LOCALITY, _COUNTY), (_LOCALITY, _WHOLE, _COUNTY))
SHORTCUTS = (
    Shortcut("SITED_IN", COUNTY, read_counties, Rests(SITED, ways=_COUNTIES)),
    Shortcut("IN_SETTLEMENT", SETTLEMENT, read_seats, Rests(SEATED, ways=((_SEAT, _WHOLE),))),
)
_PAIR = "UNWIND $rows AS r MATCH (n:Node {id: r.a})"


async def site_changes(store: GraphStore, shortcut: Shortcut, only: Collection[str] | None = None) -> list[Change]:
    """What to change so that each, or each of `only`, leads there once, and to no other."""
    type_, far = shortcut.type, shortcut.far
    near = "|".join(shortcut.rests.of)
    ids = sorted(await read_rows(store, f"MATCH (n:{near}) RETURN collect(n.id) AS found") if only is None else only)
    wanted = await shortcut.wanted(store, ids)
    leads = f"MATCH (n)-[:{type_}]->(p:{far}) RETURN collect([n.id, p.id]) AS found"
    found = f"UNWIND $ids AS id MATCH (n:Node {{id: id}}) {leads}"
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

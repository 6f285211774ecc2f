"""SITED_IN: the county of whatever has its place in a settlement, or in a part of one."""

from __future__ import annotations

from collections import Counter

from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices
from graph_service.writes.seats import SITED, read_counties

_IDS = f"MATCH (n:{SITED}) RETURN collect(n.id) AS found"
_HELD = f"MATCH (n:{SITED}) WHERE n.id IN $ids MATCH (n)-[:SITED_IN]->(c:County) RETURN collect([n.id, c.id]) AS found"
_PAIR = "UNWIND $rows AS r MATCH (n:Node {id: r.a})"
_CREATE = f"{_PAIR} MATCH (c:County {{id: r.b}}) CREATE (n)-[e:SITED_IN]->(c) RETURN count(e) AS n"
_REMOVE = f"{_PAIR}-[e:SITED_IN]->(:County {{id: r.b}}) DELETE e RETURN count(*) AS n"


async def site_changes(store: GraphStore) -> list[Change]:
    """What to change so that each leads to its county once, and to no other."""
    ids = sorted(await read_rows(store, _IDS))
    wanted = await read_counties(store, ids)
    held = Counter((str(id_), str(county)) for id_, county in await read_slices(store, _HELD, ids))
    right = {pair for pair, number in held.items() if number == 1 and wanted.get(pair[0]) == pair[1]}
    gone = sorted(held.keys() - right)
    new = sorted(wanted.items() - right)
    return dropped(
        [
            Change("removed", _REMOVE, [{"a": id_, "b": county} for id_, county in gone]),
            Change("created", _CREATE, [{"a": id_, "b": county} for id_, county in new]),
        ]
    )

"""How far a mentor has to travel: from the settlement of the office to the farthest place in his or her care."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph_service.writes.changes import Change, GraphStore, read_rows, read_slices
from graph_service.writes.properties import DECIMALS, Derived, property_changes
from graph_service.writes.seats import Places, km_between, read_places


def farthest_km(places: Places, office: str | None, cared_for: Iterable[str]) -> float | None:
    """The distance in kilometres; `office` is the place of its seat. None where either end is unknown."""
    start = places.settlements.get(places.whole(office)) if office else None
    ends = [spot for place in cared_for if (spot := places.spot(place)) is not None]
    if start is None or not ends:
        return None
    return round(max(km_between(start, end) for end in ends), DECIMALS)


_IDS = "MATCH (m:Mentor) RETURN collect(m.id) AS found"
_READ = (
    "MATCH (m:Mentor) WHERE m.id IN $ids RETURN collect([m.id, m.farthestKm, "
    "[(m)-[r:WORKS_AT]->(o:CountyOffice)-[:LOCATED_IN]->(p) WHERE r.to IS NULL | p.id], "
    "[(m)-[r:RESPONSIBLE_FOR]->(p) WHERE r.to IS NULL | p.id]]) AS found"
)


async def travel_changes(store: GraphStore, now: object, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all mentors, or in `only`; one that had another distance is touched `now`."""
    places = await read_places(store)
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    found = []
    for id_, held, offices, cared_for in await read_slices(store, _READ, ids):
        wanted = farthest_km(places, min(offices, default=None), cared_for)
        found.append(Derived(id_, (held,), {"farthestKm": wanted}))
    return property_changes("MATCH (n:Mentor {id: r.id})", found, now)

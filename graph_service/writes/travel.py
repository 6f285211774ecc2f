"""How far a mentor has to travel: from the settlement of the office to the farthest place in his or her care."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph_service.model.declare import Step, step_out
from graph_service.model.labels import (
    COUNTY_OFFICE,
    MENTOR,
    SETTLEMENT,
)
from graph_service.writes.changes import Change, GraphStore, read_rows, read_slices
from graph_service.writes.properties import DECIMALS, Derived, property_changes
from graph_service.writes.rests import Rests, Stop, Way
from graph_service.writes.seats import Places, km_between, read_places

_OFFICE = Stop(step_out("WORKS_AT"), (COUNTY_OFFICE,))


def _spots(before: Way, step: Step) -> tuple[Way, ...]:
    """The ways to the point of a place, and to that of its settlement."""
    place = (*before, Stop(step, ("Locality",), ("location",)))
    return place, (*place, Stop(step_out("PART_OF"), (SETTLEMENT,), ("location",)))


RESTS = Rests((MENTOR,), ways=(*_spots((_OFFICE,), step_out("LOCATED_IN")), *_spots((), step_out("RESPONSIBLE_FOR"))))


def farthest_km(places: Places, office: str | None, cared_for: Iterable[str]) -> float | None:
    """The distance in kilometres; `office` is the place of its seat. None where either end is unknown."""
    start = places.settlements.get(places.whole(office)) if office else None
    ends = [spot for place in cared_for if (spot := places.spot(place)) is not None]
    if start is None or not ends:
        return None
    return round(max(km_between(start, end) for end in ends), DECIMALS)


_IDS = "MATCH (m:Mentor) RETURN collect(m.id) AS found"
_READ = (
    "UNWIND $ids AS id MATCH (m:Mentor {id: id}) RETURN collect([m.id, m.farthestKm, "
    "[(m)-[r:WORKS_AT]->(o:CountyOffice)-[:LOCATED_IN]->(p) WHERE r.to IS NULL | p.id], "
    "[(m)-[r:RESPONSIBLE_FOR]->(p) WHERE r.to IS NULL | p.id]]) AS found"
)


async def travel_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all mentors, or in `only`."""
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    rows = [
        (id_, held, min(offices, default=None), cared_for)
        for id_, held, offices, cared_for in await read_slices(store, _READ, ids)
    ]
    ends = {place for _, _, office, cared_for in rows for place in (office, *cared_for) if place is not None}
    places = await read_places(store, sorted(ends))
    found = [
        Derived(id_, (held,), {"farthestKm": farthest_km(places, office, cared_for)})
        for id_, held, office, cared_for in rows
    ]
    return property_changes("MATCH (n:Mentor {id: r.id})", found)

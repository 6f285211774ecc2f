"""Where things are: the points of places, and the settlements and counties that things have their place in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from graph_service.model.labels import (
    COMMUNITY,
    EVENT,
    ORGANISATION,
    SETTLEMENT_PART,
)
from graph_service.writes.changes import GraphStore, read_rows, read_slices

EARTH_KM = 6371.0088


class Spot(NamedTuple):
    """A point in WGS84 degrees."""

    lon: float
    lat: float


class Part(NamedTuple):
    """A part of a settlement: the settlement, and its own point if it has one."""

    whole: str
    spot: Spot | None


class Places(NamedTuple):
    """The points of settlements, and their parts."""

    settlements: Mapping[str, Spot]
    parts: Mapping[str, Part]

    def whole(self, id_: str) -> str:
        """The settlement of a place."""
        part = self.parts.get(id_)
        return part.whole if part else id_

    def spot(self, id_: str) -> Spot | None:
        """The point of a place; a part without one counts as its settlement."""
        part = self.parts.get(id_)
        return (part and part.spot) or self.settlements.get(self.whole(id_))


def km_between(one: Spot, other: Spot) -> float:
    """The great-circle distance (haversine)."""
    half = (
        sin(radians(other.lat - one.lat) / 2) ** 2
        + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(half))


_SPOTS = (
    "MATCH (s:Settlement) WHERE s.location IS NOT NULL WITH s, s.location AS l "
    "RETURN collect([s.id, l.x, l.y]) AS found"
)
SITED = (ORGANISATION, COMMUNITY, EVENT, SETTLEMENT_PART)
"""What has its place in a settlement, or in a part of one."""
SEATED = (ORGANISATION, COMMUNITY)
"""What has its seat or base in a settlement, or in a part of one."""
_PARTS_OF = (
    "UNWIND $ids AS id MATCH (n:Node {id: id}) MATCH (n)-[:PART_OF]->(s:Settlement) WITH n, s, n.location AS l "
    "RETURN collect([n.id, s.id, l.x, l.y]) AS found"
)
_SPOTS_OF = (
    "UNWIND $ids AS id MATCH (s:Settlement {id: id}) WHERE s.location IS NOT NULL WITH s, s.location AS l "
    "RETURN collect([s.id, l.x, l.y]) AS found"
)
_COUNTIES = (
    "UNWIND $ids AS id MATCH (n:Node {id: id}) MATCH (n)-[:LOCATED_IN|BASED_IN|HELD_IN|PART_OF]->(p) "
    "RETURN collect([n.id, coalesce("
    "head([(p)-[:IN_COUNTY]->(c:County) | c.id]), "
    "head([(p)-[:PART_OF]->(:Settlement)-[:IN_COUNTY]->(c:County) | c.id])"
    ")]) AS found"
)

_SETTLEMENTS = (
    "UNWIND $ids AS id MATCH (n:Node {id: id}) MATCH (n)-[:LOCATED_IN|BASED_IN]->(p) "
    "RETURN collect([n.id, coalesce(head([(p)-[:PART_OF]->(s:Settlement) | s.id]), p.id)]) AS found"
)


async def read_settlements(store: GraphStore) -> dict[str, Spot]:
    """The points of all settlements."""
    return {id_: Spot(float(x), float(y)) for id_, x, y in await read_rows(store, _SPOTS)}


async def read_places(store: GraphStore, ids: Sequence[str]) -> Places:
    """The points of the places in `ids`; of parts those of their settlements, too."""
    parts = {
        id_: Part(whole, None if x is None else Spot(float(x), float(y)))
        for id_, whole, x, y in await read_slices(store, _PARTS_OF, ids)
    }
    wholes = sorted({parts[id_].whole if id_ in parts else id_ for id_ in ids})
    spots = {id_: Spot(float(x), float(y)) for id_, x, y in await read_slices(store, _SPOTS_OF, wholes)}
    return Places(spots, parts)


async def read_counties(store: GraphStore, ids: Sequence[str]) -> dict[str, str]:
    """The county of each in `ids`, as far as they have a place in one."""
    found = await read_slices(store, _COUNTIES, ids)
    return {id_: county for id_, county in found if county is not None}


async def read_seats(store: GraphStore, ids: Sequence[str]) -> dict[str, str]:
    """The settlement of each in `ids`; a part of a settlement rolls up."""
    return dict(await read_slices(store, _SETTLEMENTS, ids))

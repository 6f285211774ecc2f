"""NEAR: the five nearest settlements of each, by great-circle distance between their points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from math import cos, radians, sin
from typing import NamedTuple

from graph_service.model.labels import SETTLEMENT
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows
from graph_service.writes.rests import Rests
from graph_service.writes.seats import EARTH_KM, Spot, km_between, read_settlements

RESTS = Rests((SETTLEMENT,), own=("location",), itself=True)
NEAREST = 5
_CELL = 0.12  # degrees of latitude; about 13 km, so that the nine cells around a Hungarian village are enough
_KM_A_DEGREE = EARTH_KM * radians(1)


class Nearness(NamedTuple):
    """One settlement is among the five nearest of another."""

    of: str
    is_near: str
    km: float


def nearest_settlements(spots: Mapping[str, Spot]) -> list[Nearness]:
    """The five nearest of each, nearest first; of equally near ones the smaller id first."""
    grid = _Grid(spots)
    return [near for id_ in sorted(spots) for near in grid.around(id_)]


class _Grid:
    """The points in cells of equal angle; a ring of cells is wide enough once it holds five within its own width."""

    def __init__(self, spots: Mapping[str, Spot]) -> None:
        self.spots = spots
        self.units = {id_: _unit(spot) for id_, spot in spots.items()}
        northmost = max((abs(spot.lat) for spot in spots.values()), default=0.0)
        self.cell_width = _CELL / max(cos(radians(northmost)), 0.01)
        self.cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for id_, spot in spots.items():
            self.cells[self._cell(spot)].append(id_)

    def _cell(self, spot: Spot) -> tuple[int, int]:
        return int(spot.lon // self.cell_width), int(spot.lat // _CELL)

    def around(self, id_: str) -> list[Nearness]:
        """The nearest of one, nearest first."""
        ring = 1
        while (2 * ring + 1) ** 2 < len(self.cells):
            found = self._nearest(id_, self._ids(id_, ring))
            if len(found) == NEAREST and found[-1].km <= ring * _CELL * _KM_A_DEGREE * 0.99:
                return found
            ring *= 2
        return self._nearest(id_, iter(self.spots))

    def _nearest(self, id_: str, others: Iterator[str]) -> list[Nearness]:
        x, y, z = self.units[id_]
        # The chord orders as the arc does and costs a tenth; a few more than five cover equal distances.
        chords = (
            ((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2, other)
            for other in others
            if other != id_
            for u, v, w in (self.units[other],)
        )
        near = (
            Nearness(id_, other, km_between(self.spots[id_], self.spots[other]))
            for _, other in nsmallest(NEAREST + 3, chords)
        )
        return sorted(near, key=lambda found: (found.km, found.is_near))[:NEAREST]

    def _ids(self, id_: str, ring: int) -> Iterator[str]:
        column, row = self._cell(self.spots[id_])
        for i in range(column - ring, column + ring + 1):
            for j in range(row - ring, row + ring + 1):
                yield from self.cells.get((i, j), ())


def _unit(spot: Spot) -> tuple[float, float, float]:
    lat, lon = radians(spot.lat), radians(spot.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


_HELD = "MATCH (s:Settlement)-[e:NEAR]->(o:Settlement) RETURN collect([s.id, o.id, e.km]) AS found"
_CREATE = (
    "UNWIND $rows AS r MATCH (a:Settlement {id: r.a}) MATCH (b:Settlement {id: r.b}) "
    "CREATE (a)-[e:NEAR {km: r.km}]->(b) RETURN count(e) AS n"
)
_REMOVE = (
    "UNWIND $rows AS r MATCH (a:Settlement {id: r.a})-[e:NEAR]->(b:Settlement {id: r.b}) DELETE e RETURN count(*) AS n"
)


async def nearest_changes(store: GraphStore) -> list[Change]:
    """What to change so that every settlement leads to its five nearest."""
    spots = await read_settlements(store)
    wanted = {(n.of, n.is_near): n.km for n in nearest_settlements(spots)}
    held: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one, other, km in await read_rows(store, _HELD):
        held[one, other].append(km)
    gone = [pair for pair, kms in held.items() if kms != [wanted.get(pair)]]
    new = [(pair, km) for pair, km in wanted.items() if held.get(pair) != [km]]
    return dropped(
        [
            Change("removed", _REMOVE, [{"a": one, "b": other} for one, other in sorted(gone)]),
            Change("created", _CREATE, [{"a": one, "b": other, "km": km} for (one, other), km in new]),
        ]
    )

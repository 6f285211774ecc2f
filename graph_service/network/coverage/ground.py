"""What mentor coverage rests on: who cares for which reached place and community on a day, and who was there last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np

from graph_service.network.projection import NONE, Floats, Ints, Projection
from graph_service.network.sphere import km_between

K = TypeVar("K")
Rows: TypeAlias = tuple[int, ...]
Spot: TypeAlias = tuple[int, float | None, float | None]
"""Settlement and the very point: a part of a settlement is another place than the settlement."""


@dataclass(frozen=True, eq=False)
class Ground:
    """The state of a day, by rows of the projection; `place` is a row of its table of reached places."""

    projection: Projection
    day: int

    @cached_property
    def places(self) -> Ints:
        """Places reached by the day."""
        return np.flatnonzero(self.projection.reached.day <= self.day).astype(np.int32)

    @cached_property
    def places_at(self) -> Mapping[Spot, Rows]:
        """Settlement and point to the places there. Several only where parts have no point of their own."""
        table = self.projection.reached
        spots = _spots(table.settlement, table.latitude, table.longitude)
        return _grouped((spots[place], place) for place in self.places.tolist())

    @cached_property
    def care(self) -> Ints:
        """Rows of responsibilities that hold on the day, one for each mentor and place."""
        table = self.projection.responsibilities
        live = np.flatnonzero((table.start <= self.day) & (table.end > self.day))
        spots = _spots(table.settlement[live], table.latitude[live], table.longitude[live])
        once: dict[tuple[int, Spot], int] = {}
        for mentor, spot, row in zip(table.mentor[live].tolist(), spots, live.tolist(), strict=True):
            once.setdefault((mentor, spot), row)
        return np.array(list(once.values()), dtype=np.int32)

    @cached_property
    def mentors_of_places(self) -> Mapping[int, Rows]:
        """Place to the mentors responsible for it."""
        table = self.projection.responsibilities
        spots = _spots(table.settlement, table.latitude, table.longitude)
        return _grouped(
            (place, int(table.mentor[row]))
            for row in self.care.tolist()
            for place in self.places_at.get(spots[row], ())
        )

    @cached_property
    def mentors_of_communities(self) -> Mapping[int, Rows]:
        """Community to its mentors."""
        pairs = self.projection.mentorings
        live = pairs.at(self.day)
        return _grouped(zip(pairs.target[live].tolist(), pairs.source[live].tolist(), strict=True))

    @cached_property
    def communities_at(self) -> Mapping[int, Rows]:
        """Place to the communities that are based there."""
        table = self.projection.communities
        spots = _spots(table.settlement, table.latitude, table.longitude)
        return _grouped((place, row) for row, spot in enumerate(spots) for place in self.places_at.get(spot, ()))

    @cached_property
    def office(self) -> Ints:
        """The county where each mentor's office is, the first by id of several; NONE without one."""
        pairs = self.projection.offices
        live = pairs.at(self.day)
        found = np.full(len(self.projection.mentors.ids), len(self.projection.counties.ids), dtype=np.int32)
        np.minimum.at(found, pairs.source[live], pairs.target[live])
        return np.where(found == len(self.projection.counties.ids), np.int32(NONE), found)

    @cached_property
    def mentors(self) -> Rows:
        """Mentors with an office, a place or a community on the day."""
        at_work = {row for rows in (self.mentors_of_places, self.mentors_of_communities) for row in _values(rows)}
        return tuple(sorted(at_work | set(np.flatnonzero(self.office != NONE).tolist())))

    @cached_property
    def last_of_communities(self) -> Ints:
        """Day of the last activity for each community up to the day, NONE where there was none."""
        visits = self.projection.visits
        return self._last(visits.community, len(self.projection.communities.ids))

    @cached_property
    def last_of_settlements(self) -> Ints:
        """Day of the last activity for an institution of each settlement, NONE where there was none."""
        visits, institutions = self.projection.visits, self.projection.institutions
        settlement = np.append(institutions.settlement, np.int32(NONE))[visits.institution]
        return self._last(settlement, len(self.projection.settlements.ids))

    def _last(self, subject: Ints, count: int) -> Ints:
        visits = self.projection.visits
        counted = (subject != NONE) & (visits.day <= self.day)
        found = np.full(count, NONE, dtype=np.int32)
        np.maximum.at(found, subject[counted], visits.day[counted])
        return found

    def activities(self, days: int) -> Ints:
        """How many activities each mentor carried out in the last `days` days, this day among them."""
        visits = self.projection.visits
        lately = (visits.day <= self.day) & (visits.day >= self.day - days)
        return np.bincount(visits.mentor[lately], minlength=len(self.projection.mentors.ids)).astype(np.int32)

    def seat_km(self, county: Ints, latitude: Floats, longitude: Floats) -> Floats:
        """Kilometres from the office of a county, which is in its seat, to points; nan for NONE and unknown seats."""
        table = self.projection.settlements
        seat = np.append(self.projection.counties.seat, np.int32(NONE))[county]
        at = (np.append(table.latitude, np.nan)[seat], np.append(table.longitude, np.nan)[seat])
        return km_between(*at, latitude, longitude)


def _spots(settlement: Ints, latitude: Floats, longitude: Floats) -> list[Spot]:
    columns = (settlement.tolist(), latitude.tolist(), longitude.tolist())
    return [
        (row, None if lat != lat else lat, None if lon != lon else lon) for row, lat, lon in zip(*columns, strict=True)
    ]


def _grouped(pairs: Iterable[tuple[K, int]]) -> dict[K, Rows]:
    """First to all its seconds, each once, ascending."""
    found: dict[K, set[int]] = defaultdict(set)
    for key, row in pairs:
        found[key].add(row)
    return {key: tuple(sorted(rows)) for key, rows in found.items()}


def _values(rows: Mapping[int, Rows]) -> set[int]:
    return {row for each in rows.values() for row in each}

"""Mentor coverage of a day: places, communities, mentors and counties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from graph_service.errors import RequestError
from graph_service.network.coverage.counties import CountyCover, counties_of
from graph_service.network.coverage.ground import Ground
from graph_service.network.coverage.loads import MentorLoad, loads_of
from graph_service.network.coverage.places import CommunityCover, PlaceCover, communities_of, places_of
from graph_service.network.fragility import Fragile, fragility_with_mentors
from graph_service.network.network import Scope
from graph_service.network.projection import NONE, Projection
from graph_service.network.snapshots import network_at

T = TypeVar("T", PlaceCover, CommunityCover, MentorLoad, CountyCover)

MAX_KM = 40.0
STALE_AFTER_DAYS = 90
_MOST_KM = 20_100.0
"""Farther than any two points of the Earth are apart."""


@dataclass(frozen=True)
class Coverage:
    """Coverage on `day`. A community counts whether or not it was founded by then: its founding is not kept."""

    projection: Projection
    day: int
    max_km: float
    stale_after_days: int
    places: tuple[PlaceCover, ...]
    """Reached places, the widest gap first (`places_of`)."""
    communities: tuple[CommunityCover, ...]
    mentors: tuple[MentorLoad, ...]
    counties: tuple[CountyCover, ...]
    """By communities that are farther than `max_km` from their mentor's office, most first."""

    @property
    def is_synthetic(self) -> bool:
        """Whether a community or mentor in it is invented."""
        communities, mentors = self.projection.communities.real, self.projection.mentors.real
        of_communities = all(bool(communities[one.community]) for one in self.communities if one.county != NONE)
        return not (of_communities and all(bool(mentors[one.mentor]) for one in self.mentors))

    @cached_property
    def leaving(self) -> Mapping[int, Fragile]:
        """Mentor to what breaks when that one leaves, in the graph of mentors, communities and institutions.

        Absent are mentors without whom all that is connected stays so and every community has another mentor.
        """
        shown = {one.mentor for one in self.mentors}
        rows = fragility_with_mentors(network_at(self.projection, Scope(self.day)))
        breaking = (one for one in rows if one.articulation or one.dependent_communities)
        return {one.actor.row: one for one in breaking if one.actor.kind == "mentor" and one.actor.row in shown}


def mentor_coverage(
    projection: Projection,
    day: int,
    counties: Collection[int] | None = None,
    max_km: float = MAX_KM,
    stale_after_days: int = STALE_AFTER_DAYS,
) -> Coverage:
    """How mentors cover reached places and communities on `day`; of `counties` (rows), or of all.

    Something belongs to the county where it lies, a mentor to that of the office. Distances and dependence look at all
    mentors whatever `counties` are. Raises RequestError NUMBER_RANGE for negative limits.
    """
    for argument, value, most in (("maxKm", max_km, _MOST_KM), ("staleAfterDays", stale_after_days, 36_525)):
        if not 0 <= value <= most:
            raise RequestError("NUMBER_RANGE", argument=argument, least=0, most=most, value=value)
    ground = Ground(projection, day)
    places = places_of(ground, stale_after_days)
    communities = communities_of(ground, stale_after_days)
    loads = loads_of(ground, places, communities, max_km)
    wanted = None if counties is None else frozenset(counties)
    return Coverage(
        projection,
        day,
        max_km,
        stale_after_days,
        places=_of(wanted, places),
        communities=_of(wanted, communities),
        mentors=_of(wanted, loads),
        counties=_of(wanted, counties_of(places, communities, loads, max_km)),
    )


def _of(wanted: frozenset[int] | None, rows: Iterable[T]) -> tuple[T, ...]:
    """The rows of the wanted counties; without any, all."""
    return tuple(one for one in rows if wanted is None or one.county in wanted)

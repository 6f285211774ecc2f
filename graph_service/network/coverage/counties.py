"""Counties by the gaps of their mentor coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from graph_service.network.coverage.loads import Evenness, Load, MentorLoad, evenness
from graph_service.network.coverage.places import CommunityCover, PlaceCover
from graph_service.network.projection import NONE


class _OfCounty(Protocol):
    @property
    def county(self) -> int | None: ...


T = TypeVar("T", bound=_OfCounty)


@dataclass(frozen=True)
class CountyCover:
    """A county with what was reached in it and the team of its office."""

    county: int
    mentors: int
    places: int
    places_without_mentor: int
    places_without_mentored_community: int
    communities: int
    communities_without_mentor: int
    stale_communities: int
    far_communities: int
    """Communities farther than allowed from the nearest office of their mentors."""
    team_median: Load | None
    gini: Evenness


def counties_of(
    places: Iterable[PlaceCover], communities: Iterable[CommunityCover], loads: Iterable[MentorLoad], max_km: float
) -> list[CountyCover]:
    """Counties with a reached place, a community or an office: those with most far communities first, then by id."""
    places_in = _by_county(places)
    communities_in = _by_county(communities)
    teams = _by_county(loads)
    found = [
        _county(county, places_in.get(county, []), communities_in.get(county, []), teams.get(county, []), max_km)
        for county in {*places_in, *communities_in, *teams}
    ]
    return sorted(found, key=lambda one: (-one.far_communities, one.county))


def _by_county(rows: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        if row.county is not None and row.county != NONE:
            found[row.county].append(row)
    return found


def _county(
    county: int,
    places: Sequence[PlaceCover],
    communities: Sequence[CommunityCover],
    team: Sequence[MentorLoad],
    max_km: float,
) -> CountyCover:
    return CountyCover(
        county=county,
        mentors=len(team),
        places=len(places),
        places_without_mentor=sum(not one.mentors for one in places),
        places_without_mentored_community=sum(not one.mentored_communities for one in places),
        communities=len(communities),
        communities_without_mentor=sum(not one.mentors for one in communities),
        stale_communities=sum(bool(one.stale) for one in communities),
        far_communities=sum(one.km_from_office is not None and one.km_from_office > max_km for one in communities),
        team_median=team[0].team_median if team else None,
        gini=evenness(one.load for one in team),
    )

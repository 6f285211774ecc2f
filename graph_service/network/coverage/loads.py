"""The load of mentors and of county teams: communities, activities and kilometres, and how evenly they are shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from graph_service.network.coverage.ground import Ground
from graph_service.network.coverage.places import CommunityCover, PlaceCover
from graph_service.network.projection import NONE

ACTIVITY_DAYS = 90
"""The days up to this one of which activities count as load."""


@dataclass(frozen=True)
class Load:
    """What is asked of one mentor, or the middle of it in a team."""

    communities: float
    """Communities that have the mentor."""
    activities: float
    """Activities in the last ACTIVITY_DAYS days."""
    km: float | None
    """Kilometres from the office to each place in care, added; None without an office."""


@dataclass(frozen=True)
class MentorLoad:
    """A mentor's load, beside the middle of the county's team. A team is 3 or 4 people: nothing is tested."""

    mentor: int
    county: int | None
    """Where the office is."""
    places: int
    load: Load
    team_median: Load | None
    """Medians of the team, this mentor among them; None without an office."""
    farthest_km: float | None
    """From the office to the farthest place in care."""
    far: bool | None
    """Whether that is farther than allowed; None where it is not known."""
    only_mentor_of_places: int
    only_mentor_of_communities: int
    """Places and communities that would have no mentor without this one."""


@dataclass(frozen=True)
class Evenness:
    """Gini coefficients of a team's loads: 0 where all carry as much, towards 1 where one carries all.

    None for teams of fewer than two, and where nobody carries anything.
    """

    communities: float | None
    activities: float | None
    km: float | None


def gini(values: Sequence[float]) -> float | None:
    """Mean absolute difference of all pairs over twice the mean; None for fewer than two values or a sum of 0."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    count, total = len(ordered), float(ordered.sum())
    if count < 2 or total == 0:
        return None
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float((ranks * ordered).sum() / (count * total))


def loads_of(
    ground: Ground, places: Iterable[PlaceCover], communities: Iterable[CommunityCover], max_km: float
) -> list[MentorLoad]:
    """All mentors with an office, a place or a community, in the order of their rows."""
    own = _loads(ground)
    medians = {county: _median([own[one] for one in team]) for county, team in teams(ground).items()}
    alone = [Counter(one.only_mentor for one in rows) for rows in (places, communities)]
    farthest, number = _farthest(ground), _places(ground)
    found = []
    for mentor in ground.mentors:
        county, far = int(ground.office[mentor]), farthest.get(mentor)
        found.append(
            MentorLoad(
                mentor=mentor,
                county=None if county == NONE else county,
                places=number[mentor],
                load=own[mentor],
                team_median=medians.get(county),
                farthest_km=far,
                far=None if far is None else far > max_km,
                only_mentor_of_places=alone[0][mentor],
                only_mentor_of_communities=alone[1][mentor],
            )
        )
    return found


def teams(ground: Ground) -> dict[int, list[int]]:
    """County to the mentors who have their office there."""
    found: dict[int, list[int]] = {}
    for mentor in ground.mentors:
        if ground.office[mentor] != NONE:
            found.setdefault(int(ground.office[mentor]), []).append(mentor)
    return found


def evenness(loads: Iterable[Load]) -> Evenness:
    """How evenly a team shares each kind of load."""
    team = list(loads)
    return Evenness(
        communities=gini([one.communities for one in team]),
        activities=gini([one.activities for one in team]),
        km=gini([one.km for one in team if one.km is not None]),
    )


def _median(team: Sequence[Load]) -> Load:
    km = [one.km for one in team if one.km is not None]
    return Load(
        communities=median(one.communities for one in team),
        activities=median(one.activities for one in team),
        km=median(km) if km else None,
    )


def _loads(ground: Ground) -> dict[int, Load]:
    communities = Counter(one for rows in ground.mentors_of_communities.values() for one in rows)
    activities = ground.activities(ACTIVITY_DAYS)
    km = _km(ground)
    return {
        mentor: Load(
            communities=communities[mentor],
            activities=int(activities[mentor]),
            km=None if ground.office[mentor] == NONE else sum(km.get(mentor, ())),
        )
        for mentor in ground.mentors
    }


def _places(ground: Ground) -> Counter[int]:
    return Counter(ground.projection.responsibilities.mentor[ground.care].tolist())


def _farthest(ground: Ground) -> dict[int, float]:
    return {mentor: max(km) for mentor, km in _km(ground).items()}


def _km(ground: Ground) -> Mapping[int, list[float]]:
    """Mentor to the kilometres from the office to each place in care whose point is known."""
    table, rows = ground.projection.responsibilities, ground.care
    office = ground.office[table.mentor[rows]]
    km = ground.seat_km(office, table.latitude[rows], table.longitude[rows])
    found: dict[int, list[float]] = {}
    for mentor, apart in zip(table.mentor[rows].tolist(), km.tolist(), strict=True):
        if apart == apart:
            found.setdefault(mentor, []).append(apart)
    return found

"""Mentor coverage of reached places and of communities: who comes, from how far, and when somebody last did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.coverage.distances import office_km, other_mentor_km, own_office_km
from graph_service.network.coverage.ground import Ground, Rows
from graph_service.network.projection import NONE


@dataclass(frozen=True)
class CommunityCover:
    """A community and its mentors on the day. Numbers of tables are rows of the projection."""

    community: int
    place: int | None
    """The reached place where it is based; None where that was not reached by the day."""
    county: int
    mentors: Rows
    km_from_office: float | None
    """From the nearest office of its mentors; None without a mentor or an office."""
    days_since: int | None
    """Days since its last activity; None where none is known."""
    stale: bool | None
    """Whether its mentors did nothing for longer than allowed, or never; None without a mentor."""

    @property
    def only_mentor(self) -> int | None:
        """The one mentor on whom it depends."""
        return self.mentors[0] if len(self.mentors) == 1 else None


@dataclass(frozen=True)
class PlaceCover:
    """A reached place, a settlement or a part of one, and its mentors on the day."""

    key: str
    """Its id."""
    place: int
    settlement: int
    county: int
    mentors: Rows
    """Those responsible for it."""
    km_from_office: float | None
    """From the nearest office of its mentors, else that of its county; None where there is no office."""
    km_to_other_mentor: float | None
    """To the nearest place that another mentor is responsible for; None where there is none."""
    communities: Rows
    unmentored_communities: Rows
    days_since: int | None
    """Days since the last activity for a community there or an institution of the settlement; None for none known."""
    stale: bool | None
    """Whether nothing happened for longer than allowed, or ever; None without a mentored community."""

    @property
    def only_mentor(self) -> int | None:
        """The one mentor on whom it depends."""
        return self.mentors[0] if len(self.mentors) == 1 else None

    @property
    def mentored_communities(self) -> int:
        """How many communities there have a mentor."""
        return len(self.communities) - len(self.unmentored_communities)


def communities_of(ground: Ground, stale_after_days: int) -> list[CommunityCover]:
    """All communities, in the order of their rows."""
    table, mentored = ground.projection.communities, ground.mentors_of_communities
    place_of = {row: place for place, rows in ground.communities_at.items() for row in rows}
    km = office_km(ground, mentored, table.latitude, table.longitude)
    found = []
    for row, (county, last) in enumerate(zip(table.county.tolist(), ground.last_of_communities.tolist(), strict=True)):
        mentors, since = mentored.get(row, ()), _since(ground, last)
        stale = _is_stale(since, stale_after_days) if mentors else None
        found.append(CommunityCover(row, place_of.get(row), county, mentors, km.get(row), since, stale))
    return found


def places_of(ground: Ground, stale_after_days: int) -> list[PlaceCover]:
    """All places reached by the day, those with the widest gap first.

    First those without a mentored community, then stale ones, then the others; of these those farthest from the
    office (unknown distances last), and of equally far ones by id.
    """
    table = ground.projection.reached
    own = own_office_km(ground)
    km = dict(enumerate(own.tolist())) | office_km(ground, ground.mentors_of_places, table.latitude, table.longitude)
    other = other_mentor_km(ground)
    found = [
        _place(ground, place, (None if np.isnan(km[place]) else km[place], other.get(place)), stale_after_days)
        for place in ground.places.tolist()
    ]
    return sorted(found, key=_gap)


def _gap(place: PlaceCover) -> tuple[bool, bool, float, str]:
    return (place.mentored_communities > 0, not place.stale, -(place.km_from_office or 0.0), place.key)


def _place(ground: Ground, place: int, km: tuple[float | None, float | None], stale_after_days: int) -> PlaceCover:
    table = ground.projection.reached
    settlement = int(table.settlement[place])
    communities = ground.communities_at.get(place, ())
    without = tuple(one for one in communities if one not in ground.mentors_of_communities)
    days = [int(ground.last_of_communities[one]) for one in communities]
    since = _since(ground, max([NONE if settlement == NONE else int(ground.last_of_settlements[settlement]), *days]))
    return PlaceCover(
        key=table.ids[place],
        place=place,
        settlement=settlement,
        county=NONE if settlement == NONE else int(ground.projection.settlements.county[settlement]),
        mentors=ground.mentors_of_places.get(place, ()),
        km_from_office=km[0],
        km_to_other_mentor=km[1],
        communities=communities,
        unmentored_communities=without,
        days_since=since,
        stale=_is_stale(since, stale_after_days) if len(without) < len(communities) else None,
    )


def _since(ground: Ground, last: int) -> int | None:
    return None if last == NONE else ground.day - last


def _is_stale(since: int | None, allowed: int) -> bool:
    return since is None or since > allowed

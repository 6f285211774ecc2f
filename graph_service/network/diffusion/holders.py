"""Who has a good practice on a day: those who worked it out and those who took it over, of whatever kind they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph_service.network.projection import NONE, Bools, Floats, Ints, PracticePlaces, Projection


@dataclass(frozen=True, eq=False)
class Holders:
    """A row for each practice and who has it, once. Columns are rows of the projection, NONE where there is none.

    An organisation that is no institution has neither `institution` nor `community`; its settlement is where it is.
    `practices` are the rows of those looked at, ascending, and `practice` a place among them.
    """

    practices: Ints
    practice: Ints
    institution: Ints
    community: Ints
    settlement: Ints
    county: Ints
    latitude: Floats
    longitude: Floats
    owns: Bools
    """Whether it worked the practice out; an owner that is also said to have adopted it owns it."""

    def __len__(self) -> int:
        return len(self.practice)

    def only(self, chosen: Bools) -> tuple[Holders, Ints]:
        """Those of the `chosen` practices, and which rows they are here."""
        rows = np.flatnonzero(chosen[self.practice]).astype(np.int32)
        place = np.cumsum(chosen).astype(np.int32) - 1
        found = Holders(
            self.practices[chosen],
            place[self.practice[rows]],
            self.institution[rows],
            self.community[rows],
            self.settlement[rows],
            self.county[rows],
            self.latitude[rows],
            self.longitude[rows],
            self.owns[rows],
        )
        return found, rows


def holders_at(projection: Projection, day: int) -> Holders:
    """Those who have a practice on `day`: an adoption counts from its day, an owner from when the practice is known."""
    owners, adoptions = (_until(places, day) for places in (projection.owners, projection.adoptions))
    practice, institution, community, settlement = (
        np.concatenate(columns) for columns in zip(owners, adoptions, strict=True)
    )
    owns = np.arange(len(practice)) < len(owners[0])
    # Other organisations have no row of their own: those of one settlement count as one.
    actors = np.stack([practice, institution, community, np.where(_other(institution, community), settlement, NONE)])
    _, first = np.unique(actors, axis=1, return_index=True)
    first = np.sort(first)
    chosen = (practice[first], institution[first], community[first], settlement[first])
    all_ = np.arange(len(projection.practices.ids), dtype=np.int32)
    return Holders(all_, *chosen, _county(projection, chosen[3]), *_points(projection, *chosen[1:]), owns[first])


def known_practices(projection: Projection, holders: Holders, day: int) -> Bools:
    """Which practices are known on `day`: published by then, not published at all, or had by somebody."""
    known = projection.practices.published <= day
    known[holders.practice] = True
    return known


def homebound(projection: Projection, holders: Holders) -> tuple[Bools, Bools]:
    """Whether each practice was never adopted outside the counties of its owners, and whether an owner is known.

    Adopters of unknown county do not count as being elsewhere. Without an owner the first says nothing.
    """
    practices, counties = len(holders.practices), len(projection.counties.ids)
    owned = np.zeros(practices, dtype=bool)
    owned[holders.practice[holders.owns]] = True
    # The last column is for a county that is not known: it counts as home.
    home = np.zeros((practices, counties + 1), dtype=bool)
    home[:, NONE] = True
    home[holders.practice[holders.owns], holders.county[holders.owns]] = True
    elsewhere = ~holders.owns & ~home[holders.practice, holders.county]
    left = np.zeros(practices, dtype=bool)
    left[holders.practice[elsewhere]] = True
    return ~left & owned, owned


def by_practice(holders: Holders) -> csr_array:
    """Holders by practices, 1 where the holder has it."""
    each = np.arange(len(holders))
    shape = (len(holders), len(holders.practices))
    return csr_array((np.ones(len(each)), (each, holders.practice)), shape=shape)


def _until(places: PracticePlaces, day: int) -> tuple[Ints, Ints, Ints, Ints]:
    begun = places.day <= day
    return places.practice[begun], places.institution[begun], places.community[begun], places.settlement[begun]


def _other(institution: Ints, community: Ints) -> Bools:
    return np.asarray((institution == NONE) & (community == NONE), dtype=np.bool_)


def _county(projection: Projection, settlement: Ints) -> Ints:
    return np.append(projection.settlements.county, np.int32(NONE))[settlement]


def _points(projection: Projection, institution: Ints, community: Ints, settlement: Ints) -> tuple[Floats, Floats]:
    """The point of each: the institution's, the community's, else the settlement's; nan where that is not known."""
    found = []
    for name in ("latitude", "longitude"):
        own, base, place = (
            np.append(getattr(table, name), np.nan)[row]
            for table, row in (
                (projection.institutions, institution),
                (projection.communities, community),
                (projection.settlements, settlement),
            )
        )
        found.append(np.where(institution != NONE, own, np.where(community != NONE, base, place)))
    return found[0], found[1]

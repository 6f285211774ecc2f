"""Distances of mentor coverage: from offices, and to the nearest place of another mentor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph_service.network.coverage.ground import Ground, Rows
from graph_service.network.projection import NONE, Bools, Floats, Ints
from graph_service.network.sphere import directions, km_between

_FIRST_LOOK = 16


def office_km(ground: Ground, mentors: Mapping[int, Rows], latitude: Floats, longitude: Floats) -> dict[int, float]:
    """Kilometres from each row of `mentors` to the nearest office of its mentors; rows without an office are absent."""
    pairs = [(row, mentor) for row, all_ in mentors.items() for mentor in all_ if ground.office[mentor] != NONE]
    if not pairs:
        return {}
    row, mentor = np.array(pairs, dtype=np.int32).T
    km = ground.seat_km(ground.office[mentor], latitude[row], longitude[row])
    found: dict[int, float] = {}
    for one, apart in zip(row.tolist(), km.tolist(), strict=True):
        if apart == apart:
            found[one] = min(apart, found.get(one, apart))
    return found


def own_office_km(ground: Ground) -> Floats:
    """Kilometres of each reached place from the office of its county; nan where no mentor has an office there."""
    table = ground.projection.reached
    county = np.append(ground.projection.settlements.county, np.int32(NONE))[table.settlement]
    with_office = np.where(np.isin(county, ground.office), county, np.int32(NONE))
    return ground.seat_km(with_office, table.latitude, table.longitude)


def other_mentor_km(ground: Ground) -> dict[int, float]:
    """Kilometres from each reached place to the nearest place that a mentor who is not its own is responsible for.

    Absent where there is no other mentor or no point.
    """
    care, table = ground.projection.responsibilities, ground.projection.reached
    cared = ground.care[~np.isnan(care.latitude[ground.care])]
    place = ground.places[~np.isnan(table.latitude[ground.places])]
    if not len(cared) or not len(place):
        return {}
    tree = cKDTree(directions(care.latitude[cared], care.longitude[cared]))
    found: dict[int, float] = {}
    look = min(_FIRST_LOOK, len(cared))
    while len(place):
        _, near = tree.query(directions(table.latitude[place], table.longitude[place]), k=np.arange(1, look + 1))
        foreign = _foreign(ground, place, care.mentor[cared[near]])
        first, seen = foreign.argmax(axis=1), foreign.any(axis=1)
        row = cared[near[np.arange(len(place)), first]]
        km = km_between(table.latitude[place], table.longitude[place], care.latitude[row], care.longitude[row])
        found |= dict(zip(place[seen].tolist(), km[seen].tolist(), strict=True))
        if look == len(cared):
            break
        place, look = place[~seen], min(2 * look, len(cared))
    return found


def _foreign(ground: Ground, place: Ints, mentor: Ints) -> Bools:
    """Which of the mentors, a row of them for each place, are not responsible for the place."""
    count = len(ground.projection.mentors.ids)
    own = [at * count + row for at, rows in ground.mentors_of_places.items() for row in rows]
    keys: NDArray[np.int64] = place.astype(np.int64)[:, None] * count + mentor
    return ~np.isin(keys, np.array(own, dtype=np.int64))

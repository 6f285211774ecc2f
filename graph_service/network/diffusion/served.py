"""Which mentors work with whom on a day: institutions, and those who have a practice."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph_service.network.diffusion.holders import Holders, by_practice
from graph_service.network.projection import NONE, Floats, Ints, Projection


def mentors_of_institutions(projection: Projection, day: int) -> csr_array:
    """Institutions by mentors, 1 where the mentor is responsible for its settlement or worked with itself by `day`."""
    visits, seat = projection.visits, projection.institutions.settlement
    direct = (visits.institution != NONE) & (visits.day <= day)
    at_seat = csr_array(_of_settlements(projection, day)[np.where(seat == NONE, 0, seat)])
    # An institution without a settlement has no mentor through it.
    at_seat = csr_array(at_seat.multiply((seat != NONE)[:, None]))
    shape = (len(projection.institutions.ids), len(projection.mentors.ids))
    return _ones(at_seat + _matrix(visits.institution[direct], visits.mentor[direct], shape))


def mentors_by_practice(projection: Projection, holders: Holders, day: int) -> Floats:
    """Institutions by practices: how many mentors of the institution work with one who has the practice."""
    of_institutions = mentors_of_institutions(projection, day)
    of_holders = _mentors_of_holders(projection, holders, of_institutions, day)
    at_work = _ones(csr_array(of_holders.T @ by_practice(holders)))
    return np.asarray((of_institutions @ at_work).toarray(), dtype=np.float64)


def _mentors_of_holders(projection: Projection, holders: Holders, of_institutions: csr_array, day: int) -> csr_array:
    """Holders by mentors: an institution's as above, a community's own mentors, else those of the settlement."""
    visits, care = projection.visits, projection.mentorings
    met = (visits.community != NONE) & (visits.day <= day)
    shape = (len(projection.communities.ids), len(projection.mentors.ids))
    of_communities = _matrix(
        np.concatenate([care.target[care.at(day)], visits.community[met]]),
        np.concatenate([care.source[care.at(day)], visits.mentor[met]]),
        shape,
    )
    is_institution, is_community = holders.institution != NONE, holders.community != NONE
    is_other = ~is_institution & ~is_community & (holders.settlement != NONE)
    each = np.arange(len(holders), dtype=np.int32)
    parts = (
        (is_institution, holders.institution, of_institutions),
        (is_community, holders.community, of_communities),
        (is_other, holders.settlement, _of_settlements(projection, day)),
    )
    found = csr_array((len(holders), len(projection.mentors.ids)))
    for chosen, rows, mentors in parts:
        pick = _matrix(each[chosen], rows[chosen], (len(holders), mentors.shape[0]))
        found = csr_array(found + pick @ mentors)
    return _ones(found)


def _of_settlements(projection: Projection, day: int) -> csr_array:
    """Settlements by mentors, 1 where the mentor is responsible for it or a part of it."""
    care = projection.responsibilities
    live = (care.start <= day) & (care.end > day) & (care.settlement != NONE)
    shape = (len(projection.settlements.ids), len(projection.mentors.ids))
    return _matrix(care.settlement[live], care.mentor[live], shape)


def _matrix(rows: Ints, columns: Ints, shape: tuple[int, int]) -> csr_array:
    return _ones(csr_array((np.ones(len(rows)), (rows, columns)), shape=shape))


def _ones(matrix: csr_array) -> csr_array:
    """1 for each value that is not 0."""
    found = csr_array(matrix)
    found.sum_duplicates()
    found.eliminate_zeros()
    found.data = np.ones_like(found.data)
    return found

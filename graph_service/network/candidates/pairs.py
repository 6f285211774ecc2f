"""Which pairs of institutions are candidates on a day: untied, and near each other, or with something in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.candidates.geometry import (
    Keys,
    Near,
    Points,
    chords,
    ends,
    kilometres,
    near_pairs,
    points_of,
    seen_from_both_ends,
    union,
)
from graph_service.network.candidates.known import Known
from graph_service.network.network import Network
from graph_service.network.projection import Bools, Floats, Ints

MOST_OF_ONE = 200
"""Candidates of one institution at most, the nearest."""
MOST_PLACED = 40_000
"""Pairs at most that have only their place in common: what bounds the cost in large networks."""
_TIED = 32
"""Neighbours looked at beyond those that can be candidates, to make up for those that are tied."""


@dataclass(frozen=True, eq=False)
class PairSet:
    """Untied pairs of nodes, sorted, with the great circle distance in kilometres (nan where a point is unknown)."""

    count: int
    keys: Keys
    km: Floats

    @cached_property
    def a(self) -> Ints:
        """The smaller node of each pair."""
        return ends(self.keys, self.count)[0]

    @cached_property
    def b(self) -> Ints:
        """The larger node of each pair."""
        return ends(self.keys, self.count)[1]

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: Keys) -> NDArray[np.intp]:
        """The place of each of `keys`, -1 for one that is not there."""
        place = np.searchsorted(self.keys, keys)
        place[place == len(self.keys)] = 0
        there = self.keys[place] == keys if len(self.keys) else np.zeros(len(keys), dtype=bool)
        return np.where(there, place, -1)

    def look_up(self, matrix: csr_array) -> Floats:
        """The entry of each pair in a symmetric matrix of nodes."""
        coo = matrix.tocoo()
        upper = coo.row < coo.col
        place = self.find(coo.row[upper].astype(np.int64) * self.count + coo.col[upper])
        values = np.zeros(len(self.keys))
        values[place[place >= 0]] = coo.data[upper][place >= 0]
        return values


def points(network: Network) -> Points:
    """Where the nodes lie."""
    rows = network.projection.institutions
    return points_of(rows.latitude[network.nodes], rows.longitude[network.nodes], network.ids)


def near_of(network: Network, most_km: float) -> Near:
    """Pairs of nodes within `most_km`, tied or not: the same on every day."""
    return near_pairs(points(network), most_km, _most_placed(len(network.nodes)) + _TIED)


def _most_placed(count: int) -> int:
    """How many of one institution's candidates may have only their place in common, in a network of `count`."""
    return max(1, min(MOST_OF_ONE, 2 * MOST_PLACED // max(count, 1)))


def pairs_of(known: Known, near: Near) -> PairSet:
    """The candidate pairs of the day of `known`, at most MOST_OF_ONE an institution.

    A pair is kept when it is among the nearest MOST_OF_ONE of both its ends. In a network of more than 400 a pair that
    has only its place in common (near each other, or a mentor of both) must be among the nearest of fewer such pairs,
    so that they are at most MOST_PLACED together.
    """
    network = known.network
    tied = upper_keys(network.weights)
    met = union(upper_keys(known.shared_partners), upper_keys(known.shared_sessions))
    keys = union(met, upper_keys(known.shared_mentors))
    keys = keys[~_among(keys, tied) & ~_among(keys, near.keys)]
    free = ~_among(near.keys, tied), np.ones(len(keys), dtype=bool)
    placed = free[0] & ~_among(near.keys, met), ~_among(keys, met)
    lie = points(network)
    apart = chords(lie.moved, *ends(keys, near.count))
    fewest = _nearest(near, keys, apart, placed, _most_placed(near.count))
    free = free[0] & (fewest[0] | ~placed[0]), fewest[1] | ~placed[1]
    taken, far = _nearest(near, keys, apart, free, MOST_OF_ONE)
    km = kilometres(lie.true, *ends(keys[far], near.count))
    found = np.concatenate([near.keys[taken], keys[far]])
    order = np.argsort(found, kind="stable")
    return PairSet(near.count, found[order], np.concatenate([near.km[taken], km])[order])


def upper_keys(matrix: csr_array) -> Keys:
    """The sorted keys of the pairs that have an entry in a symmetric matrix."""
    coo = matrix.tocoo()
    upper = coo.row < coo.col
    keys: Keys = np.sort(coo.row[upper].astype(np.int64) * matrix.shape[0] + coo.col[upper])
    return keys


def _among(keys: Keys, others: Keys) -> Bools:
    """Which of `keys` are in `others`; both are sorted, each key once. The shorter is sought in the longer."""
    found = np.zeros(len(keys), dtype=bool)
    short, long = (keys, others) if len(keys) < len(others) else (others, keys)
    if not len(short):
        return found
    place = np.minimum(np.searchsorted(long, short), len(long) - 1)
    met = long[place] == short
    found[met if short is keys else place[met]] = True
    return found


def _nearest(near: Near, keys: Keys, apart: Floats, free: tuple[Bools, Bools], most: int) -> tuple[Bools, Bools]:
    """Which free near pairs, and which free ones of `keys` (so far `apart`), are among the nearest `most` of both ends.

    Those of `keys` stand behind all near ones of their ends: they are farther than the distance asked for, or than all
    the neighbours that were looked at.
    """
    seen = free[0][near.pair]
    taken = free[0].copy()
    taken[near.pair[seen & (_place_among_own(near.owner, seen, near.count) >= most)]] = False
    nearer = np.bincount(near.owner[seen], minlength=near.count)
    a, b = ends(keys, near.count)
    far = free[1] & (nearer[a] < most) & (nearer[b] < most)
    rows = np.flatnonzero(far)
    owner, pair = seen_from_both_ends(a[rows], b[rows], apart[rows])
    behind = nearer[owner] + _place_among_own(owner, np.ones(len(owner), dtype=bool), near.count)
    far[rows[pair[behind >= most]]] = False
    return taken, far


def _place_among_own(owner: Ints, counted: Bools, count: int) -> NDArray[np.int64]:
    """For entries sorted by owner (of so many): how many counted ones of the same owner stand before each."""
    before: NDArray[np.int64] = np.append(0, np.cumsum(counted))
    return before[:-1] - before[np.searchsorted(owner, np.arange(count))][owner]

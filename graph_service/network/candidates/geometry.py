"""Great circles, and the pairs of points that lie within a distance of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph_service.network.candidates.draws import shifts
from graph_service.network.projection import Floats, Ints

EARTH_KM = 6371.0088
"""Mean radius of WGS84, kilometres."""
_BLOCK = 4096
_MOVED_KM = 0.001

Keys: TypeAlias = NDArray[np.int64]
"""Pairs of nodes as one number, `a * n + b` with a < b and n nodes: sorted keys are sorted pairs."""


@dataclass(frozen=True, eq=False)
class Near:
    """Pairs within the distance, sorted, with their kilometres; and the same pairs as seen from each end.

    `owner` and `pair` have two entries a pair, by end and distance: `pair` is a place in the columns above.
    """

    count: int
    keys: Keys
    km: Floats
    owner: Ints
    pair: NDArray[np.intp]


def directions(latitude: Floats, longitude: Floats) -> Floats:
    """Points in degrees as vectors of length one, a row each; nan where a point is not known."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def kilometres(points: Floats, a: Ints, b: Ints) -> Floats:
    """Great circle distances between rows `a` and `b` of `points` (see `directions`); nan where one is not known."""
    distance: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(chords(points, a, b) / 2, 1.0))
    return distance


def chords(points: Floats, a: Ints, b: Ints) -> Floats:
    """Straight distances between rows `a` and `b` of `points`, radii of the Earth: they order as great circles do."""
    apart = points[a] - points[b]
    length: Floats = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2 + apart[:, 2] ** 2)
    return length


@dataclass(frozen=True, eq=False)
class Points:
    """Points as vectors of length one (see `directions`), and the same moved by up to two metres, each its own way.

    Many institutions lie at the very point of their settlement. The moved points put those at equal distances in an
    order that favours none; distances that are told are those of the true points.
    """

    true: Floats
    moved: Floats


def points_of(latitude: Floats, longitude: Floats, ids: Sequence[str]) -> Points:
    """Points in degrees, moved as `ids` draw it."""
    true = directions(latitude, longitude)
    return Points(true, true + shifts(ids) * (_MOVED_KM / EARTH_KM))


def near_pairs(points: Points, most_km: float, most: int) -> Near:
    """Pairs of rows of `points` within `most_km`: from each the `most` nearest at least."""
    count = len(points.true)
    known = np.flatnonzero(~np.isnan(points.true[:, 0]))
    keys = union(_reached(points.moved, known, most_km + 4 * _MOVED_KM, most))
    km = kilometres(points.true, *ends(keys, count))
    keys, km = keys[km <= most_km], km[km <= most_km]
    owner, pair = seen_from_both_ends(*ends(keys, count), chords(points.moved, *ends(keys, count)))
    return Near(count, keys, km, owner, pair)


def _reached(points: Floats, known: NDArray[np.intp], most_km: float, most: int) -> Keys:
    if len(known) < 2:
        return np.empty(0, dtype=np.int64)
    tree = cKDTree(points[known])
    # The chord, and a little more, as the true distances decide; none is longer than two.
    reach = 2 * np.sin(min(most_km / EARTH_KM, np.pi) / 2) * (1 + 1e-9)
    nearest = min(most + 1, len(known))  # the first is the point itself, or one at the same place
    found = []
    for start in range(0, len(known), _BLOCK):
        block = known[start : start + _BLOCK]
        far, place = tree.query(points[block], k=nearest, distance_upper_bound=reach)
        row, column = np.nonzero(np.isfinite(far))
        found.append(keys_of(block[row], known[place[row, column]], len(points)))
    return np.concatenate(found)


def keys_of(one: NDArray[np.integer], other: NDArray[np.integer], count: int) -> Keys:
    """The keys of pairs whose ends stand in any order; a node with itself is left out."""
    apart = one != other
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    keys: Keys = low.astype(np.int64) * count + high
    return keys


def union(*sets: Keys) -> Keys:
    """All keys of `sets`, sorted, each once. Sorting takes a tenth of the time of numpy's own, which hashes."""
    keys = np.sort(np.concatenate(sets), kind="stable")
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def ends(keys: Keys, count: int) -> tuple[Ints, Ints]:
    """The two nodes of each key, the smaller first."""
    return (keys // max(count, 1)).astype(np.int32), (keys % max(count, 1)).astype(np.int32)


def seen_from_both_ends(a: Ints, b: Ints, apart: Floats) -> tuple[Ints, NDArray[np.intp]]:
    """An entry for each end of each pair, by end and distance (unknown last): the end, and the place of the pair."""
    by_distance = np.argsort(apart, kind="stable")
    place = np.empty(len(apart), dtype=np.int64)
    place[by_distance] = np.arange(len(apart))
    # End and place in one number: sorting those is many times faster than sorting by three columns.
    entries = np.sort(np.concatenate([a.astype(np.int64) << 32 | place, b.astype(np.int64) << 32 | place]))
    return (entries >> 32).astype(np.int32), by_distance[entries & 0xFFFFFFFF]

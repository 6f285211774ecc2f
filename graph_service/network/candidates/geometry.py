"""Great circles, and the pairs of points that lie within a distance of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph_service.network.projection import Floats, Ints

EARTH_KM = 6371.0088
"""Mean radius of WGS84, kilometres."""
_BLOCK = 4096

Keys: TypeAlias = NDArray[np.int64]
"""Pairs of nodes as one number, `a * n + b` with a < b and n nodes: sorted keys are sorted pairs."""


@dataclass(frozen=True, eq=False)
class Near:
    """Pairs within the distance, sorted: keys, ends (a < b) and kilometres; and the same pairs as seen from each end.

    `owner` and `pair` have two entries a pair, by end, distance and other end: `pair` is a place in the columns above.
    """

    count: int
    keys: Keys
    a: Ints
    b: Ints
    km: Floats
    owner: Ints
    pair: NDArray[np.intp]


def directions(latitude: Floats, longitude: Floats) -> Floats:
    """Points in degrees as vectors of length one, a row each; nan where a point is not known."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def kilometres(points: Floats, a: Ints, b: Ints) -> Floats:
    """Great circle distances between rows `a` and `b` of `points` (see `directions`); nan where one is not known."""
    apart = points[a] - points[b]
    chord = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2 + apart[:, 2] ** 2)
    distance: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return distance


def near_pairs(points: Floats, most_km: float, most: int) -> Near:
    """Pairs of rows of `points` within `most_km`: from each the `most` nearest at least."""
    count = len(points)
    known = np.flatnonzero(~np.isnan(points[:, 0]))
    keys = union(_reached(points, known, most_km, most))
    a, b = ends(keys, count)
    km = kilometres(points, a, b)
    kept = km <= most_km
    keys, a, b, km = keys[kept], a[kept], b[kept], km[kept]
    owner, pair = seen_from_both_ends(a, b, km)
    return Near(count, keys, a, b, km, owner, pair)


def _reached(points: Floats, known: NDArray[np.intp], most_km: float, most: int) -> Keys:
    if len(known) < 2:
        return np.empty(0, dtype=np.int64)
    tree = cKDTree(points[known])
    # A little more than the chord, as the distances above decide; half the globe has no longer chord than two.
    reach = 2 * np.sin(min(most_km / EARTH_KM, np.pi) / 2) * (1 + 1e-9) + 1e-12
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


def seen_from_both_ends(a: Ints, b: Ints, km: Floats) -> tuple[Ints, NDArray[np.intp]]:
    """An entry for each end of each pair, by end, distance (unknown last) and other end: the end, and the pair.

    The pairs are sorted, so those of one end are in order of the other end too.
    """
    by_distance = np.argsort(km, kind="stable")
    place = np.empty(len(km), dtype=np.int64)
    place[by_distance] = np.arange(len(km))
    # End and place in one number: sorting those is many times faster than sorting by three columns.
    entries = np.sort(np.concatenate([a.astype(np.int64) << 32 | place, b.astype(np.int64) << 32 | place]))
    return (entries >> 32).astype(np.int32), by_distance[entries & 0xFFFFFFFF]

"""Betweenness: exact, or from a sample of sources where a network is too large for all."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.measures.local import expanded
from graph_service.network.measures.parts import Ties, components, graph_of, sizes
from graph_service.network.projection import Floats

Longs = NDArray[np.int64]

MOST_EXACT = 8_000
"""Nodes with ties up to which all paths are counted: 15,239 of them with 32,856 ties took 25 s, past any deadline."""
PIVOTS = 500
"""Sources drawn above that."""
LEAST_PIVOTS = 30
"""A mean distance is told only of a node whose component holds so many of them."""
_AT_ONCE = 25  # sources that look outward together: bounds the memory to 25 numbers a node


@dataclass(frozen=True, eq=False)
class Sample:
    """Estimates from pivots, for each node; `error` is the standard error of `betweenness`.

    It is right on average, and too small for a node that lies on the paths of few sources only: it may be 0 where no
    pivot was near.

    `distance` and `inverse` are the mean distance and mean 1/distance to the others that the node reaches, nan where
    fewer than LEAST_PIVOTS of them were drawn; `reached` is exact.
    """

    betweenness: Floats
    error: Floats
    reached: Longs
    distance: Floats
    inverse: Floats

    def closeness(self) -> Floats:
        """Estimate of r²/((n − 1)·Σ distance): r/((n − 1)·mean distance); 0 without a tie."""
        others = len(self.reached) - 1
        return np.where(self.reached > 0, self.reached / (others * self.distance), 0.0)

    def harmonic(self) -> Floats:
        """Estimate of Σ 1/distance; 0 without a tie."""
        return np.where(self.reached > 0, self.reached * self.inverse, 0.0)


def betweenness(size: int, ties: Ties) -> Floats:
    """Shortest paths between pairs of others through each node, a pair counted once (Freeman, by Brandes)."""
    # In parallel the order of its sums, and so the last digits, would differ from run to run.
    found = rx.graph_betweenness_centrality(graph_of(size, ties), normalized=False, parallel_threshold=10**9)
    return np.array([found[node] for node in range(size)], dtype=np.float64)


def sample_of(adjacency: csr_array, ids: tuple[str, ...]) -> Sample:
    """The estimates of a network whose nodes have these ids, from PIVOTS of its nodes with ties."""
    return sampled(adjacency, pivots_of(ids, np.flatnonzero(np.diff(adjacency.indptr)), PIVOTS))


def pivots_of(ids: tuple[str, ...], tied: Longs, count: int) -> Longs:
    """`count` of the nodes `tied`, drawn by hash of their ids, ascending."""
    drawn = sorted(tied.tolist(), key=lambda node: (blake2b(ids[node].encode(), digest_size=8).digest(), ids[node]))
    return np.array(sorted(drawn[:count]), dtype=np.int64)


def sampled(adjacency: csr_array, pivots: Longs) -> Sample:
    """What paths from `pivots` tell: sums over them scaled by nodes with ties over pivots (Brandes and Pich 2007)."""
    size = adjacency.shape[0]
    total, square, distance, inverse, met = (np.zeros(size) for _ in range(5))
    for start in range(0, len(pivots), _AT_ONCE):
        hops, share = _paths(adjacency, pivots[start : start + _AT_ONCE])
        total += share.sum(axis=0)
        square += (share * share).sum(axis=0)
        seen = hops > 0
        met += seen.sum(axis=0)
        distance += np.where(seen, hops, 0).sum(axis=0)
        inverse += np.divide(1.0, hops, out=np.zeros(hops.shape), where=seen).sum(axis=0)
    reached = sizes(components(adjacency)) - 1
    error, scale = _error(total, square, len(pivots), int(np.count_nonzero(np.diff(adjacency.indptr))))
    enough = np.where(met >= min(LEAST_PIVOTS, len(pivots)), met, np.nan)
    return Sample(total * scale, error, reached, distance / enough, inverse / enough)


def _error(total: Floats, square: Floats, drawn: int, tied: int) -> tuple[Floats, float]:
    """Standard error of the scaled sum of `drawn` of `tied` sources without replacement, and the scale."""
    # Every pair is met from both ends, hence the half.
    scale = tied / drawn / 2
    variance = np.maximum(square - total * total / drawn, 0.0) / max(drawn - 1, 1)
    return scale * np.sqrt(drawn * variance * (1 - drawn / tied)), scale


def _paths(adjacency: csr_array, sources: Longs) -> tuple[NDArray[np.int32], Floats]:
    """For each source (row) and node: hops between them (−1: none), and the source's shortest paths through the node.

    Brandes' two passes for all sources together, a level of all of them at a time; a place is source × nodes + node.
    """
    size = adjacency.shape[0]
    hops = np.full(len(sources) * size, -1, dtype=np.int32)
    paths, share = np.zeros(len(hops)), np.zeros(len(hops))
    front = np.arange(len(sources)) * size + sources
    hops[front], paths[front] = 0, 1.0
    levels: list[tuple[Longs, Longs]] = []
    while len(front):
        near, far = _outward(adjacency, front, size)
        fresh = far[hops[far] < 0]
        hops[fresh] = len(levels) + 1
        ahead = hops[far] == len(levels) + 1
        near, far = near[ahead], far[ahead]
        np.add.at(paths, far, paths[near])
        levels.append((near, far))
        front = np.unique(fresh)
    for near, far in reversed(levels):
        np.add.at(share, near, paths[near] / paths[far] * (1.0 + share[far]))
    share[np.arange(len(sources)) * size + sources] = 0.0
    return hops.reshape(len(sources), size), share.reshape(len(sources), size)


def _outward(adjacency: csr_array, front: Longs, size: int) -> tuple[Longs, Longs]:
    """Each place of `front` with each place one hop from it, for the same source."""
    node = front % size
    run, place = expanded(adjacency.indptr[node], np.diff(adjacency.indptr)[node])
    return front[run], (front - node)[run] + adjacency.indices[place]

"""How far the nodes of a network are from each other: closeness and harmonic closeness, exactly.

All nodes look outward at once: a node's row of bits says who has reached it, and one hop is the union of its
neighbours' rows. A hop of all from all costs nodes × ties / 64.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.projection import Floats

Longs = NDArray[np.int64]
_WORDS = 64  # of 64 bits: how many sources look outward at once, over 64


@dataclass(frozen=True, eq=False)
class Reach:
    """Of each node: how many others it reaches, Σ distance to them, and Σ 1/distance."""

    reached: Longs
    distance: Longs
    inverse: Floats

    def closeness(self) -> Floats:
        """r²/((n − 1)·Σ distance) of r reached among n nodes (Wasserman and Faust), in [0, 1]; 0 without a tie."""
        count = len(self.reached)
        below = (count - 1) * self.distance
        quotient = np.zeros(count)
        np.divide(self.reached * self.reached, below, out=quotient, where=below > 0)
        return quotient

    def harmonic(self) -> Floats:
        """Σ 1/distance (Marchiori and Latora); 0 without a tie."""
        return self.inverse


def reach_of(adjacency: csr_array) -> Reach:
    """Distances of all pairs, summed by node; unweighted hops."""
    count = adjacency.shape[0]
    tied = np.flatnonzero(np.diff(adjacency.indptr))
    reached, distance = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    inverse = np.zeros(count)
    for start in range(0, len(tied), _WORDS * 64):
        sources = tied[start : start + _WORDS * 64]
        for hops, new in enumerate(_hops(adjacency, tied, sources), start=1):
            reached[tied] += new
            distance[tied] += hops * new
            inverse[tied] += new / hops
    return Reach(reached, distance, inverse)


def _hops(adjacency: csr_array, tied: Longs, sources: Longs) -> list[Longs]:
    """For 1, 2, … hops: how many of `sources` are just so far from each node of `tied`, until none is farther."""
    place = np.full(adjacency.shape[0], -1)
    place[tied] = np.arange(len(tied))
    neighbours, first = place[adjacency.indices], adjacency.indptr[:-1][tied]
    seen = np.zeros((len(tied), (len(sources) + 63) // 64), dtype=np.uint64)
    bit = np.arange(len(sources))
    seen[place[sources], bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
    front = seen
    found: list[Longs] = []
    while True:
        front = np.bitwise_or.reduceat(front[neighbours], first, axis=0) & ~seen
        new = np.bitwise_count(front).sum(axis=1, dtype=np.int64)
        if not new.any():
            return found
        found.append(new)
        seen = seen | front

"""What a node's own neighbourhood tells: degree, common neighbours, clustering and structural holes.

Formulas after Burt (1992) and Borgatti (1997), from one list of all triangles. Each is found from its node of the least
degree (Chiba and Nishizeki 1985): a node tied to thousands costs no more than its ties do, in all ties^1.5 at most.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.projection import Bools, Floats, Ints

Longs = NDArray[np.int64]


class Neighbourhoods:
    """The ties of some nodes, as a symmetric matrix of weights, and what follows from them.

    `strength` (Σ weights of a node's ties) is given where the matrix holds a part of a network only: then the measures
    are right for nodes whose neighbours, and the ties among these, all are in the part.
    """

    def __init__(self, weights: csr_array, strength: Floats | None = None) -> None:
        self.weights = weights
        self.size = int(weights.shape[0])
        self._strength = strength

    @cached_property
    def degree(self) -> Longs:
        """Neighbours of each node."""
        return np.asarray(np.diff(self.weights.indptr), dtype=np.int64)

    @cached_property
    def strength(self) -> Floats:
        """Sum of the weights of each node's ties."""
        return self.summed(self.weights.data) if self._strength is None else self._strength

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """Node and neighbour of each stored entry: every tie twice, by node and neighbour."""
        node = np.repeat(np.arange(self.size, dtype=np.int32), self.degree)
        return node, self.weights.indices.astype(np.int32)

    @cached_property
    def triangles(self) -> tuple[Longs, Longs, Longs]:
        """Places in `ends` of (v, a), (a, b) and (v, b), for each v and each ordered pair of tied neighbours of it."""
        first, last, long = self._closed_once
        back = self._back
        pieces = [(first, last, long), (back[first], long, last), (back[long], first, back[last])]
        pieces += [(three, back[two], one) for one, two, three in pieces]
        one, two, three = (np.concatenate(column) for column in zip(*pieces, strict=True))
        return one, two, three

    @cached_property
    def _closed_once(self) -> tuple[Longs, Longs, Longs]:
        """Places in `ends` of (u, v), (v, w) and (u, w) of each triangle once, u, v and w by ascending degree."""
        node, neighbour = self.ends
        up = np.flatnonzero(self._is_upward)
        starts = np.searchsorted(node[up], np.arange(self.size + 1))
        run, place = expanded(starts[:-1][neighbour[up]], np.diff(starts)[neighbour[up]])
        first, last = up[run], up[place]
        sought, known = self._key(node[first], neighbour[last]), self.keys[up]
        long = np.minimum(np.searchsorted(known, sought), len(known) - 1)
        closed = known[long] == sought
        return first[closed], last[closed], up[long[closed]]

    @cached_property
    def _is_upward(self) -> Bools:
        """Which entries of `ends` lead to a node of higher degree, or of the same and a higher number."""
        node, neighbour = self.ends
        own, other = self.degree[node], self.degree[neighbour]
        return np.asarray((own < other) | ((own == other) & (node < neighbour)))

    @cached_property
    def _back(self) -> Longs:
        """For each entry of `ends` the place of the same tie from its other end."""
        node, neighbour = self.ends
        return np.argsort(self._key(neighbour, node), kind="stable").astype(np.int64)

    @cached_property
    def common(self) -> Longs:
        """Common neighbours of the two ends of each entry of `ends`."""
        return np.bincount(self.triangles[2], minlength=len(self.ends[0])).astype(np.int64)

    @cached_property
    def closed(self) -> Longs:
        """Ties among the neighbours of each node."""
        node, _ = self.ends
        return self.counted(node[self.triangles[0]]) // 2

    @cached_property
    def pairs(self) -> Longs:
        """Pairs of neighbours of each node."""
        return self.degree * (self.degree - 1) // 2

    @cached_property
    def open_pairs(self) -> Longs:
        """Pairs of neighbours that are not tied to each other."""
        return self.pairs - self.closed

    @cached_property
    def clustering(self) -> Floats:
        """Tied share of the pairs of neighbours, in [0, 1]; 0 with fewer than two neighbours (Watts and Strogatz)."""
        return self.closed / np.maximum(self.pairs, 1)

    @cached_property
    def effective_size(self) -> Floats:
        """Degree less twice the ties among neighbours over degree, in [1, degree]; nan without a tie (Borgatti)."""
        return _divided(self.degree * self.degree - 2 * self.closed, self.degree)

    @cached_property
    def efficiency(self) -> Floats:
        """Effective size over degree, in (0, 1]; nan without a tie."""
        return _divided(self.effective_size, self.degree)

    @cached_property
    def dyadic_constraint(self) -> Floats:
        """c_ij = (p_ij + Σ_q p_iq p_qj)² of each entry of `ends`, p the share of j in i's strength (Burt)."""
        node, _ = self.ends
        share = self.weights.data / self.strength[node]
        one, two, three = self.triangles
        indirect = np.bincount(three, weights=share[one] * share[two], minlength=len(share))
        return np.asarray((share + indirect) ** 2, dtype=np.float64)

    @cached_property
    def constraint(self) -> Floats:
        """Σ_j c_ij: how far the neighbours know each other, above 0, may exceed 1; nan without a tie."""
        return np.where(self.degree > 0, self.summed(self.dyadic_constraint), np.nan)

    @cached_property
    def hierarchy(self) -> Floats:
        """How far the constraint comes from one neighbour: Coleman–Theil disorder of c_ij, in [0, 1].

        Σ r ln r / (N ln N) with r = c_ij·N/c_i and N neighbours; 1 with one neighbour, nan without a tie.
        """
        node, _ = self.ends
        count = self.degree.astype(np.float64)
        relative = self.dyadic_constraint * (count / self.constraint)[node]
        # Every c_ij is above 0, so the logarithm is defined; rounding may leave −1e-17 for equal ones.
        disorder = np.maximum(self.summed(relative * np.log(relative)), 0.0)
        many = np.maximum(count, 2.0)
        return np.where(self.degree > 1, disorder / (many * np.log(many)), np.where(self.degree == 1, 1.0, np.nan))

    @cached_property
    def keys(self) -> Longs:
        """A number of each entry of `ends`, ascending."""
        return self._key(*self.ends)

    def _key(self, node: Ints, neighbour: Ints) -> Longs:
        return node.astype(np.int64) * self.size + neighbour

    def summed(self, data: Floats) -> Floats:
        """The sum of a value of each entry of `ends` over the entries of each node, in their order."""
        node, _ = self.ends
        return np.bincount(node, weights=data, minlength=self.size).astype(np.float64)

    def counted(self, nodes: Ints) -> Longs:
        """How often each node is in `nodes`."""
        return np.bincount(nodes, minlength=self.size).astype(np.int64)


def expanded(starts: NDArray[np.integer], counts: Longs) -> tuple[Longs, Longs]:
    """For runs of `counts` places from `starts` on: the number of the run, and the place, of every place in them."""
    run = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(run)) - np.repeat(np.cumsum(counts) - counts, counts)
    return run, starts[run] + within


def _divided(above: Longs | Floats, below: Longs) -> Floats:
    """The quotient, nan where `below` is 0."""
    quotient = np.full(len(below), np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient

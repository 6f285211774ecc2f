"""Ties within and across groups: the E-I index of a network and of its nodes, and what chance would give.

E-I = (E − I)/(E + I) of E ties across and I ties within groups, in [−1, 1] (Krackhardt and Stern 1988). Chance
exchanges the labels among the nodes that have a tie; the ties stay. Nodes without a tie change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb, erfc, factorial, floor, prod, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.projection import Floats, Ints

Labels = NDArray[np.integer]

MOST_ENUMERATED = 5_000
"""Up to so many different ways to lay the labels out, p is counted; above, it is that of a normal law."""
LEAST_P = 1e-6
"""A p of the normal law is never told below this: so far out that law no longer holds."""


@dataclass(frozen=True)
class Mixing:
    """The E-I index of a network by some labels; None where it has no tie, or chance has no law.

    `chance` is the mean of E-I when labels are exchanged, `sd` its standard deviation. `p` is the two-sided chance of
    an index so far from the mean. `method`: EXACT (every layout counted) or NORMAL (exact mean and variance).
    """

    ei: float | None
    chance: float | None
    sd: float | None
    p: float | None
    method: Literal["EXACT", "NORMAL"] | None
    internal: int
    external: int


@dataclass(frozen=True)
class SameLabel:
    """Chances, with labels drawn without replacement, that both ends of ties have the same label.

    One tie; two ties that share an end; two ties that share none. 0 where there are too few nodes for it.
    """

    one: float
    sharing: float
    apart: float


def falling(count: int, length: int) -> int:
    """count·(count − 1)·… of `length` factors: ways to draw so many in order; 0 if there are too few."""
    return prod(range(count - length + 1, count + 1)) if count >= length else 0


def same_label(counts: list[int]) -> SameLabel:
    """The chances where so many nodes have each label."""
    whole = sum(counts)
    twos = [falling(count, 2) for count in counts]
    four = sum(falling(count, 4) for count in counts) + sum(twos) ** 2 - sum(two * two for two in twos)
    three = sum(falling(count, 3) for count in counts)
    ways = [max(falling(whole, length), 1) for length in (2, 3, 4)]
    return SameLabel(sum(twos) / ways[0], three / ways[1], four / ways[2])


def ei_of_nodes(near: Neighbourhoods, labels: Labels) -> Floats:
    """The E-I index of each node over its ties; nan without a tie."""
    node, neighbour = near.ends
    across = np.bincount(node, weights=labels[node] != labels[neighbour], minlength=near.size)
    index = np.full(near.size, np.nan)
    np.divide(2 * across - near.degree, near.degree, out=index, where=near.degree > 0)
    return index


def mixing(near: Neighbourhoods, labels: Labels) -> Mixing:
    """The E-I index of the network against chance."""
    node, neighbour = near.ends
    upper = node < neighbour
    ties = int(upper.sum())
    if not ties:
        return Mixing(None, None, None, None, None, 0, 0)
    internal = int((labels[node] == labels[neighbour])[upper].sum())
    tied = np.flatnonzero(near.degree)
    counts = np.unique(labels[tied], return_counts=True)[1].tolist()
    mean, variance = internal_moments(near.degree[tied], counts)
    p, method = _p(near, labels, internal, mean, variance)
    sd = 2 * sqrt(variance) / ties
    return Mixing((ties - 2 * internal) / ties, 1 - 2 * mean / ties, sd, p, method, internal, ties - internal)


def internal_moments(degree: NDArray[np.int64], counts: list[int]) -> tuple[float, float]:
    """Mean and variance of the ties within groups, over all ways to exchange the labels; exact."""
    ties = int(degree.sum()) // 2
    sharing = int((degree * (degree - 1) // 2).sum())
    chance = same_label(counts)
    mean = ties * chance.one
    second = mean + 2 * sharing * chance.sharing + 2 * (comb(ties, 2) - sharing) * chance.apart
    variance = second - mean * mean
    # One label, or a different one for every node: always the same number. What is left then is rounding.
    fixed = len(counts) == 1 or max(counts) == 1 or variance <= 1e-12 * second
    return mean, 0.0 if fixed else variance


def layouts(counts: list[int]) -> int:
    """In how many different ways the labels can be laid out over the nodes."""
    return factorial(sum(counts)) // prod(factorial(count) for count in counts)


def _p(
    near: Neighbourhoods, labels: Labels, internal: int, mean: float, variance: float
) -> tuple[float | None, Literal["EXACT", "NORMAL"] | None]:
    if not variance:
        return None, None
    tied = np.flatnonzero(near.degree)
    values, of_tied = np.unique(labels[tied], return_inverse=True)
    if len(tied) <= 40 and layouts(np.bincount(of_tied).tolist()) <= MOST_ENUMERATED:
        return _counted(near, tied, of_tied.astype(np.int32), len(values), internal, mean), "EXACT"
    return max(_normal_p(internal, mean, variance), LEAST_P), "NORMAL"


def _normal_p(internal: int, mean: float, variance: float) -> float:
    """Both tails of the normal law from numbers of ties as far from the mean; half a step in, as they are whole."""
    far, scale = abs(internal - mean), sqrt(2 * variance)
    low, high = floor(mean - far + 1e-9), ceil(mean + far - 1e-9)
    return min((erfc((mean - low - 0.5) / scale) + erfc((high - 0.5 - mean) / scale)) / 2, 1.0)


def _counted(
    near: Neighbourhoods, tied: NDArray[np.int64], of_tied: Ints, kinds: int, internal: int, mean: float
) -> float:
    """Share of all layouts whose ties within groups are as far from the mean as the observed, or farther."""
    all_of = _all_layouts(np.bincount(of_tied, minlength=kinds).tolist())
    place = np.full(near.size, -1)
    place[tied] = np.arange(len(tied))
    node, neighbour = near.ends
    upper = node < neighbour
    within = (all_of[:, place[node[upper]]] == all_of[:, place[neighbour[upper]]]).sum(axis=1)
    return float((np.abs(within - mean) >= abs(internal - mean) - 1e-9).mean())


def _all_layouts(counts: list[int]) -> NDArray[np.int8]:
    """Every layout of so many of each label, one a row."""
    rows: list[list[int]] = [[]]
    left = [list(counts)]
    for _ in range(sum(counts)):
        grown = [
            ([*row, label], rest)
            for row, rest in zip(rows, left, strict=True)
            for label in range(len(counts))
            if rest[label]
        ]
        left = [[count - (label == row[-1]) for label, count in enumerate(rest)] for row, rest in grown]
        rows = [row for row, _ in grown]
    return np.array(rows, dtype=np.int8)

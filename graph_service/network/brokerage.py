"""Brokerage between groups: the roles of Gould and Fernandez (1989) without direction, against two kinds of chance.

A node brokers an open pair {a, b}: both its neighbours, not tied to each other. Coordinator: both of its own group;
itinerant: both of one other group; boundary: one of its own, one of another; liaison: three different groups.

Label permutation keeps the network and the broker's group, and exchanges the groups of the other nodes that have a
tie: more than its position alone would give? Bernoulli keeps groups and the number of ties only, and mostly finds
degree again. Nodes without a tie are part of the Bernoulli network, and change nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.mixing import Labels, falling
from graph_service.network.projection import Floats

Longs = NDArray[np.int64]
Chances = tuple[Fraction, Fraction, Fraction]

ROLES = ("coordinator", "itinerant", "boundary", "liaison")
LEAST_PAIRS = 5
"""Open pairs below which no z is told."""


@dataclass(frozen=True, eq=False)
class Brokerage:
    """Roles of each node (row), one column a role in the order of ROLES.

    `raw` counts open pairs; `expected` and `sd` are exact over all exchanges of labels; `z` is nan where sd is 0 or
    there are fewer than LEAST_PAIRS open pairs, `z_bernoulli` where its sd is 0.
    """

    open_pairs: Longs
    raw: Longs
    expected: Floats
    sd: Floats
    z: Floats
    z_bernoulli: Floats


def brokerage_of(near: Neighbourhoods, labels: Labels) -> Brokerage:
    """All roles of all nodes, groups given by `labels`."""
    _, groups = np.unique(labels, return_inverse=True)
    raw = roles(near, groups)
    expected, variance = permuted(near, groups)
    sd = np.sqrt(variance)
    enough = (near.open_pairs >= LEAST_PAIRS)[:, None] & (variance > 0)
    z = np.divide(raw - expected, sd, out=np.full(raw.shape, np.nan), where=enough)
    mean, spread = bernoulli(near, groups)
    z_bernoulli = np.divide(raw - mean, np.sqrt(spread), out=np.full(raw.shape, np.nan), where=spread > 0)
    return Brokerage(near.open_pairs, raw, expected, sd, z, z_bernoulli)


def roles(near: Neighbourhoods, groups: Labels) -> Longs:
    """Open pairs of each node in each role: all pairs of neighbours by group, less those that are tied."""
    node, neighbour = near.ends
    own = groups[node] == groups[neighbour]
    one, two, three = near.triangles
    broker, first, second, alike = node[one], own[one], own[three], own[two]
    inside = near.counted(node[own])
    within = inside * (inside - 1) // 2
    # Tied pairs were met in both orders; of a boundary pair only that in which the own one comes first is counted.
    coordinator = within - near.counted(broker[first & second]) // 2
    itinerant = _pairs_alike(near, groups) - within - near.counted(broker[alike & ~first]) // 2
    boundary = inside * (near.degree - inside) - near.counted(broker[first & ~second])
    liaison = near.open_pairs - coordinator - itinerant - boundary
    return np.stack((coordinator, itinerant, boundary, liaison), axis=1)


def _pairs_alike(near: Neighbourhoods, groups: Labels) -> Longs:
    """Pairs of neighbours of each node that are of one group."""
    node, neighbour = near.ends
    kinds = int(groups.max(initial=0)) + 1
    met, count = np.unique(node.astype(np.int64) * kinds + groups[neighbour], return_counts=True)
    pairs = np.bincount(met // kinds, weights=count * (count - 1) // 2, minlength=near.size)
    return np.rint(pairs).astype(np.int64)


def permuted(near: Neighbourhoods, groups: Labels) -> tuple[Floats, Floats]:
    """Mean and variance of the roles over all exchanges of the groups of the others with a tie; exact.

    With T open pairs, Q pairs of them that share a node and D = T(T − 1)/2 − Q that do not: mean T·p1, variance
    T·p1 + 2Q·p2 + 2D·p3 − mean², where p1, p2 and p3 are the chances that one pair, both of two that share a node,
    and both of two that do not, have the role.
    """
    sharing, apart = _pairs_of_pairs(near)
    counts = np.bincount(groups[near.degree > 0], minlength=int(groups.max(initial=0)) + 1).tolist()
    mean, variance = np.zeros((near.size, 4)), np.zeros((near.size, 4))
    for group in np.unique(groups[near.open_pairs > 0]):
        rows = np.flatnonzero((groups == group) & (near.open_pairs > 0))
        for role, chance in enumerate(_chances(counts, int(group))):
            drawn = near.open_pairs[rows], sharing[rows], apart[rows]
            mean[rows, role], variance[rows, role] = _moments(drawn, chance)
    return mean, variance


def _pairs_of_pairs(near: Neighbourhoods) -> tuple[Longs, Longs]:
    """Of each node: pairs of its open pairs that share a node, and those that do not."""
    node, _ = near.ends
    open_at = near.degree[node] - 1 - near.common
    sharing = np.rint(near.summed(open_at * (open_at - 1) / 2)).astype(np.int64)
    return sharing, near.open_pairs * (near.open_pairs - 1) // 2 - sharing


def _moments(drawn: tuple[Longs, Longs, Longs], chance: Chances) -> tuple[Floats, Floats]:
    """Mean and variance where there are so many open pairs, pairs of them sharing a node, and pairs that do not."""
    pairs, sharing, apart = drawn
    p1, p2, p3 = (float(one) for one in chance)
    mean = pairs.astype(np.float64) * p1
    if chance[0] in (0, 1):
        return mean, np.zeros(len(pairs))
    second = mean + 2 * sharing * p2 + 2 * apart * p3
    variance: Floats = second - mean**2
    for row in np.flatnonzero(variance <= 1e-9 * second):
        # So near 0 that rounding may have made it: once more, without rounding.
        variance[row] = _exact_variance(int(pairs[row]), int(sharing[row]), int(apart[row]), chance)
    return mean, variance


def _exact_variance(pairs: int, sharing: int, apart: int, chance: Chances) -> float:
    one, shared, separate = chance
    return float(pairs * one + 2 * sharing * shared + 2 * apart * separate - (pairs * one) ** 2)


def _chances(counts: list[int], group: int) -> tuple[Chances, Chances, Chances, Chances]:
    """p1, p2 and p3 of each role for a broker of `group`, where so many nodes with ties have each group."""
    own = counts[group] - 1
    others = [count for place, count in enumerate(counts) if place != group]
    rest = sum(others)
    twos = [falling(count, 2) for count in others]
    two, three = sum(twos), sum(falling(count, 3) for count in others)
    four = sum(falling(count, 4) for count in others) + two**2 - sum(one * one for one in twos)
    mixed = sum(count * falling(rest - count, 2) for count in others)
    unlike = falling(rest, 4) - 2 * two * (rest - 2) * (rest - 3) + four
    ways = (
        (falling(own, 2), falling(own, 3), falling(own, 4)),
        (two, three, four),
        (2 * own * rest, own * falling(rest, 2) + rest * falling(own, 2), 4 * falling(own, 2) * falling(rest, 2)),
        (falling(rest, 2) - two, mixed, unlike),
    )
    all_ways = [max(falling(own + rest, length), 1) for length in (2, 3, 4)]
    first, second, third, fourth = (
        (Fraction(role[0], all_ways[0]), Fraction(role[1], all_ways[1]), Fraction(role[2], all_ways[2]))
        for role in ways
    )
    return first, second, third, fourth


def bernoulli(near: Neighbourhoods, groups: Labels) -> tuple[Floats, Floats]:
    """Mean and variance of the roles where every pair of nodes is tied alike, p = ties / pairs; exact."""
    counts = np.bincount(groups, minlength=1).astype(np.float64)
    whole = len(groups)
    ties = int(near.degree.sum()) // 2
    p = ties / (whole * (whole - 1) / 2) if whole > 1 else 0.0
    triples, sharing = _bernoulli_counts(counts)
    mean = triples * p**2 * (1 - p)
    variance = mean * (1 - p**2 * (1 - p)) + 2 * sharing * p**3 * (1 - p) ** 3
    return mean[groups], variance[groups]


def _bernoulli_counts(counts: Floats) -> tuple[Floats, Floats]:
    """For a broker of each group: pairs of nodes in each role, and pairs of those pairs that share a node."""

    def choose(count: Floats) -> Floats:
        return count * (count - 1) / 2

    own = np.maximum(counts - 1, 0.0)
    rest = counts.sum() - counts
    alike = choose(counts).sum() - choose(counts)
    three = (counts * choose(counts - 1)).sum() - counts * choose(counts - 1)
    triples = (choose(own), alike, own * rest, choose(rest) - alike)
    # Σ over other groups h of n_h·C2(rest − n_h), rest being of the broker's group.
    mixed = np.array([(counts * choose(beyond - counts)).sum() for beyond in rest]) - counts * choose(rest - counts)
    sharing = (own * choose(own - 1), three, own * choose(rest) + rest * choose(own), mixed)
    return np.stack(triples, axis=1), np.stack(sharing, axis=1)

"""Densely tied groups: Leiden by modularity (Traag, Waltman and van Eck 2019), and how far their borders hold.

The same network gives the same groups: nodes in the order of their ids, a fixed seed. Another seed gives another
partition of nearly the same modularity, which is why no border is told without the agreement over other seeds.
"""

from __future__ import annotations

from dataclasses import dataclass

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.measures.parts import smallest_member
from graph_service.network.network import Network
from graph_service.network.projection import Floats, Ints

SEED = 42
RESOLUTION = 1.0
RANDOMNESS = 0.001
OTHER_SEEDS = tuple(range(1, 21))
"""The partitions that the one of SEED is compared with."""


@dataclass(frozen=True, eq=False)
class Partition:
    """The group of each node, as its smallest node; a node without a tie is a group of its own.

    `modularity`, in [−1/2, 1], counts ties by their weight (Newman 2004); None without a tie.
    """

    labels: Ints
    modularity: float | None


@dataclass(frozen=True, eq=False)
class Agreement:
    """Of the pairs of nodes in one group, the mean share that other seeds put together too; in [0, 1].

    `whole` over all pairs, None if no group has two nodes; `each` by node, of its group, nan for a group of one.
    """

    whole: float | None
    each: Floats


def communities(network: Network, seed: int = SEED) -> Partition:
    """The groups of a network."""
    labels = _leiden(network.weights, seed)
    return Partition(labels, modularity(network.weights, labels))


def modularity(weights: csr_array, labels: Ints) -> float | None:
    """Share of the weight within groups, less what the nodes' strengths alone would put there; None without a tie."""
    total = float(weights.sum())
    if not total:
        return None
    node = np.repeat(np.arange(len(labels)), np.diff(weights.indptr))
    within = float(weights.data[labels[node] == labels[weights.indices]].sum())
    strength = np.bincount(labels[node], weights=weights.data, minlength=len(labels))
    return within / total - RESOLUTION * float(((strength / total) ** 2).sum())


def agreement(network: Network, labels: Ints, seeds: tuple[int, ...] = OTHER_SEEDS) -> Agreement:
    """How far the groups `labels` come again with other seeds."""
    kept = np.zeros(len(labels))
    for seed in seeds:
        kept += _kept_pairs(labels, _leiden(network.weights, seed))
    members = np.bincount(labels, minlength=len(labels))
    pairs = members * (members - 1) / 2 * len(seeds)
    each = np.divide(kept, pairs, out=np.full(len(labels), np.nan), where=pairs > 0)
    whole = float(kept.sum() / pairs.sum()) if pairs.any() else None
    return Agreement(whole, each[labels])


def _kept_pairs(labels: Ints, others: Ints) -> NDArray[np.float64]:
    """For each group of `labels`, at its smallest node, the pairs of it that are in one group of `others`."""
    both, count = np.unique(np.stack((labels, others)), axis=1, return_counts=True)
    return np.bincount(both[0], weights=count * (count - 1) / 2, minlength=len(labels)).astype(np.float64)


def _leiden(weights: csr_array, seed: int) -> Ints:
    """The group of each node, as its smallest node, from the nodes with ties alone.

    Weights go in relative to their mean: the library's randomness is in units of weight, and doubling all of them
    must change nothing.
    """
    tied = np.flatnonzero(np.diff(weights.indptr))
    labels = np.arange(weights.shape[0], dtype=np.int32)
    if not len(tied):
        return labels
    # Rows without an entry take no place in the list of entries: only the places of the columns move.
    place = np.zeros(weights.shape[0], dtype=np.int32)
    place[tied] = np.arange(len(tied), dtype=np.int32)
    starts = np.concatenate((weights.indptr[tied], weights.indptr[-1:])).astype(np.int64)
    _, groups = graspologic_native.leiden_csr(
        starts,
        place[weights.indices],
        weights.data / weights.data.mean(),
        len(tied),
        resolution=RESOLUTION,
        randomness=RANDOMNESS,
        seed=seed,
    )
    found = np.array([groups[node] for node in range(len(tied))])
    labels[tied] = tied[smallest_member(found)]
    return labels

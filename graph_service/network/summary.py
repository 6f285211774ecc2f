"""The numbers of a whole network, and of the ties within and between its groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph_service.network.communities import SEED, agreement, communities
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.parts import components
from graph_service.network.mixing import Mixing, mixing
from graph_service.network.network import Network
from graph_service.network.projection import Ints

Grouping = Literal["SECTOR", "COUNTY"]


@dataclass(frozen=True)
class Whole:
    """Counts of a network. `active` take part in a collaboration, `isolated` have no tie.

    `density` is ties over pairs of nodes, in [0, 1]; None with fewer than two nodes. `components` counts those of a
    single node too; `sizes` are theirs, descending. `mean_degree` is over all nodes, None without one.
    """

    nodes: int
    active: int
    ties: int
    density: float | None
    mean_degree: float | None
    components: int
    sizes: tuple[int, ...]
    isolated: int

    @property
    def largest(self) -> int:
        """Nodes of the largest component."""
        return self.sizes[0] if self.sizes else 0


@dataclass(frozen=True)
class GroupTies:
    """Ties between two groups, or within one (`a` = `b`); places in the table of sectors or counties.

    `density` is their share of all pairs of nodes that could be tied, in [0, 1]; None if there is no such pair.
    """

    a: int
    b: int
    ties: int
    pairs: int
    density: float | None


@dataclass(frozen=True)
class Grouped:
    """Densely tied groups of at least two nodes, and how far they hold.

    `modularity` in [−1/2, 1], None without a tie; `agreement` in [0, 1]: of the pairs in one group, the mean share
    that other seeds put together too; None if no group has two nodes.
    """

    count: int
    modularity: float | None
    agreement: float | None
    seed: int


@dataclass(frozen=True)
class NetworkSummary:
    """All of it. `transitivity`: share of the open or closed triples that are closed, in [0, 1], None without one;
    `mean_clustering`: mean of clustering over the nodes with at least two partners, None without one.
    `degrees`: how many nodes have each degree that occurs, ascending.
    """

    whole: Whole
    transitivity: float | None
    mean_clustering: float | None
    degrees: tuple[tuple[int, int], ...]
    grouping: Grouping
    mixing: Mixing
    groups: tuple[GroupTies, ...]
    communities: Grouped


def network_summary(network: Network, grouping: Grouping = "SECTOR") -> NetworkSummary:
    """The numbers of `network`, with groups by `grouping`. Finds communities 21 times: heavy above the seed's size."""
    near = Neighbourhoods(network.weights)
    labels = labels_of(network, grouping)
    many = near.degree > 1
    triples = int(near.pairs.sum())
    degree, count = np.unique(near.degree, return_counts=True)
    return NetworkSummary(
        whole=whole_of(near, network.activity, components(network.weights)),
        transitivity=int(near.closed.sum()) / triples if triples else None,
        mean_clustering=float(near.clustering[many].mean()) if many.any() else None,
        degrees=tuple(zip(degree.tolist(), count.tolist(), strict=True)),
        grouping=grouping,
        mixing=mixing(near, labels),
        groups=group_ties(near, labels),
        communities=_grouped(network),
    )


def labels_of(network: Network, grouping: Grouping) -> Ints:
    """The group of each node."""
    return network.sector if grouping == "SECTOR" else network.county


def whole_of(near: Neighbourhoods, activity: NDArray[np.integer], component: Ints) -> Whole:
    """The counts of a network, with the collaborations and the component of each node."""
    size, ties = near.size, int(near.degree.sum()) // 2
    pairs = size * (size - 1) // 2
    of_component = np.unique(component, return_counts=True)[1]
    return Whole(
        nodes=size,
        active=int(np.count_nonzero(activity)),
        ties=ties,
        density=ties / pairs if pairs else None,
        mean_degree=2 * ties / size if size else None,
        components=len(of_component),
        sizes=tuple(sorted(of_component.tolist(), reverse=True)),
        isolated=int(np.count_nonzero(near.degree == 0)),
    )


def group_ties(near: Neighbourhoods, labels: Ints) -> tuple[GroupTies, ...]:
    """Ties of every two groups that have nodes, and within each; by place."""
    kinds, group, count = np.unique(labels, return_inverse=True, return_counts=True)
    node, neighbour = near.ends
    both = np.zeros((len(kinds), len(kinds)), dtype=np.int64)
    np.add.at(both, (group[node], group[neighbour]), 1)
    return tuple(
        _group_ties((int(kinds[a]), int(kinds[b])), int(both[a, b]), int(count[a]), int(count[b]))
        for a in range(len(kinds))
        for b in range(a, len(kinds))
    )


def _group_ties(groups: tuple[int, int], met: int, size: int, other: int) -> GroupTies:
    a, b = groups
    # Within a group every tie was met from both of its ends.
    ties, pairs = (met // 2, size * (size - 1) // 2) if a == b else (met, size * other)
    return GroupTies(a, b, ties, pairs, ties / pairs if pairs else None)


def _grouped(network: Network) -> Grouped:
    found = communities(network)
    count = int(np.count_nonzero(np.bincount(found.labels, minlength=1) > 1))
    return Grouped(count, found.modularity, agreement(network, found.labels).whole, SEED)

"""The parts that a network falls into: components, cores, and what each node and tie holds together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from graph_service.network.projection import Bools, Ints

Longs = NDArray[np.int64]
Ties = tuple[Ints, Ints]


@dataclass(frozen=True, eq=False)
class Cuts:
    """What falls apart when one node, or one tie, is taken away.

    The parts that a component leaves without node v are `parts[starts[v]:starts[v + 1]]`: how many nodes each has,
    descending; none for a node without a tie, one for a node that holds nothing together.
    """

    parts: Longs
    starts: Longs
    bridges: Ties

    def separates(self, node: int) -> tuple[int, ...]:
        """Sizes of the parts without `node`, descending."""
        return tuple(int(size) for size in self.parts[self.starts[node] : self.starts[node + 1]])

    @property
    def count(self) -> Longs:
        """Parts without each node."""
        return np.diff(self.starts)

    @property
    def articulation(self) -> Bools:
        """Whether the component of each node falls apart without it."""
        return np.asarray(self.count > 1)

    @property
    def new_components(self) -> Longs:
        """By how many the components of the others grow without each node."""
        return np.maximum(self.count - 1, 0)

    @property
    def cut_off(self) -> Longs:
        """Without each node, nodes of its component that are not in the largest part left."""
        largest = np.zeros(len(self.count), dtype=np.int64)
        some = self.count > 0
        largest[some] = self.parts[self.starts[:-1][some]]
        return self._over_parts(self.parts) - largest

    @property
    def pairs_disconnected(self) -> Longs:
        """Pairs of others that are connected through each node only."""
        rest = self._over_parts(self.parts)
        return rest * (rest - 1) // 2 - self._over_parts(self.parts * (self.parts - 1) // 2)

    @property
    def bridges_of(self) -> Longs:
        """Bridges at each node."""
        return np.bincount(np.concatenate(self.bridges), minlength=len(self.count)).astype(np.int64)

    def _over_parts(self, values: Longs) -> Longs:
        totals = np.concatenate(([0], np.cumsum(values)))
        return totals[self.starts[1:]] - totals[self.starts[:-1]]


def graph_of(size: int, ties: Ties) -> rx.PyGraph:
    """The graph of nodes 0 to `size` − 1, its ties, each given once, added in the order given."""
    # Without this the library looks for every tie among those that its end already has.
    graph = rx.PyGraph(multigraph=True)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(zip(ties[0].tolist(), ties[1].tolist(), strict=True)))
    return graph


def components(adjacency: csr_array) -> Ints:
    """The component of each node, as the smallest node in it; the matrix is symmetric."""
    # Of a symmetric matrix the strong components are the components, and found without turning it round.
    _, labels = connected_components(adjacency, directed=True, connection="strong")
    return smallest_member(labels)


def smallest_member(labels: NDArray[np.integer]) -> Ints:
    """For each node the smallest node that has the same label."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int32)


def sizes(labels: Ints) -> Longs:
    """For each node how many have the same label; labels are node numbers."""
    return np.bincount(labels, minlength=len(labels))[labels].astype(np.int64)


def core_numbers(graph: rx.PyGraph) -> Longs:
    """The largest k of each node for which it lies in a part where all have k ties within (Seidman)."""
    cores = cast("Mapping[int, int]", rx.core_number(graph))
    return np.array([cores[node] for node in range(graph.num_nodes())], dtype=np.int64)


def cuts(graph: rx.PyGraph) -> Cuts:
    """What each node and tie of a graph holds together, from its blocks, in time linear in nodes and ties.

    A block is a largest part that no single node can take apart. Blocks and their nodes form a forest: the part that
    node v and block b keep from the rest is the subtree beyond b.
    """
    size = graph.num_nodes()
    block, node, block_count, bridges = _blocks(graph)
    beyond = _beyond(size, block, node, block_count)
    order = np.lexsort((-beyond, node))
    starts = np.concatenate(([0], np.cumsum(np.bincount(node, minlength=size))))
    return Cuts(beyond[order], starts.astype(np.int64), bridges)


def _blocks(graph: rx.PyGraph) -> tuple[Longs, Longs, int, Ties]:
    """Each block and node in it (sorted, once each), the number of blocks, and the bridges: blocks of one tie."""
    found = rx.biconnected_components(graph)
    if not found:
        none = np.empty(0, dtype=np.int64)
        return none, none, 0, (none.astype(np.int32), none.astype(np.int32))
    ends = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=2 * len(found)).reshape(-1, 2)
    ends.sort(axis=1)
    of_tie = np.fromiter(found.values(), dtype=np.int64, count=len(found))
    count = int(of_tie.max()) + 1
    both = np.concatenate((of_tie * graph.num_nodes() + ends[:, 0], of_tie * graph.num_nodes() + ends[:, 1]))
    block, node = np.divmod(np.unique(both), graph.num_nodes())
    alone = ends[np.bincount(of_tie, minlength=count)[of_tie] == 1]
    alone = alone[np.lexsort((alone[:, 1], alone[:, 0]))].astype(np.int32)
    return block, node, count, (alone[:, 0], alone[:, 1])


def _beyond(size: int, block: Longs, node: Longs, block_count: int) -> Longs:
    """For each pair of a block and a node of it: the nodes that only the node keeps from those beyond the block."""
    place = size + block
    total = size + block_count
    forest = coo_array((np.ones(len(node), dtype=np.int8), (node, place)), shape=(total, total)).tocsr()
    _, tree = connected_components(forest, directed=False)
    _, roots = np.unique(tree, return_index=True)
    above, held = _held(forest, roots, size)
    in_tree = np.bincount(tree[:size], minlength=len(roots))[tree[node]]
    return np.where(above[place] == node, held[place], in_tree - held[node])


def _held(forest: csr_array, roots: Longs, size: int) -> tuple[Longs, Longs]:
    """Of each place of a forest the one above it, and how many of the first `size` places hang on it, itself too."""
    total = forest.shape[0]
    rows, columns = forest.nonzero()
    top = np.full(len(roots), total)
    joined = coo_array(
        (np.ones(len(rows) + len(roots), dtype=np.int8), (np.r_[rows, top], np.r_[columns, roots])),
        shape=(total + 1, total + 1),
    ).tocsr()
    order, above = breadth_first_order(joined, total, directed=False)
    held = [1] * size + [0] * (total + 1 - size)
    parents = above.tolist()
    for place in reversed(order.tolist()[1:]):
        held[parents[place]] += held[place]
    return above.astype(np.int64), np.array(held, dtype=np.int64)

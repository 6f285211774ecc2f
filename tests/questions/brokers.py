"""The network of the files in plain words: what brokers are, by networkx and by counting; no method of ours is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import combinations, product
from math import sqrt

import networkx as nx

from tests.questions.files import Files

Holds = Callable[[str, str, str], bool]
LEAST_PAIRS = 5


def is_boundary(own: str, one: str, other: str) -> bool:
    """Just one of both in the own sector."""
    return (one == own) != (other == own)


def is_liaison(own: str, one: str, other: str) -> bool:
    """Three different sectors."""
    return len({own, one, other}) == 3


class Brokers:
    """All institutions of the files, tied where they share a collaboration."""

    def __init__(self, files: Files, members: Sequence[str] | None = None) -> None:
        kept = set(files.nodes("Institution") if members is None else members)
        self.sectors = {id_: files.node(id_)["sector"] for id_ in sorted(kept)}
        self.counties = {id_: files.county(id_) for id_ in self.sectors}
        self.graph = nx.Graph()
        self.graph.add_nodes_from(self.sectors)
        for (low, high), works in sorted(files.ties.items()):
            if {low, high} <= kept:
                self.graph.add_edge(low, high, weight=len(works))

    @cached_property
    def betweenness(self) -> dict[str, float]:
        """Shortest paths through each, a pair counted as one."""
        found: dict[str, float] = nx.betweenness_centrality(self.graph, normalized=False)
        return found

    def constraint(self, node: str) -> float | None:
        """Burt's constraint by weights; None without a tie."""
        if not self.graph[node]:
            return None
        found: dict[str, float] = nx.constraint(self.graph, [node], weight="weight")
        return found[node]

    def ei(self, node: str, groups: dict[str, str]) -> float | None:
        """Ties across less ties within, over all; None without a tie."""
        others = list(self.graph[node])
        if not others:
            return None
        across = sum(groups[other] != groups[node] for other in others)
        return (2 * across - len(others)) / len(others)

    def open_pairs(self, node: str) -> list[tuple[str, str]]:
        """Pairs of its partners that are not tied."""
        return [pair for pair in combinations(sorted(self.graph[node]), 2) if not self.graph.has_edge(*pair)]

    def role(self, node: str, holds: Holds) -> int:
        """Open pairs in which a node has a role."""
        own = self.sectors[node]
        return sum(holds(own, self.sectors[one], self.sectors[other]) for one, other in self.open_pairs(node))

    def z(self, node: str, holds: Holds) -> float | None:
        """The role against all ways to exchange the sectors of the other tied institutions."""
        pairs = self.open_pairs(node)
        if len(pairs) < LEAST_PAIRS:
            return None
        left = Counter(self.sectors[other] for other in self.graph if other != node and self.graph[other])
        own = self.sectors[node]
        once = _chance(left, 2, lambda drawn: holds(own, *drawn[:2]))
        sharing = _chance(left, 3, lambda drawn: holds(own, *drawn[:2]) and holds(own, *drawn[1:3]))
        apart = _chance(left, 4, lambda drawn: holds(own, *drawn[:2]) and holds(own, *drawn[2:4]))
        mean, variance = len(pairs) * once, len(pairs) * once - (len(pairs) * once) ** 2
        for one, other in combinations(pairs, 2):
            variance += 2 * (sharing if set(one) & set(other) else apart)
        return (self.role(node, holds) - mean) / sqrt(variance) if variance > 1e-12 else None

    def joined(self, a: str, b: str) -> Brokers:
        """The network with a collaboration of these two more; they were not tied."""
        other = copy(self)
        other.graph = nx.Graph(self.graph)
        other.graph.add_edge(a, b, weight=1)
        return other

    def newly_near(self, a: str, b: str) -> int:
        """How many others a tie of the two would bring within two steps of either."""
        graphs = (self.graph, self.joined(a, b).graph)
        near = [{(end, far) for end in (a, b) for far in _within_two(graph, end)} for graph in graphs]
        return len({far for _, far in near[1] - near[0]} - {a, b})


def _within_two(graph: nx.Graph, node: str) -> Iterator[str]:
    yield from nx.single_source_shortest_path_length(graph, node, cutoff=2)


def _chance(left: Counter[str], many: int, event: Callable[[Sequence[str]], bool]) -> float:
    """The chance of an event of `many` sectors drawn without putting back."""
    found = 0.0
    for drawn in product(sorted(left), repeat=many):
        if event(drawn):
            found += _probability(left, drawn)
    return found


def _probability(left: Counter[str], drawn: Sequence[str]) -> float:
    counts, total, chance = Counter(left), left.total(), 1.0
    for sector in drawn:
        chance *= counts[sector] / total
        counts[sector] -= 1
        total -= 1
    return chance

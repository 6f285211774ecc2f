"""Every measure that networkx has, on random networks with weights, parts and nodes without a tie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph_service.network.measures.table import measures_of
from tests.network.measures.drawn import drawn_network, same, seen_by_networkx

Graph = Any  # networkx has no types of its own

SEEDS = range(8)
RIVALS: dict[str, Callable[[Graph], dict[int, float]]] = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "betweenness": lambda graph: nx.betweenness_centrality(graph, normalized=False),
    "betweennessNormalized": lambda graph: nx.betweenness_centrality(graph, normalized=True),
    "closeness": lambda graph: nx.closeness_centrality(graph, wf_improved=True),
    "harmonic": lambda graph: nx.harmonic_centrality(graph),
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effectiveSize": lambda graph: nx.effective_size(graph),
    "clustering": lambda graph: nx.clustering(graph),
    "core": lambda graph: nx.core_number(graph),
    "articulation": lambda graph: dict.fromkeys(graph, 0) | dict.fromkeys(nx.articulation_points(graph), 1),
    "bridges": lambda graph: {v: sum(v in bridge for bridge in nx.bridges(graph)) for v in graph},
    "componentSize": lambda graph: {v: len(part) for part in nx.connected_components(graph) for v in part},
    "component": lambda graph: {v: min(part) for part in nx.connected_components(graph) for v in part},
}


@pytest.mark.parametrize("measure", RIVALS)
def test_measure_equals_that_of_networkx(measure: str) -> None:
    for seed in SEEDS:
        network = drawn_network(seed)
        expected = RIVALS[measure](seen_by_networkx(network))
        found = measures_of(network, [measure])[measure]
        if measure == "component":
            found = [network.places[id_] for id_ in found]
        assert same(found, [expected[node] for node in range(len(network.nodes))]), seed


def test_what_breaks_without_a_node_equals_taking_it_away() -> None:
    for seed in SEEDS:
        network = drawn_network(seed)
        graph = seen_by_networkx(network)
        names = ("newComponents", "largestCutOff", "pairsDisconnected")
        columns = measures_of(network, names)
        for node in graph:
            assert tuple(int(columns[name][node]) for name in names) == taken_away(graph, node), (seed, node)


def taken_away(graph: Graph, node: int) -> tuple[int, int, int]:
    """New components of the others, nodes off the largest part, pairs of others connected before and not after."""
    rest = nx.Graph(graph)
    rest.remove_node(node)
    others = nx.node_connected_component(graph, node) - {node}
    parts = [len(part) for part in nx.connected_components(rest) if part <= others]
    pairs = sum(not nx.has_path(rest, a, b) for a in others for b in others if a < b)
    return max(len(parts) - 1, 0), sum(parts) - max(parts, default=0), pairs


def test_hierarchy_follows_its_formula_over_the_local_constraints() -> None:
    from math import log

    network = drawn_network(3)
    graph = seen_by_networkx(network)
    column = measures_of(network, ["hierarchy"])["hierarchy"]
    for node in graph:
        parts = [nx.local_constraint(graph, node, other, weight="weight") for other in graph[node]]
        if len(parts) > 1:
            relative = [part * len(parts) / sum(parts) for part in parts]
            expected = sum(one * log(one) for one in relative) / (len(parts) * log(len(parts)))
            assert column[node] == pytest.approx(expected, abs=1e-12)
        else:
            assert column[node] == 1.0 if parts else column[node] != column[node]

"""The numbers of a whole network, told by hand and by networkx."""

from __future__ import annotations

import networkx as nx
import pytest

from graph_service.network.summary import GroupTies, Whole, network_summary
from tests.network.measures.drawn import drawn_network, network_from, seen_by_networkx
from tests.network.small import SECTORS, network


def test_counts_of_a_small_network_are_told_by_hand() -> None:
    found = network_from(
        {name: (SECTORS[place % 2], "HU001" if place < 3 else "HU002") for place, name in enumerate("abcdefg")},
        {"collab:1": ("a", "b", "c"), "collab:2": ("c", "d"), "collab:3": ("e",), "collab:4": ("a", "b")},
    )
    told = network_summary(found, "COUNTY")
    assert told.whole == Whole(7, 5, 4, 4 / 21, 8 / 7, 4, (4, 1, 1, 1), 3)
    assert told.whole.largest == 4
    # Pairs of partners: 1 of a, 1 of b, 3 of c; the triangle closes three of the five.
    assert told.transitivity == pytest.approx(3 / 5)
    assert told.mean_clustering == pytest.approx((1 + 1 + 1 / 3) / 3)
    assert told.degrees == ((0, 3), (1, 1), (2, 2), (3, 1))
    assert told.groups == (
        GroupTies(0, 0, 3, 3, 1.0),
        GroupTies(0, 1, 1, 12, 1 / 12),
        GroupTies(1, 1, 0, 6, 0.0),
    )
    assert told.mixing.ei == pytest.approx(-0.5)


@pytest.mark.parametrize("seed", range(4))
def test_counts_equal_those_of_networkx(seed: int) -> None:
    found = drawn_network(seed)
    graph, told = seen_by_networkx(found), network_summary(found)
    parts = sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
    assert told.whole.ties == graph.number_of_edges()
    assert told.whole.density == pytest.approx(nx.density(graph), abs=1e-15)
    assert list(told.whole.sizes) == parts
    assert told.whole.components == len(parts)
    assert told.whole.isolated == nx.number_of_isolates(graph)
    assert told.transitivity == pytest.approx(nx.transitivity(graph), abs=1e-15)
    many = [node for node, degree in graph.degree() if degree > 1]
    clustering = nx.clustering(graph, many)
    assert told.mean_clustering == pytest.approx(sum(clustering.values()) / len(many), abs=1e-12)
    assert [count for _, count in told.degrees] == [c for c in nx.degree_histogram(graph) if c]


def test_ties_of_all_pairs_of_groups_add_up_to_all_ties() -> None:
    for grouping in ("SECTOR", "COUNTY"):
        told = network_summary(drawn_network(3), grouping)
        assert sum(row.ties for row in told.groups) == told.whole.ties
        assert sum(row.pairs for row in told.groups) == told.whole.nodes * (told.whole.nodes - 1) // 2
        assert sum(row.ties for row in told.groups if row.a == row.b) == told.mixing.internal


def test_groups_are_counted_without_nodes_that_have_no_tie() -> None:
    told = network_summary(network([("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")], isolated=["f", "g"]))
    assert told.communities.count == 2
    assert told.communities.agreement == 1.0
    assert told.communities.modularity == pytest.approx(0.75 + 0.25 - (36 + 4) / 64)


def test_numbers_that_are_not_defined_are_none() -> None:
    one = network_summary(network([], isolated=["a"]))
    assert (one.whole.density, one.transitivity, one.mean_clustering) == (None, None, None)
    assert (one.mixing.ei, one.communities.modularity, one.communities.agreement) == (None, None, None)
    assert one.groups == (GroupTies(0, 0, 0, 0, None),)
    nothing = network_summary(network([]))
    assert (nothing.whole.nodes, nothing.whole.mean_degree, nothing.whole.largest) == (0, None, 0)
    assert nothing.groups == ()

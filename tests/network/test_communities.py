"""Dense groups: what they are for clear networks, how they are named, and how far they hold."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph_service.network.communities import agreement, communities, modularity
from graph_service.network.network import Network
from tests.network.measures.drawn import drawn, drawn_network, network_from, seen_by_networkx
from tests.network.small import SECTORS, network


def two_cliques() -> Network:
    """Two groups of five, all tied within, one tie between them; one node alone."""
    ties = [(f"{side}{a}", f"{side}{b}") for side in "ab" for a, b in combinations(range(5), 2)]
    return network([*ties, ("a0", "b0")], isolated=["z"])


def test_two_cliques_are_two_groups_named_by_their_smallest_member() -> None:
    assert communities(two_cliques()).labels.tolist() == [0] * 5 + [5] * 5 + [10]


def test_modularity_is_that_of_networkx_with_weights() -> None:
    for seed in range(4):
        found = drawn_network(seed)
        partition = communities(found)
        groups = [set(np.flatnonzero(partition.labels == label).tolist()) for label in np.unique(partition.labels)]
        expected = nx.community.modularity(seen_by_networkx(found), groups, weight="weight")
        assert partition.modularity == pytest.approx(expected, abs=1e-12)
        assert modularity(found.weights, np.zeros_like(partition.labels)) == pytest.approx(0.0, abs=1e-12)


def test_groups_are_at_least_as_good_as_those_of_another_method() -> None:
    for seed in range(4):
        found = drawn_network(seed, 60, 60)
        graph = seen_by_networkx(found)
        rival = nx.community.greedy_modularity_communities(graph, weight="weight")
        assert communities(found).modularity >= nx.community.modularity(graph, rival, weight="weight") - 0.01


def test_a_group_is_connected_and_a_node_without_a_tie_is_one_of_its_own() -> None:
    found = drawn_network(2, 80, 70)
    graph, labels = seen_by_networkx(found), communities(found).labels
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label).tolist()
        assert label == members[0]
        assert nx.is_connected(graph.subgraph(members))
    alone = np.flatnonzero(np.diff(found.weights.indptr) == 0)
    assert len(alone) > 3
    assert labels[alone].tolist() == alone.tolist()


def test_doubled_weights_and_nodes_without_a_tie_change_no_group() -> None:
    institutions, works = drawn(5, 80, 70)
    plain = communities(network_from(institutions, works))
    double = communities(network_from(institutions, works | {f"{work}:b": ids for work, ids in works.items()}))
    larger = communities(network_from(institutions | {"zz": (SECTORS[0], "HU001")}, works))
    assert double.labels.tolist() == plain.labels.tolist()
    assert larger.labels.tolist() == [*plain.labels.tolist(), 80]
    assert double.modularity == pytest.approx(plain.modularity, abs=1e-12)


def test_agreement_of_clear_groups_is_full_and_of_unclear_ones_the_share_of_pairs_kept() -> None:
    clear = agreement(two_cliques(), communities(two_cliques()).labels)
    assert clear.whole == 1.0
    assert clear.each[:10].tolist() == [1.0] * 10
    assert np.isnan(clear.each[10])
    # Against a partition that halves one clique wrongly: of {a0, a1} ∪ b, the 1 + 10 pairs of 21 stay together.
    wrong = np.array([0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 10], dtype=np.int32)
    against = agreement(two_cliques(), wrong, seeds=(1,))
    assert against.each[0] == pytest.approx(11 / 21)
    assert against.each[2] == 1.0
    assert against.whole == pytest.approx((11 + 3) / (21 + 3))


def test_agreement_is_below_one_where_borders_are_uncertain() -> None:
    ring = network([(f"n{place:02d}", f"n{(place + 1) % 40:02d}") for place in range(40)])
    whole = agreement(ring, communities(ring).labels).whole
    assert whole is not None
    assert 0.2 < whole < 0.95


def test_nothing_is_told_of_a_network_without_ties() -> None:
    empty = network([], isolated=["a", "b"])
    partition = communities(empty)
    assert (partition.labels.tolist(), partition.modularity) == ([0, 1], None)
    assert agreement(empty, partition.labels).whole is None

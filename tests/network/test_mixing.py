"""The E-I index and its chance, against every layout of the labels and against simulation."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from graph_service.network import mixing as module
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.mixing import LEAST_P, ei_of_nodes, internal_moments, layouts, mixing
from graph_service.network.network import Network
from tests.network.measures.drawn import drawn_network
from tests.network.small import SECTORS, network


def near_of(found: Network) -> Neighbourhoods:
    return Neighbourhoods(found.weights)


def seven() -> Network:
    ties = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "g"), ("e", "g")]
    return network(ties, {name: SECTORS[place] for name, place in zip("abcdefg", (0, 0, 0, 1, 1, 1, 2), strict=True)})


def internal(found: Network, labels: np.ndarray) -> int:
    return int((labels[found.ties[0]] == labels[found.ties[1]]).sum())


def every(found: Network) -> np.ndarray:
    return np.array([internal(found, found.sector[list(order)]) for order in permutations(range(7))])


def test_index_of_a_network_counts_ties_within_and_across() -> None:
    result = mixing(near_of(seven()), seven().sector)
    assert (result.internal, result.external) == (5, 3)
    assert result.ei == pytest.approx(-2 / 8)


def test_index_of_a_node_is_over_its_ties() -> None:
    found = network([("a", "b"), ("a", "c"), ("a", "d")], {"b": SECTORS[1]}, isolated=["e"])
    column = ei_of_nodes(near_of(found), found.sector)
    assert column[:4].tolist() == pytest.approx([-1 / 3, 1, -1, -1])
    assert np.isnan(column[4])


def test_chance_value_is_that_of_all_pairs_of_nodes_with_a_tie() -> None:
    # 1 − 2·(C(3,2) + C(3,2) + C(1,2))/C(7,2)
    assert mixing(near_of(seven()), seven().sector).chance == pytest.approx(1 - 2 * 6 / 21)


def test_moments_equal_those_over_every_permutation() -> None:
    found = seven()
    mean, variance = internal_moments(near_of(found).degree, [3, 3, 1])
    assert mean == pytest.approx(every(found).mean(), abs=1e-12)
    assert variance == pytest.approx(every(found).var(), abs=1e-12)


def test_p_of_a_small_network_is_counted_over_every_layout() -> None:
    found = seven()
    result = mixing(near_of(found), found.sector)
    all_of = every(found)
    far = np.abs(all_of - all_of.mean()) >= abs(internal(found, found.sector) - all_of.mean()) - 1e-9
    assert result.method == "EXACT"
    assert result.p == pytest.approx(far.mean(), abs=1e-12)
    assert layouts([3, 3, 1]) == 140


def test_p_of_a_large_network_agrees_with_simulation() -> None:
    for seed in range(3):
        found = drawn_network(seed, 80, 80)
        result = mixing(near_of(found), found.sector)
        tied = np.flatnonzero(near_of(found).degree)
        draw, counts = np.random.default_rng(seed), []
        for _ in range(4_000):
            labels = found.sector.copy()
            labels[tied] = draw.permutation(labels[tied])
            counts.append(internal(found, labels))
        ties = len(found.ties[0])
        assert result.method == "NORMAL"
        assert result.sd == pytest.approx(2 * np.std(counts) / ties, rel=0.05)
        far = np.abs(np.array(counts) - np.mean(counts)) >= abs(result.internal - np.mean(counts))
        assert result.p == pytest.approx(far.mean(), abs=0.02)


def test_a_p_beyond_what_the_normal_law_can_tell_is_not_told_smaller() -> None:
    found = drawn_network(1, 80, 80)
    home = np.minimum.reduce([found.nodes // 40])  # two halves
    ties = [(found.ids[a], found.ids[b]) for a, b in zip(*found.ties, strict=True) if home[a] == home[b]]
    halves = network(ties, {id_: SECTORS[int(home[place])] for place, id_ in enumerate(found.ids)})
    result = mixing(near_of(halves), halves.sector)
    assert result.ei == -1.0
    assert result.p == LEAST_P


def test_nothing_is_told_of_a_network_without_ties_or_with_one_label() -> None:
    empty = network([], isolated=["a", "b"])
    assert mixing(near_of(empty), empty.sector) == module.Mixing(None, None, None, None, None, 0, 0)
    one = network([("a", "b"), ("b", "c")])
    result = mixing(near_of(one), one.sector)
    assert (result.ei, result.chance, result.sd, result.p, result.method) == (-1.0, -1.0, 0.0, None, None)


def test_nodes_without_a_tie_change_nothing() -> None:
    ties = list(zip(*([seven().ids[node] for node in end] for end in seven().ties), strict=True))
    labels = {id_: SECTORS[int(sector)] for id_, sector in zip(seven().ids, seven().sector, strict=True)}
    larger = network(ties, labels | {"y": SECTORS[2], "z": SECTORS[2]}, isolated=["y", "z"])
    assert mixing(near_of(larger), larger.sector) == mixing(near_of(seven()), seven().sector)

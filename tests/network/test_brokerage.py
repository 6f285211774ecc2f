"""Brokerage roles against counting by hand, and their moments against every permutation and every graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import numpy as np
import pytest

from graph_service.network.brokerage import LEAST_PAIRS, ROLES, bernoulli, brokerage_of, permuted, roles
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.network import Network
from tests.network.measures.drawn import drawn_network
from tests.network.small import SECTORS, network

Ties = set[tuple[int, int]]


def near_of(found: Network) -> Neighbourhoods:
    return Neighbourhoods(found.weights)


def ties_of(found: Network) -> Ties:
    return set(zip(*(end.tolist() for end in found.ties), strict=True))


def counted(size: int, ties: Ties, groups: Sequence[int]) -> list[list[int]]:
    """The roles by looking at every pair of partners of every node."""
    rows = []
    for v in range(size):
        partners = [other for other in range(size) if tuple(sorted((v, other))) in ties]
        row = [0, 0, 0, 0]
        for a, b in combinations(partners, 2):
            if (a, b) in ties:
                continue
            if groups[a] == groups[b]:
                row[0 if groups[a] == groups[v] else 1] += 1
            else:
                row[2 if groups[v] in (groups[a], groups[b]) else 3] += 1
        rows.append(row)
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_roles_equal_counting_every_pair_of_partners(seed: int) -> None:
    found = drawn_network(seed)
    for groups in (found.sector, found.county, np.arange(len(found.nodes)) % 7 - 1):
        kinds = np.unique(groups, return_inverse=True)[1]
        expected = counted(len(found.nodes), ties_of(found), kinds.tolist())
        assert roles(near_of(found), kinds).tolist() == expected
        assert brokerage_of(near_of(found), groups).raw.tolist() == expected


def hub() -> Network:
    """Seven tied nodes, the first a hub of five, with one closed pair; one more node without a tie."""
    ties = [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("a", "f"), ("b", "c"), ("f", "g")]
    names = dict(zip("abcdefg", (SECTORS[i] for i in (0, 0, 1, 1, 2, 0, 1)), strict=True))
    return network(ties, names | {"z": SECTORS[2]}, isolated=["z"])


def test_moments_equal_those_over_every_permutation_of_the_others() -> None:
    found = hub()
    groups = found.sector.tolist()
    mean, variance = permuted(near_of(found), found.sector)
    ties = ties_of(found)
    for broker in (0, 5):
        others = [node for node in range(7) if node != broker]
        rows = []
        for order in permutations(others):
            relabelled = list(groups)
            for node, source in zip(others, order, strict=True):
                relabelled[node] = groups[source]
            rows.append(counted(8, ties, relabelled)[broker])
        assert mean[broker] == pytest.approx(np.mean(rows, axis=0), abs=1e-12)
        assert variance[broker] == pytest.approx(np.var(rows, axis=0), abs=1e-12)


def test_moments_agree_with_simulated_permutations() -> None:
    found = drawn_network(4, 60, 60)
    near = near_of(found)
    mean, variance = permuted(near, found.sector)
    broker = int(near.open_pairs.argmax())
    tied = np.array([node for node in np.flatnonzero(near.degree) if node != broker])
    draw = np.random.default_rng(7)
    rows = []
    for _ in range(2_000):
        groups = found.sector.copy()
        groups[tied] = draw.permutation(groups[tied])
        rows.append(roles(near, groups)[broker])
    assert np.mean(rows, axis=0) == pytest.approx(mean[broker], rel=0.05, abs=0.1)
    assert np.var(rows, axis=0) == pytest.approx(variance[broker], rel=0.15)


@pytest.mark.parametrize("groups", [[0, 0, 0, 0, 1], [0, 0, 1, 1, 2], [0, 1, 2, 3, 0], [0, 1, 1, 1, 0]])
def test_bernoulli_moments_equal_those_over_every_graph(groups: list[int]) -> None:
    pairs = list(combinations(range(5), 2))
    found = network([(f"{a}", f"{b}") for a, b in pairs[1:5]])  # 4 ties of 10 pairs
    p = 4 / len(pairs)
    rows, weights = [], []
    for chosen in range(2 ** len(pairs)):
        ties = {pair for place, pair in enumerate(pairs) if chosen >> place & 1}
        rows.append(counted(5, ties, groups))
        weights.append(p ** len(ties) * (1 - p) ** (len(pairs) - len(ties)))
    expected = np.average(rows, axis=0, weights=weights)
    spread = np.average((np.array(rows) - expected) ** 2, axis=0, weights=weights)
    mean, variance = bernoulli(near_of(found), np.array(groups))
    assert mean == pytest.approx(expected, abs=1e-12)
    assert variance == pytest.approx(spread, abs=1e-12)


def test_z_is_the_distance_from_the_mean_in_standard_deviations() -> None:
    found = drawn_network(4, 60, 60)
    result = brokerage_of(near_of(found), found.sector)
    enough = np.isfinite(result.z)
    assert enough.any()
    far = result.raw[enough] - result.expected[enough]
    assert result.z[enough] == pytest.approx(far / result.sd[enough])
    few = result.open_pairs < LEAST_PAIRS
    assert np.isnan(result.z[few]).all()
    assert not np.isnan(result.z[~few & (result.sd > 0).all(axis=1)]).any()


def test_no_z_where_chance_leaves_one_possibility() -> None:
    # One sector: every open pair is a coordinator's, however the labels lie.
    alike = drawn_network(4, 60, 60)
    same = brokerage_of(near_of(alike), alike.sector * 0)
    assert same.sd.max() == 0.0
    assert np.isnan(same.z).all()
    assert same.expected[:, 0].tolist() == same.open_pairs.tolist()
    # The centre of a star is tied to all: exchanging their labels changes none of its counts.
    star = network([("c", f"l{place}") for place in range(6)], {"l0": SECTORS[1], "l1": SECTORS[1], "l2": SECTORS[2]})
    centre = brokerage_of(near_of(star), star.sector)
    assert centre.sd[0].tolist() == [0.0] * 4
    assert centre.raw[0].tolist() == centre.expected[0].tolist() == [3, 1, 9, 2]
    assert np.isnan(centre.z[0]).all()


def test_nodes_without_a_tie_change_the_bernoulli_z_only() -> None:
    ties = [(f"n{a}", f"n{b}") for a, b in ((0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 6), (5, 6))]
    sectors = {f"n{place}": SECTORS[place % 3] for place in range(7)} | {"o": SECTORS[0]}
    small, large = (network(ties, sectors, isolated=names) for names in ([], ["o"]))
    one, other = (brokerage_of(near_of(found), found.sector) for found in (small, large))
    for name in ("open_pairs", "raw", "expected", "sd", "z"):
        assert np.array_equal(getattr(one, name), getattr(other, name)[:7], equal_nan=True), name
    assert not np.allclose(one.z_bernoulli, other.z_bernoulli[:7])


def test_a_planted_broker_stands_out_in_its_role() -> None:
    # A library between two closed worlds of museums and of houses of culture, each tied within.
    ties = [("x", f"m{place}") for place in range(4)] + [("x", f"c{place}") for place in range(4)]
    ties += [(f"{side}{a}", f"{side}{b}") for side in "mc" for a, b in combinations(range(4), 2)]
    sectors = {"x": SECTORS[1]} | {f"m{p}": SECTORS[2] for p in range(4)} | {f"c{p}": SECTORS[0] for p in range(4)}
    found = network(ties, sectors)
    broker = brokerage_of(near_of(found), found.sector)
    place = found.places["x"]
    assert broker.raw[place].tolist() == [0, 0, 0, 16]
    assert broker.z[place, ROLES.index("liaison")] > 2

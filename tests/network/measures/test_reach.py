"""Distances counted with bits, and betweenness from a sample of sources."""

from __future__ import annotations

import numpy as np
import pytest

from graph_service.network.measures import between, reach
from graph_service.network.measures.table import is_approximate, measures_of
from tests.network.measures.drawn import drawn_network, same
from tests.network.small import network


def test_distances_are_the_same_when_sources_are_taken_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn_network(1, 300, 260)
    whole = reach.reach_of(found.weights)
    monkeypatch.setattr(reach, "_WORDS", 1)
    parts = reach.reach_of(found.weights)
    assert whole.reached.tolist() == parts.reached.tolist()
    assert whole.distance.tolist() == parts.distance.tolist()
    assert same(whole.harmonic(), parts.harmonic())


def test_closeness_of_a_path_is_told_by_hand() -> None:
    found = network([("a", "b"), ("b", "c")], isolated=["d"])
    # a reaches two nodes over 1 + 2 hops, among three others: 2·2 / (3·3).
    assert measures_of(found, ["closeness"])["closeness"].tolist() == pytest.approx([4 / 9, 4 / 6, 4 / 9, 0.0])
    assert measures_of(found, ["harmonic"])["harmonic"].tolist() == [1.5, 2.0, 1.5, 0.0]


def test_a_sample_of_all_sources_is_exact() -> None:
    found = drawn_network(2, 120, 90)
    tied = np.flatnonzero(np.diff(found.weights.indptr))
    sample = between.sampled(found.weights, tied)
    exact = between.betweenness(len(found.nodes), found.ties)
    assert same(sample.betweenness, exact, 1e-9)
    assert sample.error.max() == 0.0
    distances = reach.reach_of(found.weights)
    told = np.isfinite(sample.distance)
    assert told.sum() > 60
    assert same(sample.closeness()[told], distances.closeness()[told])
    assert same(sample.harmonic()[told], distances.harmonic()[told])


def test_samples_are_right_on_average_and_as_far_off_as_their_standard_errors_say() -> None:
    found = drawn_network(3, 400, 420)
    tied = np.flatnonzero(np.diff(found.weights.indptr))
    order = np.random.default_rng(5).permutation(tied)[: len(tied) // 60 * 60].reshape(-1, 60)
    samples = [between.sampled(found.weights, np.sort(pivots)) for pivots in order]
    exact = between.betweenness(len(found.nodes), found.ties)
    off = np.stack([sample.betweenness - exact for sample in samples])
    said = np.stack([sample.error for sample in samples])
    assert np.abs(off.mean(axis=0)).max() < 0.2 * exact.max()
    assert float((said**2).mean() / (off**2).mean()) == pytest.approx(1.0, abs=0.3)


def test_pivots_are_drawn_by_id_and_not_by_place() -> None:
    ids = tuple(f"inst:{place}" for place in range(50))
    drawn = between.pivots_of(ids, np.arange(50), 10)
    turned = between.pivots_of(ids[::-1], np.arange(50), 10)
    assert sorted(49 - turned) == drawn.tolist()
    assert len(set(drawn.tolist())) == 10
    assert drawn.tolist() != list(range(10))


def test_above_the_limit_estimates_are_told_and_said_to_be_such(monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn_network(2, 120, 90)
    assert not is_approximate(found)
    monkeypatch.setattr(between, "MOST_EXACT", 50)
    monkeypatch.setattr(between, "PIVOTS", 60)
    assert is_approximate(found)
    columns = measures_of(found, ["betweenness", "closeness", "harmonic"])
    exact = between.betweenness(len(found.nodes), found.ties)
    assert not same(columns["betweenness"], exact)
    assert columns["betweenness"].sum() == pytest.approx(exact.sum(), rel=0.2)
    # A component with too few pivots has no mean distance; a node without a tie reaches nothing, surely.
    alone = np.diff(found.weights.indptr) == 0
    assert columns["closeness"][alone].tolist() == [0.0] * int(alone.sum())
    assert np.isnan(columns["closeness"]).any()
    assert np.isfinite(columns["closeness"][~alone]).sum() > 40

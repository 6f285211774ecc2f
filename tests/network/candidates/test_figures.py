"""Figures of a backtest against counting by hand, and the bootstrap by county against drawing pairs anew."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from graph_service.network.candidates.figures import areas, calibration, hits, precision, recall
from graph_service.network.candidates.known import known_of
from graph_service.network.candidates.orders import mean_ranks
from graph_service.network.candidates.pairs import near_of, pairs_of
from graph_service.network.candidates.parts import features_of
from graph_service.network.candidates.resampling import RESAMPLES, WILSON, Cells, cells_of, estimate
from graph_service.network.network import Scope, network_of
from tests.network.oracles.planted_effect import drawn, planted_effect
from tests.network.small import TODAY, bools, floats, projection


def cells(cell: list[int], *resamples: list[int]) -> Cells:
    """Pairs in cells, and how often each cell counts in some resamples."""
    times = np.array([[1] * (max(cell) + 1), *resamples], dtype=np.float64)
    return Cells(np.array(cell), times, True)


def example(pairs: int, counties: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], Cells]:
    """Scores with many ties, labels, and cells with resamples that leave some out."""
    scores = floats(int(6 * drawn("score", one)) for one in range(pairs))
    labels = bools(drawn("label", one) < 0.3 for one in range(pairs))
    cell = [one % counties for one in range(pairs)]
    times = [[int(3 * drawn("times", draw, county)) for county in range(counties)] for draw in range(5)]
    return scores, labels, cells(cell, *times)


def area_pair_by_pair(scores: list[float], labels: list[bool]) -> float:
    """Share of tied and untied pairs in the right order, equal ones a half."""
    won = [
        1.0 if one > other else 0.5 if one == other else 0.0
        for one, tied in zip(scores, labels, strict=True)
        if tied
        for other, other_tied in zip(scores, labels, strict=True)
        if not other_tied
    ]
    return sum(won) / len(won)


def test_area_by_hand() -> None:
    one = cells([0, 0, 0, 0])
    labels = bools([True, False, True, False])
    assert areas(floats([4, 3, 2, 1]), labels, one).tolist() == [0.75]
    assert areas(floats([1, 1, 1, 1]), labels, one).tolist() == [0.5]
    assert areas(floats([2, 2, 2, 1]), labels, one).tolist() == [0.75]
    assert areas(floats([1, 2, 1, 2]), labels, one).tolist() == [0.0]


def test_areas_of_resamples_equal_those_of_pairs_written_out_as_often_as_they_were_drawn() -> None:
    scores, labels, drawn_cells = example(60, 4)
    found = areas(scores, labels, drawn_cells)
    for row, times in enumerate(drawn_cells.times):
        often = times[drawn_cells.cell].astype(int)
        expected = area_pair_by_pair(np.repeat(scores, often).tolist(), np.repeat(labels, often).tolist())
        assert found[row] == pytest.approx(expected, abs=1e-12)


def test_an_area_without_a_tied_or_an_untied_pair_is_not_defined() -> None:
    assert np.isnan(areas(floats([1, 2]), bools([True, True]), cells([0, 0]))).all()
    assert np.isnan(areas(floats([1, 2]), bools([False, False]), cells([0, 0]))).all()
    half = areas(floats([1, 2, 3]), bools([False, True, False]), cells([0, 1, 0], [1, 0], [0, 1], [2, 1]))
    assert np.isnan(half).tolist() == [False, True, True, False]


def test_precision_and_recall_of_resamples_equal_those_of_pairs_written_out() -> None:
    scores, labels, drawn_cells = example(300, 5)
    order = np.lexsort((np.arange(300), -scores))
    for most in (1, 7, 20, 299, 1000):
        found = hits(order, labels, drawn_cells, most)
        for row, times in enumerate(drawn_cells.times):
            often = times[drawn_cells.cell[order]].astype(int)
            written = np.repeat(labels[order], often)
            assert found[row] == written[:most].sum()
            assert precision(order, labels, drawn_cells, most)[row] == pytest.approx(written[:most].mean())
            assert recall(order, labels, drawn_cells, most)[row] == pytest.approx(written[:most].sum() / written.sum())


def test_precision_of_no_pairs_and_recall_of_no_ties_are_not_defined() -> None:
    empty = Cells(np.empty(0, dtype=np.intp), np.ones((1, 0)), True)
    assert np.isnan(precision(np.empty(0, dtype=np.intp), bools([]), empty, 20)).all()
    assert np.isnan(recall(np.array([0, 1]), bools([False, False]), cells([0, 0]), 100)).all()


def test_calibration_counts_expected_and_observed_by_chance() -> None:
    found = calibration(floats([0.001, 0.0015, 0.03, 0.04, 1.0]), bools([False, True, True, False, True]))
    assert [(one.low, one.high, one.pairs, one.observed) for one in found] == [
        (0.0, 0.002, 2, 1),
        (0.02, 0.05, 2, 1),
        (0.5, 1.0, 1, 1),
    ]
    assert [one.expected for one in found] == pytest.approx([0.0025, 0.07, 1.0])


def test_equal_values_share_their_mean_rank() -> None:
    assert mean_ranks(floats([3, 1, 3, 2, 3])).tolist() == [4.0, 1.0, 4.0, 2.0, 4.0]


def planted_cells() -> tuple[Cells, NDArray[np.int32], NDArray[np.int32]]:
    """The cells of the planted effect, and the counties of both ends of its pairs."""
    network = network_of(planted_effect(), Scope(TODAY))
    known = known_of(network)
    pairs = pairs_of(known, near_of(network, 60.0))
    return cells_of(features_of(known, pairs)), network.county[pairs.a], network.county[pairs.b]


def test_a_pair_across_two_counties_counts_as_often_as_both_were_drawn_together() -> None:
    found, one, other = planted_cells()
    within = {int(county): found.cell[(one == county) & (other == county)][0] for county in np.unique(one)}
    across = np.flatnonzero(one != other)
    assert len(across) > 0
    for pair in across:
        both = found.times[:, within[int(one[pair])]] * found.times[:, within[int(other[pair])]]
        assert np.array_equal(found.times[:, found.cell[pair]], both)


def test_each_resample_draws_as_many_counties_as_there_are_and_the_first_row_is_the_data() -> None:
    found, one, other = planted_cells()
    within = sorted({int(cell) for cell in found.cell[one == other]})
    assert len(within) == 10
    assert found.times.shape[0] == 1 + RESAMPLES
    assert set(found.times[1:, within].sum(axis=1)) == {10.0}
    assert found.times[0].tolist() == [1.0] * found.times.shape[1]
    # A county is left out of about (1 - 1/10)^10 of the resamples.
    assert (found.times[1:, within] == 0).mean() == pytest.approx(0.9**10, abs=0.04)


def test_the_interval_holds_the_middle_of_the_resamples() -> None:
    values = np.append(0.5, np.linspace(0, 1, RESAMPLES))
    found = estimate(values, cells([0, 1]))
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.025, 0.975))
    assert found.level == 0.95


def test_a_share_that_no_resample_changes_has_the_wilson_interval() -> None:
    found = estimate(np.zeros(1 + RESAMPLES), cells([0]), trials=20)
    z = 1.959963984540054
    assert (found.value, found.low, found.method) == (0.0, 0.0, WILSON)
    assert found.high == pytest.approx(z * z / (20 + z * z))
    all_ = estimate(np.ones(1 + RESAMPLES), cells([0]), trials=20)
    assert all_.low == pytest.approx(20 / (20 + z * z))
    assert all_.high == 1.0
    half = estimate(np.full(1 + RESAMPLES, 0.5), cells([0]), trials=100)
    spread = z * sqrt(0.25 / 100 + z * z / 40000) / (1 + z * z / 100)
    assert (half.low, half.high) == pytest.approx((0.5 - spread, 0.5 + spread))


def test_no_interval_where_too_many_resamples_have_no_value() -> None:
    values = np.append(0.5, np.linspace(0, 1, RESAMPLES))
    values[1:12] = np.nan
    found = estimate(values, cells([0]))
    assert (found.value, found.low, found.high) == (0.5, None, None)
    assert estimate(np.full(1 + RESAMPLES, np.nan), cells([0])).value is None


def test_few_counties_give_no_interval() -> None:
    known = {f"i{county}{place}": ("museum", f"HU{county:03d}") for county in range(5) for place in range(3)}
    network = network_of(projection(known, {}), Scope(TODAY))
    features = features_of(known_of(network), pairs_of(known_of(network), near_of(network, 25.0)))
    assert not cells_of(features).has_interval

"""Ratios drawn towards 1: the strength that the counts themselves make most likely."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma, nbinom

from graph_service.network.chance.shrinkage import STRONGEST, WEAKEST, shrunk, strength
from tests.network.chance.drawn import number


def counts(spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Sixty expectations, and counts that are half or double of them at will."""
    expected = np.array([4.0 + number("expected", k, below=20) for k in range(60)])
    factor = np.array([spread if k % 2 else 1 / spread for k in range(60)])
    return np.round(expected * factor), expected


def likelihood(alpha: float, observed: np.ndarray, expected: np.ndarray) -> float:
    """By the negative binomial of scipy."""
    return float(nbinom.logpmf(observed, alpha, alpha / (alpha + expected)).sum())


def test_the_strength_is_the_most_likely_one() -> None:
    observed, expected = counts(1.8)
    alpha = strength(observed, expected)
    assert WEAKEST < alpha < STRONGEST
    best = likelihood(alpha, observed, expected)
    assert best >= max(likelihood(alpha * factor, observed, expected) for factor in (0.5, 0.9, 0.999, 1.001, 1.1, 2))


def test_counts_as_expected_are_drawn_as_strongly_as_allowed() -> None:
    assert strength(*counts(1.0)) == pytest.approx(STRONGEST)


def test_wild_counts_are_drawn_as_weakly_as_allowed() -> None:
    assert strength(*counts(30.0)) == pytest.approx(WEAKEST)


def test_places_that_expect_nothing_have_no_say() -> None:
    observed, expected = counts(1.8)
    more = strength(np.append(observed, [0.0] * 9), np.append(expected, [0.0] * 9))
    assert more == strength(observed, expected)
    assert strength(np.zeros(3), np.zeros(3)) == STRONGEST
    assert strength(np.zeros(0), np.zeros(0)) == STRONGEST


def test_the_range_is_that_of_the_gamma_law() -> None:
    found, oracle = shrunk(2, 6.5, 3.0), gamma(5.0, scale=1 / 9.5)
    assert found.ratio == pytest.approx(5.0 / 9.5)
    assert (found.low, found.high) == (pytest.approx(oracle.ppf(0.05)), pytest.approx(oracle.ppf(0.95)))


def test_little_expected_is_drawn_further_than_much() -> None:
    assert 0.2 < shrunk(10, 50.0, 5.0).ratio < shrunk(1, 5.0, 5.0).ratio < 1

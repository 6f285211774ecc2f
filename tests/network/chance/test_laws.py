"""Laws of counts: tails, quantiles and sums; hypergeometric and Poisson ones against other software."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import hypergeom
from scipy.stats import poisson as poisson_of_scipy

from graph_service.network.chance.hypergeometric import hypergeometric
from graph_service.network.chance.law import CERTAIN_ZERO, Law, law_of, pooled
from graph_service.network.chance.poisson import poisson


def test_impossible_ends_are_cut_off_and_the_rest_adds_up() -> None:
    law = law_of(np.array([0.0, 0.0, 2.0, 0.0, 6.0, 0.0]))
    assert (law.first, law.last, law.mass.tolist()) == (2, 4, [0.25, 0.0, 0.75])
    assert (law.least_under, law.least_over, law.mean) == (0.25, 0.75, 3.5)


@pytest.mark.parametrize(
    ("value", "under", "over", "at"),
    [(1, 0, 1, 0), (2, 0.25, 1, 0.25), (3, 0.25, 0.75, 0), (4, 1, 0.75, 0.75), (9, 1, 0, 0)],
)
def test_tails_hold_within_and_without(value: int, under: float, over: float, at: float) -> None:
    law = Law(2, np.array([0.25, 0.0, 0.75]))
    assert (law.p_under(value), law.p_over(value), law.at(value)) == (under, over, at)
    assert law.p_under(value) + law.p_over(value) == 1 + law.at(value)


def test_a_quantile_is_the_smallest_value_with_enough_below_it() -> None:
    law = Law(5, np.array([0.025, 0.475, 0.475, 0.025]))
    assert [law.quantile(share) for share in (0.025, 0.026, 0.5, 0.51, 0.975, 1.0)] == [5, 6, 6, 7, 7, 8]


def test_nothing_pooled_is_a_certain_zero() -> None:
    assert (pooled([]).first, pooled([]).mass.tolist()) == (CERTAIN_ZERO.first, CERTAIN_ZERO.mass.tolist())


def test_pooled_laws_add_their_counts() -> None:
    coin = Law(1, np.array([0.5, 0.5]))
    both = pooled([coin, coin, CERTAIN_ZERO])
    assert (both.first, both.mass.tolist()) == (2, [0.25, 0.5, 0.25])


@pytest.mark.parametrize(
    ("population", "marked", "sample"),
    [(40, 12, 9), (720, 300, 40), (10, 9, 8), (5, 5, 3), (7, 0, 3), (72_000, 31_000, 4_000)],
)
def test_hypergeometric_agrees_with_scipy(population: int, marked: int, sample: int) -> None:
    law, oracle = hypergeometric(population, marked, sample), hypergeom(population, marked, sample)
    for value in {law.first, law.last, round(law.mean), round(law.mean) - 2}:
        assert law.p_under(value) == pytest.approx(oracle.cdf(value), rel=1e-8, abs=1e-280)
        assert law.p_over(value) == pytest.approx(oracle.sf(value - 1), rel=1e-8, abs=1e-280)
    assert law.mean == pytest.approx(sample * marked / population)


def test_hypergeometric_of_a_few_is_a_fraction() -> None:
    assert hypergeometric(5, 2, 2).mass.tolist() == pytest.approx([3 / 10, 6 / 10, 1 / 10], abs=1e-15)


@pytest.mark.parametrize("mean", [0.3, 3.0, 7.7, 250.0])
def test_poisson_agrees_with_scipy(mean: float) -> None:
    law, oracle = poisson(mean), poisson_of_scipy(mean)
    for value in {0, round(mean), round(mean + 3 * math.sqrt(mean))}:
        assert law.p_under(value) == pytest.approx(oracle.cdf(value), rel=1e-9)
        assert law.p_over(value) == pytest.approx(oracle.sf(value - 1), rel=1e-9)


def test_nothing_observed_is_significant_from_three_expected_on() -> None:
    """The rule of thumb of the documentation; over 108 tests 7.7."""
    assert poisson(2.99).p_under(0) > 0.05 > poisson(3.0).p_under(0)
    assert poisson(7.6).p_under(0) > 0.05 / 108 > poisson(7.7).p_under(0)

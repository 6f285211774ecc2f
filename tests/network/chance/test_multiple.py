"""Many tests at once: adjusted values, what could have been significant, and what may be said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from graph_service.network.chance.multiple import Verdict, adjusted, attainable, benjamini_hochberg, verdict

CASES = json.loads((Path(__file__).parents[1] / "oracles" / "chance.json").read_text("utf-8"))["bh"]["cases"]


@pytest.mark.parametrize(("p", "q"), CASES)
def test_benjamini_hochberg_gives_the_published_values(p: list[float], q: list[float]) -> None:
    assert benjamini_hochberg(np.array(p)).tolist() == pytest.approx(q, abs=1e-10)


def test_q_is_never_above_one_nor_below_p() -> None:
    p = np.array([0.9, 1.0, 0.2, 0.95])
    assert benjamini_hochberg(p).tolist() == pytest.approx([1.0, 1.0, 0.8, 1.0])


def test_equal_p_have_equal_q() -> None:
    assert benjamini_hochberg(np.array([0.02, 0.5, 0.02])).tolist() == pytest.approx([0.03, 0.5, 0.03])


def test_no_tests_have_no_q() -> None:
    assert (adjusted([], []), attainable(np.zeros(0)).tolist()) == ([], [])


def test_tests_that_could_not_be_significant_take_no_power() -> None:
    """With 20 hopeless tests .02 would become .42; alone it stays .02."""
    assert adjusted([0.02] + [1.0] * 20, [0.001] + [0.5] * 20) == [0.02] + [None] * 20


def test_k_is_the_smallest_that_holds_as_many() -> None:
    """Below .05 are three, so K is not 1; below .025 are two, so K is 2, and .03 is out."""
    assert attainable(np.array([0.02, 0.03, 0.001, 0.4])).tolist() == [True, False, True, False]


def test_a_least_p_at_the_very_bound_is_in() -> None:
    assert attainable(np.array([0.05, 0.06])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("is_active", "is_certain", "q_under", "q_over", "said"),
    [
        (False, True, None, None, "NO_ACTIVITY"),
        (False, False, 0.01, 0.5, "NO_ACTIVITY"),
        (True, True, None, None, "INSUFFICIENT_DATA"),
        (True, False, None, None, "INSUFFICIENT_DATA"),
        (True, False, None, 0.3, "INSUFFICIENT_DATA"),
        (True, False, None, 0.05, "OVER_CONNECTED"),
        (True, False, 0.05, 1.0, "UNDER_CONNECTED"),
        (True, False, 0.051, 0.2, "AS_EXPECTED"),
        (True, False, 0.4, None, "AS_EXPECTED"),
        (True, False, 1.0, 0.001, "OVER_CONNECTED"),
    ],
)
def test_what_may_be_said(
    is_active: bool, is_certain: bool, q_under: float | None, q_over: float | None, said: Verdict
) -> None:
    assert verdict(is_active, is_certain, q_under, q_over) == said

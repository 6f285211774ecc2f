"""Statistics of the bench: quartiles, ratios, and the order in which sides take turns."""

from __future__ import annotations

import random

import pytest

from bench.bars import at_least, at_most
from bench.interleave import Bounds, interleaved, rotations, warm_up
from bench.spread import Spread, ratio, spread


def test_quartiles_lie_between_neighbours() -> None:
    assert spread([4.0, 1.0, 2.0, 3.0]) == Spread(1.75, 2.5, 3.25, 4)


def test_one_value_is_its_own_spread() -> None:
    assert spread([7.0]) == Spread(7.0, 7.0, 7.0, 1)


def test_an_outlier_does_not_move_the_median() -> None:
    values = [float(number) for number in range(1, 100)]
    random.Random(1).shuffle(values)
    assert spread([*values[:-1], 1e9]).p50 == pytest.approx(50, abs=1)


def test_nothing_measured_is_refused() -> None:
    with pytest.raises(ValueError, match="no measurement"):
        spread([])


def test_ratio_is_of_medians() -> None:
    assert ratio(spread([6.0]), spread([1.0, 2.0, 300.0])) == 3.0


def test_ratio_to_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="not above zero"):
        ratio(spread([1.0]), spread([0.0]))


def test_every_side_starts_a_round_equally_often() -> None:
    assert rotations(["a", "b", "c"]) == [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]]


def test_sides_take_turns_and_are_asked_equally_often() -> None:
    asked: list[str] = []
    sides = {name: lambda name=name: asked.append(name) for name in "abc"}
    warm_up(sides, 1)
    measured = interleaved(sides, Bounds(rounds=4, seconds=60))
    assert asked == list("abc") + list("abc") + list("bca") + list("cab") + list("abc")
    assert [one.count for one in measured.values()] == [4, 4, 4]


def test_time_ends_a_comparison_but_each_side_starts_once() -> None:
    measured = interleaved({"a": lambda: None, "b": lambda: None}, Bounds(rounds=1000, seconds=0))
    assert [one.count for one in measured.values()] == [2, 2]


@pytest.mark.parametrize(
    ("verdict", "met"),
    [
        (at_most("x", 1.3, 1.3), True),
        (at_most("x", 1.3, 1.31), False),
        (at_least("x", 4, 4.0), True),
        (at_least("x", 4, 3.99), False),
        (at_least("x", 4, None), None),
        (at_most("x", 4, float("nan")), None),
    ],
)
def test_a_bar_is_met_missed_or_not_run(verdict: object, met: bool | None) -> None:
    assert verdict.met is met  # type: ignore[attr-defined]  # a Verdict; object keeps the table short

"""How the order of candidates for practices would have done: areas by counting, planted and random adoptions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from graph_service.network.diffusion import PARTS, Diffusion, adoption_backtest, practice_diffusion
from graph_service.network.projection import NONE, PracticePlaces, Projection
from tests.network.demonstration import demonstration
from tests.network.small import ints
from tests.network.test_diffusion import DAY, until, world


def test_the_backtest_of_the_demonstration_has_enough_adoptions_and_says_what_it_found() -> None:
    rows = demonstration()
    found = adoption_backtest(rows, rows.today)
    assert (found.cut, found.horizon) == (rows.today - 183, 183)
    # 48 adoptions by institutions in the half year; 5 of practices that nobody knew before.
    assert (found.positives, found.adoptions) == (43, 48)
    # The demonstration draws adopters without regard to any part, only never in a county seat: no claim can be made.
    assert found.verdict == "WORSE"
    assert found.auc.low is not None
    assert found.auc.high is not None
    assert found.auc.low < 0.5 < found.auc.high
    # None of the first 20 was adopted, which does not mean that none ever would be.
    assert (found.precision.value, found.precision.low) == (0.0, 0.0)
    assert found.precision.high == pytest.approx(0.161, abs=0.001)
    assert [rule.code for rule in found.rules] == [*(part.upper() for part in PARTS), "DISTANCE", "RANDOM"]


def test_the_area_of_the_backtest_equals_counting_all_pairs() -> None:
    rows = adopting_by(demonstration(), lambda practice, institutions: institutions[:1])
    cut = rows.today - 183
    whole = practice_diffusion(rows, cut)
    adopted = {
        (practice, institution)
        for practice, institution, on in zip(
            rows.adoptions.practice.tolist(),
            rows.adoptions.institution.tolist(),
            rows.adoptions.day.tolist(),
            strict=True,
        )
        if on > cut
    }
    labels = np.array(
        [pair in adopted for pair in zip(whole.practice.tolist(), whole.institution.tolist(), strict=True)]
    )
    hit, miss = whole.score[labels], np.sort(whole.score[~labels])
    wins = (
        np.searchsorted(miss, hit, "left")
        + (np.searchsorted(miss, hit, "right") - np.searchsorted(miss, hit, "left")) / 2
    )
    found = adoption_backtest(rows, rows.today)
    assert found.auc.value == pytest.approx(float(wins.sum()) / (len(hit) * len(miss)), abs=1e-12)
    assert found.positives == len(hit) > 30


def test_adoptions_that_follow_the_score_are_found_to_do_better_than_every_rule() -> None:
    found = adoption_backtest(adopting_by(demonstration(), lambda practice, best: best[:1]), demonstration().today)
    assert found.verdict == "BETTER"
    assert found.recall.value is not None
    assert found.recall.value > 0.1


def test_adoptions_drawn_at_random_seldom_look_better() -> None:
    verdicts = [
        adoption_backtest(adopting_by(demonstration(), drawn(seed)), demonstration().today).verdict for seed in range(6)
    ]
    assert verdicts.count("BETTER") <= 1


def test_with_fewer_than_30_adoptions_nothing_is_claimed() -> None:
    rows = demonstration()
    few = replace(rows, adoptions=until(rows.adoptions, "day", rows.today - 140))
    found = adoption_backtest(few, few.today)
    assert found.positives < 30
    assert found.verdict == "TOO_FEW_POSITIVES"
    assert adoption_backtest(world(), DAY).verdict == "TOO_FEW_POSITIVES"


def drawn(seed: int) -> Callable[[int, list[int]], list[int]]:
    """One of the institutions for each practice, drawn from its number."""

    def choose(practice: int, institutions: list[int]) -> list[int]:
        digest = hashlib.blake2b(f"{seed}:{practice}".encode(), digest_size=8).digest()
        return [sorted(institutions)[int.from_bytes(digest) % len(institutions)]]

    return choose


@cache
def on_day(rows: Projection, day: int) -> Diffusion:
    return practice_diffusion(rows, day)


def adopting_by(rows: Projection, choose: Callable[[int, list[int]], list[int]]) -> Projection:
    """The adoptions of the last half year replaced: for each practice known before, those chosen, the best first."""
    cut = rows.today - 183
    kept = until(rows.adoptions, "day", cut)
    found = on_day(rows, cut)
    chosen = [
        (practice, institution)
        for practice in np.unique(found.practice).tolist()
        for institution in choose(practice, found.institution[found.practice == practice].tolist())
    ]
    new = [(practice, one, NONE, int(rows.institutions.settlement[one]), cut + 50) for practice, one in chosen]
    columns = (
        np.concatenate([getattr(kept, name), column])
        for name, column in zip(PracticePlaces.__dataclass_fields__, ints_by_column(new), strict=True)
    )
    return replace(rows, adoptions=PracticePlaces(*columns))


def ints_by_column(rows: list[tuple[int, ...]]) -> list[np.ndarray]:
    return [ints(row[column] for row in rows) for column in range(5)]

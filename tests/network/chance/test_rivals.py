"""The models that were left reproduce what their own authors publish: they fail for what they are, not for mistakes."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.network.chance.rivals import bicm, bicm_meetings, blind_meetings, poisson_binomial, sdsm

ORACLES = json.loads((Path(__file__).parents[1] / "oracles" / "chance.json").read_text("utf-8"))


def test_bicm_gives_the_published_cells() -> None:
    table = np.array(ORACLES["bicm"]["M"])
    cells = bicm(table.sum(axis=1), table.sum(axis=0))
    assert cells == pytest.approx(np.array(ORACLES["bicm"]["P"]), abs=ORACLES["bicm"]["tolerance"])


def test_sdsm_gives_the_published_tails() -> None:
    upper, lower = sdsm(np.array(ORACLES["sdsm"]["M"]))
    for i, j in combinations(range(3), 2):
        assert upper[i, j] == pytest.approx(ORACLES["sdsm"]["exactUpper"][i][j], abs=6e-4)
        assert upper[i, j] == pytest.approx(ORACLES["sdsm"]["upper"][i][j], abs=ORACLES["sdsm"]["tolerance"])
        assert lower[i, j] == pytest.approx(ORACLES["sdsm"]["lower"][i][j], abs=ORACLES["sdsm"]["tolerance"])


def test_poisson_binomial_gives_the_exact_tails() -> None:
    oracle = ORACLES["poissonBinomial"]
    law = poisson_binomial(np.array(oracle["p"]))
    assert law.p_under(oracle["k"]) == pytest.approx(oracle["exactLower"], abs=1e-9)
    assert law.p_over(oracle["k"]) == pytest.approx(oracle["exactUpper"], abs=1e-9)
    assert law.p_under(oracle["k"]) == pytest.approx(oracle["lower"], abs=oracle["tolerance"])
    assert law.p_over(oracle["k"]) == pytest.approx(oracle["upper"], abs=oracle["tolerance"])


def test_bicm_expects_too_many_pairs_of_small_collaborations() -> None:
    """Of 12 collaborations of two there are 12 tied pairs; cells that are drawn alone give s²/2 each, not s(s-1)/2."""
    cells = bicm(np.full(12, 2.0), np.full(12, 2.0))
    pairs = sum((cells[i] * cells[j]).sum() for i, j in combinations(range(12), 2))
    assert pairs == pytest.approx(22.0, abs=1e-6)


def test_bicm_meetings_are_those_of_its_cells() -> None:
    cells = np.array([[0.5], [0.25], [0.2]])
    two, three = np.array([True, True, False]), np.array([False, False, True])
    assert bicm_meetings(cells, two, three).mean == pytest.approx((1 - 0.5 * 0.75) * 0.2)
    assert bicm_meetings(cells, two, None).mean == pytest.approx(0.5 * 0.25)


def test_blind_meetings_are_hypergeometric() -> None:
    assert blind_meetings(np.array([2]), (2, 3), 6, False).mean == pytest.approx(6 / 15)
    assert blind_meetings(np.array([2]), (3, 3), 6, True).mean == pytest.approx(3 / 15)

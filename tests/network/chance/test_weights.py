"""Weights: they give every institution its activity, alone or among others, and large collaborations too."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from graph_service.network.chance.draws import draws_of, pair_draws
from graph_service.network.chance.parts import parts_of
from graph_service.network.chance.strata import strata_of
from graph_service.network.chance.symmetric import class_series, product, products_of_others
from graph_service.network.chance.weights import weights_of
from graph_service.network.network import Scope, network_of
from tests.network.chance.drawn import County, network_of_counties, number
from tests.network.demonstration import demonstration
from tests.network.small import SECTORS, TODAY


def test_sectors_have_their_participations_in_expectation() -> None:
    strata = list(strata_of(network_of(demonstration(), Scope(TODAY, "CUMULATIVE"))).values())
    for draws in draws_of(strata):
        for view in pair_draws(draws, [(0, 1), (1, 2), (2, 2)]):
            means = [
                sum(
                    count * float((law.sum(axis=1 - axis) * np.arange(law.shape[axis])).sum())
                    for law, count in zip(view.laws, view.times, strict=True)
                )
                for axis in (0, 1)
            ]
            assert means == pytest.approx(view.goal, rel=1e-9)


def test_a_county_has_the_same_weights_alone_and_among_others() -> None:
    parts = [parts_of(one)[0] for one in strata_of(network_of(demonstration(), Scope(TODAY, "STATE"))).values()]
    together = weights_of(parts)
    for part, weights in zip(parts, together, strict=True):
        assert weights_of([part])[0] == pytest.approx(weights, rel=1e-13)


def test_collaborations_of_nearly_everybody_keep_their_digits() -> None:
    """Sixty of eighty institutions in a collaboration: a plain recursion over sizes would lose all digits here."""
    names = [f"inst:{place:02d}" for place in range(80)]
    works = [
        sorted(names, key=lambda name: number(work, name, below=2**60))[:size]
        for work, size in enumerate((75, 60, 3, 40, 76))
    ]
    county = County({name: SECTORS[place % 3] for place, name in enumerate(names)}, works)
    (stratum,) = strata_of(network_of_counties({"HU001": county})).values()
    draws = draws_of([stratum])[0]
    view = pair_draws(draws, [(0, 1)])[0]
    assert all(law.sum() == pytest.approx(1.0, abs=1e-12) for law in view.laws)
    means = [sum(float((law.sum(axis=1) * np.arange(len(law))).sum()) for law in view.laws)]
    assert means == pytest.approx([view.goal[0]], rel=1e-9)


def test_series_hold_the_symmetric_polynomials() -> None:
    weights, members = np.array([2.0, 0.5]), np.array([2, 1])
    own = class_series(weights, members, 4)
    every = product(own[:, 0], own[:, 1])
    values = [2.0, 2.0, 0.5]
    assert every.tolist() == [sum(np.prod(chosen) for chosen in combinations(values, size)) for size in range(5)]


@pytest.mark.parametrize("places", [1, 2, 3, 5, 8])
def test_products_of_others_leave_out_one_each(places: int) -> None:
    series = class_series(np.arange(1.0, places + 1), np.ones(places), 6)
    for place, others in enumerate(products_of_others(series).T):
        expected = np.array([1.0] + [0.0] * 6)
        for other in range(places):
            if other != place:
                expected = product(expected, series[:, other])
        assert others == pytest.approx(expected)

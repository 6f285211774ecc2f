"""The quick form of the calibration: at the density of the demonstration. `python -m tests.network.calibration` is the
long one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.network import calibration as long
from tests.network.calibration import KINDS, LEAST_P, bicm_cells, blind, calibration, null_network, sc2, uniform_p

KIND = next(kind for kind in KINDS if kind.collaborations == 24)


def test_p_values_of_twenty_networks_from_the_null_are_uniform() -> None:
    found = calibration(sc2, KIND)
    assert len(found.each) == 20
    assert min(len(own) for own in found.each) > 90
    assert all(uniform_p(own) > LEAST_P for own in found.each)
    assert found.holds


@pytest.mark.parametrize("model", [bicm_cells, blind])
def test_the_same_check_fails_the_models_that_were_left(model: long.Model) -> None:
    assert not calibration(model, KIND).holds


def test_draws_keep_what_a_trade_must_keep() -> None:
    rng = np.random.default_rng(7)
    sets = [long.drawn(rng, np.exp(rng.normal(0, 1, 12)), size) for size in (2, 3, 4, 2, 5)]
    traded = long.traded(rng, sets)
    assert traded != sets
    assert [len(one) for one in traded] == [2, 3, 4, 2, 5]
    assert sorted(member for one in traded for member in one) == sorted(member for one in sets for member in one)


def test_the_same_seed_gives_the_same_network() -> None:
    one, other = null_network(KIND, 3), null_network(KIND, 3)
    assert one.incidence.toarray().tolist() == other.incidence.toarray().tolist()
    assert null_network(KIND, 4).incidence.nnz != one.incidence.nnz

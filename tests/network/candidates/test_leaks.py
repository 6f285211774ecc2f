"""Scores of a day rest on what was known that day: deleting all that began later changes no bit of them."""

from __future__ import annotations

import numpy as np
import pytest

from graph_service.network.candidates import MODELLED, candidates
from graph_service.network.candidates.labels import formed_after
from graph_service.network.candidates.orders import BASELINES, baseline
from graph_service.network.network import Scope, TimeMode, network_of
from graph_service.network.projection import Projection
from tests.network.candidates.later import Columns, leaks, without_later
from tests.network.demonstration import demonstration
from tests.network.oracles.planted_effect import planted_effect


def scores(projection: Projection, scope: Scope) -> Columns:
    """Everything that a ranking of a day is made of, and the ranking."""
    found = candidates(projection, scope)
    tested, features = found.backtest, found.features
    columns = {
        "pairs": features.pairs.keys,
        "km": features.pairs.km,
        "raw": features.raw,
        "values": features.values,
        "order": found.order,
        "figures": np.array([str((tested.verdict, tested.auc, tested.baselines, tested.calibration))]),
    }
    for name, model in (("tested", tested.model), ("newest", tested.newest)):
        if model is not None:
            columns[f"weights {name}"] = model.weights
            columns[f"logits {name}"] = model.logits(features.values)
    return columns | {code: baseline(code, features) for code in BASELINES}


def scores_and_label(projection: Projection, scope: Scope) -> Columns:
    """The same, and as a part of each pair whether it is going to be tied: what no score may rest on."""
    features = candidates(projection, scope).features
    label = np.isin(features.pairs.keys, formed_after(network_of(projection, scope), scope.day + 183))
    return dict(scores(projection, scope)) | {"label": label.astype(np.float64)}


@pytest.mark.parametrize("mode", ["STATE", "CUMULATIVE"])
@pytest.mark.parametrize("back", [183, 366])
def test_deleting_what_began_after_the_cut_leaves_scores_equal_to_the_last_bit(mode: TimeMode, back: int) -> None:
    projection = demonstration()
    assert leaks(scores, projection, Scope(projection.today - back, mode)) == ()


def test_deleting_what_began_after_the_cut_leaves_probabilities_equal_to_the_last_bit() -> None:
    projection = planted_effect()
    scope = Scope(projection.today - 183)
    assert leaks(scores, projection, scope) == ()
    assert "logits newest" in scores(projection, scope)


def test_a_part_that_is_the_label_is_found_to_leak() -> None:
    projection = demonstration()
    assert leaks(scores_and_label, projection, Scope(projection.today - 183)) == ("label",)


def test_the_deletion_takes_ties_trainings_assignments_and_adoptions_away() -> None:
    projection = demonstration()
    day = projection.today - 366
    less = without_later(projection, day)
    tables = ("memberships", "collaborations", "sessions", "attendances", "visits", "adoptions", "owners")
    rows = {
        name: tuple(len(next(iter(vars(one).values()))) for one in _tables(projection, less, name)) for name in tables
    }
    assert all(0 < after < before for before, after in rows.values()), rows
    assert less.memberships.start.max() <= day
    assert leaks(scores, projection, Scope(day + 300)) == ()  # and what began by then still counts
    assert scores(less, Scope(day + 300))["pairs"].tobytes() != scores(projection, Scope(day + 300))["pairs"].tobytes()


def _tables(projection: Projection, less: Projection, name: str) -> tuple[object, object]:
    return getattr(projection, name), getattr(less, name)


def test_every_modelled_part_varies_before_the_cut_so_that_the_check_is_not_empty() -> None:
    projection = demonstration()
    values = candidates(projection, Scope(projection.today - 183)).features.values
    assert [code for code, column in zip(MODELLED, values.T, strict=True) if np.ptp(column) == 0] == []

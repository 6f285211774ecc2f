"""The backtest: windows, verdicts, and what is told where there is too little to tell from."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from graph_service.network.candidates import MODELLED, backtest
from graph_service.network.candidates.backtest import HORIZON, Sample, judge, sample
from graph_service.network.candidates.orders import BASELINES, baseline, best_first
from graph_service.network.candidates.pairs import near_of
from graph_service.network.network import Scope, network_of
from tests.network.candidates.random_labels import MOST_OF_A_HUNDRED, verdicts
from tests.network.demonstration import demonstration
from tests.network.oracles.planted_effect import FILE, made, planted_effect, written
from tests.network.small import TODAY, projection

SHOW = """
from graph_service.network.candidates import candidates
from graph_service.network.network import Scope
from tests.network.oracles.planted_effect import planted_effect
found = candidates(planted_effect(), Scope(planted_effect().today))
print(found.order.tolist(), found.probabilities.tolist(), found.backtest.auc, found.backtest.baselines)
"""


def windows() -> tuple[Sample, Sample]:
    """Training and test sample of the planted effect."""
    scope = Scope(TODAY)
    near = near_of(network_of(planted_effect(), scope), 25.0)
    one, other = (sample(planted_effect(), replace(scope, day=TODAY - back * HORIZON), near) for back in (2, 1))
    return one, other


def with_positives(one: Sample, count: int) -> Sample:
    """The sample with only its first `count` labels."""
    labels = one.labels.copy()
    labels[np.flatnonzero(labels)[count:]] = False
    return replace(one, labels=labels)


def test_the_committed_file_is_what_the_generator_makes() -> None:
    assert FILE.read_text("utf-8") == written(made())


def test_a_planted_effect_is_found_and_its_part_weighs_most() -> None:
    found = backtest(planted_effect(), Scope(TODAY))
    assert (found.verdict, found.ranking) == ("BETTER", "MODEL")
    assert (found.training_positives, found.positives, found.candidates) == (60, 75, 3229)
    assert found.auc.value == pytest.approx(0.786138, abs=1e-6)
    for model in (found.model, found.newest):
        assert model is not None
        assert MODELLED[int(np.argmax(np.abs(model.weights)))] == "MENTORS"
        assert model.weights[MODELLED.index("MENTORS")] > 0.9
    assert found.against.code == "RANK_AVERAGE"
    assert found.against.auc.value == pytest.approx(0.589355, abs=1e-6)
    assert found.against.difference.low is not None
    assert found.against.difference.low > 0.05


def test_the_demonstration_gets_the_verdict_it_earns_and_no_more() -> None:
    projection_ = demonstration()
    found = backtest(projection_, Scope(projection_.today))
    assert found.cut == projection_.today - 183
    assert (found.verdict, found.ranking, found.best) == ("NOT_DISTINGUISHABLE", "DISTANCE", "DISTANCE")
    difference = next(one.difference for one in found.baselines if one.code == "DISTANCE")
    assert difference.low is not None
    assert difference.high is not None
    assert difference.low < 0 < difference.high


def test_random_labels_are_seldom_called_better() -> None:
    assert verdicts(demonstration(), 20)["BETTER"] * 5 <= MOST_OF_A_HUNDRED


def test_the_model_is_fitted_one_window_earlier_and_tried_on_ties_that_came_later() -> None:
    training, test = windows()
    found = judge(training, test)
    assert training.features.known.network.scope.day == TODAY - 366
    assert test.features.known.network.scope.day == found.cut == TODAY - 183
    flipped = judge(training, replace(test, labels=~test.labels))
    assert found.model is not None
    assert flipped.model is not None
    assert np.array_equal(found.model.weights, flipped.model.weights)
    assert found.auc.value == pytest.approx(1 - (flipped.auc.value or 0))


@pytest.mark.parametrize(("training", "test"), [(29, 75), (60, 29)])
def test_fewer_than_thirty_positives_in_either_window_are_too_few(training: int, test: int) -> None:
    one, other = windows()
    found = judge(with_positives(one, training), with_positives(other, test))
    assert found.verdict == "TOO_FEW_POSITIVES"
    assert found.ranking != "MODEL"
    assert found.auc.value is not None


def test_thirty_in_both_are_enough() -> None:
    one, other = windows()
    assert judge(with_positives(one, 30), with_positives(other, 30)).verdict != "TOO_FEW_POSITIVES"


def test_a_model_that_learned_the_opposite_is_worse() -> None:
    one, other = windows()
    mentored = one.features.shown("MENTORS") > 0
    place = np.flatnonzero(~mentored)[::10]
    labels = np.zeros_like(one.labels)
    labels[place] = True
    assert judge(replace(one, labels=labels), other).verdict == "WORSE"


def test_without_ties_to_learn_from_there_is_no_model_and_no_figure_of_one() -> None:
    one, other = windows()
    found = judge(with_positives(one, 0), other)
    assert found.model is None
    assert (found.auc.value, found.precision.value, found.calibration) == (None, None, ())
    assert found.verdict == "TOO_FEW_POSITIVES"
    assert all(one.auc.value is not None and one.difference.value is None for one in found.baselines)


def test_without_ties_to_judge_by_common_partners_come_first() -> None:
    one, other = windows()
    found = judge(one, with_positives(other, 0))
    assert (found.ranking, found.auc.value, found.recall.value) == ("ADAMIC_ADAR", None, None)
    assert found.newest is None


def test_an_empty_scope_has_a_verdict_and_no_figures() -> None:
    found = backtest(projection({}, {}), Scope(TODAY))
    assert (found.verdict, found.candidates, found.auc.value) == ("TOO_FEW_POSITIVES", 0, None)


def test_few_counties_are_never_called_better() -> None:
    found = backtest(planted_effect(), Scope(TODAY, counties=(5, 6, 7, 8, 9)))
    assert min(found.positives, found.training_positives) >= 30
    assert found.auc.low is None
    assert found.verdict == "NOT_DISTINGUISHABLE"


def test_ties_formed_outside_the_candidates_are_counted() -> None:
    projection_ = demonstration()
    found = backtest(projection_, Scope(projection_.today))
    assert (found.positives, found.formed) == (111, 191)


def test_baselines_order_as_they_say() -> None:
    _, test = windows()
    features = test.features
    orders = {code: best_first(baseline(code, features), features) for code in BASELINES}
    assert all(sorted(order.tolist()) == list(range(len(features.pairs))) for order in orders.values())
    assert np.all(np.diff(features.pairs.km[orders["DISTANCE"]]) >= 0)
    sums, km = np.round(features.shown("ADAMIC_ADAR"), 10), features.pairs.km
    assert orders["ADAMIC_ADAR"].tolist() == sorted(range(len(km)), key=lambda one: (-sums[one], km[one], one))
    activity = features.known.network.activity
    product = activity[features.pairs.a] * activity[features.pairs.b]
    assert np.all(np.diff(product[orders["ACTIVITY"]]) <= 0)
    spread = baseline("RANDOM", features)
    assert len(np.unique(spread)) == len(spread)
    assert np.histogram(spread, bins=4, range=(0, 1))[0] == pytest.approx(len(spread) / 4, rel=0.1)


def test_two_processes_find_the_same_to_the_last_digit() -> None:
    one, other = (
        subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert one == other
    assert len(one) > 10_000

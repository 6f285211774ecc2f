"""How well suggestions made half a year ago would have done: the verdict that decides what may be told now.

The score of a day is a procedure: the model is fitted on what was known HORIZON days before and the ties formed since,
and applied to what is known that day. The backtest carries it out one horizon earlier, and looks at the ties that came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

import numpy as np

from graph_service.network.candidates import figures
from graph_service.network.candidates.geometry import Near
from graph_service.network.candidates.known import known_of
from graph_service.network.candidates.labels import formed_after
from graph_service.network.candidates.logistic import Model, chances, fit
from graph_service.network.candidates.orders import BASELINES, BaselineCode, RankingBasis, baseline, best_first
from graph_service.network.candidates.pairs import near_of, pairs_of, upper_keys
from graph_service.network.candidates.parts import Features, features_of
from graph_service.network.candidates.resampling import Cells, Estimate, cells_of, estimate
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import Bools, Floats, Projection

HORIZON = 183
FEWEST_POSITIVES = 30
PRECISION_AT = 20
RECALL_AT = 100
UNJUDGED: RankingBasis = "ADAMIC_ADAR"
"""The order where no tie was formed that could tell which baseline is best: common partners, then distance."""

BacktestVerdict: TypeAlias = Literal["BETTER", "NOT_DISTINGUISHABLE", "WORSE", "TOO_FEW_POSITIVES"]


@dataclass(frozen=True)
class BaselineResult:
    """How a simple rule would have done. `difference` is the area of the model less that of the rule, paired."""

    code: BaselineCode
    auc: Estimate
    difference: Estimate
    precision: Estimate
    recall: Estimate


@dataclass(frozen=True, eq=False)
class Sample:
    """Candidates of a day with their parts, and which of them were tied within HORIZON days.

    `formed` counts the ties of the window between institutions that were not tied, whether candidates or not.
    """

    features: Features
    labels: Bools
    formed: int

    @property
    def positives(self) -> int:
        """How many candidates were tied."""
        return int(self.labels.sum())


@dataclass(frozen=True, eq=False)
class Backtest:
    """What the model and the simple rules would have found of the ties formed in (`cut`, `cut` + HORIZON].

    `model` is the one that was tested (None where no tie could be learned from), `newest` the same fitted one horizon
    later, for the scores of today. `best` is the simple rule with the largest area that a ranking may fall back to.
    """

    cut: int
    horizon: int
    candidates: int
    positives: int
    formed: int
    training_candidates: int
    training_positives: int
    verdict: BacktestVerdict
    auc: Estimate
    k: int
    precision: Estimate
    recall: Estimate
    baselines: tuple[BaselineResult, ...]
    best: RankingBasis
    calibration: tuple[figures.CalibrationBin, ...]
    model: Model | None
    newest: Model | None

    @property
    def against(self) -> BaselineResult:
        """The rule with the largest area, chance included: the one that the verdict compares the model with."""
        return max(self.baselines, key=_area)

    @property
    def ranking(self) -> RankingBasis:
        """What candidates are ordered by: the model only where it is better than every simple rule."""
        return "MODEL" if self.verdict == "BETTER" else self.best


def backtest(projection: Projection, scope: Scope, max_km: float = 25.0) -> Backtest:
    """The backtest of candidates of `scope` on its day."""
    return backtest_of(projection, scope, near_of(network_of(projection, scope), max_km))


def backtest_of(projection: Projection, scope: Scope, near: Near) -> Backtest:
    """The backtest of candidates of `scope`, given the pairs that are near each other."""
    return judge(*(sample(projection, replace(scope, day=scope.day - back * HORIZON), near) for back in (2, 1)))


def sample(projection: Projection, scope: Scope, near: Near) -> Sample:
    """The candidates of the day of `scope`, labelled by the HORIZON days after it."""
    network = network_of(projection, scope)
    known = known_of(network)
    pairs = pairs_of(known, near)
    formed = formed_after(network, scope.day + HORIZON)
    labels = np.zeros(len(pairs), dtype=bool)
    place = pairs.find(formed)
    labels[place[place >= 0]] = True
    newly = ~np.isin(formed, upper_keys(network.weights))
    return Sample(features_of(known, pairs), labels, int(newly.sum()))


def judge(training: Sample, test: Sample) -> Backtest:
    """The model fitted on `training`, tried on `test` against every simple rule."""
    model = fit(training.features.values, training.labels)
    cells = cells_of(test.features)
    logits = None if model is None else model.logits(test.features.values)
    own = np.full(len(cells.times), np.nan) if logits is None else figures.areas(logits, test.labels, cells)
    precision, recall = _tops(test, cells, logits)
    results = tuple(_result(code, test, cells, own) for code in BASELINES)
    return Backtest(
        cut=test.features.known.network.scope.day,
        horizon=HORIZON,
        candidates=len(test.labels),
        positives=test.positives,
        formed=test.formed,
        training_candidates=len(training.labels),
        training_positives=training.positives,
        verdict=_verdict(training, test, results),
        auc=estimate(own, cells),
        k=PRECISION_AT,
        precision=precision,
        recall=recall,
        baselines=results,
        best=_best(results),
        calibration=() if logits is None else figures.calibration(chances(logits), test.labels),
        model=model,
        newest=fit(test.features.values, test.labels),
    )


def _result(code: BaselineCode, test: Sample, cells: Cells, own: Floats) -> BaselineResult:
    """How a simple rule does beside the model, whose areas are `own`."""
    scores = baseline(code, test.features)
    areas = figures.areas(scores, test.labels, cells)
    tops = _tops(test, cells, scores)
    return BaselineResult(code, estimate(areas, cells), estimate(own - areas, cells), *tops)


def _tops(test: Sample, cells: Cells, scores: Floats | None) -> tuple[Estimate, Estimate]:
    """Precision and recall of the pairs that stand first."""
    if scores is None:
        return Estimate(None), Estimate(None)
    order = best_first(scores, test.features)
    precision = figures.precision(order, test.labels, cells, PRECISION_AT)
    recall = figures.recall(order, test.labels, cells, RECALL_AT)
    return (
        estimate(precision, cells, min(PRECISION_AT, len(order))),
        estimate(recall, cells, test.positives),
    )


def _area(result: BaselineResult) -> float:
    return -1.0 if result.auc.value is None else result.auc.value


def _best(results: tuple[BaselineResult, ...]) -> RankingBasis:
    """The rule with the largest area; chance is none to order by."""
    found = max((one for one in results if one.code != "RANDOM"), key=_area)
    return UNJUDGED if found.auc.value is None else cast(RankingBasis, found.code)


def _verdict(training: Sample, test: Sample, results: tuple[BaselineResult, ...]) -> BacktestVerdict:
    """BETTER where the interval of the difference to the best rule, chance included, lies above 0."""
    if min(training.positives, test.positives) < FEWEST_POSITIVES:
        return "TOO_FEW_POSITIVES"
    difference = max(results, key=_area).difference  # as `Backtest.against`
    if difference.low is not None and difference.low > 0:
        return "BETTER"
    if difference.high is not None and difference.high < 0:
        return "WORSE"
    return "NOT_DISTINGUISHABLE"

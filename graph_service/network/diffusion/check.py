"""How well the order of candidates for practices would have done: adoptions that came after it was made.

No weight is fitted, so nothing is learned from the days before. The score of half a year ago is held against simple
rules: each of its parts that orders alone, and chance.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from graph_service.network.candidates import figures
from graph_service.network.candidates.backtest import FEWEST_POSITIVES, HORIZON, BacktestVerdict
from graph_service.network.candidates.resampling import Estimate, cells_of_counties, estimate
from graph_service.network.diffusion.rows import Diffusion
from graph_service.network.diffusion.table import MIN_PARTS, practice_diffusion
from graph_service.network.projection import NONE, Bools, Floats, Projection

PRECISION_AT = 20
RECALL_AT = 100
RuleCode: TypeAlias = Literal["SIZE", "DISADVANTAGE", "SECTOR", "THEME", "PEERS", "REACH", "DISTANCE", "RANDOM"]


@dataclass(frozen=True)
class RuleResult:
    """How a simple rule would have done. `difference` is the area of the score less that of the rule, paired."""

    code: RuleCode
    auc: Estimate
    difference: Estimate


@dataclass(frozen=True)
class AdoptionBacktest:
    """What the score of `cut` would have found of the adoptions by institutions in (`cut`, `cut` + `horizon`].

    `candidates` are pairs of a practice and an institution without it that had a score; `positives` those adopted.
    `adoptions` counts those of the window, also of practices not known at the cut. With fewer than 30 positives the
    verdict is TOO_FEW_POSITIVES; else it compares with the best rule, chance included, by intervals over counties.
    """

    cut: int
    horizon: int
    candidates: int
    positives: int
    adoptions: int
    verdict: BacktestVerdict
    auc: Estimate
    precision: Estimate
    """Share adopted of the first PRECISION_AT."""
    recall: Estimate
    """Share of the adopted that stand among the first RECALL_AT."""
    rules: tuple[RuleResult, ...]


def adoption_backtest(
    projection: Projection, day: int, min_parts: int = MIN_PARTS, real: bool | None = None
) -> AdoptionBacktest:
    """The backtest of the order of practices on `day`, by the order HORIZON days before.

    `real` keeps real or invented practices and institutions only, as in the order that is tested.
    """
    cut = day - HORIZON
    found = practice_diffusion(projection, cut, min_parts=min_parts, real=real)
    labels, adoptions = _adopted(found, day)
    cells = cells_of_counties(projection, projection.institutions.county[found.institution])
    own = figures.areas(found.score, labels, cells)
    rules = []
    for code, scores in _rules(found).items():
        areas = figures.areas(scores, labels, cells)
        rules.append(RuleResult(code, estimate(areas, cells), estimate(own - areas, cells)))
    # Rows stand best first.
    order = np.arange(len(found))
    return AdoptionBacktest(
        cut=cut,
        horizon=HORIZON,
        candidates=len(found),
        positives=int(labels.sum()),
        adoptions=adoptions,
        verdict=_verdict(int(labels.sum()), rules),
        auc=estimate(own, cells),
        precision=estimate(
            figures.precision(order, labels, cells, PRECISION_AT), cells, trials=min(PRECISION_AT, len(found))
        ),
        recall=estimate(figures.recall(order, labels, cells, RECALL_AT), cells, trials=int(labels.sum())),
        rules=tuple(rules),
    )


def _adopted(found: Diffusion, until: int) -> tuple[Bools, int]:
    """Which candidates adopted the practice after the day of `found` and not after `until`; and all who did."""
    table = found.projection.adoptions
    came = (table.institution != NONE) & (table.day > found.day) & (table.day <= until)
    count = len(found.projection.institutions.ids)
    keys = np.unique(table.practice[came].astype(np.int64) * count + table.institution[came])
    return np.isin(found.practice.astype(np.int64) * count + found.institution, keys), len(keys)


def _rules(found: Diffusion) -> dict[RuleCode, Floats]:
    """The score of each candidate by each rule; a part that cannot be told stands last."""
    parts = np.nan_to_num(found.parts, nan=-1.0)
    codes: tuple[RuleCode, ...] = ("SIZE", "DISADVANTAGE", "SECTOR", "THEME", "PEERS", "REACH")
    rules: dict[RuleCode, Floats] = {code: parts[:, place] for place, code in enumerate(codes)}
    rules["DISTANCE"] = -np.nan_to_num(found.nearest_km, nan=1e6)
    rules["RANDOM"] = _drawn(found)
    return rules


def _drawn(found: Diffusion) -> Floats:
    """A number in [0, 1) for each candidate: those of practice and institution, drawn by blake2b, added modulo 1."""
    tables = found.projection
    practice, institution = (
        np.array([int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=6).digest()) / 2**48 for id_ in ids])
        for ids in (tables.practices.ids, tables.institutions.ids)
    )
    return np.asarray((practice[found.practice] + institution[found.institution]) % 1.0, dtype=np.float64)


def _verdict(positives: int, rules: list[RuleResult]) -> BacktestVerdict:
    if positives < FEWEST_POSITIVES:
        return "TOO_FEW_POSITIVES"
    best = max(rules, key=lambda rule: -1.0 if rule.auc.value is None else rule.auc.value).difference
    if best.low is not None and best.low > 0:
        return "BETTER"
    if best.high is not None and best.high < 0:
        return "WORSE"
    return "NOT_DISTINGUISHABLE"

"""Figures of an order of pairs against what came: area under the curve, precision, recall, calibration.

Figures are arrays of 1 + RESAMPLES values: the figure as it is, then that of each resample; nan where not defined.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from graph_service.network.candidates.orders import Order
from graph_service.network.candidates.resampling import Cells
from graph_service.network.projection import Bools, Floats

_EDGES = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True)
class CalibrationBin:
    """Pairs with a predicted chance in [low, high): how many ties were expected of them, and how many came."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: int


def areas(scores: Floats, labels: Bools, cells: Cells) -> Floats:
    """Area under the receiver operating curve: the chance that a pair that was tied stands before one that was not.

    By ranks, equal scores counting half (Mann-Whitney). Pairs of cells are counted once and weighted for each resample.
    """
    count = cells.times.shape[1]
    wins = _wins(scores, labels, cells)
    with_tie = np.bincount(cells.cell[labels], minlength=count).astype(np.float64)
    without = np.bincount(cells.cell[~labels], minlength=count).astype(np.float64)
    won = ((csr_array(wins.T) @ cells.times.T).T * cells.times).sum(axis=1)
    return _over(won, (cells.times @ with_tie) * (cells.times @ without))


def _wins(scores: Floats, labels: Bools, cells: Cells) -> Floats:
    """For each two cells: pairs of a tied one of the first and an untied one of the second, won by the first.

    All entries are multiples of one half, so their sums are exact in any order.
    """
    count = cells.times.shape[1]
    marks, mark = np.unique(scores[labels], return_inverse=True)
    reached = np.searchsorted(marks, scores[~labels])
    # Untied pairs above every tied one win against all: they stand in a row that is left off.
    shape = (len(marks) + 1, count)
    place = reached * count + cells.cell[~labels]
    all_ = np.bincount(place, minlength=shape[0] * count).reshape(shape)[:-1]
    level = np.append(marks, np.nan)[reached] == scores[~labels]
    equal = np.bincount(place[level], minlength=shape[0] * count).reshape(shape)[:-1]
    credit = np.cumsum(all_, axis=0) - 0.5 * equal
    tied = csr_array((np.ones(len(mark)), (cells.cell[labels], mark)), shape=(count, len(marks)))
    wins: Floats = tied @ credit
    return wins


def hits(order: Order, labels: Bools, cells: Cells, most: int) -> Floats:
    """How many of the first `most` pairs of `order` were tied."""
    width = min(len(order), 8 * most)
    while True:
        first = order[:width]
        times = cells.times[:, cells.cell[first]]
        before = np.cumsum(times, axis=1) - times
        counted = np.clip(most - before, 0, times)
        if width == len(order) or (before[:, -1] >= most).all():
            found: Floats = counted[:, labels[first]].sum(axis=1)
            return found
        width = min(len(order), 2 * width)


def precision(order: Order, labels: Bools, cells: Cells, most: int) -> Floats:
    """Share of the first `most` pairs that were tied; of all where there are fewer."""
    pairs = cells.times @ np.bincount(cells.cell, minlength=cells.times.shape[1])
    return _over(hits(order, labels, cells, most), np.minimum(pairs, most))


def recall(order: Order, labels: Bools, cells: Cells, most: int) -> Floats:
    """Share of the pairs that were tied that stand among the first `most`."""
    tied = cells.times @ np.bincount(cells.cell[labels], minlength=cells.times.shape[1])
    return _over(hits(order, labels, cells, most), tied)


def calibration(chances: Floats, labels: Bools) -> tuple[CalibrationBin, ...]:
    """Expected against observed ties by predicted chance; ranges without a pair are left out."""
    place = np.minimum(np.searchsorted(_EDGES, chances, side="right") - 1, len(_EDGES) - 2)
    pairs = np.bincount(place, minlength=len(_EDGES) - 1)
    expected = np.bincount(place, weights=chances, minlength=len(pairs))
    observed = np.bincount(place[labels], minlength=len(pairs))
    return tuple(
        CalibrationBin(low, high, int(pairs[one]), float(expected[one]), int(observed[one]))
        for one, (low, high) in enumerate(pairwise(_EDGES))
        if pairs[one]
    )


def _over(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return found

"""Counties drawn with replacement: how sure a figure of a backtest is (cluster bootstrap, percentile intervals).

Counties are drawn, not pairs, because pairs of one county share institutions and mentors. A pair within a county counts
as often as the county was drawn, a pair across two as often as both together: the product (a copy of the one meets
each copy of the other, Owen 2007). Draws are by blake2b of the county's id, so they are the same everywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from graph_service.network.candidates.parts import Features
from graph_service.network.projection import Floats, Ints, Projection

RESAMPLES = 200
LEVEL = 0.95
FEWEST_COUNTIES = 6
"""With fewer counties than this no interval is given: percentiles of so few clusters are far too narrow."""
METHOD = f"cluster bootstrap by county, {RESAMPLES} resamples, percentile"
WILSON = "Wilson score"


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval, at LEVEL; None where it is not defined or cannot be told."""

    value: float | None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    method: str = METHOD


@dataclass(frozen=True, eq=False)
class Cells:
    """Pairs by the county or the two counties that they lie in.

    `cell` is the cell of each pair; `times` (1 + RESAMPLES x cells) how often a cell counts: first once each, as it
    is, then in each resample. `has_interval` is false where there are too few counties to draw from.
    """

    cell: NDArray[np.intp]
    times: Floats
    has_interval: bool


def cells_of(features: Features) -> Cells:
    """The cells of candidate pairs, and the draws."""
    network, pairs = features.known.network, features.pairs
    counties, county = np.unique(network.county, return_inverse=True)
    count = max(len(counties), 1)
    one, other = county[pairs.a], county[pairs.b]
    lower, upper = np.minimum(one, other), np.maximum(one, other)
    keys, cell = np.unique(lower.astype(np.int64) * count + upper, return_inverse=True)
    ids = [network.projection.counties.ids[row] if row >= 0 else "" for row in counties]
    drawn = _drawn(ids)
    first, second = keys // count, keys % count
    times = np.where(first == second, drawn[:, first], drawn[:, first] * drawn[:, second])
    return Cells(cell, np.concatenate([np.ones((1, len(keys))), times]), len(ids) >= FEWEST_COUNTIES)


def cells_of_counties(projection: Projection, county: Ints) -> Cells:
    """The cells of things that lie in one county each, and the draws."""
    counties, cell = np.unique(county, return_inverse=True)
    drawn = _drawn([projection.counties.ids[row] if row >= 0 else "" for row in counties])
    return Cells(cell, np.concatenate([np.ones((1, len(counties))), drawn]), len(counties) >= FEWEST_COUNTIES)


def _drawn(ids: list[str]) -> Floats:
    """How often each county is drawn in each resample (RESAMPLES x counties); a draw for each county."""
    times = np.zeros((RESAMPLES, len(ids)))
    for resample in range(RESAMPLES):
        for id_ in ids:
            digest = hashlib.blake2b(f"{resample}:{id_}".encode(), digest_size=8).digest()
            times[resample, int.from_bytes(digest) % len(ids)] += 1
    return times


def estimate(values: Floats, cells: Cells, trials: int | None = None) -> Estimate:
    """The figure (first of `values`) with the percentile interval of its resamples (the rest); nan is not defined.

    No interval where a resample in twenty or more has no value. A share of so many `trials` of which all resamples are
    alike (none found, or all) has the Wilson interval instead: no resample can show what the data do not hold.
    """
    value = None if np.isnan(values[0]) else float(values[0])
    drawn = values[1:][~np.isnan(values[1:])]
    if value is None or not cells.has_interval or len(drawn) <= 0.95 * RESAMPLES:
        return Estimate(value)
    tail = (1 - LEVEL) / 2
    low, high = map(float, np.quantile(drawn, [tail, 1 - tail]))
    if trials and low == high:
        return Estimate(value, *_wilson(value, trials), method=WILSON)
    return Estimate(value, low, high)


def _wilson(share: float, trials: int) -> tuple[float, float]:
    """Wilson (1927): the shares from which the observed one lies less than two standard errors away."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    middle = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    whole = 1 + z * z / trials
    # At the ends the interval ends there too, which rounding would miss.
    low = 0.0 if share == 0 else (middle - half) / whole
    return low, 1.0 if share == 1 else (middle + half) / whole

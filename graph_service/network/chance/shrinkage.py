"""Observed over expected, drawn towards 1 where little is expected: the ratio to rank by.

Counts are taken as Poisson with mean θ·expected, and θ of a family as Gamma(α, α), with mean 1: given the count, θ is
Gamma(observed + α, expected + α). The strength α is the one under which the family's counts are most likely (a negative
binomial), between 0.5 and 50.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, gammaln

from graph_service.network.projection import Floats

WEAKEST, STRONGEST = 0.5, 50.0
_GOLDEN = (math.sqrt(5) - 1) / 2
_GRID = 25
_ROUNDS = 60


@dataclass(frozen=True)
class Shrunk:
    """Ratio of observed to expected, 1 = as expected, and its 5 % and 95 % quantiles."""

    ratio: float
    low: float
    high: float


def strength(observed: Floats, expected: Floats) -> float:
    """α of a family, in [0.5, 50]; 50 where nothing is expected anywhere, so that nothing can tell."""
    known = expected > 0
    if not known.any():
        return STRONGEST
    counts, means = observed[known], expected[known]
    grid = np.linspace(math.log(WEAKEST), math.log(STRONGEST), _GRID)
    best = int(np.argmax([_likelihood(math.exp(point), counts, means) for point in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, _GRID - 1)]
    for _ in range(_ROUNDS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if _likelihood(math.exp(left), counts, means) >= _likelihood(math.exp(right), counts, means):
            high = right
        else:
            low = left
    return min(max(math.exp((low + high) / 2), WEAKEST), STRONGEST)


def shrunk(observed: float, expected: float, alpha: float) -> Shrunk:
    """(observed + α)/(expected + α), with the range of θ."""
    shape, rate = observed + alpha, expected + alpha
    low, high = gammaincinv(shape, np.array([0.05, 0.95])) / rate
    return Shrunk(shape / rate, float(low), float(high))


def _likelihood(alpha: float, observed: Floats, expected: Floats) -> float:
    """Logarithm of the likelihood of the counts, up to what does not depend on α."""
    terms = gammaln(observed + alpha) - gammaln(alpha) + alpha * np.log(alpha / (alpha + expected))
    return float((terms - observed * np.log(alpha + expected)).sum())

"""Counts of many rare things: the Poisson law."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gammaln

from graph_service.network.chance.law import Law, law_of

_SPREADS = 12.0
_LEAST = 40


def poisson(mean: float) -> Law:
    """The law of a Poisson count with `mean` > 0, cut off where less than 1e-16 is left."""
    values = np.arange(math.ceil(mean + _SPREADS * math.sqrt(mean)) + _LEAST)
    return law_of(np.exp(values * math.log(mean) - mean - gammaln(values + 1.0)))

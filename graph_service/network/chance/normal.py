"""The law of meetings in a county that is too large for the exact one: normal, given the totals of the sectors.

With (H, T) the meetings and the sectors' participations, sums over independent collaborations, H given T has mean
E[H] + β(T - E[T]) and variance Var H - Cov(H,T) Var(T)⁻¹ Cov(T,H), β = Cov(H,T) Var(T)⁻¹. The weights give every
institution its own activity in expectation, so E[T] is T and the mean is E[H].
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr

from graph_service.network.chance.draws import PairDraws
from graph_service.network.chance.law import Law, law_of
from graph_service.network.projection import Floats, Ints

_SMALLEST = 1e-30


def normal_law(draws: PairDraws) -> tuple[Law, float]:
    """The law of the meetings, each whole number from 0 to m with the mass half around it; and the ties to expect."""
    mean, variance, expected_ties = _moments(draws)
    edges = np.arange(draws.works + 2) - 0.5
    if variance <= 0:
        return Law(round(mean), np.ones(1)), expected_ties
    points = (edges - mean) / math.sqrt(variance)
    # Differences on the far side of the mean are taken from above, where they are not rounded away.
    mass = np.where(points[1:] <= 0, ndtr(points[1:]) - ndtr(points[:-1]), ndtr(-points[:-1]) - ndtr(-points[1:]))
    return law_of(np.where(mass < _SMALLEST, 0.0, mass)), expected_ties


def _moments(draws: PairDraws) -> tuple[float, float, float]:
    """Mean and variance of the meetings given the totals, and the mean of the ties."""
    mean, covariance, expected_ties = np.zeros(3), np.zeros((3, 3)), 0.0
    for law, ties, count in zip(draws.laws, draws.ties, draws.times, strict=True):
        own, spread = _one(law, ties)
        mean += count * own
        covariance += count * spread
        expected_ties += count * float((law * ties).sum())
    given = covariance[1:, 1:]
    # Totals that cannot vary, or always vary together, say nothing more: the pseudo-inverse leaves them out.
    explained = covariance[0, 1:] @ np.linalg.pinv(given, rcond=1e-10, hermitian=True) @ covariance[1:, 0]
    variance = float(covariance[0, 0] - explained)
    return float(mean[0]), variance if variance > 1e-9 else 0.0, expected_ties


def _one(law: Floats, ties: Ints) -> tuple[Floats, Floats]:
    """Mean and covariance of meeting and of the seats x and y in one collaboration."""
    x, y = np.indices(law.shape)
    values = np.stack([ties > 0, x, y]).reshape(3, -1).astype(np.float64)
    chance = law.ravel()
    mean = values @ chance
    return mean, (values * chance) @ values.T - np.outer(mean, mean)

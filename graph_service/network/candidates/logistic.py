"""Ridge logistic regression on standardised columns, by Newton's method: a model whose terms are its explanation.

Hoerl and Kennard (1970), le Cessie and van Houwelingen (1992): the sum of log losses plus half the squared length of
the weights. The intercept is not penalised, so predicted chances add up to what was observed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.projection import Bools, Floats

PENALTY = 1.0
MOST_STEPS = 50
TOLERANCE = 1e-10
_HALVINGS = 30


@dataclass(frozen=True, eq=False)
class Model:
    """Weights of standardised columns and the intercept; `mean` and `scale` are those of what it was fitted on."""

    mean: Floats
    scale: Floats
    weights: Floats
    intercept: float

    def contributions(self, values: Floats) -> Floats:
        """What each column adds to the logit: weight times standardised value, of the shape of `values`."""
        terms: Floats = (values - self.mean) / self.scale * self.weights
        return terms

    def logits(self, values: Floats) -> Floats:
        """Intercept and contributions added up, column by column: equal rows have equal logits, to the last bit."""
        logit = np.full(len(values), self.intercept)
        for column in range(values.shape[1]):
            logit += (values[:, column] - self.mean[column]) / self.scale[column] * self.weights[column]
        return logit


def chances(logits: Floats) -> Floats:
    """Probabilities of `logits`, without overflow at either end."""
    small = np.exp(-np.abs(logits))
    found: Floats = np.where(logits >= 0, 1.0, small) / (1.0 + small)
    return found


def fit(values: Floats, labels: Bools) -> Model | None:
    """The model of `labels` given `values` (rows x columns); None where the labels are all alike.

    A column that never varies has weight 0. Newton steps, halved while the loss grows, until the longest change of a
    coefficient is at most TOLERANCE, at most MOST_STEPS.
    """
    if not labels.any() or labels.all():
        return None
    mean: Floats = values.mean(axis=0)
    spread: Floats = values.std(axis=0)
    varies = spread > 1e-12 * np.maximum(1.0, np.abs(mean))
    scale = np.where(varies, spread, 1.0)
    columns = np.asfortranarray(np.column_stack([np.where(varies, (values - mean) / scale, 0.0), np.ones(len(values))]))
    found = _newton(columns, labels.astype(np.float64))
    return Model(mean, scale, found[:-1], float(found[-1]))


def _newton(columns: Floats, labels: Floats) -> Floats:
    penalty = np.full(columns.shape[1], PENALTY)
    penalty[-1] = 0.0
    share = labels.mean()
    at = np.zeros(columns.shape[1])
    at[-1] = np.log(share / (1 - share))
    loss = _loss(columns, labels, penalty, at)
    for _ in range(MOST_STEPS):
        step = _step(columns, labels, penalty, at)
        at, loss, length = _walked(columns, labels, penalty, at, step, loss)
        if length <= TOLERANCE:
            break
    return at


def _step(columns: Floats, labels: Floats, penalty: Floats, at: Floats) -> Floats:
    chance = chances(_summed(columns, at))
    gradient = np.einsum("ni,n->i", columns, chance - labels) + penalty * at
    curvature = np.einsum("ni,nj->ij", columns * (chance * (1 - chance))[:, None], columns) + np.diag(penalty)
    return np.asarray(np.linalg.solve(curvature, gradient), dtype=np.float64)


def _walked(
    columns: Floats, labels: Floats, penalty: Floats, at: Floats, step: Floats, loss: float
) -> tuple[Floats, float, float]:
    """The point after the longest of the step, its half, its quarter … that does not raise the loss; loss, length.

    Close to the minimum losses differ by rounding alone: there the full step is taken.
    """
    slack = 1e-12 * max(1.0, abs(loss))
    for halving in range(_HALVINGS):
        part = step / 2**halving
        reached = _loss(columns, labels, penalty, at - part)
        if reached <= loss + slack:
            return at - part, reached, float(np.abs(part).max())
    return at, loss, 0.0


def _loss(columns: Floats, labels: Floats, penalty: Floats, at: Floats) -> float:
    logits = _summed(columns, at)
    losses = np.maximum(logits, 0.0) + np.log1p(np.exp(-np.abs(logits))) - labels * logits
    return float(losses.sum() + 0.5 * (penalty * at * at).sum())


def _summed(columns: Floats, at: Floats) -> Floats:
    """`columns @ at`, column by column. The linear algebra library adds up in an order that its threads decide."""
    total = np.zeros(len(columns))
    for column, weight in enumerate(at):
        total += columns[:, column] * weight
    return total

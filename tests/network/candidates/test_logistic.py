"""The ridge logistic regression: at the minimum of its loss, and an explanation that adds up."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from graph_service.network.candidates.logistic import Model, chances, fit
from tests.network.oracles.planted_effect import drawn


def example(rows: int, columns: int, name: str = "") -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Columns of very different scales, and labels that follow the first two."""
    values = np.array([[drawn(name, row, column) for column in range(columns)] for row in range(rows)])
    values *= 10.0 ** np.arange(columns)
    logit = 3 * values[:, 0] - 0.2 * values[:, 1] - 1.5
    return values, np.array([drawn(name, "y", row) for row in range(rows)]) < 1 / (1 + np.exp(-logit))


def loss(at: NDArray[np.float64], z: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Log loss and half the squared weights, the intercept (last) free."""
    logits = z @ at[:-1] + at[-1]
    return float(np.logaddexp(0, np.where(labels, -logits, logits)).sum() + 0.5 * at[:-1] @ at[:-1])


def test_the_gradient_vanishes_at_the_fit() -> None:
    values, labels = example(400, 5)
    model = fit(values, labels)
    assert model is not None
    z = (values - values.mean(axis=0)) / values.std(axis=0)
    wrong = 1 / (1 + np.exp(-(z @ model.weights + model.intercept))) - labels
    assert np.abs(z.T @ wrong + model.weights).max() < 1e-8
    assert abs(wrong.sum()) < 1e-8  # the intercept is not penalised, so expected and observed are equal


def test_an_optimiser_without_derivatives_finds_the_same_weights() -> None:
    values, labels = example(60, 2)
    model = fit(values, labels)
    assert model is not None
    z = (values - values.mean(axis=0)) / values.std(axis=0)
    options = {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 4000, "maxfev": 8000}
    found = minimize(loss, np.zeros(3), args=(z, labels), method="Nelder-Mead", options=options)
    assert [*model.weights, model.intercept] == pytest.approx(found.x, abs=1e-6)


def test_one_column_and_four_rows_by_hand() -> None:
    # Standardised, the rows stand at -1 and 1, two each; of the left ones one is labelled, of the right ones both.
    model = fit(np.array([[0.0], [0.0], [2.0], [2.0]]), np.array([True, False, True, True]))
    assert model is not None
    left, right = chances(model.logits(np.array([[0.0], [2.0]])))
    assert 2 * left + 2 * right == pytest.approx(3.0, abs=1e-9)
    assert -(2 * left - 1) + (2 * right - 2) + model.weights[0] == pytest.approx(0.0, abs=1e-9)


def test_contributions_and_the_intercept_add_up_to_the_logit() -> None:
    values, labels = example(300, 6)
    model = fit(values, labels)
    assert model is not None
    assert model.contributions(values).sum(axis=1) + model.intercept == pytest.approx(model.logits(values), abs=1e-9)


def test_equal_rows_have_equal_logits_wherever_they_stand() -> None:
    values, labels = example(37, 7)
    model = fit(values, labels)
    assert model is not None
    assert np.array_equal(
        model.logits(np.vstack([values, values[::-1]])),
        np.append(*(2 * [model.logits(values)])).take([*range(37), *range(36, -1, -1)]),
    )


def test_a_column_that_never_varies_has_no_weight_and_adds_nothing() -> None:
    values, labels = example(200, 3)
    values[:, 2] = 0.1
    model = fit(values, labels)
    assert model is not None
    assert model.weights[2] == 0.0
    assert np.array_equal(model.contributions(values)[:, 2], np.zeros(200))
    without = fit(values[:, :2], labels)
    assert without is not None
    assert model.weights[:2] == pytest.approx(without.weights, abs=1e-12)


def test_separable_labels_have_a_finite_fit() -> None:
    model = fit(np.arange(40.0)[:, None], np.arange(40) >= 20)
    assert model is not None
    assert 1.0 < model.weights[0] < 20.0


@pytest.mark.parametrize("label", [True, False])
def test_labels_that_are_all_alike_have_no_model(label: bool) -> None:
    assert fit(np.arange(6.0)[:, None], np.full(6, label)) is None


def test_no_rows_have_no_model() -> None:
    assert fit(np.empty((0, 3)), np.empty(0, dtype=bool)) is None


def test_rescaling_and_shifting_a_column_changes_no_logit() -> None:
    values, labels = example(150, 3)
    one, other = fit(values, labels), fit(values * np.array([1.0, 1000.0, 0.01]) + 7.0, labels)
    assert one is not None
    assert other is not None
    assert one.weights == pytest.approx(other.weights, abs=1e-8)


def test_chances_of_far_logits_do_not_overflow() -> None:
    assert chances(np.array([-1000.0, 0.0, 1000.0])).tolist() == [0.0, 0.5, 1.0]
    assert chances(np.array([2.0]))[0] == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-15)


def test_the_model_standardises_by_what_it_was_fitted_on() -> None:
    model = Model(np.array([2.0]), np.array([4.0]), np.array([3.0]), -1.0)
    assert model.logits(np.array([[2.0], [6.0]])).tolist() == [-1.0, 2.0]
    assert model.contributions(np.array([[6.0]])).tolist() == [[3.0]]

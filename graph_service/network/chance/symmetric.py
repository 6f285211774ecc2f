"""Elementary symmetric polynomials of weights as power series: the term of degree s sums over all sets of s."""

from __future__ import annotations

import numpy as np

from graph_service.network.projection import Floats, Ints


def class_series(weights: Floats, members: Floats | Ints, most: int) -> Floats:
    """The polynomials of one class each, (1 + weight·z)^members: degrees 0 to `most` before the axes of both."""
    series = np.ones((most + 1, *np.broadcast_shapes(weights.shape, members.shape)))
    for degree in range(1, most + 1):
        series[degree] = series[degree - 1] * (np.maximum(members - degree + 1, 0) / degree) * weights
    return series


def product(one: Floats, other: Floats) -> Floats:
    """The product of two series of equal length, cut off where they end."""
    terms = len(one)
    found: Floats = one[0] * other
    for degree in range(1, terms):
        found[degree:] += one[degree] * other[: terms - degree]
    return found


def products_of_others(series: Floats) -> Floats:
    """For each place of the last axis, the product over all other places. Nothing is divided, so nothing is lost."""
    places = series.shape[-1]
    if places == 1:
        return unit(series)
    if places % 2:
        series = np.concatenate([series, unit(series[..., :1])], axis=-1)
    pairs = product(series[..., ::2], series[..., 1::2])
    outside = np.repeat(products_of_others(pairs), 2, axis=-1)
    partner = np.arange(series.shape[-1]) ^ 1
    return product(outside, series[..., partner])[..., :places]


def unit(series: Floats) -> Floats:
    """The series 1 in the form of `series`."""
    found = np.zeros_like(series)
    found[0] = 1.0
    return found

"""Weights of institutions: the chance of being drawn that gives each its own activity in expectation.

A collaboration that takes s members of a part is a conditional Bernoulli draw: a set has a probability in proportion to
the product of its weights (Chen, Dempster and Liu, 1994). The weight x of an institution solves: the sum over
collaborations of its inclusion probabilities = its activity. Institutions of equal activity share one unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_service.network.chance.parts import Part
from graph_service.network.chance.symmetric import class_series, product, products_of_others
from graph_service.network.projection import Floats

_TOLERANCE = 1e-10
_ROUNDS = 2_000
_FURTHEST = 64.0
_LARGEST_SUM = 300.0


@dataclass(frozen=True, eq=False)
class _Table:
    """The parts side by side: (parts, classes) and (sizes, parts), padded with classes of nobody and no sizes."""

    members: Floats
    goal: Floats
    times: Floats
    largest: Floats


def weights_of(parts: Sequence[Part]) -> list[Floats]:
    """The weights of the classes of each part, positive, in a scale of their own."""
    found = [np.ones(len(part.open_seats)) for part in parts]
    open_ = [place for place, part in enumerate(parts) if part.largest]
    if open_:
        solved = _solve(_table([parts[place] for place in open_]))
        for row, place in enumerate(open_):
            found[place] = solved[row, : len(found[place])]
    return found


def _table(parts: Sequence[Part]) -> _Table:
    classes = max(len(part.open_seats) for part in parts)
    largest = np.array([part.largest for part in parts])
    members = np.zeros((len(parts), classes))
    goal = np.ones((len(parts), classes))
    times = np.zeros((largest.max() + 1, len(parts)))
    for row, part in enumerate(parts):
        members[row, : len(part.open_seats)] = part.people.sum(axis=1)
        goal[row, : len(part.open_seats)] = part.open_seats
        times[1 : part.largest + 1, row] = part.times[1 : part.largest + 1]
    return _Table(members, goal, times, largest.astype(np.float64))


def _solve(table: _Table) -> Floats:
    """Fixed-point rounds, quickened by squared extrapolation (Varadhan and Roland, 2008) of the logarithms."""
    weights = found = _scaled(table, table.goal)
    settled = np.zeros((len(weights), 1), dtype=bool)
    for _ in range(_ROUNDS):
        one, _ = _round(table, weights)
        two, error = _round(table, one)
        # A part stops on its own, so that its weights do not depend on the company it is solved in.
        found = np.where(settled, found, two)
        settled |= (error < _TOLERANCE)[:, None]
        if settled.all():
            break
        three, reached = _round(table, _scaled(table, _leap(weights, one, two)))
        weights = np.where((reached < error)[:, None], three, two)
    return found


def _leap(start: Floats, one: Floats, two: Floats) -> Floats:
    """Where two rounds point to; never less far than they came."""
    step = np.log(one / start)
    bend = np.log(two / one) - step
    turn = np.linalg.norm(bend, axis=1)
    length = np.linalg.norm(step, axis=1) / np.where(turn > 0, turn, 1.0)
    length = np.clip(length, 1.0, _FURTHEST)[:, None]
    return np.asarray(start * np.exp(2 * length * step + length**2 * bend))


def _round(table: _Table, weights: Floats) -> tuple[Floats, Floats]:
    """Weights times goal over what they give; and by how much that missed the goal, as the worst share of a part."""
    expected = np.where(table.members > 0, _expected(table, weights), table.goal)
    return _scaled(table, weights * table.goal / expected), np.abs(expected / table.goal - 1).max(axis=1)


def _expected(table: _Table, weights: Floats) -> Floats:
    """Collaborations of a member of each class in expectation, of those that are drawn by chance."""
    most = len(table.times) - 1
    own = class_series(weights, table.members, most)
    others = products_of_others(own)
    whole = product(own[..., :1], others[..., :1])
    drawn = product(np.arange(most + 1.0)[:, None, None] * own, others)
    share = np.where(whole > 0, table.times[..., None], 0.0) / np.where(whole > 0, whole, 1.0)
    return np.asarray((share * drawn).sum(axis=0) / np.maximum(table.members, 1))


def _scaled(table: _Table, weights: Floats) -> Floats:
    """The scale does not matter to a draw; this one keeps the polynomials within numbers."""
    total = np.minimum(table.largest, _LARGEST_SUM)
    return np.asarray(weights * (total / (weights * table.members).sum(axis=1))[:, None])

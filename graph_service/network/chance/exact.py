"""The exact law of the number of meetings of two sectors in a county, given how often each sector takes part.

Over the collaborations one by one, f[x, y, h] is the probability that the seats taken are x and y (see PairDraws) and
h of the collaborations joined the two sectors. The law is f of all collaborations at the given totals, made to add up
to 1. It is read from two halves of the collaborations, which meet in the totals only: each is far smaller than the
whole, and what they have in common is computed once.

f lies flat in memory, h the fastest and x the slowest, with room enough that y and h never run over. So one outcome of
a collaboration, which takes seats and may be a meeting, adds a multiple of all of f to itself some places further on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.linalg.blas import daxpy

from graph_service.network.chance.draws import PairDraws
from graph_service.network.chance.law import Law, law_of
from graph_service.network.projection import Floats, Ints

LARGEST = 50_000
"""Cells of the table over both sectors' seats and h from which on the law is approximated."""
# Longer sums are shared among threads by the library, at many times the cost.
_AT_ONCE = 8192


@dataclass(frozen=True)
class _Outcome:
    """What one collaboration may do: seats that it takes, ties that it makes (a meeting if any), how likely."""

    x: int
    y: int
    ties: int
    chance: float


@dataclass(frozen=True)
class _Shape:
    """Extents of f."""

    x: int
    y: int
    h: int


@dataclass(frozen=True, eq=False)
class _Table:
    """f flat, and beside it the sum over h of ties times probability, by x and y; `reach` values of x are in use."""

    law: Floats
    ties: Floats
    reach: int


def cells(draws: PairDraws) -> int:
    """Size of the plain table of the exact law, (T_A + 1)(T_B + 1)(m + 1); a sector with itself counts as two."""
    return (draws.totals[0] + 1) * (draws.totals[1] + 1) * (draws.works + 1)


def exact_law(draws: PairDraws) -> tuple[Law, float]:
    """The law of the meetings, and the ties to expect."""
    outcomes = [list(_outcomes(law, ties)) for law, ties in zip(draws.laws, draws.ties, strict=True)]
    common = [kind for kind, count in enumerate(draws.times) for _ in range(count // 2)]
    odd = [kind for kind, count in enumerate(draws.times) if count % 2]
    shape = _shape(draws, [common + odd[::2], common + odd[1::2]])
    start = _Table(np.zeros(shape.x * shape.y * shape.h), np.zeros(shape.x * shape.y), 1)
    start.law[0] = 1.0
    shared = _all(start, (outcomes[kind] for kind in common), shape)
    one = _all(shared, (outcomes[kind] for kind in odd[::2]), shape)
    other = _all(shared, (outcomes[kind] for kind in odd[1::2]), shape)
    return _joined(one, other, shape, draws.goal[1])


def _outcomes(law: Floats, ties: Ints) -> Iterator[_Outcome]:
    for x, y in np.argwhere(law > 0).tolist():
        yield _Outcome(x, y, int(ties[x, y]), float(law[x, y]))


def _shape(draws: PairDraws, halves: Iterable[list[int]]) -> _Shape:
    """Seats of x beyond the goal are left out; y and h have room for the most that a half can have."""
    y = max(sum(draws.laws[kind].shape[1] - 1 for kind in half) for half in halves)
    meetings = max(map(len, halves))
    needed = [int(np.argmax(ties.any(axis=1))) for ties in draws.ties if ties.any()]
    if not needed:
        meetings = 0
    elif min(needed) > 0:
        meetings = min(meetings, draws.goal[0] // min(needed))
    return _Shape(draws.goal[0] + 1, y + 1, meetings + 1)


def _all(table: _Table, steps: Iterable[list[_Outcome]], shape: _Shape) -> _Table:
    for outcomes in steps:
        table = _after(table, outcomes, shape)
    return table


def _after(before: _Table, outcomes: list[_Outcome], shape: _Shape) -> _Table:
    """f after one more collaboration."""
    reach = min(before.reach + max(outcome.x for outcome in outcomes), shape.x)
    after = _Table(np.zeros_like(before.law), np.zeros_like(before.ties), reach)
    every = before.law.reshape(-1, shape.h) @ np.ones(shape.h)
    gained = {count: before.ties + count * every for count in {outcome.ties for outcome in outcomes}}
    for outcome in outcomes:
        shift = outcome.x * shape.y + outcome.y
        used = min(before.reach, shape.x - outcome.x) * shape.y - (shift - outcome.x * shape.y)
        met = int(outcome.ties > 0)
        _add(outcome.chance, before.law, after.law, used * shape.h - met, shift * shape.h + met)
        _add(outcome.chance, gained[outcome.ties], after.ties, used, shift)
    return after


def _add(factor: float, come: Floats, into: Floats, length: int, shift: int) -> None:
    """Adds `factor` times the first `length` values of `come` to `into`, `shift` places further on."""
    for start in range(0, length, _AT_ONCE):
        daxpy(come, into, min(_AT_ONCE, length - start), factor, start, 1, shift + start, 1)


def _joined(one: _Table, other: _Table, shape: _Shape, goal: int) -> tuple[Law, float]:
    """The sum over all ways to share the goal, `goal` seats of y and the last x, between the halves."""
    low, high = max(0, goal - shape.y + 1), min(shape.y - 1, goal)
    ways = (high - low + 1) * shape.x
    left = [table.reshape(shape.x, shape.y, -1)[:, low : high + 1] for table in (one.law, one.ties)]
    right = [
        table.reshape(shape.x, shape.y, -1)[::-1, goal - high : goal - low + 1][:, ::-1]
        for table in (other.law, other.ties)
    ]
    counts = left[0].reshape(ways, -1).T @ right[0].reshape(ways, -1)
    law = np.zeros(2 * shape.h - 1)
    for h in range(shape.h):
        law[h : h + shape.h] += counts[h]
    ties = (left[0] * right[1]).sum() + (left[1] * right[0]).sum()
    return law_of(law), float(ties / law.sum())

"""One collaboration by chance: how many of its seats two sectors get.

From one part of a county with weights x, a collaboration that takes s members has a of A and b of B with probability
e_a(A)·e_b(B)·e_(s-a-b)(rest) / e_s(all), where e are the elementary symmetric polynomials of the weights. Parts are
independent, given the size of the collaboration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import TypeAlias

import numpy as np

from graph_service.network.chance.parts import Part, parts_of
from graph_service.network.chance.strata import Stratum
from graph_service.network.chance.symmetric import class_series, product, unit
from graph_service.network.chance.weights import weights_of
from graph_service.network.projection import Floats, Ints

Groups: TypeAlias = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Draws:
    """What is drawn from: a stratum, its parts, and for each part the polynomial of each sector (degrees, sectors)."""

    stratum: Stratum
    parts: Sequence[Part]
    series: Sequence[Floats]


@dataclass(frozen=True, eq=False)
class PairDraws:
    """The collaborations of a stratum as two sectors A and B see them, those of equal size together, largest first.

    The seats of A, of B and of the rest add up to the size, so two of the three tell all: x and y are those that take
    part the least. Where A is B, x is A and y always 0. `laws[k][x, y]` is a probability, `ties[k][x, y]` the pairs of
    an A and a B that such a collaboration joins: it is a meeting where that is not 0.
    """

    laws: Sequence[Floats]
    ties: Sequence[Ints]
    times: Sequence[int]
    goal: tuple[int, int]
    """Participations of x and of y in the stratum, which are given."""
    totals: tuple[int, int]
    """Participations of A and of B."""

    @property
    def works(self) -> int:
        """Number of collaborations."""
        return sum(self.times)


def draws_of(strata: Sequence[Stratum]) -> list[Draws]:
    """What chance draws from in each stratum; the weights of all are found together."""
    parts = [parts_of(stratum) for stratum in strata]
    weights = iter(weights_of([part for own in parts for part in own]))
    return [
        Draws(stratum, own, [_sector_series(part, next(weights)) for part in own])
        for stratum, own in zip(strata, parts, strict=True)
    ]


def pair_draws(draws: Draws, pairs: Sequence[tuple[int, int]]) -> list[PairDraws]:
    """The draws of a stratum as each of `pairs` of sectors sees them."""
    sizes, times = np.unique(draws.stratum.sizes, return_counts=True)
    sizes, counts = sizes[::-1].tolist(), times[::-1].tolist()
    known: dict[Groups, list[Floats]] = {}
    found = []
    for one, other in pairs:
        groups, taken = _groups(draws.stratum.totals, one, other)
        order = (0, 1, 2) if one == other else tuple(sorted(range(3), key=taken.__getitem__))
        key = tuple(groups[place] for place in order)
        if key not in known:
            known[key] = _laws(draws, key, sizes)
        laws = known[key]
        ties = [_ties(law.shape, size, order, one == other) for law, size in zip(laws, sizes, strict=True)]
        totals = taken[0], taken[0] if one == other else taken[1]
        found.append(PairDraws(laws, ties, counts, (taken[order[0]], taken[order[1]]), totals))
    return found


def _groups(totals: Ints, one: int, other: int) -> tuple[Groups, list[int]]:
    """Sectors of A, of B (none if it is A) and of the rest, and what each takes part."""
    rest = tuple(sector for sector in range(len(totals)) if sector not in (one, other))
    groups = (one,), () if one == other else (other,), rest
    return groups, [int(totals[list(group)].sum()) for group in groups]


def _sector_series(part: Part, weights: Floats) -> Floats:
    series = class_series(weights[:, None], part.people, part.largest)
    return reduce(product, (series[:, place] for place in range(len(weights))))


def _series_of(series: Floats, group: Sequence[int]) -> Floats:
    return reduce(product, (series[:, sector] for sector in group), unit(series[:, 0]))


def _laws(draws: Draws, groups: Groups, sizes: Sequence[int]) -> list[Floats]:
    """For each of `sizes` the probabilities of seats of the first and of the second of three groups of sectors."""
    series = [[_series_of(own, group) for group in groups] for own in draws.series]
    people = [[int(part.people[:, list(group)].sum()) for group in groups] for part in draws.parts]
    return [reduce(_together, _each_part(draws.parts, series, people, size)) for size in sizes]


def _each_part(
    parts: Sequence[Part], series: Sequence[Sequence[Floats]], people: Sequence[Sequence[int]], size: int
) -> Iterator[Floats]:
    for part, own, seats in zip(parts, series, people, strict=True):
        taken = part.taken(size)
        certain = taken in (0, part.members)
        yield _certain(seats if taken else (0, 0, 0)) if certain else _drawn(own, taken, seats)


def _drawn(series: Sequence[Floats], taken: int, people: Sequence[int]) -> Floats:
    x, y = (own[: min(taken, there) + 1] for own, there in zip(series[:2], people, strict=False))
    rest = np.append(series[2][: taken + 1], 0.0)
    law = x[:, None] * y * rest[_left(taken, len(x), len(y))]
    return np.asarray(law / law.sum())


@lru_cache(maxsize=256)
def _left(taken: int, rows: int, columns: int) -> Ints:
    """Seats that x and y leave to the rest, (x, y); the place after the last where they take too many."""
    left = taken - np.arange(rows)[:, None] - np.arange(columns)[None, :]
    return np.where(left >= 0, left, taken + 1).astype(np.int32)


def _certain(seats: Sequence[int]) -> Floats:
    law = np.zeros((seats[0] + 1, seats[1] + 1))
    law[-1, -1] = 1.0
    return law


def _together(one: Floats, other: Floats) -> Floats:
    found = np.zeros((one.shape[0] + other.shape[0] - 1, one.shape[1] + other.shape[1] - 1))
    for x, y in np.argwhere(other > 0):
        found[x : x + one.shape[0], y : y + one.shape[1]] += other[x, y] * one
    return found


@lru_cache(maxsize=256)
def _ties(shape: tuple[int, int], size: int, order: tuple[int, ...], one_sector: bool) -> Ints:
    """Ties at each place of a law; `order` tells which of A, B and the rest x, y and the remainder are."""
    x, y = np.indices(shape)
    seats = [x, y, np.maximum(size - x - y, 0)]
    a, b = seats[order.index(0)], seats[order.index(1)]
    return np.asarray(a * (a - 1) // 2 if one_sector else a * b, dtype=np.int32)

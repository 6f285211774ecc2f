"""Practices against institutions on a day: parts, their mean, chance line and order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_service.errors import RequestError
from graph_service.network.chance.multiple import benjamini_hochberg
from graph_service.network.diffusion import parts
from graph_service.network.diffusion.holders import Holders, holders_at, homebound, known_practices
from graph_service.network.diffusion.parts import PARTS
from graph_service.network.diffusion.rows import Diffusion
from graph_service.network.diffusion.served import mentors_by_practice
from graph_service.network.diffusion.similar import Peers, among_peers, chance, held_by, peers_of
from graph_service.network.projection import NONE, Bools, Floats, Ints, Projection

Order: TypeAlias = NDArray[np.intp]

MIN_PARTS = 3
MOST_PAIRS = 2_000_000
"""Pairs of a practice and an institution that are looked at in one request; 24 times those of the demonstration."""


def practice_diffusion(
    projection: Projection,
    day: int,
    practice: int | None = None,
    settlement: int | None = None,
    min_parts: int = MIN_PARTS,
    real: bool | None = None,
) -> Diffusion:
    """Where practices could be adopted: all pairs of a practice and an institution without it, best first.

    `practice` and `settlement` (rows) leave the others out; what is told of the rest is the same. `real` keeps real or
    invented practices and institutions only. Equal scores are in order of practice and institution. Raises RequestError
    NUMBER_RANGE for `min_parts` outside 1 to 6, and SCOPE_TOO_LARGE above MOST_PAIRS.
    """
    if not 1 <= min_parts <= len(PARTS):
        raise RequestError("NUMBER_RANGE", argument="minParts", least=1, most=len(PARTS), value=min_parts)
    ground = _Ground(projection, day)
    practices = _chosen(len(projection.practices.ids), practice)
    institutions = np.ones(len(projection.institutions.ids), dtype=bool)
    if settlement is not None:
        institutions = projection.institutions.settlement == settlement
    if real is not None:
        practices = practices & (projection.practices.real == real)
        institutions = institutions & (projection.institutions.real == real)
    return _table(ground, practices & ground.known, np.flatnonzero(institutions).astype(np.int32), min_parts)


@dataclass(frozen=True, eq=False)
class _Ground:
    """What all pairs rest on, whichever of them are asked for."""

    projection: Projection
    day: int

    @cached_property
    def holders(self) -> Holders:
        return holders_at(self.projection, self.day)

    @cached_property
    def known(self) -> Bools:
        return known_practices(self.projection, self.holders, self.day)

    @cached_property
    def peers(self) -> Peers:
        return peers_of(self.projection, self.holders)


def _table(ground: _Ground, practices: Bools, institutions: Ints, min_parts: int) -> Diffusion:
    pairs = int(practices.sum()) * len(institutions)
    if pairs > MOST_PAIRS:
        raise RequestError("SCOPE_TOO_LARGE", cost=pairs, limit=MOST_PAIRS, by="`practice`, `settlement`")
    asked = _Asked(ground, *ground.holders.only(practices), institutions)
    values = asked.values
    told = (~np.isnan(values)).sum(axis=0)
    without = ~asked.having[institutions]
    row, column, score = _best_first(values, without & (told >= min_parts))
    expected, p, q = (each[row, column] for each in asked.chance_line)
    holder = asked.nearest.holder[row, column]
    is_homebound, is_owned = homebound(ground.projection, ground.holders)
    return Diffusion(
        projection=ground.projection,
        day=ground.day,
        min_parts=min_parts,
        holders=ground.holders,
        base=ground.peers,
        practice=asked.holders.practices[column],
        institution=institutions[row],
        parts=values[:, row, column].T,
        score=score,
        nearest_km=asked.nearest.km[row, column],
        nearest_holder=np.append(asked.rows, np.int32(NONE))[holder],
        mentors=asked.mentors[row, column].astype(np.int32),
        expected=expected,
        p=p,
        q=q,
        homebound=is_homebound,
        owned=is_owned,
        left_out=int((without & (told < min_parts)).sum()),
    )


def _best_first(values: Floats, candidate: Bools) -> tuple[Order, Order, Floats]:
    """Institution and practice of each candidate, as places, and the mean of its parts that can be told."""
    row, column = np.nonzero(candidate)
    score = np.asarray(np.nanmean(values[:, row, column], axis=0), dtype=np.float64)
    # Scores that differ by rounding alone are equal.
    order = np.lexsort((row, column, -np.round(score, 12)))
    return row[order], column[order], score[order]


@dataclass(frozen=True, eq=False)
class _Asked:
    """Matrices of the institutions (rows) and practices (columns) asked for; `rows` are the holders' among all."""

    ground: _Ground
    holders: Holders
    rows: Ints
    institutions: Ints

    @cached_property
    def nearest(self) -> parts.Nearest:
        return parts.nearest(self.ground.projection, self.holders, self.institutions)

    @cached_property
    def mentors(self) -> Floats:
        return mentors_by_practice(self.ground.projection, self.holders, self.ground.day)[self.institutions]

    @cached_property
    def held(self) -> Floats:
        """Settlements with peers by practices."""
        return held_by(self.ground.projection, self.holders, self.ground.peers)

    @cached_property
    def observed(self) -> Floats:
        return among_peers(self.ground.peers, self.held)

    @cached_property
    def has_holder(self) -> Bools:
        found = np.zeros(len(self.holders.practices), dtype=bool)
        found[self.holders.practice] = True
        return found

    @cached_property
    def having(self) -> Bools:
        """All institutions by practices: who has it already."""
        holders = self.holders
        found = np.zeros((len(self.ground.projection.institutions.ids), len(holders.practices)), dtype=bool)
        is_institution = holders.institution != NONE
        found[holders.institution[is_institution], holders.practice[is_institution]] = True
        return found

    @property
    def values(self) -> Floats:
        """PARTS by institutions by practices."""
        projection, rows, ground = self.ground.projection, self.institutions, self.ground
        return np.stack(
            [
                parts.size(projection, self.holders, rows),
                parts.disadvantage(projection, self.holders, rows),
                parts.sector(projection, self.holders, rows),
                parts.theme(projection, ground.holders, rows, self.holders.practices, ground.day),
                parts.peers(projection, ground.peers, self.observed, self.has_holder, rows),
                parts.reach(self.nearest.km, self.mentors),
            ]
        )

    @property
    def chance_line(self) -> tuple[Floats, Floats, Floats]:
        """Expected peers, p and q, nan where nobody has the practice or the settlement has no peers.

        A settlement is one test however many institutions it has; the family of a practice are the settlements that
        have an institution without it, whatever was asked for.
        """
        projection, base = self.ground.projection, self.ground.peers
        if not base.width:
            nothing = np.full((len(self.institutions), len(self.holders.practices)), np.nan)
            return nothing, nothing, nothing
        expected, p = chance(base, self.held, self.observed)
        place = base.places(projection)[projection.institutions.settlement]
        tested = np.zeros(p.shape, dtype=bool)
        np.logical_or.at(tested, place[place != NONE], ~self.having[place != NONE])
        q = _adjusted(np.where(tested & self.has_holder[None, :], p, np.nan))
        shown = (np.where(self.has_holder[None, :], each, np.nan) for each in (expected, p, q))
        told = [parts.at_seats(projection, base, each, self.institutions) for each in shown]
        return told[0], told[1], told[2]


def _adjusted(p: Floats) -> Floats:
    """q of each p within its column; nan is not of the family."""
    found = np.full_like(p, np.nan)
    for column in range(p.shape[1]):
        told = ~np.isnan(p[:, column])
        found[told, column] = benjamini_hochberg(p[told, column])
    return found


def _chosen(count: int, row: int | None) -> Bools:
    found = np.full(count, row is None)
    if row is not None:
        found[row] = True
    return found

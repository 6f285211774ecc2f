"""The answer on the spread of practices: columns of pairs of a practice and an institution, and single rows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from graph_service.network.diffusion.holders import Holders
from graph_service.network.diffusion.parts import PARTS
from graph_service.network.diffusion.similar import Peers
from graph_service.network.projection import NONE, Bools, Floats, Ints, Projection


@dataclass(frozen=True)
class DiffusionRow:
    """One institution that a practice could go to. Numbers of tables are rows of the projection."""

    key: str
    """`practice id|institution id`: stable over versions."""
    practice: int
    institution: int
    score: float
    """Mean of the parts that can be told, in [0, 1]."""
    parts: Mapping[str, float | None]
    """By the names of PARTS, in their order, each in [0, 1]; None cannot be told and is left out of the mean."""
    nearest_km: float | None
    nearest_institution: int | None
    """The nearest holder if it is an institution; likewise `nearest_community`; its settlement in any case."""
    nearest_community: int | None
    nearest_settlement: int | None
    mentors: int
    """Mentors of the institution who work with one who has the practice."""
    peers: tuple[int, ...]
    """The most similar settlements, the most similar first."""
    adopting_peers: tuple[int, ...]
    """Those of them where somebody has the practice."""
    expected_peers: float | None
    """How many of them chance would give."""
    p: float | None
    """Chance of so many or more (hypergeometric)."""
    q: float | None
    """The same by Benjamini and Hochberg over the settlements of all candidates of the practice."""
    homebound: bool | None
    """Whether the practice was never adopted outside the counties of its owners; None where no owner is known."""
    holders: int
    """How many have it."""


@dataclass(frozen=True, eq=False)
class Diffusion(Sequence[DiffusionRow]):
    """Candidates of practices, best first; a sequence of rows over columns of equal length."""

    projection: Projection
    day: int
    min_parts: int
    holders: Holders
    base: Peers
    practice: Ints
    institution: Ints
    parts: Floats
    """A column for each of PARTS, nan where it cannot be told."""
    score: Floats
    nearest_km: Floats
    nearest_holder: Ints
    mentors: Ints
    expected: Floats
    p: Floats
    q: Floats
    homebound: Bools
    """By practice of the projection: never adopted outside the counties of its owners."""
    owned: Bools
    """By practice: an owner is known."""
    left_out: int
    """Pairs of which fewer than `min_parts` parts can be told: nothing is said of them."""

    def __len__(self) -> int:
        return len(self.practice)

    @overload
    def __getitem__(self, place: int) -> DiffusionRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[DiffusionRow]: ...

    def __getitem__(self, place: int | slice) -> DiffusionRow | list[DiffusionRow]:
        if isinstance(place, slice):
            return [self._row(one) for one in range(len(self))[place]]
        return self._row(range(len(self))[place])

    def key(self, place: int) -> str:
        """The key of a row, without making the row."""
        tables = self.projection
        return f"{tables.practices.ids[self.practice[place]]}|{tables.institutions.ids[self.institution[place]]}"

    @property
    def is_synthetic(self) -> bool:
        """Whether a practice or institution in it is invented."""
        of_practices = self.projection.practices.real[self.practice]
        return not (bool(of_practices.all()) and bool(self.projection.institutions.real[self.institution].all()))

    def _row(self, place: int) -> DiffusionRow:
        practice, institution = int(self.practice[place]), int(self.institution[place])
        values = (_known(value) for value in self.parts[place].tolist())
        peers = self._peers(institution)
        adopting = set(self.holders.settlement[self.holders.practice == practice].tolist())
        km = _known(float(self.nearest_km[place]))
        return DiffusionRow(
            key=self.key(place),
            practice=practice,
            institution=institution,
            score=float(self.score[place]),
            parts=dict(zip(PARTS, values, strict=True)),
            nearest_km=km,
            **self._nearest(int(self.nearest_holder[place])),
            mentors=int(self.mentors[place]),
            peers=peers,
            adopting_peers=tuple(peer for peer in peers if peer in adopting),
            expected_peers=_known(float(self.expected[place])),
            p=_known(float(self.p[place])),
            q=_known(float(self.q[place])),
            homebound=bool(self.homebound[practice]) if self.owned[practice] else None,
            holders=int((self.holders.practice == practice).sum()),
        )

    def _nearest(self, holder: int) -> dict[str, int | None]:
        columns = {
            "nearest_institution": self.holders.institution,
            "nearest_community": self.holders.community,
            "nearest_settlement": self.holders.settlement,
        }
        rows = {name: NONE if holder == NONE else int(column[holder]) for name, column in columns.items()}
        return {name: None if row == NONE else row for name, row in rows.items()}

    def _peers(self, institution: int) -> tuple[int, ...]:
        place = np.flatnonzero(self.base.settlements == self.projection.institutions.settlement[institution])
        if not len(place):
            return ()
        return tuple(self.base.settlements[self.base.nearest[place[0]]].tolist())


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value

"""The projection: what the analysis reads of the graph, as immutable columns of one version of the data.

Rows stand in order of their ids; a column that refers to another table holds row numbers, -1 where there is none. Days
are proleptic Gregorian ordinals (`datetime.date.toordinal`), intervals half-open; FOREVER stands for an open end.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = tuple[str, ...]

FOREVER = 2**31 - 1
NONE = -1


@dataclass(frozen=True, eq=False)
class Regions:
    """Statistical regions (NUTS 2)."""

    ids: Texts
    names_hu: Texts
    names_en: Texts


@dataclass(frozen=True, eq=False)
class Counties:
    """Counties (NUTS 3) and Budapest."""

    ids: Texts
    nuts3: Texts
    names_hu: Texts
    names_en: Texts
    region: Ints
    seat: Ints
    """The settlement that is its seat."""
    in_area: Bools
    """Whether the programme could work there."""


@dataclass(frozen=True, eq=False)
class Settlements:
    """Settlements; a part of one is seen as the settlement that it belongs to."""

    ids: Texts
    names: Texts
    county: Ints
    latitude: Floats
    longitude: Floats
    population: Ints
    disadvantage: Ints
    """Rank in the vocabulary settlementDisadvantage, 0 (not a beneficiary) to 3; NONE where it is not known."""


@dataclass(frozen=True, eq=False)
class Institutions:
    """Institutions, each with its seat and the point it lies at: its own, else that of its part or settlement."""

    ids: Texts
    sector: Ints
    """Place in `Projection.sectors`."""
    settlement: Ints
    county: Ints
    latitude: Floats
    longitude: Floats
    real: Bools
    """Whether its data are real: `dataOrigin` is not `synthetic`."""


@dataclass(frozen=True, eq=False)
class Collaborations:
    """Collaborations of at least one institution or none."""

    ids: Texts
    type: Ints
    """Place in `Projection.collaboration_types`."""
    start: Ints
    end: Ints
    real: Bools


@dataclass(frozen=True, eq=False)
class Memberships:
    """Institutions in collaborations, by collaboration and institution; own days override the collaboration's."""

    institution: Ints
    collaboration: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, eq=False)
class Communities:
    """Communities, each with its base."""

    ids: Texts
    settlement: Ints
    county: Ints
    latitude: Floats
    longitude: Floats
    real: Bools


@dataclass(frozen=True, eq=False)
class Mentors:
    """Mentors. Persons: only numbers of them are ever told, and their county office."""

    ids: Texts
    real: Bools


@dataclass(frozen=True, eq=False)
class Practices:
    """Good practices, with the day they were published (NONE where that is unknown)."""

    ids: Texts
    published: Ints
    real: Bools


@dataclass(frozen=True, eq=False)
class Sessions:
    """Training sessions: the day they end, and how many people attended."""

    ids: Texts
    day: Ints
    attendants: Ints


@dataclass(frozen=True, eq=False)
class Pairs:
    """Relationships from rows of one table to rows of another, with the days on which they hold."""

    source: Ints
    target: Ints
    start: Ints
    end: Ints

    def at(self, day: int) -> Bools:
        """Which of them hold on `day`."""
        return (self.start <= day) & (self.end > day)


@dataclass(frozen=True, eq=False)
class Responsibilities:
    """Mentors responsible for places: the settlement, and the point of the very place."""

    mentor: Ints
    settlement: Ints
    latitude: Floats
    longitude: Floats
    start: Ints
    end: Ints


@dataclass(frozen=True, eq=False)
class Reached:
    """Places that the programme reached: settlements and parts."""

    ids: Texts
    settlement: Ints
    latitude: Floats
    longitude: Floats
    day: Ints


@dataclass(frozen=True, eq=False)
class Visits:
    """Mentoring activities: by whom, for which community or institution (the other NONE), on which day."""

    mentor: Ints
    community: Ints
    institution: Ints
    day: Ints


@dataclass(frozen=True, eq=False)
class PracticePlaces:
    """Who owns or adopted a practice: an institution, a community or another organisation (both NONE); where, when."""

    practice: Ints
    institution: Ints
    community: Ints
    settlement: Ints
    day: Ints


@dataclass(frozen=True, eq=False)
class Worklist:
    """What somebody works on: items with their state, what they came of, and the institutions that they are of.

    `a` has the smaller id; `b` is NONE in an item of one. `by_tie` where a collaboration closed it by itself.
    """

    ids: Texts
    states: Texts
    kinds: Texts
    methods: Texts
    a: Ints
    b: Ints
    by_tie: Bools

    def pairs(self, *states: str) -> dict[tuple[int, int], str]:
        """The items of pairs in any of these states, by both institutions."""
        return {
            (int(self.a[row]), int(self.b[row])): id_
            for row, id_ in enumerate(self.ids)
            if self.states[row] in states and self.b[row] != NONE
        }


NO_ITEMS = Worklist((), (), (), (), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.bool_))


@dataclass(frozen=True, eq=False)
class Projection:
    """All columns of one version of the data. Nothing in it changes; a new version is a new projection."""

    version: int
    today: int
    """The last day of the data, by default the day of every analysis."""
    sectors: Texts
    collaboration_types: Texts
    themes: Texts
    """Codes of the vocabularies, sorted; `themes` of goodPracticeTheme."""
    regions: Regions
    counties: Counties
    settlements: Settlements
    institutions: Institutions
    collaborations: Collaborations
    memberships: Memberships
    communities: Communities
    mentors: Mentors
    practices: Practices
    sessions: Sessions
    collaboration_themes: Pairs
    practice_themes: Pairs
    responsibilities: Responsibilities
    mentorings: Pairs
    """Mentor to community (MENTORS)."""
    offices: Pairs
    """Mentor to the county of the office where the mentor works (WORKS_AT)."""
    visits: Visits
    spaces: Pairs
    """Community to the institution whose space it uses (USES_SPACE_OF)."""
    attendances: Pairs
    """Session to the institution whose employee attended; once a pair, on the last day of the session."""
    adoptions: PracticePlaces
    owners: PracticePlaces
    reached: Reached
    worklist: Worklist = NO_ITEMS

    @cached_property
    def without_ends(self) -> Projection:
        """The same with every mentor, office and space open-ended: what holds on a day is all that had begun by it."""

        def open_(pairs: Pairs) -> Pairs:
            return replace(pairs, end=np.full_like(pairs.end, FOREVER))

        care = self.responsibilities
        return replace(
            self,
            mentorings=open_(self.mentorings),
            offices=open_(self.offices),
            spaces=open_(self.spaces),
            responsibilities=replace(care, end=np.full_like(care.end, FOREVER)),
        )

    def mentoring_of(self, real: bool) -> Projection:
        """The same with real, or with invented, mentors and communities only: the others have nothing and nobody."""
        mentor, community = self.mentors.real == real, self.communities.real == real
        care, visits = self.responsibilities, self.visits
        known = mentor[visits.mentor] & ((visits.community == NONE) | community[visits.community])
        return replace(
            self,
            communities=replace(
                self.communities,
                settlement=np.where(community, self.communities.settlement, np.int32(NONE)),
                county=np.where(community, self.communities.county, np.int32(NONE)),
            ),
            mentorings=_kept(self.mentorings, mentor[self.mentorings.source] & community[self.mentorings.target]),
            offices=_kept(self.offices, mentor[self.offices.source]),
            spaces=_kept(self.spaces, community[self.spaces.source]),
            responsibilities=_kept(care, mentor[care.mentor]),
            visits=_kept(visits, known),
        )

    @cached_property
    def institution_rows(self) -> dict[str, int]:
        """Institution id to row."""
        return {id_: row for row, id_ in enumerate(self.institutions.ids)}

    @cached_property
    def county_rows(self) -> dict[str, int]:
        """County id, and NUTS 3 code, to row."""
        ids = {id_: row for row, id_ in enumerate(self.counties.ids)}
        return ids | {code: row for row, code in enumerate(self.counties.nuts3)}

    @cached_property
    def first_day(self) -> int:
        """The first day on which a collaboration began; `today` where there is none."""
        return int(self.collaborations.start.min()) if self.collaborations.ids else self.today


P = TypeVar("P", Pairs, Responsibilities, Visits)


def _kept(table: P, rows: Bools) -> P:
    """The rows of a table for which `rows` is true."""
    return replace(table, **{field.name: getattr(table, field.name)[rows] for field in fields(table)})

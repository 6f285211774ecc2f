"""Tables of relationships: rows of other tables, with the days on which they hold, in order of all columns.

A day from which one holds, where it is not known, is NONE, which lies before every day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.keeping.columns import Table
from graph_service.network.keeping.rows import Rows, in_order, known_order, open_end, rows_at
from graph_service.network.keeping.things import Geography
from graph_service.network.projection import (
    FOREVER,
    NONE,
    Collaborations,
    Ints,
    Memberships,
    Pairs,
    PracticePlaces,
    Practices,
    Reached,
    Responsibilities,
    Sessions,
    Visits,
    Worklist,
)


@dataclass(frozen=True, eq=False)
class Index:
    """Id, or code, to row of what relationships refer to; and where places lie."""

    counties: Rows
    institutions: Rows
    collaborations: Rows
    communities: Rows
    mentors: Rows
    practices: Rows
    sessions: Rows
    themes: Rows
    where: Geography
    institution_at: Ints
    """The settlement of each institution."""
    community_at: Ints


def memberships_of(table: Table, index: Index, works: Collaborations) -> Memberships:
    """Institutions in collaborations: from their own first day or that of the collaboration, and likewise to the last.

    An institution that takes part in several ways has several rows.
    """
    institution = rows_at(index.institutions, table.texts("institution"))
    work = rows_at(index.collaborations, table.texts("collaboration"))
    start = _own(table.ints("start"), _at(works.start, work))
    end = _own(table.ints("end"), _at(works.end, work))
    order = known_order(work, institution, start, end)
    return Memberships(institution[order], work[order], start[order], end[order])


def collaboration_themes_of(table: Table, index: Index, works: Collaborations) -> Pairs:
    """Themes of collaborations, as long as these last."""
    work = rows_at(index.collaborations, table.texts("collaboration"))
    theme = rows_at(index.themes, table.texts("theme"))
    return _pairs(work, theme, _at(works.start, work), _at(works.end, work))


def practice_themes_of(table: Table, index: Index, practices: Practices) -> Pairs:
    """Themes of good practices, from the day of publication."""
    practice = rows_at(index.practices, table.texts("practice"))
    theme = rows_at(index.themes, table.texts("theme"))
    return _pairs(practice, theme, _at(practices.published, practice))


def attendances_of(table: Table, index: Index, sessions: Sessions) -> Pairs:
    """Sessions and the institutions whose employees attended, once a pair, from the last day of the session on."""
    session = rows_at(index.sessions, table.texts("session"))
    institution = rows_at(index.institutions, table.texts("institution"))
    once = np.unique(np.stack([session, institution]), axis=1)
    return _pairs(once[0], once[1], _at(sessions.day, once[0]))


def mentorings_of(table: Table, index: Index) -> Pairs:
    """Mentors and their communities."""
    mentor = rows_at(index.mentors, table.texts("mentor"))
    community = rows_at(index.communities, table.texts("community"))
    return _pairs(mentor, community, table.ints("start"), open_end(table.ints("end")))


def offices_of(table: Table, index: Index) -> Pairs:
    """Mentors and the counties that their offices cover, or else lie in."""
    mentor = rows_at(index.mentors, table.texts("mentor"))
    settlement, _, _ = index.where.places.at(table.texts("place"))
    county = _own(rows_at(index.counties, table.texts("county")), index.where.county(settlement))
    return _pairs(mentor, county, table.ints("start"), open_end(table.ints("end")))


def spaces_of(table: Table, index: Index) -> Pairs:
    """Communities and the institutions whose space they use; the graph does not tell until when."""
    community = rows_at(index.communities, table.texts("community"))
    institution = rows_at(index.institutions, table.texts("institution"))
    return _pairs(community, institution, table.ints("start"))


def responsibilities_of(table: Table, index: Index) -> Responsibilities:
    """Mentors and their places."""
    mentor = rows_at(index.mentors, table.texts("mentor"))
    settlement, latitude, longitude = index.where.places.at(table.texts("place"))
    start, end = table.ints("start"), open_end(table.ints("end"))
    order = known_order(mentor, settlement, start, end, latitude, longitude)
    return Responsibilities(
        mentor[order], settlement[order], latitude[order], longitude[order], start[order], end[order]
    )


def visits_of(table: Table, index: Index) -> Visits:
    """What mentors did, by mentor and day; what was for a project has neither community nor institution."""
    mentor = rows_at(index.mentors, table.texts("mentor"))
    community = rows_at(index.communities, table.texts("subject"))
    institution = rows_at(index.institutions, table.texts("subject"))
    day = table.ints("day")
    order = known_order(mentor, day, community, institution)
    return Visits(mentor[order], community[order], institution[order], day[order])


def adoptions_of(table: Table, index: Index) -> PracticePlaces:
    """Who took over a practice, where and when."""
    return _practice_places(table, index, table.ints("day"), np.full(len(table), NONE, dtype=np.int32))


def owners_of(table: Table, index: Index, practices: Practices) -> PracticePlaces:
    """Who worked out a practice, and where; the day is that of publication."""
    day = _at(practices.published, rows_at(index.practices, table.texts("practice")))
    settlement, _, _ = index.where.places.at(table.texts("place"))
    return _practice_places(table, index, day, settlement)


def reached_of(table: Table, index: Index) -> Reached:
    """Places reached, each once, on the first day on which a programme reached it."""
    days: dict[str, int] = {}
    for place, day in zip(table.texts("place"), table.ints("day").tolist(), strict=True):
        days[place] = min(day, days.get(place, FOREVER))
    ids = tuple(sorted(place for place in days if place in index.where.places.rows))
    settlement, latitude, longitude = index.where.places.at(ids)
    return Reached(ids, settlement, latitude, longitude, np.array([days[place] for place in ids], dtype=np.int32))


def worklist_of(table: Table, index: Index) -> Worklist:
    """Items of the worklist in order of their ids; the second institution of an item of one is NONE."""
    table = in_order(table)
    one, other = rows_at(index.institutions, table.texts("one")), rows_at(index.institutions, table.texts("other"))
    return Worklist(
        tuple(table.texts("id")),
        tuple(table.texts("state")),
        tuple(table.texts("kind")),
        tuple(table.texts("method")),
        one,
        np.where(one == other, np.int32(NONE), other),
        table.truths("by_tie"),
    )


def _practice_places(table: Table, index: Index, day: Ints, elsewhere: Ints) -> PracticePlaces:
    """`elsewhere` is the settlement of one that is neither an institution nor a community."""
    practice = rows_at(index.practices, table.texts("practice"))
    institution = rows_at(index.institutions, table.texts("by"))
    community = rows_at(index.communities, table.texts("by"))
    settlement = _own(_at(index.institution_at, institution), _own(_at(index.community_at, community), elsewhere))
    columns = (practice, institution, community, settlement, day)
    order = known_order(*columns, known=1)
    return PracticePlaces(*(column[order] for column in columns))


def _pairs(source: Ints, target: Ints, start: Ints, end: Ints | None = None) -> Pairs:
    last = np.full(len(source), FOREVER, dtype=np.int32) if end is None else end
    order = known_order(source, target, start, last)
    return Pairs(source[order], target[order], start[order], last[order])


def _at(column: Ints, rows: Ints) -> Ints:
    """The value of each row, NONE for NONE."""
    return np.append(column, np.int32(NONE))[rows]


def _own(days: Ints, others: Ints) -> Ints:
    return np.where(days == NONE, others, days)

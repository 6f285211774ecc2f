"""The projection of plain columns: rows in order of their ids, references as row numbers, days as intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass

import numpy as np

from graph_service.network.keeping import links, things
from graph_service.network.keeping.columns import Columns
from graph_service.network.keeping.rows import rows_of
from graph_service.network.keeping.today import last_day
from graph_service.network.projection import Projection, Texts


def projection_of(columns: Columns, version: int) -> Projection:
    """The projection of all tables of `columns`. A relationship to something that is not there is left out.

    Nothing in it can be written: versions are shared between requests.
    """
    projection = _assembled(columns, version)
    for table in vars(projection).values():
        if is_dataclass(table):
            _protect(table)
    return projection


def _protect(table: object) -> None:
    for column in vars(table).values():
        if isinstance(column, np.ndarray):
            column.setflags(write=False)


def _assembled(columns: Columns, version: int) -> Projection:
    where = things.geography_of(columns)
    vocabularies = _vocabularies(columns)
    sectors, types = vocabularies["sector"], vocabularies["collaborationType"]
    institutions = things.institutions_of(columns["institutions"], sectors, where)
    collaborations = things.collaborations_of(columns["collaborations"], types)
    communities = things.communities_of(columns["communities"], where)
    mentors = things.mentors_of(columns["mentors"])
    practices = things.practices_of(columns["practices"])
    sessions = things.sessions_of(columns["sessions"])
    index = links.Index(
        counties=rows_of(where.counties.ids),
        institutions=rows_of(institutions.ids),
        collaborations=rows_of(collaborations.ids),
        communities=rows_of(communities.ids),
        mentors=rows_of(mentors.ids),
        practices=rows_of(practices.ids),
        sessions=rows_of(sessions.ids),
        themes=rows_of(vocabularies["goodPracticeTheme"]),
        where=where,
        institution_at=institutions.settlement,
        community_at=communities.settlement,
    )
    return Projection(
        version=version,
        today=last_day(columns),
        sectors=sectors,
        collaboration_types=types,
        themes=vocabularies["goodPracticeTheme"],
        regions=where.regions,
        counties=where.counties,
        settlements=where.settlements,
        institutions=institutions,
        collaborations=collaborations,
        memberships=links.memberships_of(columns["memberships"], index, collaborations),
        communities=communities,
        mentors=mentors,
        practices=practices,
        sessions=sessions,
        collaboration_themes=links.collaboration_themes_of(columns["collaboration_themes"], index, collaborations),
        practice_themes=links.practice_themes_of(columns["practice_themes"], index, practices),
        responsibilities=links.responsibilities_of(columns["responsibilities"], index),
        mentorings=links.mentorings_of(columns["mentorings"], index),
        offices=links.offices_of(columns["offices"], index),
        visits=links.visits_of(columns["visits"], index),
        spaces=links.spaces_of(columns["spaces"], index),
        attendances=links.attendances_of(columns["attendances"], index, sessions),
        adoptions=links.adoptions_of(columns["adoptions"], index),
        owners=links.owners_of(columns["owners"], index, practices),
        reached=links.reached_of(columns["reached"], index),
        worklist=links.worklist_of(columns["worklist"], index),
    )


def _vocabularies(columns: Columns) -> Mapping[str, Texts]:
    """Codes in order by vocabulary; a code in use that the vocabulary has not stands among them."""
    table = columns["concepts"]
    codes = {
        "sector": set(columns["institutions"].texts("sector")),
        "collaborationType": set(columns["collaborations"].texts("type")),
        "goodPracticeTheme": set[str](),
    }
    for scheme, code in zip(table.texts("scheme"), table.texts("code"), strict=True):
        codes[scheme].add(code)
    return {scheme: tuple(sorted(found - {""})) for scheme, found in codes.items()}

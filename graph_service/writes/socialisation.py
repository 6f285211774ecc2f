"""Whether an institution is run with its residents, since when, and how its level changed: from its assessments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from graph_service.model.declare import step_out
from graph_service.model.labels import (
    INSTITUTION,
    SOCIALISATION_ASSESSMENT,
)
from graph_service.model.vocabulary import schemes
from graph_service.writes.changes import Change, GraphStore, read_rows, read_slices
from graph_service.writes.properties import Derived, property_changes
from graph_service.writes.rests import Rests, Stop

ASSESSMENTS = Stop(
    step_out("HAS_ASSESSMENT"),
    (SOCIALISATION_ASSESSMENT,),
    ("assessedOn", "degree", "elementsMet", "participationLevel"),
)
RESTS = Rests((INSTITUTION,), ways=((ASSESSMENTS,),), itself=True)
_DOCUMENTED = "documented"
_LEAST = "minimal"


class Assessment(NamedTuple):
    """One assessment; a later day is newer, of two on one day the larger id."""

    day: date
    id: str
    degree: str
    elements: tuple[str, ...]
    level: int


class Socialisation(NamedTuple):
    """What follows from the assessments of one institution."""

    socialised: bool
    since: date | None
    level: int | None
    change: int | None

    def properties(self) -> dict[str, object]:
        """As the graph stores them."""
        return {
            "socialised": self.socialised,
            "socialisedSince": self.since,
            "participationLevel": self.level,
            "participationLevelChange": self.change,
        }


class Period(NamedTuple):
    """Socialised from a day on, up to the day of the assessment that ended it."""

    start: date
    end: date | None


def meets_rule(assessment: Assessment) -> bool:
    """At least the degree `minimal`, and written into the governing documents."""
    degrees = [term.code for term in schemes()["socialisationDegree"].terms]
    enough = degrees[degrees.index(_LEAST) :]
    return assessment.degree in enough and _DOCUMENTED in assessment.elements


def socialised_periods(assessments: Iterable[Assessment]) -> list[Period]:
    """When an institution was socialised: each assessment holds until the next."""
    periods: list[Period] = []
    for assessment in sorted(assessments):
        last = periods[-1] if periods else None
        going = last is not None and last.end is None
        if meets_rule(assessment) and not going:
            periods.append(Period(assessment.day, None))
        elif last is not None and going and not meets_rule(assessment):
            periods[-1] = Period(last.start, assessment.day)
    return periods


def socialisation(assessments: Sequence[Assessment]) -> Socialisation:
    """The present state; `since` is the start of the period that goes on."""
    going = [period.start for period in socialised_periods(assessments) if period.end is None]
    level = max(assessments).level if assessments else None
    change = max(assessments).level - min(assessments).level if len(assessments) > 1 else None
    return Socialisation(bool(going), going[-1] if going else None, level, change)


_IDS = "MATCH (i:Institution) RETURN collect(i.id) AS found"
_READ = (
    "UNWIND $ids AS id MATCH (i:Institution {id: id}) "
    "RETURN collect([i.id, "
    "[i.socialised, toString(i.socialisedSince), i.participationLevel, i.participationLevelChange], "
    "[(i)-[:HAS_ASSESSMENT]->(a:SocialisationAssessment) | "
    "[toString(a.assessedOn), a.id, a.degree, a.elementsMet, a.participationLevel]]]) AS found"
)


async def socialisation_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all institutions, or in `only`."""
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    found = []
    for id_, held, assessments in await read_slices(store, _READ, ids):
        wanted = socialisation([assessment_of(*values) for values in assessments])
        found.append(Derived(id_, tuple(held), wanted.properties()))
    return property_changes("MATCH (n:Institution {id: r.id})", found)


def assessment_of(day: str, id_: str, degree: str, elements: Iterable[str], level: int) -> Assessment:
    """An assessment from the values of a row."""
    return Assessment(date.fromisoformat(day), id_, degree, tuple(elements), level)

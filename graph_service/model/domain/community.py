"""Community work: communities, their development processes, mentoring, and what was measured."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Localized, Relationship, between, into, out, prop, step_out, term, through
from graph_service.model.domain.node import Concept, Node
from graph_service.model.domain.organisation import Operates, Participant, SharesMentorWith
from graph_service.model.domain.undertaking import Adopted

if TYPE_CHECKING:
    from graph_service.model.domain.learning import Event
    from graph_service.model.domain.method import MethodologyModel, MonitoringWave, ParticipationBody
    from graph_service.model.domain.organisation import Institution
    from graph_service.model.domain.person import Mentor
    from graph_service.model.domain.place import County, District, Locality, Settlement, SettlementPart
    from graph_service.model.domain.undertaking import GoodPractice, TopProject


class UsesSpaceOf(Relationship, type="USES_SPACE_OF"):
    """Meets or works in the rooms of an institution."""

    from_: date | None = prop("First day.")


class Entered(Relationship, type="ENTERED", keyed=True):
    """A process entered a phase."""

    on: date = prop("Day of entering.")


class Used(Relationship, type="USED", keyed=True):
    """A process used a method or tool."""

    on: date = prop("Day of use.")
    participants: int | None = prop("Number of people who took part.", low=0)


class Scored(Relationship, type="SCORED"):
    """A measured value of one dimension."""

    value: float = prop("Score from 1.0 (low) to 5.0 (high).", low=1, high=5)


# What was measured is a place, or has one; a part of a settlement rolls up.
_PLACE = (step_out("OF"), step_out("IN_SETTLEMENT|PART_OF", optional=True))


class Community(Participant, prefix="comm", plural="communities", searchable=True, about=360):
    """A local community."""

    summary: Localized | None = prop("Summary.")
    formal: bool = prop("Whether it is a registered organisation.", index=True)
    member_count: int | None = prop("Number of members.", low=0)
    founded_on: date | None = prop("Day of foundation.")
    themes: list[str] = term("goodPracticeTheme", "Themes it works on.")
    place: Locality = out("BASED_IN", "The settlement or part of a settlement where it is based.")
    target_groups: list[Concept] = out("BELONGS_TO", "Target groups it belongs to.")
    mentors: list[Mentor] = into("MENTORS", "Mentors who work, or worked, with it.")
    shares_mentor_with: list[Community] = between(SharesMentorWith, "Communities that have, or had, the same mentors.")
    spaces: list[Institution] = out(UsesSpaceOf, "Institutions whose space it uses.")
    processes: list[DevelopmentProcess] = out("RUNS", "Its development processes.")
    operates: list[Institution] = out(Operates, "Institutions it operates.")
    mentoring: list[MentoringActivity] = into("FOR", "Mentoring activities for it.")
    sits_in: list[ParticipationBody] = out("SITS_IN", "Bodies it sits in.")
    adopted: list[GoodPractice] = out(Adopted, "Good practices it took over.")
    took_part_in: list[Event] = out("TOOK_PART_IN", "Events it took part in.")
    measurements: list[Measurement] = into("OF", "Measurements of it.")


class DevelopmentProcess(Node, prefix="process", plural="developmentProcesses"):
    """A community-development process."""

    started_on: date = prop("First day.")
    ended_on: date | None = prop("Last day; unset means it goes on.")
    current_phase: str = term("processPhase", "Phase entered last.", index=True, derived=True)
    action_before_analysis: bool = prop(
        "Whether it entered `action` without an earlier `situation_analysis`.", index=True, derived=True
    )
    community: Community = into("RUNS", "The community that runs it.")
    phases: list[Concept] = out(Entered, "Phases entered.")
    tools: list[Concept] = out(Used, "Methods and tools used.")
    follows: list[MethodologyModel] = out("FOLLOWS", "Methodology models it follows.")


class MentoringActivity(Node, prefix="activity", plural="mentoringActivities"):
    """Something a mentor did for a community, an institution or a project."""

    date_: date = prop("Day.")
    type: str = term("mentoringActivity", "Type of activity.", index=True)
    minutes: int | None = prop("Length in minutes.", low=0)
    note: str | None = prop("Note; not public.", public=False)
    mentor: Mentor | None = into("CARRIED_OUT", "Who carried it out; null if erased.")
    subject: Community | Institution | TopProject = out("FOR", "Whom it was for.", union="MentoringSubject")


class Measurement(Node, prefix="measure"):
    """Scores of a place, community or institution on one day."""

    perspective: str = term("measurementPerspective", "External (mentor) or internal (local group).", index=True)
    taken_on: date = prop("Day of measurement.")
    respondents: int | None = prop("Number of people asked.", low=0)
    wave: MonitoringWave | None = into("INCLUDES", "The wave it belongs to.")
    subject: Settlement | SettlementPart | Community | Institution = out(
        "OF", "What was measured.", union="MeasurementSubject"
    )
    settlement: Settlement = through("Its settlement; a part of a settlement rolls up.", *_PLACE)
    district: District | None = through("Its district; Budapest has none.", *_PLACE, step_out("IN_DISTRICT"))
    county: County = through("Its county.", step_out("OF"), step_out("IN_COUNTY|SITED_IN"))
    scores: list[Concept] = out(Scored, "The scores, one a dimension.")

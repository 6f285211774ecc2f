"""Undertakings: collaborations, sample projects, TOP projects, volunteer programmes; and good practices."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Localized, Long, Relationship, into, out, prop, term
from graph_service.model.domain.node import Concept, Node

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community, MentoringActivity
    from graph_service.model.domain.learning import Event, GameApp, OnlinePlatform, Publication
    from graph_service.model.domain.organisation import (
        CivilOrganisation,
        Institution,
        Organisation,
        Participant,
    )
    from graph_service.model.domain.place import Settlement
    from graph_service.model.domain.programme import ProgrammeActivity
    from graph_service.model.domain.record import WorkItem


class ParticipatesIn(Relationship, type="PARTICIPATES_IN", keyed=True, starts_with="startDate", ends_with="endDate"):
    """Takes part in a collaboration."""

    role: str = term("participationRole", "Part played in the collaboration.")
    from_: date | None = prop("First day of taking part; unset means from the start of the collaboration.")
    to: date | None = prop("Day it stopped taking part; unset means it still does.")


class PartnerIn(Relationship, type="PARTNER_IN"):
    """Is a partner in a project."""

    role: str = term("consortiumRole", "Part played in the project.")


class Adopted(Relationship, type="ADOPTED"):
    """Took over a good practice."""

    on: date = prop("Day of adoption.")
    adapted: bool = prop("Whether the practice was changed to fit.")


class Promotes(Relationship, type="PROMOTES"):
    """Makes something known."""

    on: date | None = prop("Day of promotion.")


class RunsVolunteering(Relationship, type="RUNS_VOLUNTEERING"):
    """Runs a volunteer programme."""

    from_: date | None = prop("First day.")


class SuppliesVolunteers(Relationship, type="SUPPLIES_VOLUNTEERS"):
    """Supplies volunteers for a programme of an institution."""

    from_: date | None = prop("First day.")


class Undertaking(Node, abstract=True, super_label=True, plural="undertakings", searchable=True):
    """A programme, project or collaboration."""

    name: Localized = prop("Name.", sort="nameSort")


class Collaboration(Undertaking, prefix="collab"):
    """Work done together by at least two organisations or communities."""

    type: str = term("collaborationType", "Type of collaboration.", index=True)
    start_date: date = prop("First day.")
    end_date: date | None = prop("Last day; unset means it goes on.")
    agreement_signed: bool = prop("Whether there is a signed agreement.", index=True)
    status: str = term("collaborationStatus", "Status.", index=True)
    participants: list[Participant] = into(ParticipatesIn, "Who takes part.")
    institutions: list[Institution] = into(ParticipatesIn, "The institutions that take part.")
    themes: list[Concept] = out("ABOUT", "What it is about.")
    arose_from: list[SampleProject] = into("GAVE_RISE_TO", "Sample projects that it grew out of.")
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")
    work_items: list[WorkItem] = into("BECAME", "Items of the worklist that it closed.")


class SampleProject(Undertaking, prefix="sample"):
    """A sample project that joins a museum, a library and an institution of community culture."""

    summary: Localized | None = prop("Summary.")
    start_date: date = prop("First day.")
    end_date: date | None = prop("Last day.")
    grant_huf: Long | None = prop("Grant in forints.", low=0)
    status: str = term("projectStatus", "Status.", index=True)
    partners: list[Organisation] = into(PartnerIn, "Its partners.")
    settlements: list[Settlement] = out("TAKES_PLACE_IN", "Where it takes place.")
    results: list[Collaboration | GoodPractice] = out("GAVE_RISE_TO", "What grew out of it.", union="ProjectResult")
    promoted_by: list[Event | Publication | OnlinePlatform | GameApp] = into(
        Promotes, "What made it known.", union="Promoter"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class TopCall(Node, prefix="call", searchable=True):
    """A call of the Territorial and Settlement Development Operational Programme (TOP)."""

    code: str = prop("Code of the call.", key=True, order=True)
    name: str = prop("Name of the call, in Hungarian.", column="nameHu", sort="nameSort")
    budget_huf: Long | None = prop("Budget in forints.", low=0)
    projects: list[TopProject] = into("UNDER_CALL", "Projects under the call.")


class TopProject(Undertaking, prefix="top"):
    """A winning project of a TOP call."""

    name: Localized = prop("Name; often in Hungarian only.", sort="nameSort")
    grant_huf: Long | None = prop("Grant in forints.", low=0)
    start_date: date | None = prop("First day.")
    end_date: date | None = prop("Last day.")
    status: str = term("projectStatus", "Status.", index=True)
    featured: bool = prop("Whether the programme presents it as an example.", index=True)
    call: TopCall = out("UNDER_CALL", "The call it won.")
    partners: list[Organisation] = into(PartnerIn, "Its partners.")
    settlements: list[Settlement] = out("TAKES_PLACE_IN", "Where it takes place.")
    mentoring: list[MentoringActivity] = into("FOR", "Mentoring activities for it.")
    promoted_by: list[Event | Publication | OnlinePlatform | GameApp] = into(
        Promotes, "What made it known.", union="Promoter"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class GoodPractice(Node, prefix="practice", searchable=True):
    """A way of working that others can take over."""

    title: Localized = prop("Title.", sort="nameSort")
    summary: Localized | None = prop("Summary.")
    published_on: date | None = prop("Day of publication.")
    review_status: str = term("reviewStatus", "State of professional review.", index=True)
    adaptable: bool = prop("Whether others can take it over as it is.", index=True)
    adopters_elsewhere: int | None = prop(
        "Number of adopters outside the counties of its owners, where it has owners.", low=0, derived=True
    )
    owners: list[Participant] = into("OWNS_PRACTICE", "Who worked it out.")
    themes: list[Concept] = out("HAS_THEME", "Its themes.")
    tools: list[Concept] = out("USES_TOOL", "Methods and tools it uses.")
    adopters: list[Community | Institution] = into(Adopted, "Who took it over.", union="Adopter")
    arose_from: list[SampleProject] = into("GAVE_RISE_TO", "Sample projects that it grew out of.")
    promoted_by: list[Event | Publication | OnlinePlatform | GameApp] = into(
        Promotes, "What made it known.", union="Promoter"
    )
    described_in: list[Publication] = into("DESCRIBES", "Publications that describe it.")


class VolunteerProgramme(Undertaking, prefix="vol"):
    """A programme in which volunteers work for an institution."""

    form: str = term("volunteerType", "Who receives the volunteers.", index=True)
    start_date: date = prop("First day.")
    end_date: date | None = prop("Last day; unset means it goes on.")
    volunteer_count: int | None = prop("Number of volunteers.", low=0)
    hours_per_year: int | None = prop("Hours worked a year.", low=0)
    institutions: list[Institution] = into(RunsVolunteering, "Institutions that run it.")
    suppliers: list[CivilOrganisation] = into(SuppliesVolunteers, "Civil organisations that supply the volunteers.")
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")

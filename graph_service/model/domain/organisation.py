"""Organisations: institutions of the three sectors and those they work with; the cooperation tie."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import (
    Localized,
    Point,
    Relationship,
    Tie,
    between,
    evidence,
    into,
    out,
    prop,
    step_either,
    step_in,
    step_out,
    term,
    through,
)
from graph_service.model.domain.node import Concept, Node
from graph_service.model.domain.place import InSettlement, SitedIn
from graph_service.model.domain.undertaking import (
    Adopted,
    ParticipatesIn,
    PartnerIn,
    RunsVolunteering,
    SuppliesVolunteers,
)

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community, Measurement, MentoringActivity
    from graph_service.model.domain.learning import Event, Publication, Quest, TrainingSession
    from graph_service.model.domain.method import ParticipationBody, SocialisationAssessment
    from graph_service.model.domain.person import Mentor, Person, Professional
    from graph_service.model.domain.place import County, District, Locality, Settlement
    from graph_service.model.domain.programme import Programme
    from graph_service.model.domain.record import WorkItem
    from graph_service.model.domain.undertaking import (
        Collaboration,
        GoodPractice,
        SampleProject,
        TopProject,
        VolunteerProgramme,
    )


class Maintains(Relationship, type="MAINTAINS", keyed=True):
    """Maintains an institution: the final responsibility for it."""

    from_: date | None = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")


class Operates(Relationship, type="OPERATES"):
    """Operates an institution on behalf of its maintainer."""

    from_: date = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")


class Implements(Relationship, type="IMPLEMENTS"):
    """Carries out a programme."""

    role: str = term("consortiumRole", "Part played in the consortium.")


_COUNTIES = "Whether they lie in different counties."


class CooperatesWith(Relationship, type="COOPERATES_WITH", derived=True, shares=(step_out("PARTICIPATES_IN"),)):
    """Takes part in common collaborations; derived from PARTICIPATES_IN, one a pair, smaller id first."""

    weight: int = prop("Number of shared collaborations.", low=1, order=True)
    since: date = prop("Earliest day on which both took part in a shared collaboration.", order=True)
    types: list[str] = term("collaborationType", "Types of the shared collaborations.")
    cross_sector: bool = prop("Whether the two belong to different sectors.")
    cross_county: bool = prop(_COUNTIES)
    collaborations: list[Collaboration] = evidence("The collaborations they share: the evidence.")


_COMMON = "How many they have in common."
_SINCE = "Earliest day from which both had one of them, as far as days are known."


class SharesMentorWith(Relationship, type="SHARES_MENTOR_WITH", derived=True, shares=(step_in("MENTORS"),)):
    """Has, or had, a mentor in common."""

    weight: int = prop(_COMMON, low=1, order=True)
    since: date = prop(_SINCE, order=True)
    cross_county: bool = prop(_COUNTIES)
    mentors: list[Mentor] = evidence("Mentors of both: the evidence.")


class SharesTrainingWith(
    Relationship,
    type="SHARES_TRAINING_WITH",
    derived=True,
    shares=(step_in("EMPLOYED_BY"), step_out("ATTENDED")),
):
    """Has, or had, employees at the same training session."""

    weight: int = prop(_COMMON, low=1, order=True)
    since: date = prop(_SINCE, order=True)
    cross_county: bool = prop(_COUNTIES)
    training_sessions: list[TrainingSession] = evidence("Sessions with employees of both: the evidence.")


class SharesPracticeWith(
    Relationship, type="SHARES_PRACTICE_WITH", derived=True, shares=(step_out("OWNS_PRACTICE|ADOPTED"),)
):
    """Worked out or took over the same good practice."""

    weight: int = prop(_COMMON, low=1, order=True)
    since: date | None = prop(_SINCE, order=True)
    cross_county: bool = prop(_COUNTIES)
    practices: list[GoodPractice] = evidence("Good practices of both: the evidence.")


class PossiblePartner(
    Relationship,
    type="POSSIBLE_PARTNER",
    derived=True,
    shares=(step_either("COOPERATES_WITH"),),
    without="COOPERATES_WITH",
    stored=False,
):
    """Has partners in common but is no partner yet; computed when asked."""

    weight: int = prop("Number of common partners.", low=1, order=True)
    km: float | None = prop("Great-circle distance of the seats in kilometres.")
    common_partners: list[Institution] = evidence("The partners they have in common: the evidence.")


class Participant(Node, abstract=True, plural="participants"):
    """An organisation or a community: whoever can take part in common work."""

    name: Localized = prop("Name.", sort="nameSort")
    place: Locality = out("LOCATED_IN|BASED_IN", "The settlement or part of a settlement where it is.")
    settlement: Settlement = out(InSettlement, "Its settlement; a part of a settlement rolls up.")
    county: County = out(SitedIn, "Its county.")
    collaborations: list[Collaboration] = out(ParticipatesIn, "Collaborations it takes part in.")
    practices: list[GoodPractice] = out("OWNS_PRACTICE", "Good practices it worked out.")
    shares_practice_with: list[Participant] = between(
        SharesPracticeWith, "Who worked out or took over the same good practices."
    )


class Organisation(Participant, abstract=True, super_label=True, plural="organisations", searchable=True):
    """An organisation with a seat."""

    organisation_form: str = term("organisationForm", "Form of organisation.", index=True)
    legal_form_code: str | None = prop("Legal form code of the Central Statistical Office (GFO).")
    website: str | None = prop("Website.")
    active: bool = prop("Whether it still works.", index=True)
    place: Locality = out("LOCATED_IN", "The settlement or part of a settlement where its seat is.")
    settlement: Settlement = out(InSettlement, "The settlement of its seat; a part of a settlement rolls up.")
    county: County = out(SitedIn, "The county of its seat.")
    target_groups: list[Concept] = out("BELONGS_TO", "Target groups it belongs to.")
    maintains: list[Institution] = out(Maintains, "Institutions it maintains.")
    employees: list[Person] = into("EMPLOYED_BY", "People it employs or employed.")
    sample_projects: list[SampleProject] = out(PartnerIn, "Sample projects it is a partner in.")
    top_projects: list[TopProject] = out(PartnerIn, "TOP projects it is a partner in.")
    organises: list[Event] = out("ORGANISES", "Events it organises.")
    publications: list[Publication] = out("PUBLISHED", "What it published.")


class Institution(Organisation, prefix="inst"):
    """A museum, a library or an institution of community culture."""

    sector: str = term("sector", "Cultural sector.", index=True, order=True)
    institution_type: str = term("institutionType", "Type within the sector.", index=True, order=True)
    operator_type: str = term("operatorType", "Who maintains or operates it.", index=True)
    isil: str | None = prop("International standard identifier for libraries, `HU-…`.", unique=True)
    register_status: str | None = prop("Status in its register.")
    registered_on: date | None = prop("Day of its entry there.", order=False, filter=False)
    address: str | None = prop("Street address.")
    location: Point | None = prop("Point of the seat, WGS84.")
    socialised: bool = prop(
        "Whether the newest assessment has a degree of at least minimal and the element `documented`.",
        index=True,
        derived=True,
    )
    socialised_since: date | None = prop("First day of socialised operation.", derived=True)
    participation_level: int | None = prop(
        "Level of public participation by the newest assessment, 1 (inform) to 5 (empower).",
        low=1,
        high=5,
        derived=True,
    )
    participation_level_change: int | None = prop(
        "Newest level minus the first, where there are two assessments.",
        low=-4,
        high=4,
        derived=True,
    )
    staff_count: int | None = prop("Number of staff.", low=0)
    visitors_per_year: int | None = prop("Visitors a year.", low=0)
    district: District | None = through("The district of its seat.", step_out("IN_SETTLEMENT"), step_out("IN_DISTRICT"))
    maintainer: Organisation | None = into(Maintains, "Who maintains it.")
    operators: list[CivilOrganisation | Community] = into(Operates, "Who operates it.", union="Operator")
    cooperates_with: list[Institution] = between(CooperatesWith, "Institutions that it shares collaborations with.")
    unlinked_neighbours: list[Institution] = through(
        "Institutions of another sector in its settlement without a shared collaboration.",
        step_out("IN_SETTLEMENT"),
        step_in("IN_SETTLEMENT"),
        differs="sector",
        without="COOPERATES_WITH",
    )
    shares_training_with: list[Institution] = between(
        SharesTrainingWith, "Institutions with employees at the same training sessions."
    )
    possible_partners: list[Institution] = between(
        PossiblePartner, "Partners of its partners that are no partners of its own yet."
    )
    assessments: list[SocialisationAssessment] = out("HAS_ASSESSMENT", "Assessments of its socialised operation.")
    latest_assessment: SocialisationAssessment | None = out(
        "HAS_ASSESSMENT", "The newest assessment.", latest="assessedOn"
    )
    bodies: list[ParticipationBody] = out("HAS_BODY", "Bodies in which residents take part.")
    work_items: list[WorkItem] = into("CONCERNS", "What somebody works on to bring it together with others.")
    adopted: list[GoodPractice] = out(Adopted, "Good practices it took over.")
    volunteer_programmes: list[VolunteerProgramme] = out(RunsVolunteering, "Volunteer programmes it runs.")
    hosted_communities: list[Community] = into("USES_SPACE_OF", "Communities that use its space.")
    professionals: list[Professional] = into("EMPLOYED_BY", "Professionals it employs or employed.")
    mentoring: list[MentoringActivity] = into("FOR", "Mentoring activities for it.")
    took_part_in: list[Event] = out("TOOK_PART_IN", "Events it took part in.")
    quests: list[Quest] = into("INTRODUCES", "Quests of the app that introduce it.")
    measurements: list[Measurement] = into("OF", "Measurements of it.")


class Cooperation(Tie, relationship=CooperatesWith, between=Institution, ends="institutions"):
    """Two institutions that share collaborations: on what, since when, and the evidence."""


class Municipality(Organisation, prefix="municipality", plural="municipalities"):
    """The local government of a settlement."""

    governs: Settlement = out("GOVERNS", "The settlement it governs.")


class CivilOrganisation(Organisation, prefix="civil"):
    """A civil organisation."""

    operates: list[Institution] = out(Operates, "Institutions it operates.")
    supplies_volunteers: list[VolunteerProgramme] = out(
        SuppliesVolunteers, "Volunteer programmes it supplies volunteers for."
    )


class ChurchOrganisation(Organisation, prefix="church"):
    """A church organisation."""


class OtherOrganisation(Organisation, prefix="org"):
    """An organisation of another kind."""


class ConsortiumMember(Organisation, prefix="consortium"):
    """A member of the consortium that carried out the programme."""

    role: str = term("consortiumRole", "Part played in the consortium.", index=True)
    implements: list[Programme] = out(Implements, "Programmes it carries out.")


class CountyOffice(Organisation, prefix="office"):
    """An office of the programme in a county."""

    opened_on: date = prop("Day it opened.")
    closed_on: date | None = prop("Day it closed.")
    address: str | None = prop("Street address.")
    contact_email: str | None = prop("Address for letters.", public=False)
    covers: County = out("COVERS", "The county it covers.")
    mentors: list[Mentor] = into("WORKS_AT", "Mentors who work, or worked, here.")

"""People: mentors, professionals and trainers. Names are guarded; data is kept minimal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Relationship, out, prop, step_out, term, through
from graph_service.model.domain.node import Concept, Node

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community, MentoringActivity
    from graph_service.model.domain.learning import TrainingSession
    from graph_service.model.domain.organisation import CountyOffice, Institution, Organisation
    from graph_service.model.domain.place import County, Locality


class EmployedBy(Relationship, type="EMPLOYED_BY", keyed=True):
    """Is employed by an organisation."""

    from_: date = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")
    position: str | None = prop("Position held.")


class WorksAt(Relationship, type="WORKS_AT"):
    """Works at a county office."""

    from_: date = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")


class ResponsibleFor(Relationship, type="RESPONSIBLE_FOR", keyed=True):
    """Is responsible for a place."""

    from_: date = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")


class Mentors(Relationship, type="MENTORS", keyed=True):
    """Mentors a community."""

    from_: date = prop("First day.")
    to: date | None = prop("Day it ended; unset means it goes on.")


class Attended(Relationship, type="ATTENDED", starts_with="startDate"):
    """Attended a training session."""

    completed: bool = prop("Whether the session was completed.")
    certified_on: date | None = prop("Day of the certificate.")


class Person(Node, abstract=True, super_label=True, plural="people"):
    """A person who works in or for the programme."""

    family_name: str | None = prop("Family name; needs `read:people`.", guarded=True)
    given_name: str | None = prop("Given name; needs `read:people`.", guarded=True)
    display_name: str | None = prop("Whole name, in Hungarian order; needs `read:people`.", guarded=True)
    target_groups: list[Concept] = out("BELONGS_TO", "Target groups the person belongs to.")
    employers: list[Organisation] = out(EmployedBy, "All employments.")
    employer: Organisation | None = out(EmployedBy, "The present employer.", open=True)
    attended: list[TrainingSession] = out(Attended, "Training sessions attended.")


class Mentor(Person, prefix="mentor"):
    """A cultural community development mentor."""

    mentor_status: str = term("mentorStatus", "Active in the network, or trained and in reserve.", index=True)
    backgrounds: list[str] = term("mentorBackground", "Professional backgrounds.")
    joined_on: date = prop("Day of joining.")
    left_on: date | None = prop("Day of leaving.")
    farthest_km: float | None = prop(
        "Great-circle kilometres from the office to the farthest place of responsibility.",
        low=0,
        derived=True,
    )
    office: CountyOffice | None = out(WorksAt, "The county office where the mentor works.")
    county: County | None = through("The county of the office.", step_out("WORKS_AT"), step_out("COVERS"))
    responsible_for: list[Locality] = out(ResponsibleFor, "Places the mentor is responsible for.")
    communities: list[Community] = out(Mentors, "Communities the mentor works with.")
    activities: list[MentoringActivity] = out("CARRIED_OUT", "Mentoring activities carried out.")


class Professional(Person, prefix="prof"):
    """Someone who works in a cultural institution."""

    position: str | None = prop("Position.")
    institution: Institution | None = out(EmployedBy, "The institution that employs the person now.", open=True)
    county: County | None = through(
        "The county of the present employer.",
        step_out("EMPLOYED_BY", open=True),
        step_out("SITED_IN"),
    )


class Trainer(Person, prefix="trainer"):
    """Someone who teaches at training sessions."""

    taught: list[TrainingSession] = out("TAUGHT", "Training sessions taught.")

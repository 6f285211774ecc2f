"""Method and monitoring: models, research, waves, assessments of socialised operation, bodies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Localized, Relationship, into, out, prop, term
from graph_service.model.domain.node import Concept, Node
from graph_service.model.domain.undertaking import Promotes

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community, DevelopmentProcess, Measurement
    from graph_service.model.domain.learning import Event, GameApp, OnlinePlatform, Publication
    from graph_service.model.domain.organisation import Institution
    from graph_service.model.domain.programme import ProgrammeActivity


class SitsIn(Relationship, type="SITS_IN"):
    """Sits in a body of an institution."""

    from_: date | None = prop("First day.")


class MethodologyModel(Node, prefix="model", searchable=True):
    """A methodology model of the programme."""

    name: Localized = prop("Name.", sort="nameSort")
    version: str = prop("Version.")
    valid_from: date = prop("First day of validity.")
    field: Concept = out("IN_FIELD", "Its field of methodological development.")
    informed_by: list[Research] = into("INFORMS", "Research it rests on.")
    followed_by: list[DevelopmentProcess] = into("FOLLOWS", "Processes that follow it.")
    described_in: list[Publication] = into("DESCRIBES", "Publications that describe it.")
    promoted_by: list[Event | Publication | OnlinePlatform | GameApp] = into(
        Promotes, "What made it known.", union="Promoter"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class Research(Node, prefix="research", plural="researches", searchable=True):
    """A piece of research."""

    name: Localized = prop("Name.", sort="nameSort")
    start_date: date = prop("First day.")
    end_date: date | None = prop("Last day.")
    informs: list[MethodologyModel] = out("INFORMS", "Models that rest on it.")
    described_in: list[Publication] = into("DESCRIBES", "Publications that describe it.")


class MonitoringWave(Node, prefix="wave", few=True):
    """One of the waves in which all places were measured."""

    no: int = prop("Number of the wave, from 1.", key=True, low=1, order=True)
    start_date: date = prop("First day.")
    end_date: date = prop("Last day.")
    measurements: list[Measurement] = out("INCLUDES", "Its measurements.")


class SocialisationAssessment(Node, prefix="assess"):
    """An assessment of how far an institution is run with its residents."""

    assessed_on: date = prop("Day of assessment.")
    participation_level: int = prop("Level of public participation, 1 (inform) to 5 (empower).", low=1, high=5)
    degree: str = term("socialisationDegree", "Degree of socialised operation.", index=True)
    elements_met: list[str] = term("socialisationElement", "Elements of socialised operation that are met.")
    stance: str | None = term("cooperationStance", "Starting position for cooperation.", index=True)
    note: str | None = prop("Note; not public.", public=False)
    institution: Institution = into("HAS_ASSESSMENT", "The institution.")


class ParticipationBody(Node, prefix="body", plural="participationBodies", searchable=True):
    """A body in which residents take part in running an institution."""

    name: Localized = prop("Name.", sort="nameSort")
    form: str = term("participationForm", "Form of participation.", index=True)
    institution: Institution = into("HAS_BODY", "The institution.")
    members: list[Community] = into(SitsIn, "Communities that sit in it.")

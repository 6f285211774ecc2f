"""The programme: activities, indicators with target, reported and computed values, target groups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Localized, Long, Relationship, into, out, prop, term
from graph_service.model.domain.node import Concept, Node
from graph_service.model.domain.undertaking import Undertaking

if TYPE_CHECKING:
    from graph_service.model.domain.learning import Event, GameApp, OnlinePlatform, Publication, Training
    from graph_service.model.domain.method import MethodologyModel
    from graph_service.model.domain.organisation import ConsortiumMember
    from graph_service.model.domain.place import Locality
    from graph_service.model.domain.undertaking import (
        Collaboration,
        SampleProject,
        TopProject,
        VolunteerProgramme,
    )


class Reached(Relationship, type="REACHED"):
    """The programme's methods reached this place."""

    on: date = prop("Day on which the place was reached.")
    method: str = term("methodologyField", "Field of methodological development that reached it.")


class Serves(Relationship, type="SERVES"):
    """The programme serves this target group."""

    direct: bool = prop("Whether the group is a direct target group.")


class Programme(Undertaking, prefix="programme", few=True):
    """A programme that joins institutions, communities and mentors."""

    code: str = prop("Official code.", key=True, order=True)
    start_date: date = prop("First day.")
    end_date: date = prop("Last day.")
    grant_huf: Long | None = prop("Grant in forints.", low=0)
    total_budget_eur: Long | None = prop("Total budget in euros.", low=0)
    eu_contribution_eur: Long | None = prop("Contribution of the European Union in euros.", low=0)
    kohesio_id: str | None = prop("Id in Kohesio.")
    indicators: list[Indicator] = into("OF_PROGRAMME", "Its indicators, results and outputs with their targets.")
    activities: list[ProgrammeActivity] = out("HAS_ACTIVITY", "Its kinds of activity.")
    consortium: list[ConsortiumMember] = into("IMPLEMENTS", "The members of its consortium.")
    reached: list[Locality] = out(Reached, "Settlements and parts of settlements that it reached.")
    target_groups: list[Concept] = out(Serves, "The target groups it serves.")


class ProgrammeActivity(Node, prefix="activity-kind", plural="programmeActivities", searchable=True):
    """A kind of activity of the programme, one of nine."""

    no: int = prop("Number of the activity, from 1.", low=1, high=9, order=True)
    name: Localized = prop("Name of the activity.", sort="nameSort")
    programme: Programme = into("HAS_ACTIVITY", "Its programme.")
    produced: list[
        Collaboration
        | SampleProject
        | TopProject
        | VolunteerProgramme
        | Training
        | Event
        | Publication
        | OnlinePlatform
        | GameApp
        | MethodologyModel
    ] = out("PRODUCED", "What came of it.", union="ActivityOutput")


class Indicator(Node, prefix="indicator", searchable=True, few=True):
    """A number that the programme promised: its target, what was reported, and what the graph holds."""

    code: str = prop("Code of the indicator.", key=True, order=True)
    kind: str = term("indicatorKind", "Indicator, professional result or output.", index=True)
    name: Localized = prop("Name of the indicator.", sort="nameSort")
    unit: Localized = prop("Unit that is counted.")
    target: int = prop("The promised number.", low=0)
    baseline: int | None = prop("The number before the programme.", low=0)
    programme: Programme = out("OF_PROGRAMME", "Its programme.")
    values: list[IndicatorValue] = out("HAS_VALUE", "All its values, computed and reported.")
    computed: IndicatorValue | None = out(
        "HAS_VALUE", "The latest value computed from the graph.", only={"method": "computed"}, latest="asOf"
    )
    reported: list[IndicatorValue] = out(
        "HAS_VALUE", "Values that the programme itself published.", only={"method": "reported"}
    )


class IndicatorValue(Node, prefix="value"):
    """A value of an indicator: computed from the graph, or reported by the programme. Never a target."""

    as_of: date | None = prop("Day it holds for; always there when computed.")
    value: float = prop("The value.")
    method: str = term("valueMethod", "How the value was made.", index=True)
    note: str | None = prop("What the source says of it, such as nearly or more than.")
    indicator: Indicator = into("HAS_VALUE", "Its indicator.")

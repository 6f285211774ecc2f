"""The derived rows of a generated dataset, computed before it is loaded: the same that `derive` finds in the graph.

A seed in several datasets (cohorts) refers across them, so what rests on all of them comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from graph_service.seeding.dataset import Dataset, Node, Point, Properties, Tie
from graph_service.seeding.vocabulary import ILLUSTRATIVE
from graph_service.writes.cooperation import Part, Seat, cooperation_ties
from graph_service.writes.indicators import Span, Value, indicator_values, socialised_spans
from graph_service.writes.nearest import Spot, nearest_settlements
from graph_service.writes.phases import Entry, current_phase
from graph_service.writes.socialisation import Assessment, socialisation

T = TypeVar("T")

_INSTITUTION, _SETTLEMENT, _VALUE = "Institution", "Settlement", "IndicatorValue"


def derived_rows(dataset: Dataset) -> Dataset:
    """`dataset` with all its derived properties, nodes and relationships."""
    derived = Derived()
    enriched = derived.enriched(dataset)
    rest = derived.rest()
    return replace(
        enriched,
        nodes={**enriched.nodes, **_joined(enriched.nodes, rest.nodes, lambda row: str(row["id"]))},
        relationships={
            **enriched.relationships,
            **_joined(enriched.relationships, rest.relationships, lambda tie: (tie.from_id, tie.to_id)),
        },
    )


@dataclass
class Derived:
    """Takes the datasets of a seed one by one; `rest` is what rests on all of them."""

    seats: dict[str, Seat] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    _counties: dict[str, str] = field(default_factory=dict)
    _rest_of_first: Dataset | None = None

    def enriched(self, dataset: Dataset) -> Dataset:
        """`dataset` with the derived properties of its nodes."""
        assessments = _assessments(dataset)
        self._remember(dataset)
        if self._rest_of_first is None:
            self._rest_of_first = _first_only(dataset, assessments)
        nodes = dict(dataset.nodes)
        nodes[_INSTITUTION] = [
            _filled(row, socialisation(assessments[_id(row)]).properties()) for row in nodes.get(_INSTITUTION, [])
        ]
        phases = _phases(dataset)
        nodes["DevelopmentProcess"] = [
            _filled(row, {"currentPhase": phases[_id(row)]}) for row in nodes.get("DevelopmentProcess", [])
        ]
        return replace(dataset, nodes=nodes)

    def rest(self) -> Dataset:
        """Cooperation ties of all datasets; nearest settlements and computed indicators of the first."""
        first = self._rest_of_first or Dataset({}, {})
        ties = [
            Tie(one, _INSTITUTION, other, _INSTITUTION, cast(Properties, tie.properties()))
            for (one, other), tie in cooperation_ties(self.seats, self.parts).items()
        ]
        return replace(first, relationships={**first.relationships, "COOPERATES_WITH": ties})

    def _remember(self, dataset: Dataset) -> None:
        """What the ties rest on: seats of institutions and their parts in collaborations."""
        for type_, label in (("IN_COUNTY", _SETTLEMENT), ("PART_OF", "SettlementPart")):
            for tie in _from(dataset, type_, label):
                self._counties[tie.from_id] = self._counties.get(tie.to_id, tie.to_id)
        sectors = {_id(row): str(row["sector"]) for row in dataset.nodes.get(_INSTITUTION, [])}
        for tie in _from(dataset, "LOCATED_IN", _INSTITUTION):
            self.seats[tie.from_id] = Seat(sectors[tie.from_id], self._counties.get(tie.to_id))
        works = {_id(row): row for row in dataset.nodes.get("Collaboration", [])}
        for tie in _from(dataset, "PARTICIPATES_IN", _INSTITUTION):
            work = works[tie.to_id]
            since = cast(date, tie.properties.get("from", work["startDate"]))
            self.parts.append(Part(tie.from_id, tie.to_id, since, str(work["type"])))


def _first_only(dataset: Dataset, assessments: dict[str, list[Assessment]]) -> Dataset:
    """Nearest settlements and computed indicators: both rest on the demonstration alone."""
    values = _values(dataset, assessments)
    return Dataset(
        {_VALUE: [cast(Node, value.properties()) for value in values]},
        {
            "NEAR": _near(dataset),
            "HAS_VALUE": [Tie(value.indicator, "Indicator", value.id, _VALUE, {}) for value in values],
            "FROM_SOURCE": [Tie(value.id, _VALUE, ILLUSTRATIVE, "Source", {}) for value in values],
        },
    )


def _assessments(dataset: Dataset) -> dict[str, list[Assessment]]:
    rows = {_id(row): row for row in dataset.nodes.get("SocialisationAssessment", [])}
    found: dict[str, list[Assessment]] = defaultdict(list)
    for tie in _from(dataset, "HAS_ASSESSMENT", _INSTITUTION):
        row = rows[tie.to_id]
        elements = tuple(cast(list[str], row.get("elementsMet", [])))
        day, level = cast(date, row["assessedOn"]), cast(int, row["participationLevel"])
        found[tie.from_id].append(Assessment(day, tie.to_id, str(row["degree"]), elements, level))
    return found


def _phases(dataset: Dataset) -> dict[str, str | None]:
    entries: dict[str, list[Entry]] = defaultdict(list)
    for tie in dataset.relationships.get("ENTERED", []):
        entries[tie.from_id].append(Entry(cast(date, tie.properties["on"]), tie.to_id.rsplit(":", 1)[1]))
    return defaultdict(lambda: None, {id_: current_phase(found) for id_, found in entries.items()})


def _near(dataset: Dataset) -> list[Tie]:
    spots = {
        _id(row): Spot(point.lon, point.lat)
        for row in dataset.nodes.get(_SETTLEMENT, [])
        if isinstance(point := row.get("location"), Point)
    }
    return [
        Tie(near.of, _SETTLEMENT, near.is_near, _SETTLEMENT, {"km": near.km}) for near in nearest_settlements(spots)
    ]


def _values(dataset: Dataset, assessments: dict[str, list[Assessment]]) -> list[Value]:
    programmes = {_id(row): row for row in dataset.nodes.get("Programme", [])}
    codes = {_id(row): str(row["code"]) for row in dataset.nodes.get("Indicator", [])}
    values: list[Value] = []
    for tie in dataset.relationships.get("OF_PROGRAMME", []):
        programme = programmes[tie.to_id]
        spans = _spans(dataset, assessments, tie.to_id).get(codes[tie.from_id])
        if spans is not None and not programme.get("benchmark"):
            start, end = cast(date, programme["startDate"]), cast(date, programme["endDate"])
            values += indicator_values(tie.from_id, codes[tie.from_id], spans, start, end)
    return sorted(values, key=lambda value: value.id)


def _spans(dataset: Dataset, assessments: dict[str, list[Assessment]], programme: str) -> dict[str, list[Span]]:
    """What each indicator counts, by its code: as the statements of `writes/indicators.py`."""
    ends = {_id(row): row["endDate"] for row in dataset.nodes.get("TrainingSession", [])}
    trained = {
        label: [
            Span(tie.from_id, cast(date, ends[tie.to_id]))
            for tie in _from(dataset, "ATTENDED", label)
            if tie.properties["completed"]
        ]
        for label in ("Mentor", "Professional")
    }
    return {
        "I1": [Span(t.to_id, _day(t, "from")) for t in dataset.relationships.get("MENTORS", [])],
        "R1": [Span(t.to_id, _day(t, "on")) for t in dataset.relationships["REACHED"] if t.from_id == programme],
        "R2": [
            Span(t.from_id, _day(t, "from"), cast(date | None, t.properties.get("to")))
            for t in dataset.relationships.get("WORKS_AT", [])
        ],
        "R3": trained["Mentor"],
        "R4": socialised_spans(assessments),
        "R5": trained["Professional"],
        "O1": [Span(_id(row), cast(date, row["startDate"])) for row in dataset.nodes.get("SampleProject", [])],
    }


def _day(tie: Tie, name: str) -> date:
    return cast(date, tie.properties[name])


def _from(dataset: Dataset, type_: str, label: str) -> list[Tie]:
    return [tie for tie in dataset.relationships.get(type_, []) if tie.from_label == label]


def _id(row: Node) -> str:
    return str(row["id"])


def _filled(row: Node, values: dict[str, object]) -> Node:
    return {**row, **cast(Node, {name: value for name, value in values.items() if value is not None})}


def _joined(rows: dict[str, list[T]], more: dict[str, list[T]], place: Callable[[T], Any]) -> dict[str, list[T]]:
    return {name: sorted([*rows.get(name, []), *added], key=place) for name, added in more.items()}

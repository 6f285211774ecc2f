"""The derived rows of a generated dataset, computed before it is loaded: the same that `derive` finds in the graph.

A seed in several datasets (cohorts) refers across them, so what rests on all of them comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset, Node, Tie
from graph_service.seeding.sharing import Sharing
from graph_service.seeding.vocabulary import ILLUSTRATIVE
from graph_service.seeding.whereabouts import Whereabouts, spots_of
from graph_service.writes.adoptions import adopters_elsewhere
from graph_service.writes.indicators import Span, Value, indicator_values, socialised_spans
from graph_service.writes.nearest import nearest_settlements
from graph_service.writes.phases import Entry, phase_properties
from graph_service.writes.rates import cooperation_rates
from graph_service.writes.socialisation import Assessment, socialisation
from graph_service.writes.travel import farthest_km

T = TypeVar("T")

_INSTITUTION, _SETTLEMENT, _VALUE, _COUNTY = "Institution", "Settlement", "IndicatorValue", "County"


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

    _where: Whereabouts = field(default_factory=Whereabouts)
    _rest_of_first: Dataset | None = None

    def __post_init__(self) -> None:
        self._model = load_model()
        self._sharing = Sharing(self._model, self._where)

    def enriched(self, dataset: Dataset) -> Dataset:
        """`dataset` with the derived properties of its nodes."""
        assessments = _assessments(dataset)
        self._where.remember(dataset)
        self._sharing.remember(dataset)
        if self._rest_of_first is None:
            self._rest_of_first = _first_only(dataset, assessments)
        phases = _phases(dataset)
        found: dict[str, Callable[[str], dict[str, object]]] = {
            _INSTITUTION: lambda id_: socialisation(assessments[id_]).properties(),
            "DevelopmentProcess": lambda id_: phase_properties(phases[id_]),
            "Mentor": self._travel(dataset),
            "GoodPractice": self._adoptions(dataset),
            _COUNTY: self._rates(dataset),
        }
        filled = {
            label: [_filled(row, derive(_id(row))) for row in dataset.nodes.get(label, [])]
            for label, derive in found.items()
        }
        nodes = {**dataset.nodes, **filled}
        return replace(dataset, nodes={**nodes, **self._kept(nodes)})

    def rest(self) -> Dataset:
        """Derived ties and shortcuts of all datasets; nearest settlements and computed indicators of the first."""
        first = self._rest_of_first or Dataset({}, {})
        ties = {type_.type: self._sharing.ties(type_) for type_ in self._model.stored_ties}
        return replace(first, relationships={**first.relationships, **ties, **self._where.shortcuts})

    def _kept(self, nodes: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """The nodes that keep something of their county, with it."""
        kept = self._model.relationships["SITED_IN"].keeps
        assert kept is not None
        return {
            label: [
                _filled(row, {by.keeps.start: self._where.of_county(_id(row), kept.end)})
                for row in nodes.get(label, [])
            ]
            for by in self._model.keepers
            if by.keeps is not None
            for label in sorted(self._model.keeping(by))
        }

    def _travel(self, dataset: Dataset) -> Callable[[str], dict[str, object]]:
        offices = _ends(dataset, "WORKS_AT")
        cared_for = _ends(dataset, "RESPONSIBLE_FOR")
        places = self._where.of("LOCATED_IN")

        def derive(id_: str) -> dict[str, object]:
            office = min(offices[id_], default="")
            return {"farthestKm": farthest_km(self._where.places, places.get(office), cared_for[id_])}

        return derive

    def _rates(self, dataset: Dataset) -> Callable[[str], dict[str, object]]:
        """The rates of the dataset that has the counties; cohorts come later and do not count."""
        people = {_id(row): cast(int, row["population"]) for row in dataset.nodes.get(_COUNTY, [])}
        ties = self._sharing.ties(self._model.relationships["COOPERATES_WITH"]) if people else []
        rates = cooperation_rates(people, self._where.counties, [(tie.from_id, tie.to_id) for tie in ties])
        return lambda id_: {"cooperationRate": rates[id_]}

    def _adoptions(self, dataset: Dataset) -> Callable[[str], dict[str, object]]:
        owners, adopters = _starts(dataset, "OWNS_PRACTICE"), _starts(dataset, "ADOPTED")
        counties = self._where.counties
        return lambda id_: {"adoptersElsewhere": adopters_elsewhere(counties, owners[id_], adopters[id_])}


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


def _phases(dataset: Dataset) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = defaultdict(list)
    for tie in dataset.relationships.get("ENTERED", []):
        entries[tie.from_id].append(Entry(cast(date, tie.properties["on"]), tie.to_id.rsplit(":", 1)[1]))
    return entries


def _ends(dataset: Dataset, type_: str) -> dict[str, list[str]]:
    """Start to the ends of the relationships that have not ended."""
    found: dict[str, list[str]] = defaultdict(list)
    for tie in dataset.relationships.get(type_, []):
        if tie.properties.get("to") is None:
            found[tie.from_id].append(tie.to_id)
    return found


def _starts(dataset: Dataset, type_: str) -> dict[str, list[str]]:
    """End to the starts."""
    found: dict[str, list[str]] = defaultdict(list)
    for tie in dataset.relationships.get(type_, []):
        found[tie.to_id].append(tie.from_id)
    return found


def _near(dataset: Dataset) -> list[Tie]:
    spots = spots_of(dataset, _SETTLEMENT)
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

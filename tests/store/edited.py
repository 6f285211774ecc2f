"""A small world of places, and edits of it drawn at random: what clients write goes the way of all writes, official
data is changed by statements of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.model.structure import Kind, Property
from graph_service.model.vocabulary import schemes
from graph_service.model.writable import written_properties
from graph_service.store.store import Store
from graph_service.writes.changes import Run
from graph_service.writes.derive import derive
from graph_service.writes.edits import Edit, NodeChange, NodeEdit, TieChange, TieEdit
from graph_service.writes.refresh import refresh
from graph_service.writes.seats import Spot
from graph_service.writes.shapes import Shapes
from graph_service.writes.writing import Writing

MODEL = load_model()
SHAPES = Shapes(MODEL)

COUNTIES = tuple(f"county:{n}" for n in range(3))
SETTLEMENTS = tuple(f"settlement:{n}" for n in range(9))
PARTS = tuple(f"part:{n}" for n in range(4))
PHASES = ("programme", "situation_analysis", "action")
CONCEPTS = tuple(f"concept:processPhase:{code}" for code in PHASES)
_PLACES = (
    "UNWIND $counties AS r CREATE (:County:Place:Searchable:Node {id: r.id, nuts3: r.nuts3, population: r.people})",
    "UNWIND $settlements AS r MATCH (c:County {id: r.county}) CREATE (:Settlement:Place:Searchable:Node "
    "{id: r.id, location: point({longitude: r.lon, latitude: r.lat})})-[:IN_COUNTY]->(c)",
    "UNWIND $parts AS r MATCH (s:Settlement {id: r.of}) "
    "CREATE (:SettlementPart:Place:Searchable:Node {id: r.id})-[:PART_OF]->(s)",
    "UNWIND $concepts AS r CREATE (:Concept:Searchable:Node {id: r.id, code: r.code, key: r.id})",
    "CREATE (:Source:Searchable:Node {id: 'source:illustrative', key: 'illustrative'})",
)


def _place_rows() -> dict[str, Any]:
    return {
        "counties": [
            {"id": id_, "nuts3": f"HU{place}", "people": 100_000 + place} for place, id_ in enumerate(COUNTIES)
        ],
        "settlements": [
            {"id": id_, "county": COUNTIES[place % 3], "lon": 18 + place * place / 40, "lat": 47 + place % 4 / 9}
            for place, id_ in enumerate(SETTLEMENTS)
        ],
        "parts": [{"id": id_, "of": SETTLEMENTS[place]} for place, id_ in enumerate(PARTS)],
        "concepts": [{"id": id_, "code": code} for id_, code in zip(CONCEPTS, PHASES, strict=True)],
    }


LOCALITIES = (*SETTLEMENTS, *PARTS)
# Label: how many there are at first, and what its to-one fields lead to.
_LABELS: Mapping[str, tuple[int, Mapping[str, Sequence[str] | str]]] = {
    "Programme": (1, {}),
    "Institution": (7, {"place": LOCALITIES}),
    "Community": (4, {"place": LOCALITIES}),
    "CivilOrganisation": (2, {"place": LOCALITIES}),
    "CountyOffice": (2, {"place": LOCALITIES, "covers": COUNTIES}),
    "Event": (2, {"settlement": SETTLEMENTS}),
    "Collaboration": (4, {}),
    "SampleProject": (1, {}),
    "GoodPractice": (3, {}),
    "Mentor": (3, {}),
    "Professional": (5, {}),
    "TrainingSession": (3, {"settlement": SETTLEMENTS}),
    "DevelopmentProcess": (2, {"community": "Community"}),
    "SocialisationAssessment": (4, {"institution": "Institution"}),
    "Quest": (2, {"introduces": "Institution"}),
}
# Type: the labels of its starts and ends, how many there are at first, and what draws its properties.
_TIES: Mapping[str, tuple[Sequence[str], Sequence[str], int]] = {
    "PARTICIPATES_IN": (("Institution", "Institution", "Community"), ("Collaboration",), 12),
    "MENTORS": (("Mentor",), ("Community",), 6),
    "EMPLOYED_BY": (("Professional", "Mentor"), ("Institution", "CivilOrganisation"), 7),
    "ATTENDED": (("Professional", "Mentor"), ("TrainingSession",), 9),
    "OWNS_PRACTICE": (("Institution", "Community", "CivilOrganisation"), ("GoodPractice",), 4),
    "ADOPTED": (("Institution", "Community"), ("GoodPractice",), 6),
    "ENTERED": (("DevelopmentProcess",), CONCEPTS, 3),
    "WORKS_AT": (("Mentor",), ("CountyOffice",), 3),
    "RESPONSIBLE_FOR": (("Mentor",), LOCALITIES, 4),
    "REACHED": (("Programme",), LOCALITIES, 3),
}
# Sector: a type of its institutions.
SECTORS = {"museum": "thematic_museum", "library": "city_library", "community_culture": "cultural_house"}
_CODES = ("I1", "R1", "R2", "R3", "R4", "R5", "O1")


def in_sector(institution: str, sector: str) -> NodeEdit:
    """An institution changes its sector, and so its type."""
    return NodeEdit("update", "Institution", institution, {"sector": sector, "institutionType": SECTORS[sector]})


@dataclass
class Drawn:
    """Edits drawn for one transaction: in words of `kind`, and statements on official data with what they changed."""

    kind: str
    edits: list[Edit] = field(default_factory=list)
    official: list[tuple[Statement, NodeChange]] = field(default_factory=list)


class World:
    """What is there, by label and by type, kept as edits are made."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.nodes: dict[str, list[str]] = {label: [] for label in _LABELS}
        self.ties: dict[str, list[tuple[str, str, str | None]]] = {type_: [] for type_ in _TIES}
        self._numbers = 0
        self._turns = cycle(range(4))

    async def found(self, store: Store) -> None:
        """Make the world."""
        for text in _PLACES:
            await store.write([Statement(text, _place_rows())], seconds=30)
        await derive(store, MODEL)  # official data come with a release, which derives

        async def work(run: Run) -> None:
            writing = Writing(run, SHAPES)
            for edit in self._first():
                examined = await writing.apply([edit])
                assert not examined.problems, (edit, examined.problems)
                for change in examined.changes.values():
                    self._note(change)
            await writing.settle(checks=False)

        await store.transact(work, seconds=60)

    def _first(self) -> Iterator[Edit]:
        """What the world begins with, each edit drawn once those before it are noted."""
        for label, (number, _) in _LABELS.items():
            for _ in range(number):
                yield self.new_node(label)
        values = {"startDate": date(2018, 1, 1), "endDate": date(2019, 9, 15)}
        [programme] = self.nodes["Programme"]
        yield NodeEdit("update", "Programme", programme, values)
        for code in _CODES:
            given = {**self.values("Indicator"), "code": code}
            yield NodeEdit("create", "Indicator", f"indicator:{code}", given, {"programme": programme})
        for type_, (_, _, number) in _TIES.items():
            for _ in range(number):
                yield self.new_tie(type_)

    async def write(self, store: Store, drawn: Drawn) -> None:
        """Make the edits and bring derived data up to date, in one transaction."""

        async def work(run: Run) -> tuple[NodeChange, ...]:
            writing = Writing(run, SHAPES)
            for edit in drawn.edits:
                examined = await writing.apply([edit])
                assert not examined.problems, (edit, examined.problems)
            written = await writing.settle(checks=False)
            for statement, _ in drawn.official:
                await run(statement)
            official = [change for _, change in drawn.official]
            await refresh(run, MODEL, official)
            return (*written.changes, *official)

        for change in await store.transact(work, seconds=60):
            self._note(change)

    def _note(self, change: NodeChange) -> None:
        known = self.nodes.get(change.label, [])
        if change.before is None:
            known.append(change.id)
        elif change.after is None and change.id in known:
            known.remove(change.id)
        for tie in change.ties:
            there = self.ties.get(tie.type, [])
            if tie.before is not None and (tie.start, tie.end, tie.key) in there:
                there.remove((tie.start, tie.end, tie.key))
            if tie.after is not None:
                there.append((tie.start, tie.end, tie.key))

    # Values

    def day(self) -> date:
        return date(2018, 1, 1) + timedelta(days=30 * self.chance.randrange(24))

    def values(self, label: str) -> dict[str, Any]:
        """A value for every property that a new node needs, and for what derivations look at."""
        drawn = {p.stored_names[0]: self._value(p) for p in written_properties(MODEL.types[label]) if p.required}
        if label == "SocialisationAssessment":
            drawn["elementsMet"] = self.chance.choice([["documented"], []])
        if label == "Institution":
            drawn["institutionType"] = SECTORS[drawn["sector"]]
        if "endDate" in drawn:
            drawn["endDate"] = drawn["startDate"] + timedelta(days=self.chance.randrange(40))
        return drawn | {"dataOrigin": "synthetic"}

    def _value(self, prop: Property) -> Any:
        if prop.scheme is not None:
            code = self.chance.choice(schemes()[prop.scheme].terms).code
            return [code] if prop.many else code
        one = {
            Kind.STRING: lambda: f"x{self._number()}",
            Kind.LOCALIZED: lambda: f"Név {self._number()}",
            Kind.INT: lambda: self.chance.randint(prop.low or 0, min(prop.high or 9, 9)),
            Kind.LONG: lambda: 1,
            Kind.FLOAT: lambda: 1.0,
            Kind.BOOLEAN: lambda: self.chance.random() < 0.7,
            Kind.DATE: self.day,
        }[prop.kind]()
        return [one] if prop.many else one

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _far(self, ends: Sequence[str] | str) -> str | None:
        among = self.nodes[ends] if isinstance(ends, str) else ends
        return self.chance.choice(among) if among else None

    def _end(self, among: Sequence[str]) -> str | None:
        ids = [id_ for one in among for id_ in self.nodes.get(one, [one] if ":" in one else [])]
        return self.chance.choice(ids) if ids else None

    # Edits

    def new_node(self, label: str) -> NodeEdit:
        _, links = _LABELS[label]
        id_ = f"{MODEL.types[label].prefix}:n{self._number()}"
        drawn = {name: far for name, ends in links.items() if (far := self._far(ends)) is not None}
        return NodeEdit("create", label, id_, self.values(label), drawn)

    def new_tie(self, type_: str) -> TieEdit:
        starts, ends, _ = _TIES[type_]
        shape = SHAPES.ties[type_]
        for _ in range(40):
            start, end = self._end(starts), self._end(ends)
            if start and end and (shape.keyed or (start, end, None) not in self.ties[type_]):
                return TieEdit("add", type_, start, end, None, self.tie_values(type_))
        raise LookupError(f"no two ends are left for {type_}")

    def tie_values(self, type_: str) -> dict[str, Any]:
        drawn = {}
        for prop in SHAPES.ties[type_].properties:
            if prop.required or self.chance.random() < 0.5:
                drawn[prop.stored] = self._value(prop)
        if drawn.get("to") is not None:
            drawn["to"] = drawn.get("from", drawn["to"]) + timedelta(days=60)
        return drawn

    def _other_values(self, type_: str) -> dict[str, Any]:
        """Of all its properties; what is not drawn goes."""
        return {p.stored: None for p in SHAPES.ties[type_].properties} | self.tie_values(type_)

    def create(self) -> Drawn:
        label = self.chance.choice([label for label in _LABELS if label != "Programme"])
        edits: list[Edit] = [self.new_node(label)]
        for _ in range(self.chance.randrange(3)):
            edits += self._some(self.new_tie)
        return Drawn("create", edits)

    def add(self) -> Drawn:
        return Drawn("add", [edit for _ in range(self.chance.randint(1, 2)) for edit in self._some(self.new_tie)])

    def _some(self, make: Callable[[str], TieEdit]) -> list[Edit]:
        try:
            return [make(self.chance.choice([*_TIES, *["PARTICIPATES_IN"] * 3]))]
        except LookupError:
            return []

    def remove(self) -> Drawn:
        return Drawn("remove", [TieEdit("remove", type_, *found) for type_, found in self._ties_there(2)])

    def _ties_there(self, most: int) -> list[tuple[str, tuple[str, str, str | None]]]:
        chosen = {self.chance.choice([type_ for type_ in self.ties if self.ties[type_]]) for _ in range(most)}
        return [(type_, self.chance.choice(self.ties[type_])) for type_ in sorted(chosen)]

    def delete(self) -> Drawn:
        label = self.chance.choice([label for label in _LABELS if label != "Programme" and len(self.nodes[label]) > 1])
        return Drawn("delete", [NodeEdit("delete", label, self.chance.choice(self.nodes[label]), cascades=True)])

    def update(self) -> Drawn:
        """Any property, a name or what derivations look at, and the properties of a relationship."""
        label = self.chance.choice([label for label in _LABELS if label != "Programme" and self.nodes[label]])
        values = self.values(label)
        names = set(self.chance.sample(sorted(values), min(2, len(values)))) - {"dataOrigin"}
        for together in ({"sector", "institutionType"}, {"startDate", "endDate"}):
            names |= together & values.keys() if names & together else set()
        some = {name: values[name] for name in sorted(names)}
        edits: list[Edit] = [NodeEdit("update", label, self.chance.choice(self.nodes[label]), some)]
        edits += [TieEdit("update", type_, *found, self._other_values(type_)) for type_, found in self._ties_there(1)]
        return Drawn("update", edits)

    def move(self) -> Drawn:
        label, name = self.chance.choice(
            [("Institution", "place"), ("Community", "place"), ("CountyOffice", "place"), ("Event", "settlement")]
            + [("Institution", "place")] * 2
        )
        if not self.nodes[label]:
            return self.add()
        far = self._far(LOCALITIES if name == "place" else SETTLEMENTS)
        return Drawn("move", [NodeEdit("update", label, self.chance.choice(self.nodes[label]), {}, {name: far})])

    def relink(self) -> Drawn:
        """What belongs to one belongs to another."""
        label, name, of = self.chance.choice(
            [("SocialisationAssessment", "institution", "Institution"), ("Quest", "introduces", "Institution")]
        )
        if not (self.nodes[label] and self.nodes[of]):
            return self.add()
        return Drawn(
            "relink", [NodeEdit("update", label, self.chance.choice(self.nodes[label]), {}, {name: self._far(of)})]
        )

    def shift(self) -> Drawn:
        label, name = self.chance.choice(
            [
                ("Collaboration", "startDate"),
                ("SocialisationAssessment", "assessedOn"),
                ("SampleProject", "startDate"),
                ("TrainingSession", "startDate"),
            ]
        )
        if not self.nodes[label]:
            return self.add()
        day = self.day()
        values = {name: day, **({"endDate": day + timedelta(days=5)} if label == "TrainingSession" else {})}
        return Drawn("shift", [NodeEdit("update", label, self.chance.choice(self.nodes[label]), values)])

    def shift_programme(self) -> Drawn:
        end = date(2019, 9, 15) - timedelta(days=self.chance.randrange(200))
        return Drawn("shift", [NodeEdit("update", "Programme", self.nodes["Programme"][0], {"endDate": end})])

    def sector(self) -> Drawn:
        if not self.nodes["Institution"]:
            return self.add()
        working = [start for start, _, _ in self.ties["PARTICIPATES_IN"] if start in self.nodes["Institution"]]
        id_ = self.chance.choice(working or self.nodes["Institution"])
        return Drawn("sector", [in_sector(id_, self.chance.choice(list(SECTORS)))])

    def places(self) -> Drawn:
        """Official data of another release."""
        which = next(self._turns)
        if which == 0:
            return self._led_anew("SettlementPart", self.chance.choice(PARTS), "PART_OF", SETTLEMENTS)
        if which == 1:
            return self._led_anew("Settlement", self.chance.choice(SETTLEMENTS), "IN_COUNTY", COUNTIES)
        if which == 2:
            spot = Spot(18 + self.chance.random(), 47 + self.chance.random())
            return self._set("Settlement", self.chance.choice(SETTLEMENTS), "location", spot)
        people = self.chance.randint(50_000, 99_000)
        name, value = self.chance.choice([("population", people), ("nuts3", f"HX{self._number()}")])
        return self._set("County", self.chance.choice(COUNTIES), name, value)

    def _led_anew(self, label: str, id_: str, type_: str, ends: Sequence[str]) -> Drawn:
        end = self.chance.choice(ends)
        text = (
            f"MATCH (n:{label} {{id: $id}})-[r:{type_}]->() DELETE r WITH DISTINCT n "
            f"MATCH (p:Node {{id: $end}}) CREATE (n)-[:{type_}]->(p)"
        )
        ties = [TieChange(type_, id_, one, None, {}, None) for one in ends if one != end]
        ties.append(TieChange(type_, id_, end, None, None, {}))
        change = NodeChange(label, id_, {"id": id_}, {"id": id_}, ties)
        return Drawn("places", official=[(Statement(text, {"id": id_, "end": end}), change)])

    def _set(self, label: str, id_: str, name: str, value: Any) -> Drawn:
        is_spot = isinstance(value, Spot)
        made = "point({longitude: $value[0], latitude: $value[1]})" if is_spot else "$value"
        text = f"MATCH (n:{label} {{id: $id}}) SET n.{name} = {made}"
        change = NodeChange(label, id_, {"id": id_, name: None}, {"id": id_, name: value})
        return Drawn(
            "places", official=[(Statement(text, {"id": id_, "value": list(value) if is_spot else value}), change)]
        )

    def deck(self) -> list[Callable[[], Drawn]]:
        """Edits of all kinds in any order, those that touch most more than once."""
        once = [self.create, self.delete, self.update, self.relink, self.shift_programme, self.places]
        twice = [self.create, self.add, self.remove, self.move, self.shift, self.sector]
        drawn = [*once, *twice, *twice]
        self.chance.shuffle(drawn)
        return drawn

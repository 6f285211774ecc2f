"""What drawn mutations come to, by a plain model of the data: dictionaries of nodes and of relationships.

It knows the model's declarations and nothing of the service. What it is not asked: official data, and the labels whose
rules want several things made at once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graph_service.api.mutations.named import TieMutation
from graph_service.model.structure import Link, Model, Property
from graph_service.model.writable import Home, WritableTie, writable_ties, written_links, written_properties
from graph_service.writes.shapes import Shapes
from tests.mutations.drawn import distinct, drawn, expected
from tests.mutations.world import FAR, HOME, NEAR, SECTORS

LABELS = (
    "Badge",
    "GameApp",
    "Quest",
    "QuestStat",
    "Source",
    "Institution",
    "CivilOrganisation",
    "Community",
    "Collaboration",
    "Event",
    "GoodPractice",
    "Mentor",
    "Publication",
    "Training",
    "TrainingSession",
)
"""In an order in which what they need is made before."""
FEW = ("Badge", "GameApp", "Quest", "QuestStat", "Institution", "Event")
"""For a Neo4j that plans every text for the first time."""
_BESIDE = frozenset({"dataOrigin", "sector", "institutionType"})
"""Properties that rules tie to others."""
_NUMBERS = count(1)
Answer = tuple[frozenset[str], frozenset[str]]
"""The codes of the errors of a payload, and the ids that it says are deleted."""
Ends = tuple[str, str, str, str | None]


@dataclass
class Plain:
    """The data: values and to-one fields of nodes by id, values of relationships by type, ends and key."""

    model: Model
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: dict[Ends, dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> Plain:
        nodes = {id_: dict(values) for id_, values in self.nodes.items()}
        return Plain(self.model, nodes, {ends: dict(values) for ends, values in self.ties.items()})

    def label(self, id_: str) -> str:
        label = self.model.label_of(id_)
        assert label is not None
        return label.name

    def properties(self, label: str) -> dict[str, Property]:
        """What clients give and everybody reads, by name."""
        return {p.name: p for p in distinct(written_properties(self.model.types[label])) if p.public}

    def links(self, label: str) -> dict[str, Link]:
        """The to-one fields that clients give, by name."""
        return {link.name: link for link in written_links(self.model, self.model.types[label])}

    def of(self, *labels: str) -> list[str]:
        """The nodes of labels."""
        return [id_ for id_ in self.nodes if self.label(id_) in labels]

    def create(self, id_: str, given: Mapping[str, Any]) -> Answer:
        label = self.label(id_)
        missing: dict[str, Any] = {name: [] if p.many else None for name, p in self.properties(label).items()}
        self.nodes[id_] = missing | dict.fromkeys(self.links(label)) | self._read(label, given)
        return _NOTHING

    def update(self, id_: str, given: Mapping[str, Any]) -> Answer:
        if id_ not in self.nodes:
            return _refused("NODE_UNKNOWN")
        label = self.label(id_)
        needed = {name for name, p in self.properties(label).items() if p.required}
        needed |= {name for name, link in self.links(label).items() if link.card == "one"}
        if any(value is None and name in needed for name, value in given.items()):
            return _refused("REQUIRED_MISSING")
        self.nodes[id_] |= self._read(label, given)
        return _NOTHING

    def delete(self, id_: str, *, cascade: bool) -> Answer:
        if id_ not in self.nodes:
            return _refused("NODE_UNKNOWN")
        gone, waiting = {id_}, [id_]
        while waiting:
            orphans = set(self._leaning_on(waiting.pop())) - gone
            gone |= orphans
            waiting += orphans
        if len(gone) > 1 and not cascade:
            return _refused("DELETE_ORPHANS")
        self.nodes = {one: values for one, values in self.nodes.items() if one not in gone}
        self.ties = {ends: values for ends, values in self.ties.items() if gone.isdisjoint(ends[1:3])}
        for one, values in self.nodes.items():
            values |= {name: None for name in self.links(self.label(one)) if values[name] in gone}
        return frozenset(), frozenset(gone)

    def add(self, ends: Ends, given: Mapping[str, Any]) -> Answer:
        if lacking := self._lacking(ends):
            return lacking
        if ends in self.ties:
            return _refused("TIE_EXISTS")
        self.ties[ends] = dict(given)
        return _NOTHING

    def change(self, ends: Ends, given: Mapping[str, Any]) -> Answer:
        if lacking := self._lacking(ends) or self._untied(ends):
            return lacking
        self.ties[ends] |= given
        return _NOTHING

    def remove(self, ends: Ends) -> Answer:
        if lacking := self._lacking(ends) or self._untied(ends):
            return lacking
        del self.ties[ends]
        return _NOTHING

    def _read(self, label: str, given: Mapping[str, Any]) -> dict[str, Any]:
        known = self.properties(label)
        return {name: expected(known[name], value) if name in known else value for name, value in given.items()}

    def _leaning_on(self, id_: str) -> Iterator[str]:
        for one, values in self.nodes.items():
            if any(link.card == "one" and values[name] == id_ for name, link in self.links(self.label(one)).items()):
                yield one

    def _lacking(self, ends: Ends) -> Answer | None:
        return None if {ends[1], ends[2]} <= self.nodes.keys() else _refused("END_UNKNOWN")

    def _untied(self, ends: Ends) -> Answer | None:
        return None if ends in self.ties else _refused("TIE_UNKNOWN")


def _refused(code: str) -> Answer:
    return frozenset({code}), frozenset()


_NOTHING: Answer = (frozenset(), frozenset())


@dataclass(frozen=True)
class Step:
    """A mutation by name, with its input, and what it comes to in the plain model."""

    name: str
    input: dict[str, Any]
    does: Callable[[Plain], Answer]


def answers(plain: Plain, steps: list[Step], *, one_by_one: bool) -> tuple[Plain, list[Answer]]:
    """What the payloads of an operation say, and the data afterwards: as before where one transaction is refused."""
    after = plain.copy()
    found = [step.does(after) for step in steps]
    if one_by_one or not any(codes for codes, _ in found):
        return after, found
    return plain, [(codes or frozenset({"ROLLED_BACK"}), frozenset()) for codes, _ in found]


class Drawing:
    """Draws mutations of what is there, and of what is not."""

    def __init__(self, model: Model, seed: int, labels: Sequence[str] = LABELS) -> None:
        self.labels = labels
        self._random = random.Random(seed)
        self._prefix = f"s{seed}"
        one_ended = {single.type for some in Shapes(model).singles.values() for single in some}
        self.ties = [tie for tie in writable_ties(model) if tie.type not in one_ended and self._ends(tie)]

    def operation(self, plain: Plain) -> tuple[list[Step], bool]:
        """One to four mutations that may build on each other, and whether each is a transaction of its own."""
        seen, steps = plain.copy(), []
        for _ in range(self._random.choice((1, 1, 2, 3, 4))):
            steps.append(self._step(seen))
            steps[-1].does(seen)
        return steps, self._random.random() < 0.3

    def _step(self, plain: Plain) -> Step:
        draws = (self._create, self._create, self._update, self._update, self._delete, self._tie, self._tie)
        return self._random.choice(draws)(plain)

    def _create(self, plain: Plain) -> Step:
        able = [
            label
            for label in self.labels
            if all(self._ends_of(plain, link) for link in plain.links(label).values() if link.card == "one")
        ]
        return self.create(plain, self._random.choice(able))

    def create(self, plain: Plain, label: str) -> Step:
        """A node with what it must have and some of what it can."""
        given: dict[str, Any] = {}
        for name, prop in plain.properties(label).items():
            if prop.required or self._random.random() < 0.4:
                given[name] = drawn(prop)
        for name, link in plain.links(label).items():
            targets = self._ends_of(plain, link)
            if link.card == "one" or (targets and self._random.random() < 0.5):
                given[name] = self._random.choice(targets)
        if "dataOrigin" in given:  # a made-up identifier stands beside data that say that they are real
            given["dataOrigin"] = "REAL_CITED"
        if label == "Institution":
            sector = self._random.choice(list(SECTORS))
            given |= {"sector": sector, "institutionType": SECTORS[sector]}
        id_ = f"{plain.model.types[label].prefix}:{self._prefix}-{next(_NUMBERS)}"
        name = f"{plain.model.types[label].single}Create"
        return Step(name, {**given, "id": id_}, lambda known: known.create(id_, given))

    def _update(self, plain: Plain) -> Step:
        id_, label = self._some(plain)
        given: dict[str, Any] = {}
        known = [p for p in plain.properties(label).values() if p.name not in _BESIDE]
        for prop in self._random.sample(known, min(len(known), self._random.randint(1, 3))):
            given[prop.name] = None if not prop.many and self._random.random() < 0.2 else drawn(prop)
        links = list(plain.links(label).items())
        if links and self._random.random() < 0.4:
            name, link = self._random.choice(links)
            given[name] = self._random.choice([*self._ends_of(plain, link), None])
        name = f"{plain.model.types[label].single}Update"
        return Step(name, {**given, "id": id_}, lambda known: known.update(id_, given))

    def _delete(self, plain: Plain) -> Step:
        id_, label = self._some(plain)
        cascade = self._random.random() < 0.5
        name = f"{plain.model.types[label].single}Delete"
        return Step(name, {"id": id_, "cascade": cascade}, lambda known: known.delete(id_, cascade=cascade))

    def _tie(self, plain: Plain) -> Step:
        """A relationship that is there, or of any type between any two nodes."""
        action = self._random.choice(("add", "add", "add", "update", "remove"))
        if plain.ties and self._random.random() < (0.1 if action == "add" else 0.8):
            ends = self._random.choice(list(plain.ties))
            tie = next(tie for tie in self.ties if tie.type == ends[0])
        else:
            tie = self._random.choice(self.ties)
            start, end = self._random.choice(self._ends(tie))
            ends = (tie.type, self._id(plain, start), self._id(plain, end), "k" if tie.keyed else None)
        if action == "update" and not tie.properties:
            action = "remove"
        pair = plain.label(ends[1]), plain.label(ends[2])
        home = next(home for home in tie.homes if home.label.name == pair[0 if home.starts_here else 1])
        return Step(*self._named(plain.model, tie, home, action, ends, self._tie_values(tie, action)))

    def _named(
        self, model: Model, tie: WritableTie, home: Home, action: Any, ends: Ends, given: dict[str, Any]
    ) -> tuple[str, dict[str, Any], Callable[[Plain], Answer]]:
        mutation = TieMutation(model, tie, home, action)
        near, far = ends[1:3] if home.starts_here else (ends[2], ends[1])
        input_ = {mutation.near: near, mutation.far: far, **given} | ({"key": ends[3]} if tie.keyed else {})
        does: dict[str, Callable[[Plain], Answer]] = {
            "add": lambda known: known.add(ends, given),
            "update": lambda known: known.change(ends, given),
            "remove": lambda known: known.remove(ends),
        }
        return mutation.name, input_, does[action]

    def _tie_values(self, tie: WritableTie, action: str) -> dict[str, Any]:
        if action == "remove":
            return {}
        given = {p.name: drawn(p) for p in tie.properties if p.required and action == "add"}
        given |= {p.name: drawn(p) for p in tie.properties if self._random.random() < 0.5}
        if action == "update":
            clearable = [p.name for p in tie.properties if not p.required]
            given |= {self._random.choice(clearable): None} if clearable and self._random.random() < 0.4 else {}
            given = given or {tie.properties[0].name: drawn(tie.properties[0])}
        return given

    def _ends(self, tie: WritableTie) -> list[tuple[str, str]]:
        """The pairs of labels that mutations of the type can be of; those of one label lead in circles."""
        homes = {(home.label.name, home.starts_here) for home in tie.homes}
        return [
            (start, end)
            for start, end in tie.ends
            if start in self.labels and end in self.labels and start != end and {(start, True), (end, False)} & homes
        ]

    def _some(self, plain: Plain) -> tuple[str, str]:
        """A node that is there or, now and then, one that is not, with its label."""
        label = self._random.choice(self.labels)
        return self._id(plain, label), label

    def _id(self, plain: Plain, label: str) -> str:
        known = plain.of(label)
        if not known or self._random.random() < 0.05:
            return f"{plain.model.types[label].prefix}:nobody"
        return self._random.choice(known)

    def _ends_of(self, plain: Plain, link: Link) -> list[str]:
        places = {"Settlement": [HOME, NEAR, FAR]}
        return [*plain.of(*link.labels), *(id_ for label in link.labels for id_ in places.get(label, ()))]

"""What the generator makes: node rows by label and relationship rows by type, sorted and free of empty values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from graph_service.seeding.hashing import Chance


class Point(NamedTuple):
    """A point in WGS84 degrees."""

    lon: float
    lat: float


Value = str | int | float | bool | date | datetime | Point | list[str]
Node = dict[str, Value]
Properties = dict[str, Value]


class Tie(NamedTuple):
    """A relationship row: both ends with their labels, and its properties."""

    from_id: str
    from_label: str
    to_id: str
    to_label: str
    properties: Properties


def moment(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime.combine(day, time(), UTC)


@dataclass(frozen=True)
class Dataset:
    """Node rows by label, relationship rows by type, both sorted; and the planted answers by name."""

    nodes: dict[str, list[Node]]
    relationships: dict[str, list[Tie]]
    planted: dict[str, list[str]] = field(default_factory=dict)

    def node_count(self) -> int:
        """The number of nodes."""
        return sum(map(len, self.nodes.values()))

    def relationship_count(self) -> int:
        """The number of relationships."""
        return sum(map(len, self.relationships.values()))


@dataclass
class Builder:
    """Collects rows while the generator runs; knows the label of every id, so that relationships only name ids."""

    chance: Chance = field(default_factory=Chance)
    cohort: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, Node]] = field(default_factory=dict)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    planted: dict[str, list[str]] = field(default_factory=dict)
    ordered: set[str] = field(default_factory=set)

    def id(self, prefix: str, *rest: str) -> str:
        """An id; those of a benchmark cohort carry its number."""
        cohort = (f"B{self.cohort:04d}",) if self.cohort else ()
        return ":".join((prefix, *cohort, *rest))

    def add(self, label: str, id: str, since: date, /, changed: date | None = None, **values: Value | None) -> str:
        """Adds an invented node that came into the data on `since`; empty values are left out."""
        origin: Properties = {"dataOrigin": "synthetic"}
        if self.cohort:
            origin["benchmark"] = True
        self._put(label, id, {**origin, **_times(since, changed), **_filled(values)})
        return id

    def add_real(self, label: str, id: str, origin: str, since: date, /, **values: Value | None) -> str:
        """Adds a node of open data or of a cited fact."""
        self._put(label, id, {"dataOrigin": origin, **_times(since, None), **_filled(values)})
        return id

    def _put(self, label: str, id: str, values: Properties) -> None:
        if id in self.labels:
            raise ValueError(f"the id {id} is given twice")
        self.labels[id] = label
        self.nodes.setdefault(label, {})[id] = {"id": id, **values}

    def node(self, id: str) -> Node:
        """The row of a node."""
        return self.nodes[self.labels[id]][id]

    def join(self, type: str, from_id: str, to_id: str, /, **values: Value | None) -> None:
        """Adds a relationship; `from_` stands for the property `from`."""
        properties = {name.rstrip("_"): value for name, value in _filled(values).items()}
        self.ties.setdefault(type, []).append(Tie(from_id, self.labels[from_id], to_id, self.labels[to_id], properties))

    def plant(self, name: str, *ids: str) -> None:
        """Records the ids of a planted answer."""
        self.planted.setdefault(name, []).extend(ids)

    def plant_path(self, name: str, *ids: str) -> None:
        """Records a planted path: its ids in the order of the steps."""
        self.ordered.add(name)
        self.plant(name, *ids)

    def dataset(self) -> Dataset:
        """The rows in their final order."""
        return Dataset(
            {label: [rows[id] for id in sorted(rows)] for label, rows in sorted(self.nodes.items())},
            {type: sorted(ties, key=_place) for type, ties in sorted(self.ties.items())},
            {name: ids if name in self.ordered else sorted(ids) for name, ids in sorted(self.planted.items())},
        )


def _place(tie: Tie) -> tuple[str, str, str]:
    return tie.from_id, tie.to_id, str(tie.properties.get("key", ""))


def _filled(values: dict[str, Value | None]) -> Properties:
    """Of what is there: a text without a letter says as little as none, and would still count as a value."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _times(since: date, changed: date | None) -> Properties:
    return {"createdAt": moment(since), "updatedAt": moment(changed or since)}

"""Derived ties of a seed: what the rows of its datasets share, followed as the model declares it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Model, RelationshipType
from graph_service.seeding.dataset import Dataset, Node, Properties, Tie
from graph_service.seeding.whereabouts import Whereabouts
from graph_service.writes.tie_texts import OF_ENDS
from graph_service.writes.ties import Share, later, shared_ties


class _Hop(NamedTuple):
    """A relationship as a step follows it: both ends and the day from which it is there."""

    near: str
    far: str
    since: date | None


@dataclass
class Sharing:
    """Takes the datasets of a seed one by one, and remembers who has what."""

    model: Model
    where: Whereabouts
    _shares: dict[str, list[Share]] = field(default_factory=lambda: defaultdict(list))
    _values: dict[tuple[str, str], object] = field(default_factory=dict)

    def remember(self, dataset: Dataset) -> None:
        """Adds what the rows of a dataset have; a way of several steps lies within one dataset."""
        rows = {str(row["id"]): row for rows in dataset.nodes.values() for row in rows}
        for type_ in self.model.stored_ties:
            self._shares[type_.type] += self._of(type_, dataset, rows)
            for label in self._members(type_):
                for row in dataset.nodes.get(label, []):
                    self._values |= {(str(row["id"]), name): row.get(name) for name in _differing(type_)}

    def _of(self, type_: RelationshipType, dataset: Dataset, rows: dict[str, Node]) -> Iterator[Share]:
        assert type_.evidence is not None
        first, *rest = type_.evidence.steps
        members = set(self._members(type_))
        has_types = "types" in type_.properties
        ways = [hop for hop in self._hops(first, dataset, rows) if self._label(hop.near) in members]
        for step in rest:
            onward: dict[str, list[_Hop]] = defaultdict(list)
            for hop in self._hops(step, dataset, rows):
                onward[hop.near].append(hop)
            ways = [_Hop(w.near, hop.far, later(w.since, hop.since)) for w in ways for hop in onward[w.far]]
        for near, far, since in ways:
            yield Share(near, far, since, str(rows[far]["type"]) if has_types else None)

    def _hops(self, step: Step, dataset: Dataset, rows: dict[str, Node]) -> Iterator[_Hop]:
        for name in step.type.split("|"):
            for tie in dataset.relationships.get(name, []):
                ends = (tie.from_id, tie.to_id) if step.direction is Direction.OUT else (tie.to_id, tie.from_id)
                yield _Hop(*ends, self._since(name, tie, rows))

    def _since(self, type_: str, tie: Tie, rows: dict[str, Node]) -> date | None:
        """The first day of a relationship that is there."""
        span = self.model.span(type_)
        found = tie.properties.get(span.start) if span and span.start else None
        if found is None and span and span.start_of_end:
            found = rows[tie.to_id].get(span.start_of_end)
        return cast("date | None", found)

    def _members(self, type_: RelationshipType) -> tuple[str, ...]:
        """The labels at its ends."""
        return self.model.members(self.model.joined_by(type_.type))

    def _label(self, id_: str) -> str:
        node = self.model.label_of(id_)
        assert node is not None
        return node.name

    def ties(self, type_: RelationshipType) -> list[Tie]:
        """The ties of a type between the rows so far."""
        shares = self._shares[type_.type]
        names = _differing(type_)
        members = {share.member: {name: self._value(share.member, name) for name in names} for share in shares}
        return [
            Tie(one, self._label(one), other, self._label(other), _present(properties))
            for (one, other), properties in shared_ties(type_, members, shares).items()
        ]

    def _value(self, id_: str, name: str) -> object:
        """What two ends may differ in: the county that they have their place in, or a property."""
        return self.where.counties.get(id_) if name == "county" else self._values[id_, name]


def _differing(type_: RelationshipType) -> list[str]:
    return [OF_ENDS[name] for name in type_.properties if name in OF_ENDS]


def _present(properties: dict[str, object]) -> Properties:
    return cast(Properties, {name: value for name, value in properties.items() if value is not None})

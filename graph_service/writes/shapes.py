"""What the model says of writing, looked up once: of labels their properties and to-one fields, and relationships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph_service.model.declare import Direction
from graph_service.model.labels import INDICATOR_VALUE, INSTITUTION, WORK_ITEM
from graph_service.model.structure import Link, Model, NodeType, Property
from graph_service.model.writable import (
    WritableTie,
    writable_labels,
    writable_ties,
    written_links,
    written_properties,
)

NODE = "Node"
CONCERNS, BECAME = "CONCERNS", "BECAME"
"""From an item of the worklist to its institutions, and to the collaboration that it became."""
UNTOUCHED = frozenset({"FROM_SOURCE", CONCERNS, BECAME})
"""Types whose ends are not changed by what starts there: everything cites a handful of sources, and what somebody means
to do about an institution is no news of it."""
WHOLE = frozenset({CONCERNS})
"""Types whose starts cannot be without any of their ends."""


COMPUTED = {INDICATOR_VALUE: ("method", "computed")}
"""Nodes that follow from other data, by label: the property that says so, and what it says."""


@dataclass(frozen=True)
class Single:
    """A to-one field as an end of relationships: of `label`, along `type`, to any of `labels`."""

    label: str
    field: str
    type: str
    into: bool
    """Whether the relationships end at the label."""
    labels: tuple[str, ...]
    required: bool


class Shapes:
    """The look-up tables of one model; with `official` data where the author is an operator."""

    def __init__(self, model: Model, *, official: bool = False) -> None:
        self.model = model
        self.labels: Mapping[str, NodeType] = {one.name: one for one in writable_labels(model, official=official)}
        kept = {WORK_ITEM: model.types[WORK_ITEM]} if WORK_ITEM in model.types else {}
        self.written: Mapping[str, NodeType] = {**self.labels, **kept}
        """With what is no `Node` and has mutations of its own."""
        self.ties: Mapping[str, WritableTie] = {
            **{tie.type: tie for tie in writable_ties(model, official=official)},
            **({CONCERNS: WritableTie(CONCERNS, ((WORK_ITEM, INSTITUTION),), None, ())} if kept else {}),
        }
        self._properties = {name: by_stored(written_properties(label)) for name, label in self.written.items()}
        self._tie_properties = {name: by_stored(tie.properties) for name, tie in self.ties.items()}
        self._links: dict[str, dict[str, Link]] = {name: {} for name in kept}
        for name, label in self.labels.items():
            self._links[name] = {link.name: link for link in written_links(model, label)}
        self._read_as: dict[tuple[str, ...], frozenset[str]] = {}

    def properties(self, label: str) -> Mapping[str, Property]:
        """What clients give of a label, by stored name; a localized text stands under both of its names."""
        return self._properties[label]

    def tie_properties(self, type_: str) -> Mapping[str, Property]:
        """The same of a relationship type."""
        return self._tie_properties[type_]

    def unique(self, label: str) -> tuple[str, ...]:
        """The stored names of what only one node of a label can have, its id aside."""
        return tuple(name for name, p in self._properties[label].items() if p.unique)

    def links(self, label: str) -> Mapping[str, Link]:
        """The to-one fields in the input of a label."""
        return self._links[label]

    def derived(self, label: str) -> frozenset[str]:
        """The stored names of what is derived of a label."""
        held = self.model.types[label].properties.values()
        return frozenset(name for p in held if p.derived for name in p.stored_names)

    def writes(self, label: str) -> bool:
        """Whether a relationship to a node of the label touches it: official data stay as they are."""
        return not self.model.types[label].reference

    def read_as(self, labels: tuple[str, ...]) -> frozenset[str]:
        """The labels that nodes found by `labels` can have."""
        known = self._read_as.get(labels)
        if known is None:
            known = self._read_as[labels] = frozenset(self.model.read_as(labels))
        return known

    @cached_property
    def pairs(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """By type, the labels that a relationship can join, start and end."""
        return {
            tie.type: frozenset(
                (start, end)
                for one, other in tie.ends
                for start in self.model.read_as((one,))
                for end in self.model.read_as((other,))
            )
            for tie in self.ties.values()
        }

    @cached_property
    def singles(self) -> Mapping[str, tuple[Single, ...]]:
        """By label, every to-one field along one relationship: in inputs or not."""
        found: dict[str, tuple[Single, ...]] = {}
        for label in self.model.labels:
            if self.model.is_node(label):
                found[label.name] = tuple(self._singles(label))
        return found

    def _singles(self, label: NodeType) -> Iterator[Single]:
        for link in label.links.values():
            if link.many or not _leads(link):
                continue
            step = link.steps[0]
            declared = self.model.relationships.get(step.type)
            if declared is None or not declared.derived:
                into = step.direction is Direction.IN
                yield Single(label.name, link.name, step.type, into, link.labels, link.card == "one")

    @cached_property
    def span_types(self) -> frozenset[str]:
        """The types of relationships that end one day."""
        return frozenset(t.type for t in self.ties.values() if t.declared and "to" in t.declared.properties)


def end_label(model: Model, id_: str) -> str:
    """The label by which a statement finds a node: `Node`, or its own where it is none."""
    label = model.label_of(id_)
    return NODE if label is None or model.is_node(label) else label.name


def _leads(link: Link) -> bool:
    step = link.steps[0]
    chooses = link.latest or link.only or link.differs or link.without or step.open
    return not (link.is_through or chooses or "|" in step.type) and len(link.steps) == 1


def by_stored(properties: Iterable[Property]) -> dict[str, Property]:
    """Properties by the names under which the graph holds them: texts of two languages under both."""
    return {stored: p for p in properties for stored in p.stored_names}

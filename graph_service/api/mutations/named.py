"""The mutations by name: which edits an input asks for, of what node the payload is, and where a problem lies in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Literal, Protocol

from graph_service.model.structure import Kind, Model, NodeType, Property
from graph_service.model.writable import (
    Home,
    WritableTie,
    writable_labels,
    writable_ties,
    written_links,
    written_properties,
)
from graph_service.writes.edits import END, START, Edit, NodeEdit, Place, TieEdit
from graph_service.writes.seats import Spot

Given = Mapping[str, Any]
"""An input, coerced, without what was left out."""
INPUT = "input"
ONE_BY_ONE = "oneByOne"
"""The directive that makes each mutation of an operation a transaction of its own."""


class Mutation(Protocol):
    """One field of the root of mutations."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> NodeType | None:
        """The label of the node in its payload; None where there is none."""
        ...

    def edits(self, given: Given) -> list[Edit]:
        """What the input asks for."""
        ...

    def subject(self, given: Given, edits: list[Edit]) -> str:
        """The id of the node that the payload is of."""
        ...

    def path(self, place: Place) -> list[str]:
        """Where in the arguments a problem lies."""
        ...


@dataclass(frozen=True)
class NodeMutation:
    """Creates, updates or deletes nodes of a label."""

    model: Model
    of: NodeType
    action: Literal["create", "update", "delete"]

    @property
    def name(self) -> str:
        return f"{self.of.single}{self.action.capitalize()}"

    @property
    def label(self) -> NodeType | None:
        return None if self.action == "delete" else self.of

    def edits(self, given: Given) -> list[Edit]:
        """One edit; a new node without an id gets one that nobody has."""
        id_ = given.get("id") or f"{self.of.prefix}:{token_hex(8)}"
        if self.action == "delete":
            expected, cascades = given.get("expectedVersion"), bool(given.get("cascade"))
            return [NodeEdit("delete", self.of.name, id_, expected=expected, cascades=cascades)]
        values = values_of(written_properties(self.of), given)
        links = {link.name: given[link.name] for link in written_links(self.model, self.of) if link.name in given}
        return [NodeEdit(self.action, self.of.name, id_, values, links, given.get("expectedVersion"))]

    def subject(self, given: Given, edits: list[Edit]) -> str:
        """The id in its edit."""
        [edit] = edits
        assert isinstance(edit, NodeEdit)
        return edit.id

    def path(self, place: Place) -> list[str]:
        """Stored names as fields of the input."""
        return _path(written_properties(self.of), place)


@dataclass(frozen=True)
class TieMutation:
    """Adds, updates or removes relationships of a type at a label."""

    model: Model
    tie: WritableTie
    home: Home
    action: Literal["add", "update", "remove"]

    @property
    def name(self) -> str:
        singular = self.home.singular
        return f"{self.home.label.single}{self.action.capitalize()}{singular[:1].upper()}{singular[1:]}"

    @property
    def label(self) -> NodeType | None:
        return self.home.label

    @property
    def near(self) -> str:
        """The field of the input for the label."""
        return self.home.label.single

    @property
    def far(self) -> str:
        """The field of the input for the other end."""
        return self.home.singular

    def edits(self, given: Given) -> list[Edit]:
        """One edit."""
        near, far = given[self.near], given[self.far]
        start, end = (near, far) if self.home.starts_here else (far, near)
        values = {} if self.action == "remove" else values_of(self.tie.properties, given)
        return [TieEdit(self.action, self.tie.type, start, end, given.get("key"), values)]

    def subject(self, given: Given, edits: list[Edit]) -> str:
        """The node that has the field."""
        return str(given[self.near])

    def path(self, place: Place) -> list[str]:
        """Its ends by their fields, its properties as fields of the input."""
        ends = {START: self.near, END: self.far} if self.home.starts_here else {START: self.far, END: self.near}
        if len(place) == 1 and place[0] in ends:
            return [INPUT, ends[str(place[0])]]
        return _path(self.tie.properties, place)


def node_mutations(model: Model) -> Iterator[NodeMutation]:
    """Three for each label that clients write."""
    for label in writable_labels(model):
        yield NodeMutation(model, label, "create")
        yield NodeMutation(model, label, "update")
        yield NodeMutation(model, label, "delete")


def tie_mutations(model: Model) -> Iterator[TieMutation]:
    """Two for each relationship type that no input says, three where it has properties."""
    for tie in writable_ties(model):
        for home in tie.homes:
            yield TieMutation(model, tie, home, "add")
            if tie.properties:
                yield TieMutation(model, tie, home, "update")
            yield TieMutation(model, tie, home, "remove")


def values_of(properties: tuple[Property, ...], given: Given) -> dict[str, Any]:
    """What an input gives of properties, by stored name; None takes away, what is absent is absent."""
    values: dict[str, Any] = {}
    for prop in properties:
        if prop.name not in given:
            continue
        value = given[prop.name]
        if prop.kind is Kind.LOCALIZED:
            hungarian, english = prop.stored_names
            texts = {"hu": None, "en": None} if value is None else value
            values |= {name: texts[key] for name, key in ((hungarian, "hu"), (english, "en")) if key in texts}
        elif prop.kind is Kind.POINT and value is not None:
            values[prop.stored] = Spot(value["longitude"], value["latitude"])
        else:
            values[prop.stored] = value
    return values


def _path(properties: tuple[Property, ...], place: Place) -> list[str]:
    if not place:
        return [INPUT]
    for prop in properties:
        if place[0] in prop.stored_names:
            parts = [prop.name, "hu" if place[0] == prop.stored_names[0] else "en"]
            inside = parts if prop.kind is Kind.LOCALIZED else parts[:1]
            return [INPUT, *inside, *map(str, place[1:])]
    return [INPUT, *map(str, place)]


def type_name(name: str) -> str:
    """A mutation's name as that of a type."""
    return name[:1].upper() + name[1:]

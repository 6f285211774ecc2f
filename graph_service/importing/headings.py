"""What a sheet holds, by its name, and what its columns hold, by their headings in Hungarian, English or as stored.

Case, accents, spaces and punctuation make no difference. Column names of an export are the stored ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph_service.importing.codes import nearest, plain
from graph_service.model.columns import (
    ENDS,
    Column,
    node_columns,
    property_columns,
    relationship_columns,
)
from graph_service.model.declare import Direction, Step
from graph_service.model.headings import ACTION, ID, KEY, Heading, column_heading, link_heading, type_heading
from graph_service.model.headings import ENDS as END_HEADINGS
from graph_service.model.searching import called
from graph_service.model.structure import Kind, Link, Model, NodeType
from graph_service.model.writable import WritableTie, writable_labels, writable_ties, written_links, written_properties

Role = Literal["id", "action", "value", "link", "end", "end_label", "key", "kept"]
EXPLANATIONS = ("Magyarázat", "Explanation")
CODES = ("Kódok", "Codes")
"""Sheets of templates that explain the others."""
_ORIGIN = "dataOrigin"


@dataclass(frozen=True)
class Field:
    """What a column can hold. `name` is the stored name, or that of a to-one field.

    A `kept` one is filled by the service, and left out. `labels` are those that an id in it can have.
    """

    role: Role
    name: str
    heading: Heading
    column: Column
    labels: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whatever it may be called, the best first."""
        short = tuple(one.removesuffix(part) for one, part in zip(self.heading, _HUNGARIAN, strict=True))
        return (self.name, *self.heading, *short)


# A text in both languages may be called by its name alone: then it is the Hungarian one.
_HUNGARIAN = (" (magyarul)", " (Hungarian)")


@dataclass(frozen=True)
class Schema:
    """What a sheet of a label or a relationship type can hold; `subject` is its stored name."""

    subject: str
    heading: Heading
    fields: tuple[Field, ...]
    is_ties: bool = False
    keys: tuple[str, ...] = ()
    """The natural keys of a label: properties that tell its nodes apart."""
    is_keyed: bool = False
    circular: Mapping[str, Step] = field(default_factory=dict)
    """Fields that lead from nodes of a label to one of the same, and must not lead back; of ties the whole sheet."""

    def field(self, name: str) -> Field:
        """The field of a stored name."""
        return next(one for one in self.fields if one.name == name and one.role != "kept")


@dataclass(frozen=True)
class Schemas:
    """All sheets that an import reads."""

    by_name: Mapping[str, Schema]
    known: Mapping[str, str]
    """Plain names of sheets to their subjects."""
    unwritable: frozenset[str]
    """Plain names of what files cannot write."""

    def find(self, titles: Iterable[str]) -> Schema | None:
        """The sheet that one of the titles names, the first that does."""
        for title in titles:
            if subject := self.known.get(plain(title.replace("\\", "/").rsplit("/", 1)[-1])):
                return self.by_name[subject]
        return None

    def code_of(self, title: str) -> str:
        """Why a title names no sheet."""
        return "SHEET_NOT_WRITABLE" if plain(title) in self.unwritable else "SHEET_UNKNOWN"

    def nearest(self, title: str) -> tuple[str, ...]:
        """The names that are written most like a title."""
        return nearest(title, self.known)


def schemas(model: Model, *, official: bool = False) -> Schemas:
    """The sheets of what clients write; with `official` data of what operators write, too."""
    labels = writable_labels(model, official=official)
    nodes = [_node_schema(model, label) for label in labels]
    ties = [_tie_schema(model, tie) for tie in writable_ties(model, official=official)]
    by_name = {schema.subject: schema for schema in (*nodes, *ties)}
    known = {plain(label.plural): label.name for label in labels if label.plural}
    for schema in by_name.values():
        known |= {plain(name): schema.subject for name in (*schema.heading, schema.subject)}
    others = {plain(name) for label in model.labels for name in (label.name, *called(label))}
    others |= {plain(type_) for type_ in model.relationship_ends}
    return Schemas(by_name, known, frozenset(others - known.keys()))


def _node_schema(model: Model, label: NodeType) -> Schema:
    links = written_links(model, label)
    fields = [Field("id", "id", ID, Column("id", Kind.STRING, False, "Id of the node."), (label.name,)), _action()]
    fields += _kept_or_value(label)
    fields += [_link(link) for link in links]
    keys = tuple(p.stored for p in label.properties.values() if p.unique and p.name != "id" and not p.derived)
    circular = {link.name: link.steps[0] for link in links if label.name in link.labels}
    return Schema(label.name, Heading(*called(label)), tuple(fields), keys=keys, circular=circular)


def _kept_or_value(label: NodeType) -> Iterator[Field]:
    """The columns of the label's file; those that no client writes are known, so that an export can be read back."""
    written = {column.name for p in written_properties(label) for column in property_columns(p)}
    # In the order of their declaration: what people look for first stands first.
    every = {column.name: column for p in label.properties.values() for column in property_columns(p)}
    every |= {column.name: every.get(column.name, column) for column in node_columns(label)}
    del every["id"]
    for column in every.values():
        if column.name in written:
            yield Field("value", column.name, _heading(label.name, column.name), column)
        else:
            yield Field("kept", column.name, Heading(column.name, column.name), column)


def _heading(holder: str, column: str) -> Heading:
    return column_heading(holder, column) or Heading(column, column)


def _link(link: Link) -> Field:
    column = Column(link.name, Kind.STRING, False, link.description)
    heading = link_heading(link.name) or Heading(link.name, link.name)
    return Field("link", link.name, heading, column, link.labels)


def _tie_schema(model: Model, tie: WritableTie) -> Schema:
    fields = [_end(column, tie.starts if column.name.startswith("from") else tie.far) for column in ENDS]
    fields.append(_action())
    for column in relationship_columns(model, tie.type)[len(ENDS) :]:
        if column.name == "key" and tie.keyed:
            fields.append(Field("key", "key", KEY, Column("key", Kind.STRING, False, column.description)))
        else:
            fields.append(Field("value", column.name, _heading(tie.type, column.name), column))
    heading = type_heading(tie.type) or Heading(tie.type, tie.type)
    circular = {tie.type: Step(tie.type, Direction.OUT)} if tie.type in _circular(model) else {}
    return Schema(tie.type, heading, tuple(fields), True, is_keyed=tie.keyed, circular=circular)


def _circular(model: Model) -> frozenset[str]:
    """The types along which a node leads to at most one of the same label."""
    found = ((label, link) for label in writable_labels(model) for link in written_links(model, label))
    return frozenset(link.steps[0].type for label, link in found if label.name in link.labels)


def _end(column: Column, labels: tuple[str, ...]) -> Field:
    role: Role = "end_label" if column.name.endswith("label") else "end"
    return Field(role, column.name, END_HEADINGS[column.name], column, labels)


def _action() -> Field:
    return Field("action", "action", ACTION, Column("action", Kind.STRING, False, "What to do with the row."))


def required_fields(schema: Schema) -> tuple[Field, ...]:
    """Without which no row can be made anew. The origin of the data may be said of the whole import."""
    if schema.is_ties:
        return tuple(one for one in schema.fields if one.role == "end")
    values = (one for one in schema.fields if one.role == "value" and one.name != _ORIGIN)
    return tuple(one for one in values if one.column.required and not one.column.many)

"""The exported files as rows and relationships, with every column read by the type that the SDL gives it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type

from tests.oracle.mapping import ALSO, Hop

Props = dict[str, Any]


@dataclass(eq=False, slots=True, repr=False)
class Row:
    """A node: its id, label and properties."""

    id: str
    label: str
    props: Props


@dataclass(eq=False, slots=True, repr=False)
class Rel:
    """A relationship with both ends."""

    type: str
    start: Row
    end: Row
    props: Props


def began(rel: Rel) -> str | None:
    """The day from which a relationship is live; None where it always was."""
    match rel.type:
        case "PARTICIPATES_IN":
            return rel.props.get("from") or rel.end.props.get("startDate")
        case "ATTENDED":
            return rel.end.props.get("startDate")
    return rel.props.get("from") or rel.props.get("on")


def ended(rel: Rel) -> str | None:
    """The first day on which a relationship is live no more; None where it has not ended."""
    end: str | None = rel.props.get("to")
    return end or rel.end.props.get("endDate") if rel.type == "PARTICIPATES_IN" else end


@dataclass(repr=False)
class Graph:
    """All rows by id and label, all relationships by type and end; `interfaces` by what implements them.

    In a graph as of a day all relationships are live, whether or not they end later.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    labels: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, dict[str, list[Rel]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    into: dict[str, dict[str, list[Rel]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    interfaces: dict[str, tuple[str, ...]] = field(default_factory=dict)
    of_a_day: bool = False

    def as_of(self, day: str) -> Graph:
        """The same rows, with the relationships that are live on a day; derived ties are to be joined anew."""
        sliced = Graph(self.rows, self.labels, interfaces=self.interfaces, of_a_day=True)
        for type_ in self.out.keys() - self._spans.keys():
            sliced.out[type_], sliced.into[type_] = self.out[type_], self.into[type_]
        for type_, spans in self._spans.items():
            for rel, first, last in spans:
                if (first is None or first <= day) and (last is None or day < last):
                    sliced.out[type_][rel.start.id].append(rel)
                    sliced.into[type_][rel.end.id].append(rel)
        return sliced

    @cached_property
    def _spans(self) -> dict[str, list[tuple[Rel, str | None, str | None]]]:
        """By type whose relationships are not always live, each with its half-open span: read once all are joined."""
        every = {type_: [(rel, began(rel), ended(rel)) for rel in self.rels(type_)] for type_ in self.out}
        return {type_: spans for type_, spans in every.items() if any(first or last for _, first, last in spans)}

    def add(self, row: Row) -> Row:
        self.rows[row.id] = row
        self.labels[row.label].append(row)
        return row

    def remove(self, row: Row) -> None:
        """Drops a row; its relationships must be gone."""
        del self.rows[row.id]
        self.labels[row.label].remove(row)

    def join(self, type_: str, start: Row, end: Row, props: Props) -> None:
        rel = Rel(type_, start, end, props)
        self.out[type_][start.id].append(rel)
        self.into[type_][end.id].append(rel)

    def forget(self, type_: str) -> None:
        """Drops all relationships of a type: it is about to be derived anew."""
        self.out.pop(type_, None)
        self.into.pop(type_, None)

    def of(self, label: str) -> list[Row]:
        """All rows of a label, and of the labels that are of its kind."""
        return [row for name in (label, *ALSO.get(label, ())) for row in self.labels.get(name, [])]

    def members(self, type_name: str) -> list[Row]:
        """All rows of a label, or of the labels that implement an interface."""
        return [row for label in self.interfaces.get(type_name, (type_name,)) for row in self.of(label)]

    def rels(self, type_: str) -> Iterator[Rel]:
        return (rel for rels in self.out.get(type_, {}).values() for rel in rels)

    def step(self, row: Row, hop: Hop) -> Iterator[tuple[Rel, Row]]:
        """The relationships that a hop follows from a row, each with its far end."""
        for type_ in hop.types:
            if hop.way in "><~":
                ways = {">": (True,), "<": (False,), "~": (True, False)}[hop.way]
                for forward in ways:
                    index = self.out if forward else self.into
                    for rel in index[type_].get(row.id, ()) if type_ in index else ():
                        if not hop.open or self.of_a_day or rel.props.get("to") is None:
                            yield rel, rel.end if forward else rel.start

    def follow(self, row: Row, path: tuple[Hop, ...]) -> list[tuple[Rel | None, Row]]:
        """The far ends of a path: with their relationship where it is one hop, else each row once."""
        if len(path) == 1:
            return list(self.step(row, path[0]))
        reached = {row.id: row}
        for hop in path:
            beyond = {far.id: far for near in reached.values() for _, far in self.step(near, hop)}
            reached = {**reached, **beyond} if hop.optional else beyond
        return [(None, far) for far in reached.values()]


def read_graph(folder: Path, schema: GraphQLSchema) -> Graph:
    """The graph that the exported files in `folder` hold."""
    graph = Graph(interfaces=_interfaces(schema))
    kinds = _Kinds(schema)
    for file in sorted((folder / "nodes").glob("*.csv")):
        for values in _records(file):
            graph.add(Row(values["id"], file.stem, kinds.read(file.stem, values)))
    for file in sorted((folder / "relationships").glob("*.csv")):
        for values in _records(file):
            start, end = graph.rows[values.pop("from_id")], graph.rows[values.pop("to_id")]
            props = {k: v for k, v in values.items() if k not in ("from_label", "to_label")}
            graph.join(file.stem, start, end, kinds.read(file.stem, props))
    return graph


def _interfaces(schema: GraphQLSchema) -> dict[str, tuple[str, ...]]:
    return {
        type_.name: tuple(sorted(member.name for member in schema.get_possible_types(type_)))
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLInterfaceType)
    }


def _records(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


class _Kinds:
    """How to read a column: by the SDL field of its name, on the label or on the edge of a relationship type."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._named: dict[str, dict[str, str]] = defaultdict(dict)
        for type_ in schema.type_map.values():
            if isinstance(type_, GraphQLObjectType):
                self._named[type_.name] = {n: get_named_type(f.type).name for n, f in type_.fields.items()}
                self._named[type_.name] |= {f"{n}[]": "" for n, f in type_.fields.items() if "[" in str(f.type)}

    def read(self, owner: str, values: dict[str, str]) -> Props:
        known = self._of(owner)
        read = {name: _value(text, known.get(name, ""), f"{name}[]" in known) for name, text in values.items()}
        if "revision" in known:
            read["revision"] = 1  # the demonstration is as it was made
        if values.get("location.lon"):
            read["location"] = (float(values["location.lon"]), float(values["location.lat"]))
        return read

    def _of(self, owner: str) -> dict[str, str]:
        if owner in self._named:
            return self._named[owner]
        start = "".join(part.capitalize() for part in owner.split("_"))
        edges = [n for n in self._named if n.startswith(start) and n.endswith("Edge")]
        self._named[owner] = {name: kind for edge in edges for name, kind in self._named[edge].items()}
        return self._named[owner]


def _value(text: str, kind: str, many: bool) -> Any:
    if text == "":
        return [] if many else None
    if many:
        return json.loads(text) if text.startswith("[") else text.split(";")
    match kind:
        case "Int" | "Long":
            return int(text)
        case "Float":
            return float(text)
        case "Boolean":
            return {"true": True, "false": False}[text]
    return text

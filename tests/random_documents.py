"""Valid documents drawn from the schema, with filters, orders, pages, fragments and variables; seeded and bounded."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
)

from tests.oracle import Oracle

DEPTH = 3
PAGE = 4
BUDGET = 900  # rows that a document may ask for, about
ROOTS = 2
_PARTS = {
    "LocalizedText": ("hu en", "en", "hu text", "text"),
    "GeoPoint": ("longitude latitude", "latitude"),
}
ALIASES = 26  # a document may have thirty
# Everything cites a source and most of all is of some target group: conditions on that ask every node of the graph.
_HUBS = ("citedBy", "members", "measurements", "sources", "enteredBy", "usedBy")
# `search` needs a text: tests/searched_texts.py draws some.
_NO_ROOTS = ("node", "nodes", "dataVersion", "vocabularies", "search")


@dataclass(frozen=True)
class Drawn:
    """A document with its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Values:
    """Values that occur in the data, by the input type and the field that they are for."""

    oracle: Oracle
    known: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def of(self, type_name: str, name: str) -> list[Any]:
        """Some values of a property of a type, as GraphQL writes them; an empty list where there are none."""
        key = (type_name, name)
        if key not in self.known:
            self.known[key] = self._read(type_name, name)
        return self.known[key]

    def _read(self, type_name: str, name: str) -> list[Any]:
        types, graph = self.oracle.types, self.oracle.graph
        rows = [row for label in sorted(types.labels(type_name)) for row in graph.labels[label]]
        found: dict[str, Any] = {}
        for row in rows[:: max(len(rows) // 40, 1)]:
            column = types.column(row.label, name)
            value = row.props.get(column, row.props.get(f"{column}Hu"))
            for item in value if isinstance(value, list) else [value]:
                if item is not None:
                    found[str(item)] = item
        return list(found.values())


class Draw:
    """One document."""

    def __init__(self, schema: GraphQLSchema, values: Values, seed: int) -> None:
        self._schema = schema
        self._values = values
        self._random = random.Random(seed)
        self._aliases = 0
        self._variables: dict[str, tuple[str, Any]] = {}
        self._fragments: list[str] = []
        self._budget = BUDGET

    def document(self) -> Drawn:
        """Roots with what is below them."""
        query = self._schema.query_type
        assert query is not None
        names = [name for name in query.fields if name not in _NO_ROOTS]
        roots = [self._root(name, query.fields[name]) for name in self._random.sample(names, ROOTS)]
        head = ", ".join(f"${name}: {type_}" for name, (type_, _) in self._variables.items())
        text = f"query Drawn{f'({head})' if head else ''} {{ {' '.join(roots)} }}"
        variables = {name: value for name, (_, value) in self._variables.items()}
        return Drawn("\n".join([text, *self._fragments]), variables)

    def _root(self, name: str, definition: GraphQLField) -> str:
        type_ = get_named_type(definition.type)
        if type_.name.endswith("Connection"):
            return self._field(name, definition, DEPTH)
        ids = self._values.of(type_.name, "id")
        return f"{self._alias()}: {name}(id: {json.dumps(self._random.choice(ids))}) {self._set(type_, DEPTH)}"

    def _alias(self) -> str:
        self._aliases += 1
        return f"a{self._aliases}"

    def _set(self, type_: GraphQLNamedType, depth: int, *, aliased: bool = False) -> str:
        """A selection set: leaves, objects while depth and budget last, fragments for members.

        Members may have one field in two types: `aliased` keeps their fields apart.
        """
        parts: list[str] = []
        if isinstance(type_, GraphQLUnionType) or (isinstance(type_, GraphQLInterfaceType) and self._chance(60)):
            parts += self._members(type_, depth)
        if not isinstance(type_, GraphQLUnionType):
            parts += self._fields(type_, depth, aliased)
        if self._chance(25) or not parts:
            parts.append("__typename")
        if self._chance(12) and not isinstance(type_, GraphQLUnionType):
            return f"{{ {self._fragment(type_.name, parts)} }}"
        return f"{{ {' '.join(parts)} }}"

    def _members(self, type_: GraphQLInterfaceType | GraphQLUnionType, depth: int) -> list[str]:
        members = sorted(t.name for t in self._schema.get_possible_types(type_))
        chosen = self._random.sample(members, min(2, len(members)))
        return [f"... on {name} {self._set(self._schema.type_map[name], depth, aliased=True)}" for name in chosen]

    def _fragment(self, type_name: str, parts: Sequence[str]) -> str:
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {type_name} {{ {' '.join(parts)} }}")
        return f"...{name}"

    def _fields(self, type_: GraphQLNamedType, depth: int, aliased: bool) -> list[str]:
        assert isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType))
        leaves = [n for n, f in type_.fields.items() if not _is_object(f)]
        objects = [n for n, f in type_.fields.items() if _is_object(f)]
        if self._aliases >= ALIASES:
            return ["__typename"]
        chosen = self._random.sample(leaves, min(len(leaves), self._random.randint(1, 4)))
        parts = [self._leaf(name, type_.fields[name], aliased) for name in chosen]
        if depth > 0 and objects:
            for name in self._random.sample(objects, min(len(objects), self._random.randint(0, 2))):
                if self._budget > 0 and self._aliases < ALIASES:
                    parts.append(self._field(name, type_.fields[name], depth - 1))
        return parts

    def _leaf(self, name: str, definition: GraphQLField, aliased: bool) -> str:
        parts = _PARTS.get(get_named_type(definition.type).name)
        inside = f" {{ {self._random.choice(parts)} }}" if parts else ""
        return f"{self._alias()}: {name}{inside}" if aliased or self._chance(10) else f"{name}{inside}"

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        type_ = get_named_type(definition.type)
        head = f"{self._alias()}: {name}"
        if not type_.name.endswith("Connection"):
            self._budget -= 1
            return f"{head} {self._set(type_, depth)}"
        self._budget -= PAGE ** (DEPTH - depth + 1)
        assert isinstance(type_, GraphQLObjectType)
        arguments = self._arguments(definition)
        return f"{head}{f'({arguments})' if arguments else ''} {self._page(type_, depth)}"

    def _page(self, type_: GraphQLObjectType, depth: int) -> str:
        node = get_named_type(type_.fields["nodes"].type)
        edge = get_named_type(type_.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        parts = []
        if self._chance(70):
            parts.append("totalCount")
        if self._chance(40):
            parts.append("pageInfo { hasNextPage hasPreviousPage startCursor endCursor }")
        if self._chance(50) or not parts:
            parts.append(f"nodes {self._set(node, depth)}")
        elif self._chance(70):
            own = [n for n in edge.fields if n not in ("node", "cursor")]
            parts.append(f"edges {{ cursor {' '.join(own)} node {self._set(node, depth)} }}")
        return f"{{ {' '.join(parts)} }}"

    def _arguments(self, definition: GraphQLField) -> str:
        found = []
        if "scope" in definition.args and self._chance(50):
            found.append("scope: WITHIN")
        if self._chance(50):
            where = get_named_type(definition.args["where"].type)
            assert isinstance(where, GraphQLInputObjectType)
            found.append(f"where: {self._literal_or_variable(where, self._where(where, 2))}")
        if self._chance(55):
            order = get_named_type(definition.args["orderBy"].type)
            assert isinstance(order, GraphQLInputObjectType)
            found.append(f"orderBy: [{', '.join(self._order(order))}]")
        size = "last" if self._chance(25) else "first"
        found.append(f"{size}: {self._random.randint(1, PAGE)}")
        return ", ".join(found)

    def _order(self, type_: GraphQLInputObjectType) -> list[str]:
        enum = get_named_type(type_.fields["field"].type)
        assert isinstance(enum, GraphQLEnumType)
        names = list(enum.values)
        chosen = self._random.sample(names, min(len(names), self._random.randint(1, 2)))
        return [f"{{field: {name}, direction: {self._random.choice(('ASC', 'DESC'))}}}" for name in chosen]

    def _literal_or_variable(self, type_: GraphQLInputObjectType, value: Any) -> str:
        if not self._chance(30):
            return _literal(value)
        name = f"v{len(self._variables)}"
        self._variables[name] = (type_.name, _plain(value))
        return f"${name}"

    def _where(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        """A condition: properties mostly, related rows and connectives while depth lasts."""
        about = type_.name.removesuffix("Where")
        names = [n for n in type_.fields if n not in ("AND", "OR", "NOT", *_HUBS)]
        value: dict[str, Any] = {}
        if depth > 0 and self._chance(35):
            connective = self._random.choice(("AND", "OR", "NOT"))
            inner = [self._where(type_, depth - 1) for _ in range(2)]
            value[connective] = inner[0] if connective == "NOT" else inner
        for name in self._random.sample(names, 1):
            inner_type = get_named_type(type_.fields[name].type)
            assert isinstance(inner_type, GraphQLInputObjectType)
            condition = self._condition(about, name, inner_type, depth)
            if condition is not None:
                value[name] = condition
        return value

    def _condition(self, about: str, name: str, type_: GraphQLInputObjectType, depth: int) -> Any:
        fields = type_.fields
        if "AND" in fields:
            return self._where(type_, depth - 1) if depth > 0 else {}
        if "some" in fields:
            inner = get_named_type(fields["some"].type)
            assert isinstance(inner, GraphQLInputObjectType)
            return {self._random.choice(("some", "none")): self._where(inner, depth - 1) if depth > 0 else {}}
        return self._operators(about, name, type_)

    def _operators(self, about: str, name: str, type_: GraphQLInputObjectType) -> Any:
        operator = self._random.choice(list(type_.fields))
        wanted = type_.fields[operator].type
        named = get_named_type(wanted)
        if named.name == "Boolean":
            return {operator: self._chance(50)}
        if isinstance(named, GraphQLInputObjectType):
            inner = self._operators(about, name, named)
            return inner and {operator: inner}
        values = self._choices(about, name, named)
        if not values:
            return None
        if isinstance(get_nullable_type(wanted), GraphQLList):
            return {operator: self._random.sample(values, min(len(values), 3))}
        value = self._random.choice(values)
        if operator in ("startsWith", "contains"):
            start = self._random.randint(0, 3) if operator == "contains" else 0
            value = value[start : start + self._random.randint(1, 3)]
        return {operator: value}

    def _choices(self, about: str, name: str, type_: GraphQLNamedType) -> list[Any]:
        if isinstance(type_, GraphQLEnumType):
            return [_Name(value) for value in type_.values]
        if about == "Cooperation":
            return [1, 2] if name == "weight" else ["2018-01-15", "2018-09-03"]
        return self._values.of(about, name)

    def _chance(self, percent: int) -> bool:
        return self._random.random() * 100 < percent


class _Name(str):
    """An enum value: no quotes in a document."""


def _is_object(definition: GraphQLField) -> bool:
    type_ = get_named_type(definition.type)
    if type_.name in _PARTS:
        return False
    return isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType))


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_literal(inner)}' for name, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return str(value) if isinstance(value, _Name) else json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))

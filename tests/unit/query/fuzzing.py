"""Documents and variables that no test writer thinks of, made from the schema: valid, odd, and repeatable by a seed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    is_composite_type,
)

from graph_service.query.pages import encode_cursor

_TEXTS = ("", "é", "x'} RETURN 1 //", "\\", "`", "árvíz", "HU223", "\u2028", "a" * 1_200, "💥", "$p0", "\n", '""')
_VALUES: dict[str, Sequence[Any]] = {
    "Int": (0, 1, 5, -1, 100, 101, 2**31 - 1),
    "Long": (0, 2**53, -5),
    "Float": (0, 1.5, -2e300, 5),
    "Boolean": (True, False),
    "ID": ("inst:1", "county:1", "settlement:2", "zz:1", 5, "", "inst"),
    "Date": ("2018-01-01", "0001-01-01", "9999-12-31"),
    "DateTime": ("2018-06-01T08:00:00Z", "0001-01-01T00:00:00+18:00", "2018-06-01T08:00+23:59"),
    "String": _TEXTS,
}
# What every list of nodes can tell; most other aggregates are refused for most lists.
_TOLD_OF_ALL = ("id", "dataOrigin", "updatedAt")
_CURSORS = ("", "abc", "!!", encode_cursor("00000000", ["a"]), encode_cursor("00000000", [None, "a"]))


class Name(str):
    """A value of an enum: a word in documents, a text in variables."""


@dataclass
class Document:
    """A document, the types of its variables (None for a cursor), and one set of them."""

    text: str
    types: dict[str, GraphQLInputType | None]
    variables: dict[str, Any]


@dataclass
class Fuzz:
    """Makes documents of `schema`."""

    schema: GraphQLSchema
    chance: Random
    _types: dict[str, GraphQLInputType | None] = field(default_factory=dict)
    _declared: list[str] = field(default_factory=list)
    _defaulted: set[str] = field(default_factory=set)
    _aliases: int = 0

    def document(self) -> Document:
        """A new document."""
        self._types, self._declared, self._defaulted, self._aliases = {}, [], set(), 0
        query = self.schema.query_type
        assert query is not None
        names = self.chance.sample(list(query.fields), self.chance.choice([1, 1, 2, 3]))
        roots = " ".join(self._field(query.fields[n], n, self.chance.choice([1, 3, 5]), root=True) for n in names)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return Document(f"query Q{declared} {{ {roots} }}", dict(self._types), self.variables())

    def variables(self, like: dict[str, Any] | None = None) -> dict[str, Any]:
        """Values for the variables of the last document, some of them near those of `like`."""
        found: dict[str, Any] = {}
        for name, type_ in self._types.items():
            if like and name in like and type_ is not None and self._often(0.5):
                found[name] = self._near(like[name], type_)
            elif type_ is None:
                found |= {} if self._often(0.2) else {name: self.chance.choice([None, *_CURSORS])}
            elif (isinstance(type_, GraphQLNonNull) and name not in self._defaulted) or not self._often(0.2):
                found[name] = self._value(type_)
        return found

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    def _value(self, type_: GraphQLInputType, depth: int = 0) -> Any:
        """A value as JSON has it; a single one may stand for a list."""
        if isinstance(type_, GraphQLNonNull):
            value = None
            while value is None:
                value = self._value(type_.of_type, depth)
            return value
        if self._often(0.06):
            return None
        if isinstance(type_, GraphQLList):
            if self._often(0.25):
                return self._value(type_.of_type, depth)
            return [self._value(type_.of_type, depth + 1) for _ in range(self.chance.choice([0, 1, 1, 2, 3]))]
        if isinstance(type_, GraphQLInputObjectType):
            return {name: self._value(type_.fields[name].type, depth + 1) for name in self._keys(type_, depth)}
        if isinstance(type_, GraphQLEnumType):
            return Name(self.chance.choice(list(type_.values)))
        return self.chance.choice(_VALUES[type_.name])

    def _keys(self, type_: GraphQLInputObjectType, depth: int) -> list[str]:
        needed = [n for n, f in type_.fields.items() if isinstance(f.type, GraphQLNonNull) and _is_bare(f)]
        number = self.chance.choice([0, 1, 1, 1, 2, 3]) if depth < 5 else 0
        more = self.chance.sample(list(type_.fields), min(number, len(type_.fields)))
        return list(dict.fromkeys(needed + more))

    def _near(self, value: Any, type_: GraphQLInputType) -> Any:
        """Nearly the same value: other leaves, a list for one item or one item for a list, a field less."""
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if value is None:
            return self._value(type_)
        if isinstance(inner, GraphQLList):
            items = value if isinstance(value, list) else [value]
            if self._often(0.2):
                return []
            near = [self._near(item, inner.of_type) for item in items]
            return near[0] if len(near) == 1 and self._often(0.4) else near
        if isinstance(inner, GraphQLInputObjectType):
            fields = inner.fields
            return {
                name: self._near(item, fields[name].type)
                for name, item in value.items()
                if isinstance(fields[name].type, GraphQLNonNull) or self._often(0.9)
            }
        return self._value(GraphQLNonNull(inner)) if self._often(0.5) else value

    def _literal(self, type_: GraphQLInputType, *, variables: bool = True, depth: int = 0) -> str:
        """A value as a document has it, variables anywhere inside."""
        if variables and self._often(0.25):
            return self._variable(type_)
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if not isinstance(type_, GraphQLNonNull) and self._often(0.05):
            return "null"
        if isinstance(inner, GraphQLList):
            number = self.chance.choice([0, 1, 1, 2])
            items = [self._literal(inner.of_type, variables=variables, depth=depth + 1) for _ in range(number)]
            single = len(items) == 1 and self._often(0.3) and not items[0].startswith("$")
            return items[0] if single else f"[{', '.join(items)}]"
        if isinstance(inner, GraphQLInputObjectType):
            keys = self._keys(inner, depth)
            parts = [f"{k}: {self._literal(inner.fields[k].type, variables=variables, depth=depth + 1)}" for k in keys]
            return f"{{{', '.join(parts)}}}"
        value = self._value(GraphQLNonNull(inner))
        return str(value) if isinstance(value, Name) else json.dumps(value, ensure_ascii=False)

    def _variable(self, type_: GraphQLInputType) -> str:
        """A new variable; a default lets a nullable one stand where null may not."""
        name = f"v{len(self._types)}"
        declared, default = type_, ""
        if self._often(0.35):
            nullable = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
            declared, default = nullable, f" = {self._literal(GraphQLNonNull(nullable), variables=False)}"
            self._defaulted.add(name)
        self._types[name] = declared
        self._declared.append(f"${name}: {declared}{default}")
        return f"${name}"

    def _cursor(self) -> str:
        if self._often(0.5):
            return json.dumps(self.chance.choice(_CURSORS))
        name = f"v{len(self._types)}"
        self._types[name] = None
        self._declared.append(f"${name}: String")
        return f"${name}"

    def _field(self, definition: GraphQLField, name: str, depth: int, *, root: bool = False) -> str:
        alias = f"a{self._aliases}: " if self._often(0.4) else ""
        self._aliases += 1
        type_ = get_named_type(definition.type)
        inner = f" {self._selection(type_, depth - root)}" if is_composite_type(type_) else ""
        return f"{alias}{name}{self._arguments(definition, root=root)}{self._directive()}{inner}"

    def _arguments(self, definition: GraphQLField, *, root: bool) -> str:
        names = list(definition.args)
        if root and "id" in names:
            key = self.chance.choice(names)
            return f"({key}: {self._literal(GraphQLNonNull(_nullable(definition.args[key].type)))})"
        out = []
        for name, argument in definition.args.items():
            rare = name in ("last", "before", "after")
            if (_is_bare(argument) and isinstance(argument.type, GraphQLNonNull)) or self._often(
                0.06 if rare else 0.35
            ):
                cursor = name in ("after", "before")
                small = name == "first" and self._often(0.8)
                value = self._cursor() if cursor else "2" if small else self._literal(argument.type)
                out.append(f"{name}: {value}")
        return f"({', '.join(out)})" if out else ""

    def _directive(self) -> str:
        if not self._often(0.08):
            return ""
        boolean = GraphQLNonNull(self.schema.type_map["Boolean"])
        return f" @{self.chance.choice(['skip', 'include'])}(if: {self._literal(boolean)})"

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        fields = {} if isinstance(type_, GraphQLUnionType) else type_.fields  # type: ignore[attr-defined]  # composite
        if type_.name == "Aggregate" and self._often(0.95):
            fields = {name: fields[name] for name in ("count", *_TOLD_OF_ALL)}
        leaves = [n for n, f in fields.items() if not is_composite_type(get_named_type(f.type))]
        deeper = [n for n in fields if n not in leaves] if depth > 0 else []
        picked = self.chance.sample(leaves, min(len(leaves), self.chance.choice([0, 1, 2])))
        picked += self.chance.sample(deeper, min(len(deeper), self.chance.choice([1, 1, 2])))
        out = [self._field(fields[name], name, depth - 1) for name in picked]
        if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
            out += self._fragments(type_, depth)
        if not out or self._often(0.12):
            out.append("__typename")
        return f"{{ {' '.join(out)} }}"

    def _fragments(self, type_: GraphQLInterfaceType | GraphQLUnionType, depth: int) -> list[str]:
        possible = list(self.schema.get_possible_types(type_))
        found = []
        for object_ in self.chance.sample(possible, min(2, len(possible))):
            on: GraphQLObjectType | GraphQLInterfaceType = object_
            if object_.interfaces and self._often(0.3):
                on = self.chance.choice(object_.interfaces)
            found.append(f"... on {on.name}{self._directive()} {self._selection(on, max(0, depth - 1))}")
        return found


def _is_bare(field_or_argument: Any) -> bool:
    return field_or_argument.default_value is Undefined


def _nullable(type_: GraphQLInputType) -> GraphQLInputType:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_

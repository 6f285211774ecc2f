"""What the SDL and the mapping say together: paths, columns, kinds and enum names of the fields of a type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from tests.oracle.graph import Rel, Row
from tests.oracle.mapping import ALSO, COLUMNS, ENUM_SCHEMES, ONLY_METHOD, PATHS, TIE, Hop


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    hu: str
    en: str | None


class Types:
    """The SDL with the mapping at its side."""

    def __init__(self, schema: GraphQLSchema, vocabularies: Path) -> None:
        self.schema = schema
        files = (vocabularies, Path(__file__).parent / "own_vocabularies.json")
        schemes = [scheme for file in files for scheme in json.loads(file.read_text(encoding="utf-8"))["schemes"]]
        self.vocabularies = [_vocabulary(scheme) for scheme in schemes]
        self._known: dict[tuple[int, str, str], Any] = {}
        self._codes = {s["id"]: {c["enum"]: c["code"] for c in s["concepts"]} for s in schemes}

    def _find(self, table: dict[tuple[str, str], Any], type_name: str, field: str) -> Any:
        """The entry of the type itself or of an interface of it."""
        key = (id(table), type_name, field)
        if key not in self._known:
            self._known[key] = self._looked_up(table, type_name, field)
        return self._known[key]

    def _looked_up(self, table: dict[tuple[str, str], Any], type_name: str, field: str) -> Any:
        type_ = self.schema.type_map[type_name]
        above = (
            [i.name for i in type_.interfaces] if isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType)) else []
        )
        return next((table[name, field] for name in (type_name, *above) if (name, field) in table), None)

    def path(self, type_name: str, field: str) -> tuple[Hop, ...] | None:
        """The hops of a field that leads to other rows."""
        found: tuple[Hop, ...] | None = self._find(PATHS, type_name, field)
        return found

    def column(self, type_name: str, field: str) -> str:
        found: str | None = self._find(COLUMNS, type_name, field)
        return found or field

    def only_method(self, type_name: str, field: str) -> str | None:
        return ONLY_METHOD.get((type_name, field))

    def named(self, type_name: str, field: str) -> str:
        """The name of a field's type; of a connection, the type of its nodes."""
        type_ = get_named_type(self.schema.type_map[type_name].fields[field].type)  # type: ignore[attr-defined]
        if type_.name.endswith("Connection"):
            type_ = get_named_type(type_.fields["nodes"].type)
        return str(type_.name)

    def listed(self, type_name: str) -> str:
        """The type by whose name lists are filtered and ordered: what a union leads to is asked as `Node`."""
        return "Node" if isinstance(self.schema.type_map[type_name], GraphQLUnionType) else type_name

    def is_many(self, type_name: str, field: str) -> bool:
        type_ = get_named_type(self.schema.type_map[type_name].fields[field].type)  # type: ignore[attr-defined]
        return str(type_.name).endswith("Connection")

    def labels(self, type_name: str) -> frozenset[str]:
        """The labels of the rows that a type can be."""
        return self._labels[type_name]

    @cached_property
    def _labels(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name, type_ in self.schema.type_map.items():
            if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
                found[name] = frozenset(t.name for t in self.schema.get_possible_types(type_))
            elif isinstance(type_, GraphQLObjectType):
                found[name] = frozenset({name, *ALSO.get(name, ())})
        return found

    def operand(self, input_name: str, field: str) -> str:
        """What the operators of a field of an input are about: a scalar, an enum, `Name`, `LocalizedText`, `Point`."""
        where: Any = self.schema.type_map[input_name]
        operators = str(get_named_type(where.fields[field].type).name)
        return operators.removesuffix("Where").removesuffix("List")

    def edge_column(self, rel: Rel, field: str) -> str:
        """The property that a name of EdgeWhere, of Aggregate or of an order means on a relationship."""
        start = "".join(part.capitalize() for part in rel.type.split("_"))
        rest = field[len(start) :]
        is_long = rest and field not in rel.props and field[:1].upper() + field[1 : len(start)] == start
        return rest[:1].lower() + rest[1:] if is_long else field

    def edge_type(self, rel: Rel) -> str:
        """The edge of a connection over relationships like this one."""
        start = "".join(part.capitalize() for part in rel.type.split("_"))
        return next(
            n for n in self.schema.type_map if n.startswith(start) and n.endswith("Edge") and self._tells(n, rel)
        )

    def _tells(self, edge: str, rel: Rel) -> bool:
        fields: Any = self.schema.type_map[edge].fields  # type: ignore[attr-defined]
        return any(name in rel.props for name in fields)

    def name_of(self, row: Row) -> Text | None:
        """What a row is called."""
        for field in ("name", "title"):
            column = self.column(row.label, field)
            if (hu := row.props.get(f"{column}Hu") or row.props.get(column)) is not None:
                return Text(hu, row.props.get(f"{column}En"))
        return None

    def label(self, enum: str, code: str) -> Text:
        """The words of a stored code."""
        terms = next(found["terms"] for found in self.vocabularies if found["type"] == enum)
        label: Text = next(term["label"] for term in terms if term["code"] == code)
        return label

    def is_enum(self, type_name: str) -> bool:
        return isinstance(self.schema.type_map.get(type_name), GraphQLEnumType)

    def codes(self, enum: str) -> dict[str, str]:
        """Enum value to stored code; empty where the enum is no vocabulary."""
        scheme = ENUM_SCHEMES.get(enum, enum[:1].lower() + enum[1:])
        return self._codes.get(scheme, {})

    def enum_name(self, enum: str, code: str) -> str:
        """The enum value of a stored code."""
        return next(name for name, stored in self.codes(enum).items() if stored == code)

    def is_tie(self, type_name: str) -> bool:
        return type_name == TIE


def _vocabulary(scheme: dict[str, Any]) -> dict[str, Any]:
    name = scheme["id"]
    named = next((enum for enum, id_ in ENUM_SCHEMES.items() if id_ == name), name[:1].upper() + name[1:])
    terms = [{"code": c["code"], "value": c["enum"], "label": Text(c["hu"], c["en"])} for c in scheme["concepts"]]
    return {"id": name, "type": named, "label": Text(scheme["hu"], scheme["en"]), "terms": terms}

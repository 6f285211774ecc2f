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
        schemes = json.loads(vocabularies.read_text(encoding="utf-8"))["schemes"]
        self.vocabularies = [_vocabulary(scheme) for scheme in schemes]
        self._codes = {s["id"]: {c["enum"]: c["code"] for c in s["concepts"]} for s in schemes}

    def _find(self, table: dict[tuple[str, str], Any], type_name: str, field: str) -> Any:
        """The entry of the type itself or of an interface of it."""
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

    def is_name(self, type_name: str, field: str) -> bool:
        """Whether the SDL lets a text be asked as a name: without accents and capitals."""
        where: Any = self.schema.type_map[f"{type_name}Where"]
        return str(get_named_type(where.fields[field].type).name) == "NameWhere"

    def is_enum(self, type_name: str) -> bool:
        return isinstance(self.schema.type_map[type_name], GraphQLEnumType)

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

"""The GraphQL schema as compact JSON for the query page: a tenth of the introspection answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    ast_from_value,
    is_introspection_type,
    is_specified_scalar_type,
    print_ast,
)

Entry = dict[str, Any]


def schema_reference(schema: GraphQLSchema) -> bytes:
    """All types with their fields, arguments and descriptions, as JSON."""
    types = [_type(item) for name, item in sorted(schema.type_map.items()) if not is_introspection_type(item)]
    query = schema.query_type.name if schema.query_type else None
    return orjson.dumps({"query": query, "types": types})


def _type(item: GraphQLNamedType) -> Entry:
    entry: Entry = {"name": item.name, "kind": _kind(item)}
    if item.description and not is_specified_scalar_type(item):
        entry["about"] = item.description
    if isinstance(item, GraphQLObjectType | GraphQLInterfaceType):
        entry["fields"] = _fields(item.fields)
        if item.interfaces:
            entry["implements"] = [interface.name for interface in item.interfaces]
    elif isinstance(item, GraphQLInputObjectType):
        entry["inputs"] = _inputs(item.fields)
    elif isinstance(item, GraphQLEnumType):
        entry["values"] = [_described({"name": name}, value.description) for name, value in item.values.items()]
    elif isinstance(item, GraphQLUnionType):
        entry["members"] = [member.name for member in item.types]
    return entry


def _kind(item: GraphQLNamedType) -> str:
    return {
        GraphQLObjectType: "type",
        GraphQLInterfaceType: "interface",
        GraphQLInputObjectType: "input",
        GraphQLEnumType: "enum",
        GraphQLUnionType: "union",
    }.get(type(item), "scalar")


def _fields(fields: Mapping[str, GraphQLField]) -> list[Entry]:
    entries = []
    for name, field in fields.items():
        entry = _described({"name": name, "type": str(field.type)}, field.description)
        if field.args:
            entry["args"] = _inputs(field.args)
        if field.deprecation_reason:
            entry["deprecated"] = field.deprecation_reason
        entries.append(entry)
    return entries


def _inputs(inputs: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]) -> list[Entry]:
    return [_input(name, item) for name, item in inputs.items()]


def _input(name: str, item: GraphQLArgument | GraphQLInputField) -> Entry:
    entry = _described({"name": name, "type": str(item.type)}, item.description)
    if item.default_value is not Undefined:
        node = ast_from_value(item.default_value, item.type)
        if node is not None:
            entry["default"] = print_ast(node)
    return entry


def _described(entry: Entry, description: str | None) -> Entry:
    return {**entry, "about": description} if description else entry

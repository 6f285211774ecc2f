"""Variables of a question as they are typed on a command line, read by their types in the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_input_type,
    type_from_ast,
)

from graph_service.api.variables import variable_errors
from graph_service.errors import KalakaError, RequestError

_EXAMPLES = {"Date": "2019-09-15", "DateTime": "2019-09-15T00:00:00Z"}
_TEXTS = {"String", "ID", *_EXAMPLES}


def variable_types(schema: GraphQLSchema, document: DocumentNode) -> dict[str, GraphQLInputType]:
    """The variables of the one operation of a document, with their types."""
    types = {}
    for definition in operation_of(document).variable_definitions or ():
        type_ = type_from_ast(schema, definition.type)
        if is_input_type(type_):
            types[definition.variable.name.value] = type_
    return types


def read_typed(schema: GraphQLSchema, document: DocumentNode, given: Sequence[str]) -> dict[str, Any]:
    """`name=value` pairs as variables. Raises RequestError that says what is allowed."""
    types = variable_types(schema, document)
    values = dict(_read(pair, types) for pair in given)
    for error in variable_errors(schema, operation_of(document), values):
        raise error.original_error if isinstance(error.original_error, KalakaError) else error
    return values


def operation_of(document: DocumentNode) -> OperationDefinitionNode:
    """The one operation of a document of ours."""
    [operation] = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return operation


def _read(pair: str, types: Mapping[str, GraphQLInputType]) -> tuple[str, Any]:
    name, equals, text = pair.partition("=")
    if not equals:
        raise RequestError("VARIABLE_FORM", value=pair)
    if name not in types:
        raise RequestError("VARIABLE_UNKNOWN", name=name, allowed=", ".join(types) or "–")
    value = _value(text, types[name])
    _refuse_wrong(name, value, get_named_type(types[name]))
    return name, value


def _value(text: str, type_: GraphQLInputType) -> Any:
    """The value that a text means: an item or JSON for a list, the text itself where the type is one, else JSON."""
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(bare, GraphQLList) and not text.startswith("["):
        return [_value(item.strip(), bare.of_type) for item in text.split(",") if item.strip()]
    named = get_named_type(type_)
    if not isinstance(bare, GraphQLList) and (named.name in _TEXTS or isinstance(named, GraphQLEnumType)):
        return _text(text, named.name)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _text(text: str, type_name: str) -> str | None:
    if text == "null":
        return None
    if type_name == "DateTime" and len(text) == len(_EXAMPLES["Date"]):
        return f"{text}T00:00:00Z"
    return text


def _refuse_wrong(name: str, value: Any, type_: object) -> None:
    """Says in plain words what a date or a word of a vocabulary may be; other types say it themselves."""
    for item in _items(value):
        if isinstance(type_, GraphQLInputObjectType) and isinstance(item, dict):
            for field in item.keys() & type_.fields.keys():
                _refuse_wrong(f"{name}.{field}", item[field], get_named_type(type_.fields[field].type))
        if isinstance(type_, GraphQLEnumType) and item not in type_.values:
            raise RequestError("VARIABLE_CHOICE", name=name, value=item, allowed=", ".join(type_.values))
        example = _EXAMPLES.get(getattr(type_, "name", ""))
        if example and not _is_written_like(example, item):
            raise RequestError("VARIABLE_DATE", name=name, value=item, example=example)


def _items(value: Any) -> Iterator[Any]:
    for item in value if isinstance(value, list) else [value]:
        if item is not None:
            yield item


def _is_written_like(example: str, value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        if len(example) == len("2019-09-15"):
            return date.fromisoformat(value).isoformat() == value
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False

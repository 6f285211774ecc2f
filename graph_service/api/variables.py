"""Variables that do not fit their types, told without repeating what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    get_variable_values,
    is_input_type,
    type_from_ast,
    validate_input_value,
)

from graph_service.errors import RequestError


def variable_errors(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    """An error for each place of the variables that does not fit; empty when all do."""
    definitions = operation.variable_definitions or ()
    if not isinstance(get_variable_values(schema, definitions, dict(variables), 1), list):
        return []
    try:
        found = [error for definition in definitions for error in _errors_of(schema, definition, variables)]
    except RecursionError:
        found = []
    return found or [_error(RequestError("VARIABLES_DEPTH"), operation)]


def _errors_of(
    schema: GraphQLSchema, definition: VariableDefinitionNode, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    name = definition.variable.name.value
    type_ = type_from_ast(schema, definition.type)
    value = variables.get(name, Undefined)
    optional = definition.default_value is not None or not isinstance(type_, GraphQLNonNull)
    if not is_input_type(type_) or (value is Undefined and optional):
        return []
    places: list[list[str | int]] = []
    validate_input_value(value, type_, lambda _, path: places.append(list(path)))
    return [
        _error(RequestError("VARIABLES", variable=f"{name}{_text(path)}", type=_type_at(type_, path)), definition)
        for path in places
    ]


def _error(cause: RequestError, node: VariableDefinitionNode | OperationDefinitionNode) -> GraphQLError:
    return GraphQLError(str(cause), node, original_error=cause)


def _text(path: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def _type_at(type_: GraphQLInputType, path: Sequence[str | int]) -> GraphQLInputType:
    """The type of the place that `path` leads to."""
    for step in path:
        inner: Any = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(inner, GraphQLList):
            type_ = inner.of_type
        elif isinstance(inner, GraphQLInputObjectType) and isinstance(step, str):
            type_ = inner.fields[step].type
    return type_

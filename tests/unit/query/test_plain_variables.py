"""The quick look at variables says yes only where graphql-core would."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, get_variable_values, parse

from graph_service.query.plain_variables import PlainVariables

SCHEMA = build_schema(
    "enum E { A } input I { s: String } type Query { f(s: String, d: ID, n: Int, b: Boolean, x: Float, e: E): Int }"
)
VALUES: list[Any] = [
    "a",
    "",
    0,
    1,
    -(2**31),
    2**31 - 1,
    2**31,
    -(2**31) - 1,
    1.0,
    True,
    False,
    None,
    [],
    ["a"],
    {},
    "A",
]
TYPES = ["String", "ID", "Int", "Boolean", "Float", "E", "I", "[String]", "[Int!]!"]
TYPES += [f"{name}!" for name in TYPES[:4]]


def operation_of(text: str) -> OperationDefinitionNode:
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation


@pytest.mark.parametrize("type_", TYPES)
def test_what_fits_is_what_graphql_core_takes_as_it_is(type_: str) -> None:
    operation = operation_of(f"query ($v: {type_}) {{ f }}")
    plain = PlainVariables(SCHEMA, operation)
    for given in [{"v": value} for value in VALUES] + [{}]:
        if plain.fit(given):
            coerced = get_variable_values(SCHEMA, operation.variable_definitions or (), given)
            assert not isinstance(coerced, list), given
            assert coerced.coerced == given


@pytest.mark.parametrize(("type_", "value"), [("String!", "a"), ("ID", "a"), ("Int", 7), ("Boolean!", False)])
def test_the_plainest_variables_fit(type_: str, value: Any) -> None:
    assert PlainVariables(SCHEMA, operation_of(f"query ($v: {type_}) {{ f }}")).fit({"v": value, "unknown": 1})


def test_one_variable_that_is_not_plain_leaves_all_to_graphql_core() -> None:
    plain = PlainVariables(SCHEMA, operation_of("query ($v: String, $e: E) { f }"))
    assert not plain.fit({"v": "a", "e": "A"})

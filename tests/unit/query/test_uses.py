"""What variables stand for: cursors, and places where null may not stand."""

from __future__ import annotations

import pytest
from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, parse

from graph_service.query.uses import Uses, uses_of
from tests.unit.query.asking import Asking


def uses(schema: GraphQLSchema, text: str) -> Uses:
    document = parse(text)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return uses_of(schema, operation, fragments)


def test_cursors_in_the_operation_and_its_fragments(schema: GraphQLSchema) -> None:
    text = """query Q($a: String, $b: String, $c: String, $d: String!) {
        counties(after: $a) { nodes { ...F } } county(nuts3: $d) { id } }
        fragment F on County { institutions(before: $b) { totalCount } ...G } fragment G on County { ...F id }
        fragment H on County { institutions(before: $c) { totalCount } }"""
    assert uses(schema, text).cursors == {"a", "b"}


def test_only_defaults_let_null_in_where_it_may_not_stand(schema: GraphQLSchema) -> None:
    text = """query Q($n: Int = 5, $i: ID = "x", $b: Boolean = true, $l: Language = HU, $w: CountyWhere = {}, $x: ID!) {
        counties(first: $n, where: {AND: [$w]}) { totalCount } a: node(id: $x) { id }
        node(id: $i) { id @include(if: $b) } county(nuts3: "x") { name { text(lang: $l) } } }"""
    assert set(uses(schema, text).never_null) == {"i", "b", "l", "w"}


@pytest.mark.parametrize(
    ("declared", "document"),
    [
        ('$x: ID = "county:1"', "{ node(id: $x) { id } }"),
        ('$x: ID = "county:1"', "{ nodes(ids: [$x]) { id } }"),
        ("$x: Boolean = true", '{ county(nuts3: "x") { id @include(if: $x) nuts3 } }'),
        ("$x: Language = EN", '{ county(nuts3: "x") { name { text(lang: $x) } } }'),
        ("$x: TieScope = WITHIN", '{ county(nuts3: "x") { cooperation(scope: $x) { totalCount } } }'),
        ('$x: String = "a"', '{ counties(where: {nuts3: {in: ["a", $x]}}) { totalCount } }'),
        ("$x: CountyWhere = {}", "{ counties(where: {AND: [$x]}) { totalCount } }"),
        ("$x: CountyOrder = {field: NAME}", "{ counties(orderBy: [$x]) { nodes { id } } }"),
        ("$x: Direction = ASC", "{ counties(orderBy: [{field: NAME, direction: $x}]) { nodes { id } } }"),
    ],
)
def test_null_is_refused_where_it_may_not_stand(asking: Asking, declared: str, document: str) -> None:
    node = asking.parsed(f"query Q({declared}) {document}")
    asking.prepared(node, {})
    error = asking.refusal(node, {"x": None})
    assert error.code == "NULL_NOT_ALLOWED"
    assert error.nodes

"""Documents to selections: what graphql-core would execute, field by field."""

from __future__ import annotations

from typing import Any

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, parse, validate

from graph_service.query.lower import Lowering
from graph_service.query.selection import SelectedField, Selection


def lowered(schema: GraphQLSchema, text: str, **variables: Any) -> Selection:
    document = parse(text)
    assert validate(schema, document) == []
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return Lowering(schema, fragments, variables).operation(operation)


def inside(selection: Selection, *keys: str, label: str | None = None) -> Selection:
    for key in keys:
        (found,) = [field for field in selection.only if field.key == key]
        assert found.selection is not None
        selection = found.selection
    return selection


def keys(fields: tuple[SelectedField, ...]) -> list[str]:
    return [field.key for field in fields]


def test_fields_merge_by_response_key_in_the_order_of_first_mention(schema: GraphQLSchema) -> None:
    found = lowered(schema, '{ county(nuts3: "x") { id name { hu } } county(nuts3: "x") { name { en } nuts3 } }')
    county = inside(found, "county")
    assert keys(county.only) == ["id", "name", "nuts3"]
    assert keys(inside(county, "name").only) == ["hu", "en"]


def test_aliases_are_fields_of_their_own(schema: GraphQLSchema) -> None:
    found = lowered(schema, '{ a: county(nuts3: "x") { id } b: county(nuts3: "y") { id } }')
    assert [(f.key, f.name, f.arguments["nuts3"].value) for f in found.only] == [
        ("a", "county", "x"),
        ("b", "county", "y"),
    ]


def test_fragments_of_interfaces_reach_only_their_labels(schema: GraphQLSchema) -> None:
    found = lowered(
        schema,
        """{ node(id: "x") { id ... on Organisation { sector: __typename } ... on County { nuts3 }
             ... on Locality { population } } }""",
    )
    node = inside(found, "node")
    assert keys(node.fields["County"]) == ["id", "nuts3"]
    assert keys(node.fields["Institution"]) == ["id", "sector"]
    assert keys(node.fields["Settlement"]) == ["id", "population"]
    assert keys(node.fields["Badge"]) == ["id"]


def test_a_field_on_an_interface_is_one_object_for_all_labels(schema: GraphQLSchema) -> None:
    node = inside(lowered(schema, '{ node(id: "x") { sources { totalCount } } }'), "node")
    assert len({id(fields[0]) for fields in node.fields.values()}) == 1


def test_fragments_of_unions(schema: GraphQLSchema) -> None:
    found = lowered(
        schema,
        """{ goodPractices { nodes { adopters { nodes { __typename ... on Community { id } ...I } } } } }
           fragment I on Institution { name { hu } }""",
    )
    adopters = inside(found, "goodPractices", "nodes", "adopters", "nodes")
    assert keys(adopters.fields["Community"]) == ["__typename", "id"]
    assert keys(adopters.fields["Institution"]) == ["__typename", "name"]


def test_a_fragment_spread_twice_counts_once(schema: GraphQLSchema) -> None:
    found = lowered(
        schema, '{ county(nuts3: "x") { ...F ...F ... on County { ...F } } } fragment F on County { id nuts3 }'
    )
    county = inside(found, "county")
    assert keys(county.only) == ["id", "nuts3"]
    assert [len(field.nodes) for field in county.only] == [1, 1]


def test_skip_and_include_on_fields_fragments_and_spreads(schema: GraphQLSchema) -> None:
    text = """query Q($yes: Boolean!, $no: Boolean!) { county(nuts3: "x") {
        id @skip(if: $yes) nuts3 @include(if: $yes) kshCode @skip(if: $no) @include(if: $no)
        ... @include(if: $no) { name { hu } } ... on County @skip(if: $no) { a: id ... @include(if: $yes) { b: id } }
        ...F @skip(if: $yes) } } fragment F on County { c: id }"""
    assert keys(inside(lowered(schema, text, yes=True, no=False), "county").only) == ["nuts3", "a", "b"]


def test_a_skipped_spread_does_not_hide_a_later_one(schema: GraphQLSchema) -> None:
    text = '{ county(nuts3: "x") { ...F @skip(if: true) ...F } } fragment F on County { id }'
    assert keys(inside(lowered(schema, text), "county").only) == ["id"]


def test_arguments_whose_variable_is_absent_are_absent(schema: GraphQLSchema) -> None:
    text = "query Q($first: Int, $after: String) { counties(first: $first, after: $after) { totalCount } }"
    (counties,) = lowered(schema, text, after=None).only
    assert set(counties.arguments) == {"after"}


def test_introspection_is_lowered_without_arguments(schema: GraphQLSchema) -> None:
    (found,) = lowered(schema, '{ __type(name: "County") { name } }').only
    assert (found.name, found.arguments, found.selection) == ("__type", {}, None)

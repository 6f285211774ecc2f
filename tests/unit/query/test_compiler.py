"""Statements: the same shape gives the same text, and nothing of a caller ever stands in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import GraphQLSchema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_service.model.structure import Model
from graph_service.query.compiler import VERSION_BLOCK
from graph_service.query.reading import Limits, Reader
from tests.unit.query.asking import Asking


def test_the_version_is_read_first(asking: Asking) -> None:
    text = asking.text("{ counties { nodes { id } } }")
    assert text.startswith(VERSION_BLOCK)
    assert " RETURN v0 AS version, [f0] AS data" in text


def test_aliases_and_values_do_not_change_the_text(asking: Asking) -> None:
    one = """{ county(nuts3: "HU223") { name { hu } institutions(first: 5, where: {sector: {eq: LIBRARY}}) {
        nodes { id settlement { name } } } } }"""
    other = """{ c: county(nuts3: "x") { n: name { magyar: hu }
        all: institutions(first: 7, where: {sector: {eq: MUSEUM}}) {
            ns: nodes { i: id s: settlement { n: name } } } } }"""
    variables = """query Q($k: String!, $n: Int!, $s: Sector!) { county(nuts3: $k) { name { hu }
        institutions(first: $n, where: {sector: {eq: $s}}) { nodes { id settlement { name } } } } }"""
    assert asking.text(one) == asking.text(other)
    assert asking.text(one) == asking.text(variables, {"k": "y", "n": 1, "s": "LIBRARY"})


def test_the_order_of_keys_does_not_change_the_text(asking: Asking) -> None:
    one = asking.where('{sector: {eq: LIBRARY}, name: {startsWith: "a"}}')
    assert one == asking.where('{name: {startsWith: "b"}, sector: {eq: MUSEUM}}')


DOCUMENT = """query Q($t: String!, $ts: [String!]!, $id: ID!, $ids: [ID!]!, $where: InstitutionWhere) {
  county(nuts3: $t) { id institutions(where: {name: {startsWith: $t}}) { totalCount } }
  node(id: $id) { id }
  nodes(ids: $ids) { id }
  counties(where: {OR: [{nuts3: {in: $ts}}, {kshCode: {contains: $t}}]}) { nodes { id } }
  institutions(where: $where) { totalCount }
}"""
MARKED = st.text(min_size=1, max_size=30).map(lambda text: f"\u2042{text}\u2042")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MARKED, texts=st.lists(MARKED, max_size=3), prefix=st.sampled_from(["inst:", "settlement:", "", "zz:"]))
def test_no_text_of_a_caller_enters_a_statement(asking: Asking, text: str, texts: list[str], prefix: str) -> None:
    where = {"OR": [{"name": {"startsWith": text}}, {"id": {"in": texts}}], "settlement": {"kshCode": {"eq": text}}}
    given_values = {"t": text, "ts": texts, "id": prefix + text, "ids": [prefix + t for t in texts], "where": where}
    prepared = asking.prepared(asking.parsed(DOCUMENT), given_values)
    for statement in prepared.statements:
        assert "\u2042" not in statement.text
        assert statement.text.isascii()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=3, max_size=30).filter(str.isprintable))
def test_no_literal_of_a_document_enters_a_statement(asking: Asking, text: str) -> None:
    literal = json.dumps(f"\u2042{text}", ensure_ascii=False)
    found = asking.text(
        f"{{ county(nuts3: {literal}) {{ id }} counties(where: {{nuts3: {{in: [{literal}]}}}}) {{ totalCount }} }}"
    )
    assert "\u2042" not in found


def roots(number: int) -> str:
    return "{ " + " ".join(f'a{i}: county(nuts3: "{i}") {{ id }}' for i in range(number)) + " }"


def test_one_statement_up_to_the_limit_of_blocks(asking: Asking) -> None:
    most = Limits().blocks
    assert len(asking.prepared(roots(most - 1)).statements) == 1
    prepared = asking.prepared(roots(most))
    assert [s.text.count("CALL (") for s in prepared.statements] == [most, 2]
    assert all(s.text.startswith(VERSION_BLOCK) for s in prepared.statements)


@pytest.mark.parametrize("blocks", [1, 2, 3, 5])
def test_a_root_is_never_split_and_all_are_answered(model: Model, schema: GraphQLSchema, blocks: int) -> None:
    asking = Asking(Reader(model, schema, Limits(blocks=blocks)), schema)
    prepared = asking.prepared(roots(7))
    answered = [root.plan.key for s in prepared._compiled.statements for root in s.roots]
    assert answered == [f"a{i}" for i in range(7)]
    rows: list[tuple[Any, ...]] = [(1, [None] * s.text.count("head(collect([n")) for s in prepared.statements]
    assert prepared.complete(rows) == dict.fromkeys(answered)


def test_values_are_numbered_in_the_order_of_the_text(asking: Asking) -> None:
    statement = asking.prepared(DOCUMENT, {"t": "a", "ts": [], "id": "inst:1", "ids": ["inst:1"]}).statements[0]
    places = [statement.text.index(f"${name}") for name in statement.parameters]
    assert places == sorted(places)


def test_labels_share_what_is_selected_on_their_interface(asking: Asking) -> None:
    """Without it, two levels of 47 labels took a minute to plan and megabytes of text."""
    inner = "id"
    for _ in range(5):
        inner = f"sources(first: 1) {{ nodes {{ citedBy(first: 1) {{ nodes {{ {inner} }} }} }} }}"
    text = asking.text(f'{{ node(id: "inst:1") {{ {inner} }} }}')
    assert text.count("CALL (") == 12
    assert len(asking.prepared(f'{{ node(id: "inst:1") {{ {inner} }} }}').explain()) < 10_000


def test_equal_expressions_share_a_place(asking: Asking) -> None:
    text = asking.text('{ county(nuts3: "x") { a: nuts3 b: nuts3 name { hu } again: name { en hu } } }')
    assert "RETURN head(collect([n0.nuts3, n0.nameHu, n0.nameEn])) AS f0" in text


def test_an_empty_selection_is_still_a_row(asking: Asking) -> None:
    text = asking.text('{ county(nuts3: "x") { name @skip(if: true) { hu } } }')
    assert "RETURN head(collect([n0.id]))" in text


def test_ids_of_several_labels_are_one_seek_each(asking: Asking) -> None:
    text = asking.text('{ nodes(ids: ["inst:1", "settlement:1", "zz:1"]) { id } }')
    assert "UNWIND $p0 AS x0 MATCH (n0:Node {id: x0}) WHERE n0:Institution|Settlement RETURN" in text

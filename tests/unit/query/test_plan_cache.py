"""Shapes of variables: what the text follows is in the key, values are not; and the cache is bounded."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.query.pages import encode_cursor, signature_of
from graph_service.query.plan_cache import Cache
from tests.unit.query.asking import Asking


def plans(asking: Asking, declared: str, document: str, *variables: dict[str, Any]) -> int:
    """How many plans a document needs for these variables; each must be the one it would get alone."""
    node = asking.parsed(f"query Q({declared}) {document}")
    kept = asking.reader._plans
    for given in variables:
        asking.prepared(node, given)
    return len(kept)


WHERE = ("$w: InstitutionWhere", "{ institutions(where: $w) { totalCount } }")
ORDER = ("$o: [InstitutionOrder!]", "{ institutions(orderBy: $o) { nodes { id } } }")
NAME = {"field": "NAME"}


@pytest.mark.parametrize(
    ("declared", "document", "variables"),
    [
        ("$c: String!", "{ county(nuts3: $c) { id } }", [{"c": "a"}, {"c": "b"}, {"c": "é" * 500}]),
        ("$n: Int", "{ counties(first: $n) { nodes { id } } }", [{"n": 1}, {"n": 100}]),
        (*WHERE, [{"w": {"sector": {"eq": "LIBRARY"}}}, {"w": {"sector": {"eq": "MUSEUM"}}}]),
        (*WHERE, [{"w": {"sector": {"in": ["LIBRARY"]}}}, {"w": {"sector": {"in": "MUSEUM"}}}]),
        (
            *WHERE,
            [{"w": {"name": {"startsWith": "a"}, "sector": {}}}, {"w": {"sector": {}, "name": {"startsWith": "b"}}}],
        ),
        (*WHERE, [{"w": {"id": {"in": ["inst:1"]}}}, {"w": {"id": {"in": ["inst:1", "inst:2"]}}}]),
        (*WHERE, [{"w": {"OR": {"id": {"eq": "inst:1"}}}}, {"w": {"OR": [{"id": {"eq": "inst:2"}}]}}]),
        (*ORDER, [{"o": [NAME]}, {"o": NAME}]),
        ("$i: ID!", "{ node(id: $i) { id } }", [{"i": "zz:1"}, {"i": "nothing"}, {"i": 5}]),
        ("$i: ID!", "{ node(id: $i) { id } }", [{"i": "inst:1"}, {"i": "inst:2"}]),
    ],
)
def test_values_share_a_plan(asking: Asking, declared: str, document: str, variables: list[dict[str, Any]]) -> None:
    assert plans(asking, declared, document, *variables) == 1


def cursor(*values: Any) -> str:
    return encode_cursor(signature_of("Query.settlements", [], {}).of({}), values)


@pytest.mark.parametrize(
    ("declared", "document", "variables"),
    [
        ("$n: Int", "{ counties(first: $n) { nodes { id } } }", [{}, {"n": None}, {"n": 1}]),
        (*WHERE, [{"w": {"sector": {"isNull": True}}}, {"w": {"sector": {"isNull": False}}}]),
        (*WHERE, [{"w": {"OR": []}}, {"w": {"OR": {}}}, {"w": {"OR": [{}, {}]}}]),
        (*WHERE, [{"w": {"AND": [{"sector": {}}]}}, {"w": {"AND": [{"name": {}}]}}]),
        (*WHERE, [{"w": {"collaborations": {"some": {}}}}, {"w": {"collaborations": {"none": {}}}}]),
        (*ORDER, [{"o": [NAME]}, {"o": [NAME | {"direction": "DESC"}]}, {"o": [{"field": "SECTOR"}]}, {"o": []}]),
        ("$i: ID!", "{ node(id: $i) { id } }", [{"i": "inst:1"}, {"i": "county:1"}, {"i": "zz:1"}]),
        ("$i: [ID!]!", "{ nodes(ids: $i) { id } }", [{"i": ["inst:1"]}, {"i": ["inst:1", "county:1"]}, {"i": []}]),
        (
            "$b: Boolean!",
            '{ county(nuts3: "x") { id @include(if: $b) nuts3 } }',
            [{"b": True}, {"b": False}],
        ),
        (
            "$l: Language!",
            '{ county(nuts3: "x") { name { text(lang: $l) } } }',
            [{"l": "HU"}, {"l": "EN"}],
        ),
        (
            "$s: TieScope!",
            '{ county(nuts3: "x") { cooperation(scope: $s) { totalCount } } }',
            [{"s": "WITHIN"}, {"s": "TOUCHING"}],
        ),
        ("$n: String, $i: ID", "{ county(nuts3: $n, id: $i) { id } }", [{"n": "x"}, {"i": "county:1"}]),
    ],
)
def test_shapes_have_plans_of_their_own(
    asking: Asking, declared: str, document: str, variables: list[dict[str, Any]]
) -> None:
    assert plans(asking, declared, document, *variables) == len(variables)


def test_cursors_by_which_of_their_values_are_null(asking: Asking) -> None:
    declared = "query Q($c: String) { events(orderBy: [{field: END_DATE}], after: $c) { edges { cursor } } }"
    node = asking.parsed(declared)
    (root,) = asking.plan("{ events(orderBy: [{field: END_DATE}]) { edges { cursor } } }").roots
    signature = root.page.signature.of({})  # type: ignore[union-attr]  # a listing
    texts = [
        asking.text(node, {"c": encode_cursor(signature, values)})
        for values in (["2018-01-01", "a"], ["2019-01-01", "b"], [None, "a"])
    ]
    assert texts[0] == texts[1] != texts[2]
    assert "IS NULL AND" in texts[2]


@pytest.mark.parametrize("malformed", ["", "x", "!!", "bnVsbA"])
def test_what_is_no_cursor_never_meets_the_plan_of_the_first_page(asking: Asking, malformed: str) -> None:
    """The key of null and of nonsense was the same: nonsense got the first page."""
    node = asking.parsed("query Q($c: String) { counties(after: $c) { nodes { id } } }")
    asking.prepared(node, {"c": None})
    asking.prepared(node, {})
    assert asking.refusal(node, {"c": malformed}).code == "CURSOR_MALFORMED"


def test_a_variable_of_another_operation_is_another_variable(asking: Asking) -> None:
    """`$x` is a cursor in B: in A it is a condition, and its shape must count."""
    node = asking.parsed(
        """query A($x: CountyWhere) { counties(where: $x) { totalCount } }
           query B($x: String) { counties(after: $x) { totalCount } }"""
    )
    one = asking.prepared(node, {"x": {"nuts3": {"eq": "a"}}}, operation="A").statements[0].text
    other = asking.prepared(node, {"x": {"kshCode": {"eq": "a"}}}, operation="A").statements[0].text
    assert one != other


def test_equal_shapes_mean_equal_text_for_one_and_many(asking: Asking) -> None:
    node = asking.parsed(f"query Q({WHERE[0]}) {WHERE[1]}")
    single, many = {"w": {"AND": {"id": {"eq": "inst:1"}}}}, {"w": {"AND": [{"id": {"eq": "inst:2"}}]}}
    assert asking.parameters(node, single) == ["inst:1"]
    assert asking.parameters(node, many) == ["inst:2"]


def test_viewers_have_plans_of_their_own(asking: Asking) -> None:
    node = asking.parsed('{ mentor(id: "mentor:1") { familyName } }')
    without = asking.prepared(node)
    allowed = asking.prepared(node, None, frozenset({"read:people"}))
    again = asking.prepared(node)
    assert without.statements == again.statements != allowed.statements


def test_the_least_recently_used_goes_first() -> None:
    cache: Cache[int] = Cache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == (1, None, 3, 2)
    cache.put("c", 4)
    assert (cache.get("c"), len(cache)) == (4, 2)

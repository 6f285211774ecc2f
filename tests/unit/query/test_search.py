"""Searches: what a text becomes, which are refused, and that no text reaches a statement."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema

from graph_service.model import load_model
from graph_service.model.searching import called, county_link, search_type, searched_labels
from graph_service.query.pages import encode_cursor
from graph_service.query.search import checked_words, has_words, tolerant_query, typed_query
from tests.unit.query.asking import Asking, refused_code
from tests.unit.query.test_uses import uses

SEARCH = """query Q($text: String!, $types: [SearchType!], $county: ID, $after: String) {
    search(text: $text, types: $types, county: $county, after: $after) { totalCount edges { cursor node { id } } } }"""
SIZE = 4


@pytest.fixture
def document(asking: Asking) -> DocumentNode:
    return asking.parsed(SEARCH)


@pytest.mark.parametrize(
    ("text", "typed", "tolerant"),
    [
        ("Művelődési ház, GYŐR", "+muvelodesi* +haz* +gyor*", None),
        ("a", "+a*", "+a*"),
        ("az", "+az*", "+(az* az~1 za)"),
        ("haab", "+haab*", "+(haab* haab~1 ahab haba)"),
        ("x" * 41, f"+{'x' * 41}*", f"+{'x' * 41}*"),
        ('+a -b NOT (c* OR "d e"~2)', "+a* +b* +not* +c* +or* +d* +e* +2*", None),
    ],
)
def test_queries_hold_words_and_our_own_operators(text: str, typed: str, tolerant: str | None) -> None:
    words = checked_words(text)
    assert typed_query(words) == typed
    if tolerant is not None:
        assert tolerant_query(words) == tolerant


@pytest.mark.parametrize("text", ["", " ", "?!", "Киев", "北京 🙂", "\x00", "\u0301"])
def test_texts_without_words_are_not_looked_for(asking: Asking, document: DocumentNode, text: str) -> None:
    assert has_words(text) is False
    [statement] = asking.prepared(document, {"text": text}).statements
    assert "fulltext" not in statement.text
    assert statement.text.endswith("RETURN v0 AS version, [] AS data")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "a" * 201}, "STRING_LENGTH"),
        ({"text": "a b c d e f g h i"}, "SEARCH_WORDS"),
        ({"text": "a", "county": "x" * 1001}, "STRING_LENGTH"),
        ({"text": "a", "types": ["EVENT"] * 101}, "LIST_LENGTH"),
        ({"text": "a", "after": "x"}, "CURSOR_MALFORMED"),
        ({"text": "?", "after": "x"}, "CURSOR_MALFORMED"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    asking: Asking, document: DocumentNode, given: dict[str, Any], code: str
) -> None:
    assert refused_code(asking, document, given) == code
    asking.prepared(document, {"text": "a"})
    assert refused_code(asking, document, given) == code, "with a plan that is kept"


def test_a_text_of_the_longest_length_and_most_words(asking: Asking, document: DocumentNode) -> None:
    asking.prepared(document, {"text": "a b c d e f g h" + "!" * 185})


def test_a_cursor_of_another_search_is_refused(asking: Asking, document: DocumentNode) -> None:
    [statement] = asking.prepared(document, {"text": "zala", "county": "HU223"}).statements
    [signature] = [v for v in statement.parameters.values() if isinstance(v, str) and re.fullmatch("[0-9a-f]{8}", v)]
    after = encode_cursor(signature, [20, 30, "A", "inst:1"])
    asking.prepared(document, {"text": "zala", "county": "HU223", "after": after})
    for other in (
        {"text": "zal", "county": "HU223"},
        {"text": "zala"},
        {"text": "zala", "county": "HU222"},
        {"text": "zala", "county": "HU223", "types": ["EVENT"]},
    ):
        assert refused_code(asking, document, {**other, "after": after}) == "CURSOR_ORDER"
    for wrong in ([20, "30", "A", "inst:1"], [20, 30, "A"], [None, 30, "A", "inst:1"], [20, 30, 1, "inst:1"]):
        after = encode_cursor(signature, wrong)
        assert refused_code(asking, document, {"text": "zala", "county": "HU223", "after": after}) == "CURSOR_MALFORMED"


def test_one_plan_and_one_text_for_all_words(asking: Asking, document: DocumentNode) -> None:
    texts = {asking.text(document, {"text": text}) for text in ("zala", "kör", "MATCH (n) DETACH DELETE n", "' OR 1=1")}
    assert len(texts) == 1
    assert len(asking.reader._plans) == 1
    asking.text(document, {"text": "?"})
    assert len(asking.reader._plans) == 2


def test_a_text_in_the_document_is_a_parameter_too(asking: Asking) -> None:
    text = asking.text('{ search(text: "drop everything") { totalCount } }')
    assert "drop" not in text
    assert "+drop* +everything*" in asking.parameters('{ search(text: "drop everything") { totalCount } }')


def test_texts_of_searches_are_told_from_other_variables(schema: GraphQLSchema) -> None:
    text = """query Q($a: String!, $b: String!, $c: String) { search(text: $a, after: $c) { totalCount }
        county(nuts3: $b) { id } }"""
    assert (uses(schema, text).texts, uses(schema, text).cursors) == ({"a"}, {"c"})


@pytest.mark.parametrize(
    ("selection", "price"),
    [
        ("totalCount truncated", 1),
        ("nodes { id }", 1 + SIZE),
        ("nodes { id sources(first: 2) { nodes { id } } }", 1 + SIZE * (1 + 1 + 2)),
        ("facets { types { count } }", 1 + 36),
        ("facets { counties { count } }", 1 + 25),
        ("facets { counties { county { seat { id } } } }", 1 + 25 * 2),
    ],
)
def test_prices(asking: Asking, selection: str, price: int) -> None:
    assert asking.prepared(f'{{ search(text: "a", first: {SIZE}) {{ {selection} }} }}').cost.price == price


def test_hits_and_facets_cost_blocks_only_where_they_are_selected(asking: Asking) -> None:
    blocks = {
        selection: asking.text(f'{{ search(text: "a") {{ {selection} }} }}').count("CALL (")
        for selection in ("totalCount", "nodes { id }", "facets { types { count } }", "facets { counties { count } }")
    }
    assert blocks == {
        "totalCount": 4,
        "nodes { id }": 5,
        "facets { types { count } }": 5,
        "facets { counties { count } }": 5,
    }


def test_a_tree(asking: Asking) -> None:
    explained = asking.prepared(
        '{ search(text: "a", county: "HU223") { nodes { id } facets { types { count } counties { county { id } } } } }'
    ).explain()
    assert explained.split("\n\n")[0].splitlines() == [
        "Operation",
        "  search: Page(names that hold a text, narrowed by county, forward, "
        "order RANK ASC, LENGTH ASC, NAME ASC, ID ASC)",
        "    nodes",
        "      on each: Project(id)",
        "    facets",
        "      types: TypeCounts",
        "      counties: CountyCounts",
        "        Project(id)",
    ]


def test_every_searched_label_is_called_something_in_both_languages() -> None:
    model = load_model()
    for label in searched_labels(model):
        hungarian, english = called(label)
        assert " / " not in f"{hungarian}{english}"
        assert hungarian != label.name or label.name == "Program", label.name
        assert english[:1].isupper()
    assert len({search_type(label) for label in searched_labels(model)}) == len(searched_labels(model))


@pytest.mark.parametrize(
    ("label", "steps"),
    [
        ("Institution", ["SITED_IN"]),
        ("Professional", ["EMPLOYED_BY", "SITED_IN"]),
        ("SettlementPart", ["SITED_IN"]),
        ("District", ["IN_COUNTY"]),
        ("Concept", None),
    ],
)
def test_the_way_to_a_county(label: str, steps: list[str] | None) -> None:
    link = county_link(load_model().types[label])
    assert (link and [step.type for step in link.steps]) == steps

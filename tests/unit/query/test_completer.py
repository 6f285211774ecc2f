"""Rows to answers: what fits is named, what does not is refused, and the lenient form takes both."""

from __future__ import annotations

from typing import Any

import pytest
from neo4j.time import Date

from graph_service.model.structure import Model
from graph_service.query.reading import Mismatch
from tests.unit.query.asking import Asking
from tests.unit.query.rows import MOMENT, Rows

COUNTY = "county:HU223"


def completed(asking: Asking, document: str, data: list[Any], *, lenient: bool = False) -> dict[str, Any]:
    prepared = asking.prepared(document)
    rows = [(3, data)]
    return prepared.lenient(rows) if lenient else prepared.complete(rows)


def test_names_aliases_and_typenames(asking: Asking) -> None:
    document = '{ c: county(nuts3: "x") { t: __typename n: name { magyar: hu __typename text(lang: EN) } id } }'
    assert completed(asking, document, [["Zala", None, COUNTY]]) == {
        "c": {
            "t": "County",
            "n": {"magyar": "Zala", "__typename": "LocalizedText", "text": "Zala"},
            "id": COUNTY,
        }
    }


def test_response_keys_may_be_words_of_python(asking: Asking) -> None:
    document = '{ class: county(nuts3: "x") { None: id def: nuts3 __x_: id lambda: name { return: hu } } }'
    assert completed(asking, document, [[COUNTY, "HU223", "Zala", None]]) == {
        "class": {"None": COUNTY, "def": "HU223", "__x_": COUNTY, "lambda": {"return": "Zala"}}
    }


def test_a_missing_root_is_null(asking: Asking) -> None:
    assert completed(asking, '{ county(nuts3: "x") { id } }', [None]) == {"county": None}


def test_unknown_ids_are_null_without_asking(asking: Asking) -> None:
    prepared = asking.prepared('{ node(id: "zz:1") { id } nodes(ids: ["zz:1", "nothing"]) { id } }')
    assert prepared.complete([(1, [])]) == {"node": None, "nodes": [None, None]}


def test_nodes_come_in_the_order_asked_for(asking: Asking) -> None:
    document = '{ nodes(ids: ["county:2", "zz:1", "county:1", "county:2"]) { id } }'
    found = completed(asking, document, [[["county:1"], ["county:2"]]])
    assert found == {"nodes": [{"id": "county:2"}, None, {"id": "county:1"}, {"id": "county:2"}]}


def test_the_prefix_of_an_id_chooses_the_label(asking: Asking) -> None:
    document = (
        '{ nodes(ids: ["county:1", "inst:1"]) { __typename ... on County { nuts3 } ... on Institution { a: id } } }'
    )
    rows = [["inst:1", None], ["county:1", "HU223"]]
    assert completed(asking, document, [rows]) == {
        "nodes": [{"__typename": "County", "nuts3": "HU223"}, {"__typename": "Institution", "a": "inst:1"}]
    }


def test_pages(asking: Asking) -> None:
    document = """{ counties(first: 2) { totalCount nodes { id } edges { cursor node { nuts3 } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    rows = [[["county:1", "A"], "county:1"], [["county:2", "B"], "county:2"], [["county:3", "C"], "county:3"]]
    page = completed(asking, document, [rows, 20])["counties"]
    assert page["nodes"] == [{"id": "county:1"}, {"id": "county:2"}]
    assert page["totalCount"] == 20
    info = page["pageInfo"]
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, False)
    assert [info["startCursor"], info["endCursor"]] == [edge["cursor"] for edge in page["edges"]]


def test_backward_pages_are_turned(asking: Asking) -> None:
    document = "{ counties(last: 2) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }"
    page = completed(asking, document, [[[["c"]], [["b"]], [["a"]]]])["counties"]
    assert page == {"nodes": [{"id": "b"}, {"id": "c"}], "pageInfo": {"hasNextPage": False, "hasPreviousPage": True}}


def test_an_empty_page_has_no_cursors(asking: Asking) -> None:
    document = "{ counties { edges { cursor } pageInfo { startCursor endCursor hasNextPage } } }"
    assert completed(asking, document, [[]]) == {
        "counties": {"edges": [], "pageInfo": {"startCursor": None, "endCursor": None, "hasNextPage": False}}
    }


def test_the_version(asking: Asking) -> None:
    prepared = asking.prepared("{ dataVersion a: dataVersion }")
    assert prepared.complete([(7, [])]) == {"dataVersion": 7, "a": 7}
    assert prepared.complete([(None, [])]) == {"dataVersion": 0, "a": 0}


def test_since_when_derived_data_do_not_follow(asking: Asking) -> None:
    prepared = asking.prepared("{ derivedAsOf a: derivedAsOf }")
    assert prepared.complete([(7, [None, None])]) == {"derivedAsOf": None, "a": None}
    assert prepared.complete([(7, [MOMENT, None])]) == {"derivedAsOf": "2018-06-01T08:00:00Z", "a": None}


WRONG = [
    ('{ county(nuts3: "x") { nuts3 } }', [[5]]),
    ('{ county(nuts3: "x") { nuts3 } }', [[None]]),
    ('{ county(nuts3: "x") { nuts3 } }', [["a", "b"]]),
    ('{ county(nuts3: "x") { nuts3 } }', [[]]),
    ('{ county(nuts3: "x") { name { hu } } }', [[None, None]]),
    ('{ county(nuts3: "x") { name { hu } } }', [[5, None]]),
    ('{ county(nuts3: "x") { name { hu en } } }', [["a", 5]]),
    ('{ settlement(kshCode: "x") { population } }', [[True]]),
    ('{ settlement(kshCode: "x") { population } }', [[1.0]]),
    ('{ settlement(kshCode: "x") { population } }', [[2**31]]),
    ('{ settlement(kshCode: "x") { population } }', [[-(2**31) - 1]]),
    ('{ settlement(kshCode: "x") { population } }', [["5"]]),
    ('{ settlement(kshCode: "x") { location { longitude latitude } } }', [[None, None]]),
    ('{ settlement(kshCode: "x") { location { longitude latitude } } }', [[1.0, None]]),
    ('{ settlement(kshCode: "x") { location { longitude latitude } } }', [["1.0", 1.0]]),
    ('{ settlement(kshCode: "x") { location { longitude latitude } } }', [[float("nan"), 1.0]]),
    ('{ settlement(kshCode: "x") { location { longitude latitude } } }', [[1.0, float("inf")]]),
    ('{ institution(id: "inst:1") { sector } }', [["no such sector"]]),
    ('{ institution(id: "inst:1") { sector } }', [[None]]),
    ('{ institution(id: "inst:1") { sector } }', [[["library"]]]),
    ('{ institution(id: "inst:1") { settlement { name } } }', [[None]]),
    ('{ institution(id: "inst:1") { updatedAt } }', [["2018-06-01T08:00:00Z"]]),
    ('{ institution(id: "inst:1") { updatedAt } }', [[Date(2018, 6, 1)]]),
    ('{ publication(id: "pub:1") { languages } }', [["hu"]]),
    ('{ publication(id: "pub:1") { languages } }', [[["hu", None]]]),
    ('{ community(id: "community:1") { themes } }', [[["no such theme"]]]),
    ('{ community(id: "community:1") { themes } }', [["abc"]]),
    ('{ publication(id: "x") { publishers { nodes { id } } } }', [[[[["zz:1"]]]]]),
    ('{ publication(id: "x") { publishers { nodes { id } } } }', [[[[[None]]]]]),
    ("{ counties { totalCount } }", ["5"]),
    ("{ counties { totalCount } }", [None]),
    ("{ counties { totalCount } }", [True]),
]
WRONG_ARITY = {(document, repr(data)) for document, data in WRONG if data in ([["a", "b"]], [[]])}


@pytest.mark.parametrize(("document", "data"), WRONG, ids=lambda value: str(value)[:80])
def test_what_does_not_fit_is_a_mismatch(asking: Asking, document: str, data: list[Any]) -> None:
    with pytest.raises(Mismatch):
        completed(asking, document, data)


# Rows of another width are a fault of the statement, not of the data.
@pytest.mark.parametrize(
    ("document", "data"),
    [(document, data) for document, data in WRONG if (document, repr(data)) not in WRONG_ARITY],
    ids=lambda value: str(value)[:80],
)
def test_the_lenient_form_takes_every_value(asking: Asking, document: str, data: list[Any]) -> None:
    assert completed(asking, document, data, lenient=True)


def test_the_lenient_form_knows_every_type(asking: Asking) -> None:
    document = '{ institution(id: "inst:1") { s: sector settlement { name } collaborations { edges { role } } } }'
    found = completed(asking, document, [["library", ["Zala"], [[None]]]], lenient=True)
    institution = found["institution"]
    assert (institution["__typename"], institution["s"]) == ("Institution", "library")
    assert institution["settlement"]["__typename"] == "Settlement"
    assert institution["collaborations"]["edges"][0]["__typename"].endswith("Edge")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_are_finite(asking: Asking, model: Model, value: float) -> None:
    document = '{ indicatorValue(id: "x") { value } }'
    with pytest.raises(Mismatch):
        completed(asking, document, [[value]])
    assert completed(asking, document, [[5]]) == {"indicatorValue": {"value": 5.0}}


def test_optional_values_may_be_null(asking: Asking) -> None:
    assert completed(
        asking, '{ institution(id: "inst:1") { maintainer { id } name { en } } }', [[None, "A", None]]
    ) == {"institution": {"maintainer": None, "name": {"en": None}}}


def test_missing_lists_are_empty(asking: Asking) -> None:
    assert completed(asking, '{ community(id: "x") { themes } }', [[None]]) == {"community": {"themes": []}}


def test_guarded_fields_are_null_without_the_scope_and_not_even_asked_for(asking: Asking) -> None:
    document = '{ mentor(id: "mentor:1") { familyName } }'
    assert "familyName" not in asking.text(document)
    assert completed(asking, document, [["mentor:1"]]) == {"mentor": {"familyName": None}}
    allowed = asking.prepared(document, None, frozenset({"read:people"}))
    assert "n0.familyName" in allowed.statements[0].text
    assert allowed.complete([(1, [["Kiss"]])]) == {"mentor": {"familyName": "Kiss"}}


def test_made_rows_are_completed_alike_by_both_forms(asking: Asking, model: Model) -> None:
    document = """{ node(id: "inst:1") { __typename id ... on Institution { sector updatedAt place { __typename name }
        collaborations(first: 2) { totalCount edges { role from node { name { text } startDate } } } } } }"""
    prepared = asking.prepared(document)
    (statement,) = prepared._compiled.statements
    data = Rows(model, prepared.statements[0].parameters).answer(statement.roots)
    strict, lenient = prepared.complete([(1, data)]), prepared.lenient([(1, data)])
    assert strict["node"]["updatedAt"] == lenient["node"]["updatedAt"] == "2018-06-01T08:00:00Z"
    assert len(strict["node"]["collaborations"]["edges"]) == 2
    assert MOMENT.year == 2018

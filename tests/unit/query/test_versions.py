"""The numbers of parts of the data: planned into the one statement, before what they may date."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema

from graph_service.cypher import VERSION_BLOCK
from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.reading import Limits, Reader
from tests.unit.query.asking import Asking


@pytest.mark.parametrize(
    ("arguments", "scope"),
    [
        ('label: "Institution"', "label:Institution"),
        ('label: "GoodPractice", county: null', "label:GoodPractice"),
        ('county: "HU223"', "county:HU223"),
        ('county: "county:HU223"', "county:HU223"),
        ("county: $c", "county:HU232"),
        ("label: $l", "label:Mentor"),
    ],
)
def test_a_part_is_sought_by_its_id(asking: Asking, arguments: str, scope: str) -> None:
    declared = {"$c": "($c: ID)", "$l": "($l: String)"}.get(arguments[-2:], "")
    document = f"query {declared} {{ dataVersion({arguments}) }}"
    [statement] = asking.prepared(document, {"c": "county:HU232", "l": "Mentor"}).statements
    assert list(statement.parameters.values()) == [scope]


def test_the_number_of_everything_needs_no_block_of_its_own(asking: Asking) -> None:
    for document in (
        "{ dataVersion }",
        "{ dataVersion(county: null) }",
        "{ dataVersion(label: null) }",
        "query ($c: ID) { dataVersion(county: $c) }",
    ):
        prepared = asking.prepared(document, {"c": None})
        assert prepared.statements[0].text == f"{VERSION_BLOCK} RETURN v0 AS version, [] AS data"
        assert prepared.complete([(7, [])]) == {"dataVersion": 7}


def test_one_plan_serves_all_counties_and_one_all_labels(asking: Asking) -> None:
    by_county = asking.parsed("query ($c: ID) { dataVersion(county: $c) }")
    by_label = asking.parsed("query ($l: String) { dataVersion(label: $l) }")
    kept = [
        asking.prepared(document, variables).is_plan_kept
        for document, variables in [
            (by_county, {"c": "HU223"}),
            (by_county, {"c": "HU232"}),
            (by_county, {"c": None}),
            (by_label, {"l": "Mentor"}),
            (by_label, {"l": "Community"}),
            (by_label, {"l": "Mentor"}),
        ]
    ]
    assert kept == [False, True, False, False, True, True]


def test_what_was_never_raised_has_the_number_0(asking: Asking) -> None:
    prepared = asking.prepared('{ a: dataVersion(label: "Mentor") b: dataVersion c: dataVersion(label: "Community") }')
    assert prepared.complete([(7, [None, 3])]) == {"a": 0, "b": 7, "c": 3}


def test_numbers_are_read_before_what_they_may_date(asking: Asking) -> None:
    prepared = asking.prepared('{ county(nuts3: "HU223") { id } dataVersion(label: "County") }')
    text = prepared.statements[0].text
    assert text.startswith(VERSION_BLOCK)
    assert text.index(":DataVersion {id: $p1}") < text.index(":County")
    assert list(prepared.complete([(7, [["county:HU223"], 5])])) == ["county", "dataVersion"]


def test_of_several_statements_the_first_reads_them(model: Model, schema: GraphQLSchema) -> None:
    asking = Asking(Reader(model, schema, Limits(blocks=2)), schema)
    prepared = asking.prepared(
        '{ a: county(nuts3: "1") { id } b: county(nuts3: "2") { id } v: dataVersion(label: "County") }'
    )
    assert [":DataVersion {id: $p0}" in statement.text for statement in prepared.statements] == [True, False, False]
    answer = prepared.complete([(7, [5]), (7, [["a"]]), (7, [["b"]])])
    assert list(answer.items()) == [("a", {"id": "a"}), ("b", {"id": "b"}), ("v", 5)]


@pytest.mark.parametrize(
    "county", ["", "county:", "HU22", "HU2234", "hu223", "HU223'", "label:County", "HU223\n", "Zala"]
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_what_is_no_county_is_refused_at_its_field(asking: Asking, county: str, is_kept: bool) -> None:
    document = asking.parsed("query ($c: ID) { dataVersion(county: $c) }")
    if is_kept:
        asking.prepared(document, {"c": "XX223"})
    with pytest.raises(RequestError) as refused:
        asking.prepared(document, {"c": county})
    assert refused.value.code == "COUNTY_CODE"
    assert refused.value.nodes


def test_two_parts_at_once_are_refused(asking: Asking) -> None:
    with pytest.raises(RequestError) as refused:
        asking.prepared('{ dataVersion(county: "HU223", label: "County") }')
    assert refused.value.code == "VERSION_PARTS"


@pytest.mark.parametrize("label", ["", "Node", "ApiKey", "DataVersion", "Change", "institution", "Institution\n"])
@pytest.mark.parametrize("is_kept", [False, True])
def test_what_is_no_label_is_refused_with_those_that_there_are(asking: Asking, label: str, is_kept: bool) -> None:
    document = asking.parsed("query ($l: String) { dataVersion(label: $l) }")
    if is_kept:
        asking.prepared(document, {"l": "Institution"})
    with pytest.raises(RequestError) as refused:
        asking.prepared(document, {"l": label})
    assert refused.value.code == "LABEL_UNKNOWN"
    assert "Institution" in refused.value.text("en").split("are: ")[1]
    assert refused.value.nodes


def test_every_public_label_has_a_number(asking: Asking, model: Model) -> None:
    labels = [label.name for label in model.labels if "Node" in label.interfaces]
    document = asking.parsed("query ($l: String) { dataVersion(label: $l) }")
    for label in labels:
        [statement] = asking.prepared(document, {"l": label}).statements
        assert statement.parameters == {"p0": f"label:{label}"}

"""Errors before execution: codes, languages, places, and nothing that the caller did not write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.api.conftest import Ask

pytestmark = pytest.mark.anyio


async def test_syntax_errors_say_where(ask: Ask) -> None:
    result = await ask("{ counties {")
    assert result.errors is not None
    assert result.errors[0].message == "Syntax Error: Expected Name, found <EOF>."
    assert result.errors[0].extensions == {"code": "PARSE"}
    assert [(place.line, place.column) for place in result.errors[0].locations or []] == [(1, 13)]


async def test_the_viewer_reads_hungarian(ask: Ask) -> None:
    result = await ask("{ megyek { nodes } }", language="hu")
    assert result.errors is not None
    assert result.errors[0].message.startswith("Nincs ilyen mező: Cannot query field 'megyek'")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ countie { id } }", "FIELD_UNKNOWN"),
        ("{ counties(frst: 1) { totalCount } }", "ARGUMENT_UNKNOWN"),
        ("{ counties }", "SELECTION_SHAPE"),
        ("query ($w: CountyWher) { counties(where: $w) { totalCount } }", "TYPE_UNKNOWN"),
        ("{ counties(where: {nam: {}}) { totalCount } }", "VALUE_TYPE"),
        ("{ institutions(where: {sector: {eq: LIBRAR}}) { totalCount } }", "VALUE_TYPE"),
    ],
)
async def test_names_of_the_schema_are_not_suggested(ask: Ask, document: str, code: str) -> None:
    result = await ask(document)
    assert result.errors
    for error in result.errors:
        assert error.extensions == {"code": code}
        assert "Did you mean" not in error.message


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "`$n` must be a value of type String!."),
        ({"n": None}, "`$n` must be a value of type String!."),
        ({"n": 5}, "`$n` must be a value of type String!."),
        ({"n": "a", "w": {"sector": {"eq": "SECRET"}}}, "`$w.sector.eq` must be a value of type Sector."),
        ({"n": "a", "w": {"AND": [{"SECRET": 1}]}}, "`$w.AND[0]` must be a value of type InstitutionWhere!."),
        ({"n": "a", "w": {"createdAt": {"gt": "SECRET"}}}, "`$w.createdAt.gt` must be a value of type DateTime."),
        (
            {"n": "a", "w": {"socialisedSince": {"gt": "2018-02-30"}}},
            "`$w.socialisedSince.gt` must be a value of type Date.",
        ),
    ],
)
async def test_variables_that_do_not_fit(ask: Ask, variables: dict[str, Any], message: str) -> None:
    document = (
        "query ($n: String!, $w: InstitutionWhere) { county(nuts3: $n) { institutions(where: $w) { totalCount } } }"
    )
    result = await ask(document, variables)
    assert result.data is None
    assert result.errors is not None
    assert [error.message for error in result.errors] == [message]
    assert result.errors[0].extensions == {"code": "VARIABLES"}
    assert result.errors[0].locations
    assert "SECRET" not in str(result.errors)


async def test_variables_are_checked_beside_introspection(ask: Ask) -> None:
    result = await ask("query ($b: Boolean!) { __schema @include(if: $b) { queryType { name } } }", {"b": "SECRET"})
    assert result.errors is not None
    assert [error.message for error in result.errors] == ["`$b` must be a value of type Boolean!."]


async def test_one_of_several_operations_must_be_named(ask: Ask) -> None:
    document = "query A { dataVersion } query B { v: dataVersion }"
    unnamed = await ask(document)
    assert unnamed.errors is not None
    assert unnamed.errors[0].extensions == {"code": "OPERATION_UNKNOWN"}
    assert (await ask(document, operation="B")).data == {"v": 7}
    assert (await ask(document, operation="A")).data == {"dataVersion": 7}


async def test_a_page_of_none_is_refused_where_it_was_asked_for(ask: Ask) -> None:
    result = await ask("{ counties(first: 0) { totalCount } }", language="hu")
    assert result.errors is not None
    assert result.errors[0].message == "A(z) `first` értéke 1 és 100 közötti egész lehet."
    assert result.errors[0].extensions == {"code": "PAGE_SIZE"}
    assert [(place.line, place.column) for place in result.errors[0].locations or []] == [(1, 3)]

"""What cannot be analysed is refused in both languages, at its root, and spares its siblings; no zero is a finding."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.api.context import RequestContext
from graph_service.errors import Language, RequestError
from tests.analysis.refusals import ALL, ARGUMENTS, DAYS, EDITS, SCOPES, Refusal
from tests.analysis.walking import rows
from tests.answering import SECONDS, Service

pytestmark = pytest.mark.anyio
SIBLING = 'county(nuts3: "HU211") { nuts3 }'


async def errors_of(service: Service, document: str, language: Language) -> tuple[Any, list[Any]]:
    """Data and errors of a document, asked in a language."""
    context = RequestContext(service.store, "test", language, seconds=SECONDS, tables=service.tables)
    result = await service.api.execute(document, {}, context)
    return result.data, list(result.errors or ())


@pytest.mark.parametrize("language", ["hu", "en"])
@pytest.mark.parametrize("refused", ALL, ids=lambda one: f"{one.code}: {one.asked[:50]}")
async def test_it_is_refused_at_its_root_in_the_words_of_its_code(
    analysis: Service, refused: Refusal, language: Language
) -> None:
    data, [error] = await errors_of(analysis, f"{{ {SIBLING}\n x: {refused.asked} }}", language)
    assert error.extensions["code"] == refused.code
    assert error.message == RequestError(refused.code, **refused.values).text(language)
    assert "{" not in error.message.replace("{ nodes { ", "")
    assert [(place.line, place.column) for place in error.locations] == [(2, 2)]
    if refused.code == "PAGE_SIZE":  # known before anything is read, as it is of all other lists
        assert (data, error.path) == (None, None)
    else:
        assert (data, error.path) == ({"county": {"nuts3": "HU211"}, "x": None}, ["x"])


def test_every_kind_of_refusal_is_among_them() -> None:
    assert {one.code for one in ALL} >= {
        "SCOPE_EMPTY",
        "LIST_EMPTY",
        "LIST_LENGTH",
        "NOT_FOUND",
        "DAY_OUTSIDE",
        "DAYS_ORDER",
        "WHAT_IF_EMPTY",
        "WHAT_IF_TOO_MANY",
        "WHAT_IF_SIZE",
        "WHAT_IF_UNKNOWN",
        "NUMBER_RANGE",
        "PAGE_SIZE",
    }
    assert all((SCOPES, DAYS, EDITS, ARGUMENTS))


@pytest.mark.parametrize(
    "asked",
    [
        "{ networkSummary(scope: {sectors: [NOTHING]}) { ties } }",
        "{ collaborationGaps(level: TOWN) { totalCount } }",
        '{ compare(from: "2018-02-30", to: "2018-03-01") { after { ties } } }',
        "{ whatIf(add: [{}]) { tieCount { after } } }",
        "{ brokerage(role: KING) { totalCount } }",
    ],
)
async def test_what_the_schema_does_not_know_never_runs(analysis: Service, asked: str) -> None:
    for language in ("hu", "en"):
        data, [error] = await errors_of(analysis, asked, language)
        assert data is None
        assert error.extensions["code"] in ("VALUE_TYPE", "ARGUMENT_MISSING")


@pytest.mark.parametrize(
    ("variables", "code"), [({"day": "yesterday"}, "VARIABLES"), ({"day": "2030-01-01"}, "DAY_OUTSIDE")]
)
async def test_a_day_in_a_variable_is_checked_too(analysis: Service, variables: dict[str, str], code: str) -> None:
    document = "query($day: Date) { networkSummary(scope: {asOf: $day}) { ties } }"
    result = await analysis.execute(document, variables)
    assert [(error.extensions or {})["code"] for error in result.errors or ()] == [code]


async def test_two_wrong_roots_have_an_error_each(analysis: Service) -> None:
    asked = '{ a: networkSummary(scope: {counties: ["HU110"]}) { ties } b: networkSummary { ties } '
    asked += "c: networkSeries(quarters: 0) { points { ties } } }"
    data, errors = await errors_of(analysis, asked, "en")
    assert data == {"a": None, "b": {"ties": 693}, "c": None}
    assert [(error.path, error.extensions["code"]) for error in errors] == [
        (["a"], "SCOPE_EMPTY"),
        (["c"], "NUMBER_RANGE"),
    ]


QUIET = 'scope: {asOf: "2017-01-17"}'


async def test_a_county_without_activity_has_no_finding(analysis: Service) -> None:
    fields = "county { nuts3 } verdict observed expected pUnder qUnder rawRatio sentence(lang: EN)"
    found = await rows(analysis, "collaborationGaps", fields, f"level: COUNTY, {QUIET}")
    assert len(found) == 108
    assert {row["verdict"] for row in found} == {"NO_ACTIVITY", "INSUFFICIENT_DATA"}
    silent = [row for row in found if row["verdict"] == "NO_ACTIVITY"]
    assert len(silent) >= 102
    for row in silent:
        assert (row["observed"], row["expected"], row["rawRatio"], row["qUnder"]) == (0, 0.0, None, None)
        assert row["pUnder"] == 1.0
        assert "gap" not in row["sentence"]


async def test_a_county_without_activity_is_neither_open_nor_closed(analysis: Service) -> None:
    found = await rows(analysis, "countyOpenness", "verdict share ei participations", QUIET)
    silent = [row for row in found if row["participations"] == 0]
    assert len(silent) >= 16
    assert {(row["verdict"], row["share"], row["ei"]) for row in silent} == {("NO_ACTIVITY", None, None)}


async def test_a_network_without_ties_has_no_numbers_of_ties(analysis: Service) -> None:
    scope = 'scope: {counties: ["HU223"], asOf: "2017-01-17"}'
    numbers = "ties ei eiExpected eiP transitivity meanClustering modularity agreement"
    data = await analysis.data(f"{{ networkSummary({scope}, groupBy: SECTOR) {{ {numbers} }} }}")
    summary = data["networkSummary"]
    assert summary.pop("ties") == 0
    assert set(summary.values()) == {None}
    asked = f"{{ brokerage({scope}, minOpenPairs: 0) {{ totalCount }} }}"
    assert await analysis.data(asked) == {"brokerage": {"totalCount": 0}}
    found = await rows(analysis, "fragility", "articulation pairsDisconnected separates", scope)
    assert all(row == {"articulation": False, "pairsDisconnected": 0, "separates": []} for row in found)

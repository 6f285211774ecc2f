"""The door between Strawberry and the planner: fast, mixed and slow path, and what is told beside the data."""

from __future__ import annotations

import logging

import pytest

from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.errors import RequestError, StoreError
from graph_service.query.cost import Cost
from tests.unit.api.conftest import Ask
from tests.unit.api.fakes import FakePlans, FakePrepared, FakeStore

pytestmark = pytest.mark.anyio

COUNTY = '{ county(nuts3: "HU223") { nuts3 } }'


async def test_a_planned_answer_is_handed_through(api: Api, ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared({"county": {"nuts3": "HU223"}})
    store = FakeStore()
    result = await ask(COUNTY, store=store)
    assert result.data == {"county": {"nuts3": "HU223"}}
    assert result.errors is None
    assert store.trips == [1]
    assert api.door.slow_path == 0


async def test_version_and_cost_stand_beside_the_data(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared({}, cost=Cost(price=30, limit=100, statements=2), statements=(Statement("a"),) * 2)
    store = FakeStore([41, []])
    result = await ask(COUNTY, store=store)
    cost = {"price": 30, "limit": 100, "remaining": 70, "statements": 2}
    assert result.extensions == {"dataVersion": 41, "cost": cost}
    assert store.trips == [2]


async def test_the_database_is_told_request_and_operation(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared({})
    store = FakeStore()
    await ask(f"query Who {COUNTY}", store=store)
    assert store.metadata == [{"requestId": "request-1", "operation": "Who"}]


async def test_null_for_a_non_null_field_under_an_alias(api: Api, ask: Ask, plans: FakePlans) -> None:
    bad = {
        "a": {"__typename": "County", "x": None},
        "b": {"__typename": "County", "nuts3": "HU223"},
    }
    plans.next = FakePrepared(None, bad)
    result = await ask('{ a: county(nuts3: "HU222") { x: nuts3 } b: county(nuts3: "HU223") { nuts3 } }')
    assert result.data == {"a": None, "b": {"nuts3": "HU223"}}
    assert result.errors is not None
    [error] = result.errors
    assert error.message == "Cannot return null for non-nullable field County.nuts3."
    assert error.path == ["a", "x"]
    assert [(place.line, place.column) for place in error.locations or []] == [(1, 31)]
    assert error.extensions == {"code": "BAD_DATA", "requestId": "request-1"}
    assert api.door.slow_path == 1


async def test_null_to_one_two_levels_under_non_null_lists_empties_the_answer(ask: Ask, plans: FakePlans) -> None:
    settlement = {"__typename": "Settlement", "id": "settlement:1", "county": None}
    county = {"__typename": "County", "settlements": {"nodes": [settlement]}}
    plans.next = FakePrepared(None, {"counties": {"nodes": [county]}})
    result = await ask("{ counties { nodes { settlements { nodes { id county { nuts3 } } } } } }")
    assert result.data is None
    assert result.errors is not None
    assert result.errors[0].message == "Cannot return null for non-nullable field Settlement.county."
    assert result.errors[0].path == ["counties", "nodes", 0, "settlements", "nodes", 0, "county"]


async def test_unknown_enum_value_inside_an_interface(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared(None, {"node": {"__typename": "Institution", "id": "inst:1", "sector": "zoo"}})
    result = await ask('{ node(id: "inst:1") { id ... on Institution { sector } } }')
    assert result.data == {"node": None}
    assert result.errors is not None
    assert result.errors[0].message == "Enum 'Sector' cannot represent value: 'zoo'"
    assert result.errors[0].path == ["node", "sector"]


async def test_a_label_that_a_union_does_not_have(ask: Ask, plans: FakePlans) -> None:
    edge = {"node": {"__typename": None}}
    plans.next = FakePrepared(None, {"institution": {"__typename": "Institution", "operators": {"edges": [edge]}}})
    result = await ask('{ institution(id: "inst:1") { operators { edges { node { __typename } } } } }')
    assert result.data == {"institution": None}
    assert result.errors is not None
    assert result.errors[0].path == ["institution", "operators", "edges", 0, "node"]
    assert result.errors[0].extensions == {"code": "BAD_DATA", "requestId": "request-1"}


async def test_data_that_we_forgot_is_our_fault(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared(None, {"county": {"__typename": "County"}})
    result = await ask(COUNTY)
    assert result.errors is not None
    assert result.errors[0].extensions == {"code": "INTERNAL", "requestId": "request-1"}


async def test_slow_path_takes_arguments_enums_unions_and_dates(ask: Ask, plans: FakePlans) -> None:
    operator = {"from": "2018-01-02", "node": {"__typename": "Community", "n": {"t": "Kör"}}}
    institution = {"__typename": "Institution", "sector": "museum", "createdAt": "2018-01-02T03:04:05Z"}
    plans.next = FakePrepared(None, {"institution": {**institution, "operators": {"edges": [operator]}}})
    result = await ask(
        """query ($where: NodeWhere) { institution(id: "inst:1") { sector createdAt
             operators(first: 1, where: $where, orderBy: [{field: ID, direction: DESC}]) {
               edges { from node { ... on Community { n: name { t: text(lang: EN) } } } } } } }""",
        {"where": {"dataOrigin": {"in": ["SYNTHETIC"]}}},
    )
    assert result.errors is None
    edge = {"from": "2018-01-02", "node": {"n": {"t": "Kör"}}}
    assert result.data == {
        "institution": {
            "sector": "MUSEUM",
            "createdAt": "2018-01-02T03:04:05Z",
            "operators": {"edges": [edge]},
        }
    }


async def test_slow_path_is_logged_without_values(ask: Ask, plans: FakePlans, caplog: pytest.LogCaptureFixture) -> None:
    plans.next = FakePrepared(None, {"county": {"__typename": "County", "nuts3": "HU223"}})
    with caplog.at_level(logging.WARNING, "graph_service.api"):
        await ask(f"query Who {COUNTY}")
    [record] = caplog.records
    assert record.message == "data does not fit the schema"
    assert record.fields == {"requestId": "request-1", "operation": "Who", "reason": "planted"}  # type: ignore[attr-defined]


async def test_introspection_beside_planned_roots(api: Api, ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared(None, {"c": {"__typename": "County", "x": "HU223"}}, mixed=True)
    result = await ask('{ c: county(nuts3: "HU223") { x: nuts3 } __schema { queryType { name } } }')
    assert result.errors is None
    assert result.data == {"c": {"x": "HU223"}, "__schema": {"queryType": {"name": "Query"}}}
    assert api.door.slow_path == 0


async def test_roots_resolved_by_hand_beside_planned_roots(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared(None, {"dataVersion": 7}, mixed=True)
    result = await ask("{ dataVersion vocabularies { id label { hu e: text(lang: EN) } } }")
    assert result.errors is None
    assert result.data is not None
    assert result.data["dataVersion"] == 7
    assert result.data["vocabularies"][0] == {
        "id": "sector",
        "label": {"hu": "Kulturális szakterület", "e": "Cultural sector"},
    }


@pytest.mark.parametrize(
    ("prepared", "document"),
    [
        (FakePrepared({"c": None}, absent=("c",)), '{ c: county(nuts3: "x") { nuts3 } }'),
        (FakePrepared(None, {"c": None}, absent=("c",)), '{ c: county(nuts3: "x") { nuts3 } }'),
        (FakePrepared(None, {"c": None}, mixed=True, absent=("c",)), '{ c: county(nuts3: "x") { nuts3 } __typename }'),
    ],
    ids=["fast", "slow", "mixed"],
)
async def test_a_key_that_nothing_has_is_told(
    ask: Ask, plans: FakePlans, prepared: FakePrepared, document: str
) -> None:
    plans.next = prepared
    result = await ask(document)
    assert result.data is not None
    assert result.data["c"] is None
    assert [(error.path, (error.extensions or {})["code"]) for error in result.errors or []] == [(["c"], "NOT_FOUND")]


async def test_introspection_alone_does_not_reach_the_store(ask: Ask, plans: FakePlans) -> None:
    store = FakeStore()
    result = await ask("{ __schema { queryType { name } } }", store=store)
    assert result.data == {"__schema": {"queryType": {"name": "Query"}}}
    assert store.trips == []


async def test_a_refusal_has_no_data_and_a_place(ask: Ask, plans: FakePlans) -> None:
    refusal = RequestError("TOO_DEAR", value=20_000, most=10_000)
    plans.next = refusal
    store = FakeStore()
    result = await ask(COUNTY, store=store)
    assert result.data is None
    assert result.errors is not None
    assert result.errors[0].extensions == {"code": "TOO_DEAR"}
    assert result.errors[0].message == refusal.text("en")
    assert store.trips == []


@pytest.mark.parametrize("code", ["STORE_UNAVAILABLE", "STORE_TIMEOUT", "STORE_BUSY"])
async def test_a_store_in_trouble_may_say_so(ask: Ask, plans: FakePlans, code: str) -> None:
    plans.next = FakePrepared({})
    result = await ask(COUNTY, store=FakeStore(error=StoreError(code, seconds=2)), language="hu")
    assert result.errors is not None
    assert result.errors[0].extensions == {"code": code, "requestId": "request-1"}
    assert result.errors[0].message == StoreError(code, seconds=2).text("hu")


@pytest.mark.parametrize(
    "error", [StoreError("NEO4J_DOWN", uri="bolt://secret:7687"), ValueError("secret"), StoreError("STORE_REFUSED")]
)
async def test_what_is_ours_stays_hidden(
    ask: Ask, plans: FakePlans, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    plans.next = FakePrepared({})
    result = await ask(COUNTY, store=FakeStore(error=error))
    assert result.data is None
    assert result.errors is not None
    assert result.errors[0].message == "Internal error. Quote request-1."
    assert result.errors[0].extensions == {"code": "INTERNAL", "requestId": "request-1"}
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]


async def test_nothing_is_read_after_the_deadline(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared({})
    store = FakeStore()
    result = await ask(COUNTY, store=store, deadline=1e-9)
    assert result.errors is not None
    assert result.errors[0].extensions == {"code": "STORE_TIMEOUT", "requestId": "request-1"}
    assert store.trips == []


@pytest.mark.parametrize("skip", [True, False])
async def test_directives_follow_their_variables(ask: Ask, skip: bool) -> None:
    document = "query ($b: Boolean!) { dataVersion @skip(if: $b) kept: dataVersion @include(if: $b) }"
    result = await ask(document, {"b": skip})
    assert result.data == ({"kept": 7} if skip else {"dataVersion": 7})

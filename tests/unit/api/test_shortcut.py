"""The short way of known documents gives what the long way gives, and never asks the database twice."""

from __future__ import annotations

import pytest
from strawberry.schema import schema as strawberry_schema

from graph_service.api.service import Api
from graph_service.errors import StoreError
from tests.unit.api.conftest import Ask
from tests.unit.api.fakes import FakePlans, FakePrepared, FakeStore

pytestmark = pytest.mark.anyio

COUNTY = 'query County { county(nuts3: "HU223") { nuts3 } }'
ANSWER = {"county": {"nuts3": "HU223"}}


@pytest.fixture
def long_ways(api: Api, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that Strawberry executed."""
    executed: list[str] = []
    real = strawberry_schema.Schema.execute

    async def counted(self: object, query: str, *rest: object, **named: object) -> object:
        executed.append(query)
        return await real(self, query, *rest, **named)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(strawberry_schema.Schema, "execute", counted)
    return executed


async def test_the_second_time_is_short_and_equal(ask: Ask, plans: FakePlans, long_ways: list[str]) -> None:
    plans.next = FakePrepared(ANSWER)
    stores = FakeStore(), FakeStore()
    first, second = [await ask(COUNTY, store=store) for store in stores]
    assert long_ways.count(COUNTY) <= 1
    assert (second.data, second.errors, second.extensions) == (first.data, first.errors, first.extensions)
    assert stores[0].metadata == stores[1].metadata
    assert [store.trips for store in stores] == [[1], [1]]


@pytest.mark.parametrize(
    "prepared",
    [
        FakePrepared(None, {"county": {"__typename": "County", "nuts3": None}}),
        FakePrepared({"county": None}, absent=("county",)),
    ],
    ids=["data that does not fit", "nothing under a natural key"],
)
async def test_what_is_unusual_goes_the_long_way_over_the_same_rows(
    ask: Ask, plans: FakePlans, prepared: FakePrepared, long_ways: list[str]
) -> None:
    plans.next = prepared
    await ask(COUNTY)
    long_ways.clear()
    store = FakeStore()
    result = await ask(COUNTY, store=store)
    assert long_ways == [COUNTY]
    assert store.trips == [1]
    assert result.errors


@pytest.mark.parametrize("error", [StoreError("STORE_TIMEOUT", seconds=2), RuntimeError("a secret")])
async def test_a_failing_store_is_asked_once(ask: Ask, plans: FakePlans, error: Exception) -> None:
    plans.next = FakePrepared(ANSWER)
    await ask(COUNTY)
    store = FakeStore(error=error)
    result = await ask(COUNTY, store=store)
    assert store.trips == [1]
    assert result.errors is not None
    assert "secret" not in result.errors[0].message


async def test_a_wrong_operation_name_is_refused_for_a_known_document(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared(ANSWER)
    await ask(COUNTY)
    store = FakeStore()
    with pytest.raises(Exception, match="Other"):
        await ask(COUNTY, store=store, operation="Other")
    assert store.trips == []


async def test_an_invalid_document_stays_invalid(ask: Ask, plans: FakePlans) -> None:
    for _ in range(2):
        store = FakeStore()
        result = await ask("{ county { nothing } }", store=store)
        assert result.errors
        assert store.trips == []

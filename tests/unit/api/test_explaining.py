"""`extensions.explain`: for viewers with the scope `admin` who ask for it; others are refused before the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph_service.access.scopes import ADMIN, PUBLIC
from graph_service.access.viewer import Viewer
from graph_service.cypher import Statement
from tests.answering import Service
from tests.unit.api.conftest import Ask
from tests.unit.api.fakes import FakePlans, FakePrepared, FakeStore, request

pytestmark = pytest.mark.anyio

COUNTY = '{ county(nuts3: "HU223") { nuts3 } }'
ADMINISTRATOR = {"explain": True, "viewer": Viewer(PUBLIC | {ADMIN})}


@dataclass
class _Tree:
    statement: Statement

    def as_dict(self) -> dict[str, Any]:
        return {"operator": f"of {self.statement.text}", "hits": 3}


@dataclass
class ProfilingStore(FakeStore):
    """Tells a plan for each statement."""

    profiled: list[str] = field(default_factory=list)

    async def database_plan(self, statement: Statement, *, profile: bool = False) -> _Tree:
        assert profile
        self.profiled.append(statement.text)
        return _Tree(statement)


def prepared() -> FakePrepared:
    """An operation of two statements."""
    statements = (Statement("a", {"p0": 1}), Statement("b"))
    return FakePrepared({"county": None}, plan="Operation\n  County", statements=statements)


async def test_an_administrator_sees_plan_statements_parameters_and_hits(ask: Ask, plans: FakePlans) -> None:
    plans.next = prepared()
    store = ProfilingStore()
    result = await ask(COUNTY, store=store, **ADMINISTRATOR)
    assert result.data == {"county": None}
    assert result.extensions is not None
    assert result.extensions["explain"] == {
        "plan": "Operation\n  County",
        "statements": [
            {"text": "a", "parameters": {"p0": 1}, "databasePlan": {"operator": "of a", "hits": 3}},
            {"text": "b", "parameters": {}, "databasePlan": {"operator": "of b", "hits": 3}},
        ],
    }


@pytest.mark.parametrize("scopes", [(), ("read:people",), ("administrator",)])
async def test_other_viewers_are_refused_before_the_database(
    scopes: tuple[str, ...], ask: Ask, plans: FakePlans
) -> None:
    plans.next = prepared()
    store = ProfilingStore()
    result = await ask(COUNTY, store=store, explain=True, viewer=Viewer(frozenset(scopes)))
    assert result.data is None
    assert result.errors is not None
    assert [error.extensions for error in result.errors] == [{"code": "EXPLAIN_DENIED"}]
    assert not result.extensions or "explain" not in result.extensions
    assert (store.trips, store.profiled, plans.documents) == ([], [], [])


async def test_an_administrator_who_does_not_ask_gets_none(ask: Ask, plans: FakePlans) -> None:
    plans.next = prepared()
    store = ProfilingStore()
    result = await ask(COUNTY, store=store, viewer=Viewer(frozenset({ADMIN})))
    assert result.extensions is not None
    assert "explain" not in result.extensions
    assert store.profiled == []


async def test_a_known_document_is_explained_too(service: Service) -> None:
    """The short way knows nothing of explaining, so it must let such a request pass."""
    document = '{ county(nuts3: "HU223") { nuts3 name { hu } } }'
    await service.data(document)
    context = request(service.store, seconds=60.0, **ADMINISTRATOR)  # type: ignore[arg-type]  # a real store
    short = service.api.schema.short_way
    assert short is not None
    assert await short.answer(document, None, context) is None
    result = await service.api.execute(document, None, context)
    assert result.data == {"county": {"nuts3": "HU223", "name": {"hu": "Zala"}}}
    assert result.extensions is not None
    told: Mapping[str, Any] = result.extensions["explain"]
    [statement] = told["statements"]
    assert told["plan"].startswith("Operation")
    assert "HU223" in statement["parameters"].values()
    assert statement["text"].startswith("CALL ()")
    assert statement["databasePlan"]["operator"]
    assert statement["databasePlan"]["children"]

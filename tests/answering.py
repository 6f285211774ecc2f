"""Fixtures that answer documents: the service on the engine at hand, counted by the proxy, and the oracle beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_service.access.scopes import PUBLIC
from graph_service.access.viewer import Viewer
from graph_service.api.context import MeasureTables, RequestContext, Tables
from graph_service.api.service import Api, build_api
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.engines.bolt_proxy import BoltProxy, Seen
from tests.engines.running import RunningEngine
from tests.exported import read_oracle, read_sdl
from tests.measures import VERSION, plain_meta, plain_table
from tests.oracle import Oracle

SECONDS = 60.0  # a first run of a text on a busy machine


@dataclass(frozen=True)
class PlainTables:
    """Measures from the plain table of the demonstration; of all that was ever shared, or of the day `now`."""

    now: str | None = None

    async def measures(self, names: frozenset[str], day: str | None, seen: int | None = None) -> MeasureTables:
        table, when = plain_table(day or self.now), day or self.now
        return MeasureTables(VERSION, plain_meta(when), {name: table[name] for name in names})


@dataclass(frozen=True)
class Service:
    """The service without HTTP: schema, planner and store.

    `proxy` counts what goes to the database, where somebody counts; `engine` names it. `tables` has measures.
    """

    api: Api
    store: Store
    proxy: BoltProxy | None = None
    engine: str = ""
    tables: Tables = field(default_factory=PlainTables)

    async def execute(
        self, document: str, variables: Mapping[str, Any] | None = None, scopes: Collection[str] = ()
    ) -> ExecutionResult:
        """The result of a document."""
        context = RequestContext(self.store, "test", "en", Viewer(PUBLIC.union(scopes)), SECONDS, tables=self.tables)
        return await self.api.execute(document, dict(variables or {}), context)

    async def data(
        self, document: str, variables: Mapping[str, Any] | None = None, scopes: Collection[str] = ()
    ) -> dict[str, Any]:
        """The data of a document that has no errors."""
        result = await self.execute(document, variables, scopes)
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    async def counted(
        self, document: str, variables: Mapping[str, Any] | None = None, scopes: Collection[str] = ()
    ) -> tuple[dict[str, Any], Seen]:
        """The data, and what the database saw of it."""
        assert self.proxy
        with self.proxy.counting() as seen:
            data = await self.data(document, variables, scopes)
        return data, seen


@pytest.fixture(scope="session")
def api() -> Api:
    """The service's GraphQL, derived once."""
    return build_api(load_model())


@pytest.fixture(scope="session")
def sdl() -> str:
    """The committed SDL: what the oracle reads the types from."""
    return read_sdl()


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """The second answer to everything, from the exported files."""
    return read_oracle()


@pytest.fixture(scope="session")
async def service(
    api: Api, engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory, anyio_backend: str
) -> AsyncIterator[Service]:
    """The service on `engine`, through the counting proxy."""
    with BoltProxy(engine.uri) as proxy:
        behind = engine.through(proxy.uri, tmp_path_factory.mktemp("answering"))
        async with open_store(behind.options) as store:
            yield Service(api, store, proxy, engine.name)

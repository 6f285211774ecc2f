"""A part of the demonstration of our own, on either engine: these tests write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.conftest import ENGINES
from tests.engines import neo4j
from tests.engines.running import RunningEngine
from tests.engines.seeded import running_part


@pytest.fixture(scope="package", params=ENGINES)
def own_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A running engine with a part of the demonstration that tests may change."""
    if request.param == "neo4j" and neo4j.missing():
        pytest.skip(f"Neo4j not run: {neo4j.missing()}")
    with running_part(request.param, tmp_path_factory.mktemp("own")) as running:
        yield running


@pytest.fixture(scope="package")
async def own_store(own_engine: RunningEngine, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `own_engine`."""
    async with open_store(own_engine.options) as opened:
        yield opened

"""A demonstration of our own, on either engine: these tests write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.conftest import ENGINES
from tests.engines import neo4j, seeded
from tests.engines.running import RunningEngine, running


@pytest.fixture(scope="package", params=ENGINES)
def own_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A running engine with a copy of the demonstration that tests may change."""
    if request.param == "neo4j" and neo4j.missing():
        pytest.skip(f"Neo4j not run: {neo4j.missing()}")
    home = seeded.seeded_copy(request.param, tmp_path_factory.mktemp("own") / request.param)
    with running(request.param, home, is_brief=True) as engine:
        yield engine


@pytest.fixture(scope="package")
async def own_store(own_engine: RunningEngine, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `own_engine`."""
    async with open_store(own_engine.options) as opened:
        yield opened

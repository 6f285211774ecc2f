"""A part of the demonstration of our own, on either engine: these tests write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.conftest import ENGINES
from tests.engines import neo4j
from tests.engines.part import load_part
from tests.engines.running import RunningEngine, running_embedded, running_neo4j


@pytest.fixture(scope="package", params=ENGINES)
def own_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A running engine with an empty database of our own."""
    if request.param == "neo4j" and neo4j.missing():
        pytest.skip(f"Neo4j not run: {neo4j.missing()}")
    runs = running_embedded if request.param == "embedded" else running_neo4j
    with runs(tmp_path_factory.mktemp("own") / request.param) as running:
        yield running


@pytest.fixture(scope="package")
async def own_store(own_engine: RunningEngine, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `own_engine`, with a part of the demonstration that tests may change."""
    async with open_store(own_engine.options) as opened:
        await load_part(opened)
        yield opened

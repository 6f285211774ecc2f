"""The small graph to write in, one a file of tests: on a Neo4j the tests of a file share it, and nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from graph_service.api.service import Api
from graph_service.model import load_model
from graph_service.resources import folder
from graph_service.store.open import open_store
from tests.engines.running import RunningEngine, make_empty, note_bare, running_embedded
from tests.mutations.world import World, open_world


@pytest.fixture(scope="module")
def written_engine(_scratch: RunningEngine | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A running engine with nothing in it but what the tests of the file write."""
    if _scratch is None:
        with running_embedded(tmp_path_factory.mktemp("written") / "data") as running:
            yield running
        return
    make_empty(_scratch, is_bare=True)
    yield _scratch


@pytest.fixture(scope="module")
async def world(
    written_engine: RunningEngine, api: Api, tmp_path_factory: pytest.TempPathFactory, anyio_backend: str
) -> AsyncIterator[World]:
    """The small graph, with the constraints and without hundreds of indexes that it does not need."""
    migrations = tmp_path_factory.mktemp("constraints")
    for path in (folder("schema") / "migrations").glob("*_constraints.cypher"):
        (migrations / path.name).write_bytes(path.read_bytes())
    options = replace(written_engine.options, notifications=False, migrations=migrations)
    async with open_store(options) as store:
        await asyncio.to_thread(note_bare, written_engine)
        yield await open_world(api, store, load_model())

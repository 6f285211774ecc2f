"""A take-out of the demonstration with what is planted in it, made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_service.cypher import Statement
from graph_service.importing.takeout import Exported, export
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.digest import GraphDigest, digest_graph
from tests.engines import seeded
from tests.engines.running import running_embedded
from tests.importing.planted import plant
from tests.mutations.conftest import world, written_engine  # noqa: F401  # fixtures
from tests.mutations.world import World


@dataclass(frozen=True)
class Taken:
    """Where the files are, what was said of them, and what the graph was that they come from."""

    folder: Path
    exported: Exported
    digest: GraphDigest


@pytest.fixture(scope="package")
async def taken(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> Taken:
    """A take-out from the embedded engine."""
    home = tmp_path_factory.mktemp("taken")
    with running_embedded(seeded.seeded_copy("embedded", home / "data")) as running:
        async with open_store(running.options) as store:
            await plant(store)
            exported = await export(store, load_model(), home / "files")
            return Taken(home / "files", exported, await digest_graph(store, load_model()))


_FEW = (
    "CREATE (s:Source:Node:Searchable {id: 'source:a', key: 'a', title: '=a', nameSort: 'a', revision: 1, "
    "dataOrigin: 'synthetic', createdAt: datetime('2026-01-02T03:04:05Z'), "
    "updatedAt: datetime('2026-01-02T03:04:05Z')}) "
    "CREATE (o:Source:Node:Searchable {id: 'source:b', title: 'b'})-[:FROM_SOURCE]->(s) "
    "CREATE (c:Change {id: 'change:1', number: 1, counties: []})-[:CHANGED]->(s) "
    "CREATE (k:ApiKey {id: 'key:a', name: 'a', secretHash: 'h', scopes: []}) "
    "CREATE (v:DataVersion {id: 'current', number: 7}) CREATE (w:DataVersion {id: 'county:HU223', number: 6})"
)


@pytest.fixture(scope="package")
async def few(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> Path:
    """A take-out of a few nodes, keys included."""
    home = tmp_path_factory.mktemp("few")
    with running_embedded(home / "data") as running:
        async with open_store(running.options) as store:
            await store.write([Statement(_FEW)], seconds=30)
            await export(store, load_model(), home / "files", keys=True)
    return home / "files"


@pytest.fixture
def ground(world: World) -> Store:  # noqa: F811
    """A store with a few official data in it; the tests of a file share it, each with ids of its own."""
    return world.store

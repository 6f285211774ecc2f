"""An empty engine of either kind, with a migration of the store's own tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph_service.store.options import StoreOptions
from tests.engines.running import RunningEngine

MIGRATION = """// Constraints and indexes of the store's tests.
CREATE CONSTRAINT store_test_id IF NOT EXISTS FOR (n:StoreTest) REQUIRE n.id IS UNIQUE;
CREATE INDEX store_test_name IF NOT EXISTS FOR (n:StoreTest) ON (n.name, n.id);
CREATE POINT INDEX store_test_location IF NOT EXISTS FOR (n:StoreTest) ON (n.location);
CREATE FULLTEXT INDEX store_test_text IF NOT EXISTS FOR (n:StoreTest) ON EACH [n.name, n.nameFolded];
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A folder with one migration that both engines take."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_store_test.cypher").write_text(MIGRATION, encoding="utf-8")
    return folder


@pytest.fixture
def options(scratch_engine: RunningEngine, migrations: Path) -> StoreOptions:
    """What opens a store on an empty engine; warnings of a graph without data do not count here."""
    return replace(scratch_engine.options, migrations=migrations, notifications=False)


@pytest.fixture
def own(tmp_path: Path, migrations: Path) -> StoreOptions:
    """The embedded engine on an empty folder, started by whoever opens it first."""
    return StoreOptions(data_dir=tmp_path / "own", migrations=migrations)

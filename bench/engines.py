"""The two databases of a run, both with the demonstration: how `kalaka serve` reaches each, and how all others do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.processes import NotRun
from graph_service.store.embedded import open_engine
from graph_service.store.options import EMBEDDED_DATABASE, StoreOptions
from tests.engines import neo4j
from tests.engines.running import neo4j_engine
from tests.engines.seeded import seeded_copy

_HEAP = "1g"


@dataclass(frozen=True)
class Database:
    """One database. `service` holds the settings of `kalaka serve`; `options` opens a store beside it."""

    name: Literal["embedded", "neo4j"]
    service: Mapping[str, str]
    options: StoreOptions

    def direct(self) -> dict[str, str]:
        """Where a plain driver connects, as variables. The embedded engine must be running in some process."""
        if self.name == "neo4j":
            return dict(self.service)
        engine = asyncio.run(open_engine(self.options.data_dir, _HEAP))  # attaches: the service owns it
        username, password = engine.auth("reader")
        return variables_of(engine.uri, username, password, EMBEDDED_DATABASE)


def embedded_database(folder: Path) -> Database:
    """A data folder with the demonstration, which `kalaka serve` opens."""
    data = seeded_copy("embedded", folder / "embedded")
    return Database("embedded", {"KALAKA_DATA_DIR": str(data)}, StoreOptions(data_dir=data))


@contextmanager
def neo4j_database(folder: Path, cohorts: int = 0) -> Iterator[Database]:
    """A running Neo4j 5.26 with the demonstration and so many cohorts. Raises NotRun without Java or Maven."""
    if reason := neo4j.missing():
        raise NotRun(reason)
    server = neo4j.start(seeded_copy("neo4j", folder / "neo4j", cohorts))
    try:
        engine = neo4j_engine(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE)
        options = StoreOptions(server.uri, engine.username, engine.password, engine.database)
        yield Database("neo4j", variables_of(engine.uri, engine.username, engine.password, engine.database), options)
    finally:
        server.stop()


def variables_of(uri: str, username: str, password: str, database: str) -> dict[str, str]:
    """How `kalaka` and the other sides are told of a Neo4j."""
    return {
        "NEO4J_URI": uri,
        "NEO4J_USERNAME": username,
        "NEO4J_PASSWORD": password,
        "NEO4J_DATABASE": database,
    }

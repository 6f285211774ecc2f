"""The engines that tests talk to: where each listens, how to open a store on it, and how it ends."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

import neo4j as driver_library
from neo4j.exceptions import DriverError, Neo4jError

from graph_service.store import embedded
from graph_service.store.options import EMBEDDED_DATABASE, StoreOptions
from tests.engines import neo4j
from tests.engines.bolt_proxy import BoltProxy

Name = Literal["embedded", "neo4j"]
T = TypeVar("T")


@dataclass(frozen=True)
class RunningEngine:
    """One running database, as tests see it. `options` opens a store on it, over and over."""

    name: Name
    uri: str
    username: str
    password: str
    database: str
    options: StoreOptions

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make a `kalaka` command use this engine."""
        if self.name == "embedded":
            return {"KALAKA_DATA_DIR": str(self.options.data_dir)}
        return {
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.username,
            "NEO4J_PASSWORD": self.password,
            "NEO4J_DATABASE": self.database,
        }

    def through(self, proxy_uri: str, folder: Path) -> RunningEngine:
        """The same database behind a proxy; `folder` is an empty one for the embedded engine's stand-in."""
        if self.name == "neo4j":
            return replace(self, uri=proxy_uri, options=replace(self.options, uri=proxy_uri))
        _stand_in(self.options.data_dir, folder, port=int(proxy_uri.rsplit(":", 1)[1]))
        return replace(self, uri=proxy_uri, options=replace(self.options, data_dir=folder))


@dataclass(frozen=True)
class CountingProxy:
    """A proxy before an engine: open stores with `engine.options`, count with `proxy.counting()`."""

    proxy: BoltProxy
    engine: RunningEngine


@contextmanager
def running_embedded(folder: Path, *, migrations: Path | None = None) -> Iterator[RunningEngine]:
    """The embedded engine in this process, owned by the tests; stores that open `folder` attach to it."""
    options = StoreOptions(data_dir=folder, pool_size=16, notifications=False, migrations=migrations)
    engine = apart(embedded.open_engine(folder, options.heap))
    try:
        username, password = engine.auth("root")
        yield RunningEngine("embedded", engine.uri, username, password, EMBEDDED_DATABASE, options)
    finally:
        apart(engine.stop())


class Shared:
    """An embedded engine that one test after another finds empty but for constraints: to start one takes a second.

    It is another one where a test left much to delete, or the engine no longer answers.
    """

    _MUCH = 500

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self._running = ExitStack()
        self._engine: RunningEngine | None = None

    def __enter__(self) -> Shared:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def emptied(self) -> RunningEngine:
        """The engine, without anything but its constraints."""
        if self._engine is not None and not self._is_cleared(self._engine):
            self._running.close()
            self._engine = None
        if self._engine is None:
            self._engine = self._running.enter_context(running_embedded(self._new_folder()))
        return self._engine

    def _is_cleared(self, engine: RunningEngine) -> bool:
        try:
            if node_count(engine) > self._MUCH:
                return False
            clear(engine)
            return True
        except (Neo4jError, DriverError):
            return False


@contextmanager
def running_neo4j(
    home: Path, *, heap: str = "1g", migrations: Path | None = None, is_brief: bool = False
) -> Iterator[RunningEngine]:
    """An assembled Neo4j on `home`, which is thrown away: it ends without writing everything down."""
    server = neo4j.start(home, heap=heap, is_brief=is_brief)
    try:
        yield neo4j_engine(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE, migrations)
    finally:
        server.stop()


def running(name: Name, home: Path, *, is_brief: bool = False) -> AbstractContextManager[RunningEngine]:
    """Either engine on `home`; one `is_brief` for a few dozen tests."""
    return running_embedded(home) if name == "embedded" else running_neo4j(home, is_brief=is_brief)


def neo4j_engine(
    uri: str, username: str, password: str, database: str, migrations: Path | None = None
) -> RunningEngine:
    """A Neo4j that runs already. Its warnings become errors in tests."""
    options = StoreOptions(
        uri=uri,
        username=username,
        password=password,
        database=database,
        pool_size=16,
        notifications=True,
        migrations=migrations,
    )
    return RunningEngine("neo4j", uri, username, password, database, options)


def given_neo4j(prefix: str = "TEST_NEO4J") -> RunningEngine | None:
    """The Neo4j that TEST_NEO4J_URI names, if it does."""
    uri = os.environ.get(f"{prefix}_URI")
    if not uri:
        return None
    username, password, database = (
        os.environ.get(f"{prefix}_{name}", "neo4j") for name in ("USERNAME", "PASSWORD", "DATABASE")
    )
    return neo4j_engine(uri, username, password, database)


def node_count(engine: RunningEngine) -> int:
    """How many nodes the database holds."""
    with _driver(engine) as driver:
        records, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_=engine.database)
    return int(records[0]["nodes"])


def wipe(engine: RunningEngine) -> None:
    """Remove every node, constraint and index of a Neo4j database."""
    with _driver(engine) as driver, driver.session(database=engine.database) as session:
        delete = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
        session.run(driver_library.Query(delete, timeout=120)).consume()
        constraints = session.run("SHOW CONSTRAINTS YIELD name").value()
        _drop(session, [f"CONSTRAINT `{name}`" for name in constraints])
        indexes = session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value()
        _drop(session, [f"INDEX `{name}`" for name in indexes])


_BARE: dict[str, frozenset[str]] = {}
"""What a Neo4j with the constraints only has of them, by its address."""


def note_bare(engine: RunningEngine) -> None:
    """The database has the constraints, and nothing else yet."""
    if engine.name == "neo4j":
        _BARE[engine.uri] = schema_of(engine)


def make_empty(engine: RunningEngine, *, is_bare: bool) -> None:
    """Empty a Neo4j database for a test that makes its constraints only (`is_bare`), or for any other.

    In the first case they stay where they are: to make them anew takes seconds, and the server forgets all its plans.
    """
    (clear if is_bare and schema_of(engine) == _BARE.get(engine.uri) else wipe)(engine)


def clear(engine: RunningEngine) -> None:
    """Remove every node but the account of migrations; constraints and indexes stay."""
    with _driver(engine) as driver, driver.session(database=engine.database) as session:
        delete = "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
        session.run(driver_library.Query(delete, timeout=120)).consume()


def schema_of(engine: RunningEngine) -> frozenset[str]:
    """The names of constraints, indexes and migrations of a Neo4j database."""
    with _driver(engine) as driver, driver.session(database=engine.database) as session:
        texts = ("SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name", "MATCH (m:Migration) RETURN m.id AS name")
        return frozenset(name for text in texts for name in session.run(text).value())


def _drop(session: driver_library.Session, things: list[str]) -> None:
    """All in one transaction: one by one, hundreds of indexes take many seconds."""
    with session.begin_transaction(timeout=120) as transaction:
        for thing in things:
            transaction.run(f"DROP {thing}").consume()


def _driver(engine: RunningEngine) -> driver_library.Driver:
    return driver_library.GraphDatabase.driver(engine.uri, auth=(engine.username, engine.password))


def _stand_in(real: Path, folder: Path, *, port: int) -> None:
    """A data folder that looks held by another process, whose announced Bolt port is the proxy's.

    A store that opens it attaches, with the real passwords, and knows nothing of the proxy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("engine.lock", "root.password", "reader.password", "kalaka.json"):
        (folder / name).symlink_to((real / name).resolve())
    announced = json.loads((real / "engine.json").read_text("utf-8"))
    (folder / "engine.json").write_text(json.dumps({**announced, "bolt_port": port}), "utf-8")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own, so that the tests' event loop is left alone."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()

"""Fixtures of all tests: the two engines with the demonstration in them, empty ones, and the counting proxy.

A test that takes `engine`, `store` or `counting_proxy` runs on both engines and only reads. A test that writes
takes `scratch_engine` or `scratch_store`, which start empty.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from graph_service.resources import folder
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.answering import api, oracle, sdl, service  # noqa: F401  # fixtures
from tests.engines import neo4j, seeded
from tests.engines.bolt_proxy import BoltProxy
from tests.engines.running import (
    CountingProxy,
    RunningEngine,
    Shared,
    given_neo4j,
    make_empty,
    node_count,
    note_bare,
    running,
    running_embedded,
    running_neo4j,
    wipe,
)
from tests.pauses import keep_what_lives

ENGINES = [
    pytest.param("embedded", marks=pytest.mark.embedded, id="embedded"),
    pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j"),
]


def not_run_reason() -> str | None:
    """Why the Neo4j half cannot run here; None when it can."""
    return None if os.environ.get("TEST_NEO4J_URI") else neo4j.missing()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flags that write committed findings anew."""
    parser.addoption("--rewrite-cases", action="store_true", help="write tests/cases/**/*.cypher and *.json anew")
    parser.addoption("--rewrite-hits", action="store_true", help="write tests/hits.json anew (with Neo4j)")


@pytest.fixture(scope="session")
def rewrite_cases(request: pytest.FixtureRequest) -> bool:
    """Whether the files of the statement cases are to be written."""
    return bool(request.config.getoption("--rewrite-cases"))


def pytest_configure(config: pytest.Config) -> None:
    """With CI=true a missing Neo4j is a failure, told before anything runs."""
    reason = not_run_reason()
    if reason and os.environ.get("CI", "").lower() in ("true", "1"):
        raise pytest.UsageError(f"CI must run the Neo4j half of the tests, but {reason}.")


def pytest_report_header() -> list[str]:
    """Says which Neo4j the run uses, or that its half is not run."""
    reason = not_run_reason()
    if reason:
        return [f"neo4j: NOT RUN. {reason}."]
    given = os.environ.get("TEST_NEO4J_URI")
    return [f"neo4j: {'the one of TEST_NEO4J_URI' if given else neo4j.version() + ', assembled'}"]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What tests have to tell (their user property "told"), and again that the Neo4j half was not run."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "told":
                terminalreporter.write_line(str(value))
    reason = not_run_reason()
    if reason:
        terminalreporter.write_line(f"Neo4j half NOT RUN: {reason}.", yellow=True, bold=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the engine of each test in the report (parity reads it), and mark what cannot run."""
    reason = not_run_reason()
    for item in items:
        for name in ("embedded", "neo4j"):
            if item.get_closest_marker(name):
                item.user_properties.append(("engine", name))
        if reason and item.get_closest_marker("neo4j"):
            item.add_marker(pytest.mark.skip(reason=f"Neo4j not run: {reason}"))


@pytest.fixture(scope="module", autouse=True)
def short_pauses() -> None:
    """Each file of tests begins with a small heap to look through for garbage."""
    keep_what_lives()


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Has a test tell its figures in the summary. (`record_property` is not for reports of the form xunit2.)"""
    return lambda text: request.node.user_properties.append(("told", text))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """All async tests run on asyncio, in one loop, so that stores can be shared."""
    return "asyncio"


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A running engine that holds the demonstration: for reading only."""
    home = tmp_path_factory.mktemp("seeded") / request.param
    given = given_neo4j() if request.param == "neo4j" else None
    if given:
        _make_empty(given)
        seeded.seed(given)
        yield given
        return
    with running(request.param, seeded.seeded_copy(request.param, home)) as started:
        yield started


@pytest.fixture(scope="session")
async def store(engine: RunningEngine, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `engine`, shared by the whole session."""
    async with open_store(engine.options) as opened:
        yield opened


@pytest.fixture(scope="session")
def counting_proxy(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingProxy]:
    """Counts what a store that opens `counting_proxy.engine.options` sends."""
    with BoltProxy(engine.uri) as proxy:
        yield CountingProxy(proxy, engine.through(proxy.uri, tmp_path_factory.mktemp("proxied")))


@pytest.fixture(scope="session", params=ENGINES)
def _scratch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningEngine | None]:
    """The Neo4j that scratch tests share; None for the embedded engine."""
    if request.param == "embedded":
        yield None
        return
    given = given_neo4j("TEST_NEO4J_SCRATCH")
    if given:
        _make_empty(given)
        yield given
        return
    if neo4j.missing():
        pytest.skip(f"Neo4j not run: {neo4j.missing()}; or set TEST_NEO4J_SCRATCH_URI to a second, empty one")
    with running_neo4j(tmp_path_factory.mktemp("scratch") / "neo4j", heap="512m", is_brief=True) as started:
        yield started


@pytest.fixture(scope="session")
def _bare_embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The embedded engine that tests with `bare_store` share."""
    with Shared(lambda: tmp_path_factory.mktemp("bare") / "data") as shared:
        yield shared


@pytest.fixture
def scratch_engine(
    _scratch: RunningEngine | None, _bare_embedded: Shared, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[RunningEngine]:
    """A running engine without any data, constraint or index, for this test alone; with `bare_store`, which makes the
    constraints, they may be there."""
    is_bare = "bare_store" in request.fixturenames
    if _scratch is not None:
        make_empty(_scratch, is_bare=is_bare)
        yield _scratch
    elif is_bare:
        yield _bare_embedded.emptied()
    else:
        with running_embedded(tmp_path / "data") as started:
            yield started


@pytest.fixture
async def scratch_store(scratch_engine: RunningEngine, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `scratch_engine`, migrations run."""
    async with open_store(scratch_engine.options) as opened:
        yield opened


@pytest.fixture
async def bare_store(scratch_engine: RunningEngine, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Store]:
    """A store on `scratch_engine` with the constraints only: hundreds of indexes take longer than a small test.

    Warnings of names that an empty graph does not know do not count here.
    """
    migrations = tmp_path / "constraints"
    migrations.mkdir()
    for path in (folder("schema") / "migrations").glob("*_constraints.cypher"):
        shutil.copy(path, migrations)
    options = replace(scratch_engine.options, notifications=False, migrations=migrations)
    async with open_store(options) as opened:
        await asyncio.to_thread(note_bare, scratch_engine)
        yield opened


def _make_empty(given: RunningEngine) -> None:
    """A Neo4j that somebody gave us is emptied only when that was said in so many words."""
    nodes = node_count(given)
    if nodes and os.environ.get("TEST_NEO4J_WIPE") != "1":
        pytest.exit(
            f"{given.uri} holds {nodes} nodes. Tests need an empty database: give another one, "
            "or set TEST_NEO4J_WIPE=1 to have everything in it deleted.",
            returncode=4,
        )
    wipe(given)

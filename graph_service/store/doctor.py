"""Finds out in words why the store would not open or work: each finding with what to do about it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from graph_service.cypher import Statement
from graph_service.errors import KalakaError
from graph_service.extras import missing_for_analysis
from graph_service.store import _folder
from graph_service.store.check import check_version, read_enforced, server_version
from graph_service.store.driver import open_driver
from graph_service.store.engine import engine_version
from graph_service.store.faults import DATABASE_ERRORS, start_error
from graph_service.store.finding import Finding
from graph_service.store.migrations import bundled_migrations, pending_migrations, read_migrations
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions
from graph_service.store.restoring import refuse_half_a_graph
from graph_service.store.server_checks import ServerState, server_state
from graph_service.store.store import Store

__all__ = ["Finding", "diagnose"]

_LEAST_FREE = 1_000_000_000
_LOOK_SECONDS = 5.0
_DATA_VERSION = Statement(
    "CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS number } RETURN number"
)
_OLDEST_PYTHON, _NEWEST_TESTED = (3, 11), (3, 13)


async def diagnose(options: StoreOptions, *, host: str, port: int) -> list[Finding]:
    """Everything that must hold before `kalaka serve` can run with these values."""
    findings = [_python(), _analysis(), _port(host, port)]
    if options.uri is None:
        below = await asyncio.to_thread(_engine, options.data_dir)
    else:
        below = [finding async for finding in _server(options.uri, options)]
    if all(finding.level != "error" for finding in below):
        below += [finding async for finding in _graph(options)]
    return findings + below


def _of(error: KalakaError, subject: str) -> Finding:
    # Our errors say what, where and what to do in one text.
    return Finding("error", subject, error.text("hu"), error.text("en"))


def _python() -> Finding:
    here = sys.version_info[:2]
    shown = ".".join(map(str, sys.version_info[:3]))
    if here <= _NEWEST_TESTED and here >= _OLDEST_PYTHON:
        return Finding("ok", "python", f"Python {shown}", f"Python {shown}")
    return Finding(
        "warning",
        "python",
        f"Python {shown}: ezzel a változattal nem próbáltuk ki.",
        f"Python {shown}: not tested with this version.",
        "Használjon Python 3.11, 3.12 vagy 3.13 változatot.",
        "Use Python 3.11, 3.12 or 3.13.",
    )


def _analysis() -> Finding:
    missing = missing_for_analysis()
    if not missing:
        return _good("analysis", "A hálózatelemzés csomagjai megvannak.", "The packages of network analysis are there.")
    names = ", ".join(missing)
    return Finding(
        "warning",
        "analysis",
        f"A hálózatelemzéshez hiányzik: {names}. Minden más működik nélküle.",
        f"Network analysis lacks: {names}. Everything else works without.",
        "Telepítse: pip install 'kalaka[analysis]'.",
        "Install it: pip install 'kalaka[analysis]'.",
    )


def _port(host: str, port: int) -> Finding:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            if sys.platform != "win32":  # there it would share a port that is taken
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        return Finding(
            "error",
            "port",
            f"A(z) {host}:{port} nem használható ({error.strerror}).",
            f"{host}:{port} cannot be used ({error.strerror}).",
            "Állítsa le, ami foglalja, vagy válasszon másikat: KALAKA_PORT, KALAKA_HOST.",
            "Stop what holds it, or choose another: KALAKA_PORT, KALAKA_HOST.",
        )
    return Finding("ok", "port", f"A(z) {host}:{port} szabad.", f"{host}:{port} is free.")


def _engine(data_dir: Path) -> list[Finding]:
    folder = data_dir.expanduser().resolve()
    return [
        _checked("engine", lambda: _good("engine", f"ArcadeDB {engine_version()}")),
        _checked("data folder", lambda: _inspected(folder)),
        _free(folder),
    ]


def _checked(subject: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except KalakaError as error:
        return _of(error, subject)


def _good(subject: str, text: str, english: str = "") -> Finding:
    return Finding("ok", subject, text, english or text)


def _inspected(folder: Path) -> Finding:
    _folder.inspect(folder)
    running = _folder.announced(folder)
    lock = _folder.FolderLock.take(folder) if folder.exists() else None
    if lock is not None or running is None:
        if lock is not None:
            lock.release()
        return _good("data folder", f"{folder}: szabad.", f"{folder}: free.")
    pid = running.owner
    return _good(
        "data folder",
        f"{folder}: a(z) {pid} folyamat futtatja a beágyazott adatbázist, ez csatlakozik hozzá.",
        f"{folder}: process {pid} runs the embedded database, this one attaches to it.",
    )


def _free(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    shown = f"{free / 1e9:.1f} GB"
    if free >= _LEAST_FREE:
        return _good("disk", f"{shown} szabad.", f"{shown} free.")
    return Finding(
        "warning",
        "disk",
        f"Csak {shown} szabad itt: {there}.",
        f"Only {shown} free at {there}.",
        "Szabadítson fel legalább 1 GB-ot, vagy válasszon másik mappát: KALAKA_DATA_DIR.",
        "Free at least 1 GB, or choose another folder: KALAKA_DATA_DIR.",
    )


async def _server(uri: str, options: StoreOptions) -> AsyncIterator[Finding]:
    auth = (options.username, options.password) if options.password else None
    try:
        async with open_driver(uri, auth, pool_size=1) as driver:
            version = await server_version(driver, options.database)
            check_version(version, uri)
            yield _good("neo4j", f"{uri}: Neo4j {version}, {options.database}")
            enforced = await read_enforced(driver, options.database)
            state = await server_state(driver, options.database)
    except (*DATABASE_ERRORS, ValueError) as error:
        yield _of(start_error(error, uri=uri, username=options.username, database=options.database), "neo4j")
        return
    except KalakaError as error:
        yield _of(error, "neo4j")
        return
    if enforced:
        yield _good("read access", "Olvasáskor nem lehet írni.", "A read cannot write.")
    yield _server_settings(state)
    yield _clock(state)


def _server_settings(state: ServerState) -> Finding:
    if state.settings is None:
        return _good("neo4j settings", "Ez a Neo4j nem mondja meg őket.", "This Neo4j does not tell them.")
    if not state.loose:
        return _good("neo4j settings", "A Neo4j korlátai be vannak állítva.", "The limits of Neo4j are set.")
    loose = ", ".join(f"{name}={state.settings[name]}" for name in state.loose)
    wanted = ", ".join(f"{name}={value}" for name, value in state.loose.items())
    return Finding(
        "warning",
        "neo4j settings",
        f"A Neo4j túl sokat enged: {loose}.",
        f"Neo4j allows too much: {loose}.",
        f"Állítsa be a neo4j.conf fájlban: {wanted}.",
        f"Set in neo4j.conf: {wanted}.",
    )


def _clock(state: ServerState) -> Finding:
    if not state.is_skewed:
        return _good("clock", "Az órák együtt járnak.", "The clocks agree.")
    return Finding(
        "warning",
        "clock",
        f"A Neo4j órája {state.skew:+.0f} másodperccel jár másképp.",
        f"The clock of Neo4j is off by {state.skew:+.0f} seconds.",
        "Igazítsa mindkét gép óráját (NTP): kulcsok lejárata és naplók múlnak rajta.",
        "Set the clocks of both machines (NTP): keys expire and logs are read by them.",
    )


async def _graph(options: StoreOptions) -> AsyncIterator[Finding]:
    if options.uri is None and not _folder.used(options.data_dir):
        # Looking must not start an engine in a folder that nobody has used yet.
        yield _good("graph", "Még üres: a kalaka serve tölti meg.", "Empty as yet: kalaka serve fills it.")
        return
    try:
        async with open_store(options, run_migrations=False) as store:
            if options.uri is None:
                yield _good("read access", "Olvasáskor nem lehet írni.", "A read cannot write.")
            yield await _migrations(store, options.migrations or bundled_migrations())
            yield await _data(store)
    except KalakaError as error:
        yield _of(error, "graph")


async def _data(store: Store) -> Finding:
    [version] = await store.read(_DATA_VERSION, seconds=_LOOK_SECONDS)
    if version is None:
        await refuse_half_a_graph(store, seconds=_LOOK_SECONDS)
    if version is None:
        return _good("data", "Még nincs benne adat.", "It holds no data yet.")
    return _good("data", f"Az adatok változata: {version}.", f"Version of the data: {version}.")


async def _migrations(store: Store, folder: Path) -> Finding:
    migrations = read_migrations(folder)
    pending = await pending_migrations(store, migrations)
    if not pending:
        count = len(migrations)
        return _good("migrations", f"{count} migráció lefutott.", f"{count} migrations have run.")
    names = ", ".join(migration.name for migration in pending)
    return Finding(
        "warning",
        "migrations",
        f"Még nem futott le: {names}.",
        f"Not run yet: {names}.",
        "Futtassa: kalaka migrate (a kalaka serve magától is megteszi).",
        "Run kalaka migrate (kalaka serve does it by itself, too).",
    )

"""The embedded engine (ArcadeDB, native): started in its data folder by one process, attached to by others.

The only module that imports `arcadedb`. What the engine takes only as SQL goes over its loopback HTTP port,
so that a process which is merely attached can run every migration too.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph_service.errors import SettingsError, StoreError
from graph_service.store import _folder
from graph_service.store._folder import FolderLock, Running
from graph_service.store.options import EMBEDDED_DATABASE

COMMAND_SECONDS = 15
"""The engine ignores a timeout of the driver, so it has one of its own above every deadline of ours."""
_START_SECONDS = 20.0
_ATTEMPTS = 3


class _Server(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def create_database(self, name: str) -> object: ...


@dataclass(frozen=True)
class Engine:
    """A running engine: where it listens, who may log in, and, if this process owns it, how it ends."""

    folder: Path
    running: Running
    owned: _Owned | None = None

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.running.bolt_port}"

    def auth(self, user: str) -> tuple[str, str]:
        """`root`, or `reader` who cannot write."""
        return user, _folder.password(self.folder, user)

    async def sql(self, statement: str) -> None:
        """Run one SQL statement, which the engine does not take over Bolt."""
        await asyncio.to_thread(_run_sql, self.running.http_port, self.auth("root"), statement)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Wait until no other process changes constraints and indexes: two at once make the engine fail."""
        while (lock := FolderLock.take(self.folder, _folder.SCHEMA_LOCK)) is None:  # noqa: ASYNC110  # of a process
            await asyncio.sleep(0.05)
        try:
            yield
        finally:
            lock.release()

    async def stop(self) -> None:
        """End the engine if this process owns it; an attached one leaves it running."""
        if self.owned is not None:
            await asyncio.to_thread(self.owned.stop, self.folder)


@dataclass(frozen=True)
class _Owned:
    server: _Server
    lock: FolderLock

    def stop(self, folder: Path) -> None:
        _folder.withdraw(folder)
        try:
            self.server.stop()
        finally:
            self.lock.release()


async def open_engine(data_dir: Path, heap: str) -> Engine:
    """Start the engine in `data_dir`, or attach to the process that already runs it there."""
    give_up = time.monotonic() + _START_SECONDS
    folder = await asyncio.to_thread(_made, data_dir)
    while True:
        lock = FolderLock.take(folder)
        if lock is not None:
            return await _start_shielded(folder, heap, lock)
        running = _folder.announced(folder)
        if running is not None and await asyncio.to_thread(_listens, running.bolt_port):
            return _attach(folder, running)
        if time.monotonic() > give_up:
            raise SettingsError("ENGINE_HELD", folder=folder, pid=_folder.holder(folder))
        await asyncio.sleep(0.05)  # another process is starting or ending it


def _made(data_dir: Path) -> Path:
    folder = data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _folder.denied(folder, error) from None
    return folder


def _attach(folder: Path, running: Running) -> Engine:
    if running.format != _folder.FORMAT or running.engine not in _folder.READABLE_ENGINES:
        found = f"format {running.format}, ArcadeDB {running.engine}, pid {running.pid}"
        readable = f"format {_folder.FORMAT}, ArcadeDB {', '.join(_folder.READABLE_ENGINES)}"
        raise SettingsError("DATA_DIR_VERSION", folder=folder, found=found, readable=readable)
    return Engine(folder, running)


async def _start_shielded(folder: Path, heap: str, lock: FolderLock) -> Engine:
    """Start in a thread; a caller who is cancelled meanwhile must not leave the engine running unowned."""
    start = asyncio.ensure_future(asyncio.to_thread(_start, folder, heap, lock))
    try:
        return await asyncio.shield(start)
    except asyncio.CancelledError:
        engine = await start
        await engine.stop()
        raise


def _start(folder: Path, heap: str, lock: FolderLock) -> Engine:
    try:
        _folder.withdraw(folder)  # of a process that was killed
        engine = _load_engine(folder, heap)
        _folder.prepare(folder, engine)
        server, bolt_port, http_port = _serve(folder)
        running = Running(os.getpid(), bolt_port, http_port, engine)
        _folder.announce(folder, running)
    except BaseException:
        lock.release()
        raise
    return Engine(folder, running, _Owned(server, lock))


def _load_engine(folder: Path, heap: str) -> str:
    """Load the library and tell its version; it reads its options from the environment, once a process."""
    options = (
        f"-Xmx{heap} -Darcadedb.txWalFlush=1 -Darcadedb.command.timeout={COMMAND_SECONDS * 1000} "
        "-Darcadedb.dateTimeImplementation=java.time.ZonedDateTime"
    )
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", options)
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / "log"))
    return engine_version()


def engine_version() -> str:
    """The version of the installed engine; SettingsError where there is no wheel for this machine."""
    try:
        from arcadedb import ENGINE_VERSION  # type: ignore[import-untyped]  # ships no types
    except (ImportError, OSError) as error:
        raise SettingsError("ENGINE_MISSING", reason=error) from None
    return str(ENGINE_VERSION)


def _serve(folder: Path) -> tuple[_Server, int, int]:
    """Start the server on two free loopback ports; another process may take one in between, so try again."""
    from arcadedb.exceptions import ArcadeDBError  # type: ignore[import-untyped]  # ships no types
    from arcadedb.server import ArcadeDBServer  # type: ignore[import-untyped]  # ships no types

    root = _folder.password(folder, "root")
    reason: object = ""
    for _ in range(_ATTEMPTS):
        bolt_port, http_port = _free_ports()
        server: _Server = ArcadeDBServer(str(folder), root, _server_config(bolt_port, http_port))
        try:
            server.start()
            server.create_database(EMBEDDED_DATABASE)
        except ArcadeDBError as error:
            reason = error
            server.stop()
            continue
        if _listens(bolt_port) and _listens(http_port):
            return server, bolt_port, http_port
        server.stop()
    log = os.environ.get("ARCADEDB_LOG_DIR", str(folder / "log"))
    raise SettingsError("ENGINE_START", folder=folder, reason=reason or "ports taken", log=log)


def _server_config(bolt_port: int, http_port: int) -> dict[str, str | int]:
    return {
        "mode": "development",  # `production` hides the texts of errors; codes are the same
        "host": "127.0.0.1",
        "http_port": http_port,
        "bolt_port": bolt_port,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    }


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _run_sql(port: int, auth: tuple[str, str], statement: str) -> None:
    body = json.dumps({"language": "sql", "command": statement})
    token = base64.b64encode(":".join(auth).encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=COMMAND_SECONDS + 5)
    try:
        connection.request("POST", f"/api/v1/command/{EMBEDDED_DATABASE}", body, headers)
        status = connection.getresponse().status
    except OSError:
        raise StoreError("STORE_UNAVAILABLE") from None
    finally:
        connection.close()
    if status != http.client.OK:
        raise StoreError("STORE_REFUSED", status=f"HTTP {status}", statement=statement)

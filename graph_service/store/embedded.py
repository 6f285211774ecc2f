"""The embedded engine (ArcadeDB, native): started for its data folder by one process, attached to by others.

It is a process of its own (`engine.py`), which its owner watches (`_process.py`). What the engine takes only as SQL
goes over its loopback HTTP port, so that a process which is merely attached can run every migration too.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_service.errors import SettingsError, StoreError
from graph_service.store import _folder
from graph_service.store._folder import FolderLock, Running
from graph_service.store._process import EngineProcess
from graph_service.store.engine import COMMAND_SECONDS, listens
from graph_service.store.leftovers import connected_ports, left_behind
from graph_service.store.options import EMBEDDED_DATABASE

_START_SECONDS, _BACKUP_SECONDS = 20.0, 3_600.0
_ASKED_SECONDS, _LOOKING_SECONDS, _NOTICING_SECONDS = 2.0, 5.0, 0.02


@dataclass(frozen=True)
class Engine:
    """A running engine: where it listens, who may log in, and, if this process owns it, how it ends."""

    folder: Path
    running: Running
    owned: EngineProcess | None = None

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.running.bolt_port}"

    def auth(self, user: str) -> tuple[str, str]:
        """`root`, or `reader` who cannot write."""
        return user, _folder.password(self.folder, user)

    async def sql(self, statement: str) -> None:
        """Run one SQL statement, which the engine does not take over Bolt."""
        await asyncio.to_thread(_run_sql, self.running.http_port, self.auth("root"), statement)

    async def back_up(self, name: str) -> None:
        """Have it write its files, as they stand at one moment, to `backups/<database>/<name>` in its folder."""
        await asyncio.to_thread(_back_up, self.running.http_port, self.auth("root"), name)

    async def end_left_behind(self) -> int:
        """End the statements whose client has left, which the engine does not notice; how many statements ran."""
        return await asyncio.to_thread(_end_left_behind, self.running, self.auth("root"))

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Wait until no other process changes constraints and indexes: two at once make the engine fail."""
        async with self._holding(_folder.SCHEMA_LOCK, 0.05):
            yield

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until no other process writes: the engine lets two go on with what both have read, and fails one."""
        async with self._holding(_folder.WRITE_LOCK, 0.004):
            yield

    @asynccontextmanager
    async def _holding(self, name: str, pause: float) -> AsyncIterator[None]:
        while (lock := FolderLock.take(self.folder, name)) is None:  # noqa: ASYNC110  # of a process
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        try:
            yield
        finally:
            lock.release()

    async def stop(self) -> None:
        """End the engine if this process owns it; an attached one leaves it running."""
        if self.owned is not None:
            await asyncio.to_thread(self.owned.stop)


async def open_engine(data_dir: Path, heap: str) -> Engine:
    """Start the engine in `data_dir`, or attach to the process that already runs it there."""
    give_up = time.monotonic() + _START_SECONDS
    folder = await asyncio.to_thread(_made, data_dir)
    while True:
        lock = FolderLock.take(folder)
        if lock is not None:
            return await _start_shielded(folder, heap, lock)
        running = _folder.announced(folder)
        if running is not None and await asyncio.to_thread(listens, running.bolt_port):
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
    process = EngineProcess(folder, heap, lock)
    return Engine(folder, process.start(), process)


def _run_sql(port: int, auth: tuple[str, str], statement: str) -> None:
    body = {"language": "sql", "command": statement}
    status, _ = _post(port, auth, f"command/{EMBEDDED_DATABASE}", body, COMMAND_SECONDS + 5)
    if status != http.client.OK:
        raise StoreError("STORE_REFUSED", status=f"HTTP {status}", statement=statement)


def _back_up(port: int, auth: tuple[str, str], name: str) -> None:
    body = {"language": "sql", "command": f"BACKUP DATABASE file://{name}"}
    status, answer = _post(port, auth, f"command/{EMBEDDED_DATABASE}", body, _BACKUP_SECONDS)
    if status != http.client.OK:
        raise StoreError("BACKUP_FAILED", reason=json.loads(answer).get("detail", f"HTTP {status}"))


def _end_left_behind(running: Running, auth: tuple[str, str]) -> int:
    """Over and over, for what waited in the engine's queue begins in the place of what was ended."""
    give_up = time.monotonic() + _LOOKING_SECONDS
    try:
        while True:
            listed = _server_command(running, auth, f"list queries database {EMBEDDED_DATABASE}")
            # Looked at afterwards: a client that has come meanwhile is not taken for one that has left.
            connected = connected_ports(running.bolt_port)
            if connected is None or not isinstance(listed, list):
                return 0
            left = left_behind(listed, connected)
            for query in left:
                if not query.get("terminating"):
                    _server_command(running, auth, f"terminate query {query['id']}")
            if not left or time.monotonic() > give_up:
                return len(listed)
            time.sleep(_NOTICING_SECONDS)
    except StoreError:
        return 1  # it stands still, or is about to be back: look again


def _server_command(running: Running, auth: tuple[str, str], command: str) -> object:
    body = {"command": command, "wait": 0}
    status, answer = _post(running.http_port, auth, "server", body, _ASKED_SECONDS)
    return json.loads(answer).get("result") if status == http.client.OK else None


def _post(port: int, auth: tuple[str, str], path: str, body: Mapping[str, object], seconds: float) -> tuple[int, bytes]:
    """The status and the body of a request to the engine's HTTP port."""
    token = base64.b64encode(":".join(auth).encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        raise StoreError("STORE_UNAVAILABLE") from None
    finally:
        connection.close()

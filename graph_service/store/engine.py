"""The embedded engine (ArcadeDB, native) as a process: `python -m graph_service.store.engine FOLDER HEAP BOLT HTTP`.

The only module that imports `arcadedb`. It says in one line of JSON on standard output how its start went, and serves
until standard input ends: when its owner says so, or is gone. Signals of a terminal or of a service manager are the
owner's business; it first lets the owner answer what is in flight.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Protocol

from graph_service.errors import SettingsError
from graph_service.store import _folder
from graph_service.store.options import EMBEDDED_DATABASE

COMMAND_SECONDS = 15
"""The engine ignores a timeout of the driver, so it has one of its own above every deadline of ours."""
_AT_ONCE = 64
"""Statements that run at once; more wait. By default two for each processor, so that four slow ones keep everybody
waiting, the question whether it lives included. The pools of those who ask bound it, too."""
_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG
_START_FAILED = 3


class _Server(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def create_database(self, name: str) -> object: ...


def engine_version() -> str:
    """The version of the installed engine; SettingsError where there is no wheel for this machine."""
    try:
        from arcadedb import ENGINE_VERSION  # type: ignore[import-untyped]  # ships no types
    except (ImportError, OSError) as error:
        raise SettingsError("ENGINE_MISSING", reason=error) from None
    return str(ENGINE_VERSION)


def listens(port: int) -> bool:
    """Whether somebody takes connections on this loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def main(arguments: list[str]) -> int:
    """Start, tell, serve until the owner says stop."""
    folder, heap, bolt_port, http_port = Path(arguments[0]), arguments[1], int(arguments[2]), int(arguments[3])
    _heed_the_owner_only()
    try:
        engine = _load(folder, heap)
        _folder.prepare(folder, engine)
        server = _serve(folder, bolt_port, http_port)
    except SettingsError as error:
        _tell({"code": error.code, "values": {name: str(value) for name, value in error.values.items()}})
        return _START_FAILED
    try:
        _tell({"engine": engine})
        _wait_for_the_end()
    finally:
        server.stop()
    return 0


class _OwnerGone(Exception):
    """The owner ended without a word."""


def _heed_the_owner_only() -> None:
    """Ignore what a terminal or a service manager sends to all processes; end when the owner dies.

    The end of standard input tells of that everywhere, unless another child of the owner has inherited its other end;
    Linux sends a signal as well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        signal.signal(signal.SIGUSR1, _end)
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGUSR1)


def _end(number: int, frame: FrameType | None) -> None:
    raise _OwnerGone


def _wait_for_the_end() -> None:
    try:
        while os.read(0, 1024):
            pass
    except _OwnerGone:
        pass


def _tell(report: dict[str, object]) -> None:
    """The report, as the only line of standard output; what the library prints later goes to standard error."""
    os.write(1, json.dumps(report).encode() + b"\n")
    os.dup2(2, 1)


def _load(folder: Path, heap: str) -> str:
    """Load the library and tell its version; it reads its options from the environment, once a process."""
    options = (
        f"-Xmx{heap} -Darcadedb.txWalFlush=1 -Darcadedb.command.timeout={COMMAND_SECONDS * 1000} "
        f"-Darcadedb.dateTimeImplementation=java.time.ZonedDateTime -Darcadedb.queryMaxConcurrent={_AT_ONCE}"
    )
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", options)
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / "log"))
    return engine_version()


def _serve(folder: Path, bolt_port: int, http_port: int) -> _Server:
    """Start the server on these loopback ports."""
    from arcadedb.exceptions import ArcadeDBError  # type: ignore[import-untyped]  # ships no types
    from arcadedb.server import ArcadeDBServer  # type: ignore[import-untyped]  # ships no types

    root = _folder.password(folder, "root")
    server: _Server = ArcadeDBServer(str(folder), root, _config(bolt_port, http_port))
    reason: object = "ports taken"
    try:
        server.start()
        server.create_database(EMBEDDED_DATABASE)
        if listens(bolt_port) and listens(http_port):
            return server
    except ArcadeDBError as error:
        reason = error
    server.stop()
    log = os.environ.get("ARCADEDB_LOG_DIR", str(folder / "log"))
    raise SettingsError("ENGINE_START", folder=folder, reason=reason, log=log)


def _config(bolt_port: int, http_port: int) -> dict[str, str | int]:
    return {
        "mode": "development",  # `production` hides the texts of errors; codes are the same
        "host": "127.0.0.1",
        "http_port": http_port,
        "bolt_port": bolt_port,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

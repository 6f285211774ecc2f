"""The embedded engine's process, seen from its owner: started, watched, started again when it dies, told to stop."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import graph_service
from graph_service.errors import SettingsError
from graph_service.store import _folder
from graph_service.store._folder import FolderLock, Running

_LOG = logging.getLogger("graph_service.store")
_ATTEMPTS = 3
_START_SECONDS, _STOP_SECONDS = 120.0, 20.0
_QUICK_END_SECONDS = 5.0
_DELAYS = 0.0, 0.5, 1.0, 2.0, 4.0
"""Waits before a start that follows so many quick ends; after one more the engine stays down."""


@dataclass
class EngineProcess:
    """Owns the engine of `folder`, under `lock`. All of its work is done by one thread, which lives as long: Linux
    tells a child that its parent died when the *thread* that started it ends."""

    folder: Path
    heap: str
    lock: FolderLock
    restarts: int = 0
    trouble: SettingsError | None = None
    """Why the engine is down for good."""
    _ports: _Ports | None = None
    _child: subprocess.Popen[bytes] | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> Running:
        """Start the engine and wait until it serves. Raises SettingsError, and then nothing is left of it."""
        started: Future[Running] = Future()
        self._thread = threading.Thread(target=self._own, args=(started,), name="embedded-engine", daemon=True)
        self._thread.start()
        return started.result()

    def stop(self) -> None:
        """Let the engine write everything down and end; repeating it is harmless."""
        with self._changing:
            self._stopping.set()
            if self._child is not None and self._child.stdin is not None:
                self._child.stdin.close()
        self._thread.join(_STOP_SECONDS)
        if self._thread.is_alive() and self._child is not None:
            self._child.kill()  # it hangs; what it has acknowledged is on disk
        self._thread.join()

    def _own(self, started: Future[Running]) -> None:
        try:
            running = self._first_start()
        except BaseException as error:
            self._leave()  # first, so that whoever hears of it finds the folder free
            started.set_exception(error)
            return
        started.set_result(running)
        try:
            self._watch()
        finally:
            self._leave()

    def _leave(self) -> None:
        _folder.withdraw(self.folder)
        if self._ports is not None:
            self._ports.release()
        self.lock.release()

    def _first_start(self) -> Running:
        """Where ports cannot be kept free for the child, another process may take them: then others are tried."""
        _folder.withdraw(self.folder)  # of an owner that was killed
        for left in reversed(range(_ATTEMPTS)):
            self._ports = _Ports()
            try:
                return self._launch()
            except SettingsError as error:
                self._ports.release()
                if not left or error.code != "ENGINE_START" or self._stopping.is_set():
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _launch(self) -> Running:
        assert self._ports is not None
        with self._changing:
            if self._stopping.is_set():
                raise SettingsError("ENGINE_START", folder=self.folder, reason="stopped", log="-")
            self._child = child = _started(self.folder, self.heap, self._ports, self.lock)
        try:
            report = _report(child, self.folder)
            if "code" in report:
                raise SettingsError(report["code"], **report["values"])
        except BaseException:
            _end(child)
            raise
        running = Running(child.pid, self._ports.bolt, self._ports.http, report["engine"], owner=os.getpid())
        _folder.announce(self.folder, running)
        return running

    def _watch(self) -> None:
        """Start the engine again whenever it dies, at the same ports: pools and attached processes go on."""
        quick_ends = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            reason = self._until_it_ends()
            if self._stopping.is_set():
                return
            _LOG.warning("the embedded engine ended (%s) and is started again", reason)
            quick_ends = quick_ends + 1 if time.monotonic() - began < _QUICK_END_SECONDS else 0
            if not self._started_again(quick_ends, reason):
                return

    def _until_it_ends(self) -> str:
        assert self._child is not None
        code = self._child.wait()
        _end(self._child)
        return _how_it_ended(code)

    def _started_again(self, quick_ends: int, reason: str) -> bool:
        for delay in _DELAYS[quick_ends:]:
            if self._stopping.wait(delay):
                return False
            began = time.monotonic()
            try:
                self._launch()
            except SettingsError as error:
                reason = error.code  # its text may name paths, which are not for logs
                continue
            self.restarts += 1
            _LOG.warning("the embedded engine serves again after %.1f s", time.monotonic() - began)
            return True
        if not self._stopping.is_set():
            self.trouble = SettingsError("ENGINE_ENDED")
            _LOG.error("the embedded engine stays down, it ended %d times in a row: %s", len(_DELAYS), reason)
        return False


class _Ports:
    """Two free loopback ports. On Linux they stay bound, without listening, so that no other socket takes them while
    the engine is down, least of all a client's that connects to itself; the engine's own may share them."""

    def __init__(self) -> None:
        self._kept = [socket.socket(), socket.socket()]
        for one in self._kept:
            if sys.platform == "linux":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(("127.0.0.1", 0))
        self.bolt, self.http = (int(one.getsockname()[1]) for one in self._kept)
        if sys.platform != "linux":
            self.release()

    def release(self) -> None:
        for one in self._kept:
            one.close()


def _started(folder: Path, heap: str, ports: _Ports, lock: FolderLock) -> subprocess.Popen[bytes]:
    """The child. It shares the folder's lock, so that nobody else starts before it has ended, too."""
    (folder / "log").mkdir(mode=0o700, exist_ok=True)
    # -P: not from the folder it happens to be started in, which may hold a module of any name.
    words = [sys.executable, "-P", "-m", "graph_service.store.engine", str(folder), heap, str(ports.bolt)]
    package = str(Path(graph_service.__file__).parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    is_posix = os.name == "posix"
    with open(folder / "log" / "process.err", "ab", opener=_private) as errors:
        return subprocess.Popen(
            [*words, str(ports.http)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C in a terminal is the owner's to handle
            pass_fds=(lock.fileno(),) if is_posix else (),
        )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _report(child: subprocess.Popen[bytes], folder: Path) -> dict[str, Any]:
    """The one line that says how the start went."""
    assert child.stdout is not None
    watchdog = threading.Timer(_START_SECONDS, child.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        report = json.loads(child.stdout.readline())
    except ValueError:
        child.kill()
        log = folder / "log" / "process.err"
        raise SettingsError("ENGINE_START", folder=folder, reason=_how_it_ended(child.wait()), log=log) from None
    finally:
        watchdog.cancel()
    assert isinstance(report, dict)
    return report


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"


def _end(child: subprocess.Popen[bytes]) -> None:
    """Make sure that it is gone, and let go of its pipes."""
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            stream.close()

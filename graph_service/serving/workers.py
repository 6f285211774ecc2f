"""Several processes that serve one address: a parent that prepares, starts them, replaces those that die, ends them.

The parent binds the socket, holds the embedded engine or checks the Neo4j, runs migrations and seed, and makes the
table of rates. It answers nothing itself. A worker takes the socket and the table; it ends when its parent is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from graph_service.access.buckets import Buckets
from graph_service.app import create_app, opened
from graph_service.errors import SettingsError
from graph_service.observability.sharing import forget_workers
from graph_service.observability.starting import Silent
from graph_service.serving.listening import BACKLOG, has_waiting, hold_back, listening_socket, url_of
from graph_service.serving.server import Console, end_seconds, serve_on
from graph_service.settings import Settings

_LOG = logging.getLogger("graph_service.serving")
_SERVES = b"serves\n"
_START_SECONDS = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_LIVED_WELL_SECONDS = 30.0
"""A worker that lived so long died of something new: it is replaced at once."""
_ACCEPTED_SECONDS = 1.0

Command = Callable[[int, str], Sequence[str]]
"""The command of a worker, from the number of the socket and the name of the table of rates."""


async def serve_with_workers(settings: Settings, phases: Console, command: Command) -> None:
    """Serve with `settings.workers` processes until a signal."""
    with listening_socket(settings.host, settings.port) as listener:
        phases.environment(settings)
        listener.listen(BACKLOG)
        buckets = Buckets.create()
        try:
            async with AsyncExitStack() as stack:
                await opened(settings, stack, phases)
                assert buckets.name is not None
                crew = _Crew(listener, command(listener.fileno(), buckets.name), end_seconds(settings))
                await crew.serve(settings.workers, lambda: phases.listening(url_of(listener)))
        finally:
            buckets.remove()
            forget_workers()
    phases.stopped()


@dataclass
class _Crew:
    """The workers of one parent."""

    listener: socket.socket
    command: Sequence[str]
    seconds_to_end: float
    _running: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)

    async def serve(self, count: int, listening: Callable[[], object]) -> None:
        """Start `count` workers, tell `listening`, and keep them until cancelled; then end them gracefully."""
        keepers: list[asyncio.Task[None]] = []
        try:
            for process in await asyncio.gather(*(self._start() for _ in range(count))):
                keepers.append(asyncio.create_task(self._keep(process)))
            told = listening()
            if asyncio.iscoroutine(told):
                await told
            await asyncio.gather(*keepers)
        except asyncio.CancelledError:
            pass  # the signal to end
        finally:
            for keeper in keepers:
                keeper.cancel()
            await self._end()

    async def _start(self) -> asyncio.subprocess.Process:
        """A worker that serves. Raises SettingsError where it ends before, having said why on standard error."""
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE,  # its end tells the worker that this process is gone
            stdout=asyncio.subprocess.PIPE,
            pass_fds=[self.listener.fileno()],
            start_new_session=True,  # Ctrl-C reaches the parent alone, which ends them in order
        )
        self._running[process.pid] = process
        assert process.stdout is not None
        said = b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_START_SECONDS):
                said = await process.stdout.readline()
        if said != _SERVES:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            code = await process.wait()
            self._running.pop(process.pid, None)
            raise SettingsError("WORKER_START", code=code)
        _LOG.info("worker serves", extra={"fields": {"worker": process.pid}})
        return process

    async def _keep(self, process: asyncio.subprocess.Process) -> None:
        """Replace the worker whenever it dies; slower each time when it does not live long."""
        pause = _FIRST_PAUSE
        while True:
            began = time.monotonic()
            code = await process.wait()
            self._running.pop(process.pid, None)
            lived = time.monotonic() - began
            pause = _FIRST_PAUSE if lived > _LIVED_WELL_SECONDS else pause
            _LOG.error("worker died", extra={"fields": {"worker": process.pid, "code": code, "lived": round(lived, 1)}})
            process, pause = await self._replaced(pause)

    async def _replaced(self, pause: float) -> tuple[asyncio.subprocess.Process, float]:
        while True:
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
            try:
                return await self._start(), pause
            except (SettingsError, OSError) as error:
                _LOG.error("worker not replaced", extra={"fields": {"reason": str(error)}})

    async def _end(self) -> None:
        """Let the workers accept what has connected, then end them; a second cancellation kills them."""
        hold_back(self.listener)
        give_up = time.monotonic() + _ACCEPTED_SECONDS
        try:
            await asyncio.sleep(0.1)
            while has_waiting(self.listener) and time.monotonic() < give_up:  # noqa: ASYNC110  # workers accept
                await asyncio.sleep(0.01)
            self._tell(signal.SIGTERM)
            async with asyncio.timeout(self.seconds_to_end):
                await asyncio.gather(*(process.wait() for process in self._running.values()))
        except TimeoutError:
            _LOG.error("workers killed", extra={"fields": {"workers": list(self._running)}})
        finally:
            self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for process in self._running.values():
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(number)


async def serve_as_worker(settings: Settings, descriptor: int, table: str) -> None:
    """Serve on the parent's socket until a signal, or until the parent is gone."""
    loop = asyncio.get_running_loop()
    with socket.socket(fileno=descriptor) as listener:
        buckets = Buckets.attach(table)
        app = create_app(settings, progress=Silent(), buckets=buckets)
        loop.add_reader(sys.stdin.fileno(), _end_without_parent, loop)
        await serve_on(listener, app, settings, _say_serves, is_shared=True)


async def _say_serves() -> None:
    sys.stdout.buffer.write(_SERVES)
    sys.stdout.buffer.flush()


def _end_without_parent(loop: asyncio.AbstractEventLoop) -> None:
    if not os.read(sys.stdin.fileno(), 1):
        loop.remove_reader(sys.stdin.fileno())
        os.kill(os.getpid(), signal.SIGTERM)

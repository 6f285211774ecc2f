"""One life of the worker process, as the service sees it. Its calls wait: they belong in a thread of their own."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Mapping
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from graph_service.network.worker.frames import Packed, receive, send
from graph_service.network.worker.guard import shielded
from graph_service.network.worker.job import Failed, Ready, WorkerEndedError
from graph_service.network.worker.serving import serve

_START_SECONDS = 30.0
_REAP_SECONDS = 1.0


class WorkerProcess:
    """A process of its own interpreter (spawned, not forked) that knows the functions of `paths`.

    Everything but `kill` and `pid` is called from one thread only.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        context = multiprocessing.get_context("spawn")
        orders, self._orders = context.Pipe(duplex=False)
        self._outcomes, outcomes = context.Pipe(duplex=False)
        self._is_killed = False
        self._process = context.Process(
            target=serve, args=(orders, outcomes, dict(paths)), name="kalaka-analysis", daemon=True
        )
        resource_tracker.ensure_running()  # here, because its start lets go of signals that are held back
        with orders, outcomes, shielded():
            self._process.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    @property
    def is_alive(self) -> bool:
        """Whether it can take an order. One that was killed cannot, even if it has not ended yet."""
        return not self._is_killed and self._process.is_alive()

    def wait_until_ready(self) -> None:
        """Returns when it has imported what it needs. Raises WorkerEndedError."""
        if not self._outcomes.poll(_START_SECONDS):
            self.end()
            raise WorkerEndedError(f"not ready within {_START_SECONDS:g} s")
        outcome = self._received()
        if not isinstance(outcome, Ready):
            self.end()
            raise WorkerEndedError(outcome.traceback if isinstance(outcome, Failed) else repr(outcome))

    def ask(self, order: Packed) -> object:
        """What became of `order`. Raises WorkerEndedError where the process ended before it could tell."""
        try:
            send(self._orders, order)
        except OSError:
            raise self._ended() from None
        return self._received()

    def kill(self) -> None:
        """End it at once; safe from any thread, at any time."""
        self._is_killed = True
        self._process.kill()

    def end(self) -> None:
        """Kill it and give back what it held."""
        self.kill()
        self._process.join(_REAP_SECONDS)
        for connection in (self._orders, self._outcomes):
            _close(connection)

    def _received(self) -> object:
        try:
            return receive(self._outcomes)
        except (EOFError, OSError):
            raise self._ended() from None

    def _ended(self) -> WorkerEndedError:
        self._process.join(_REAP_SECONDS)
        code = self._process.exitcode
        self.end()
        return WorkerEndedError(f"the worker process {self.pid} ended with exit code {code}")


def _close(connection: Connection) -> None:
    with contextlib.suppress(OSError):
        connection.close()

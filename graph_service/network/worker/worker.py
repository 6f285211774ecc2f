"""The worker as the service uses it: jobs in, results out, with a queue, a deadline and a new process after a fault."""

from __future__ import annotations

import asyncio
import atexit
import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import TypeVar

from graph_service.errors import AnalysisError, KalakaError, RequestError
from graph_service.network.worker.calls import Calls
from graph_service.network.worker.frames import pack
from graph_service.network.worker.job import Done, Failed, Job, JobError, Order, Refused, WorkerEndedError
from graph_service.network.worker.process import WorkerProcess
from graph_service.network.worker.sharing import Shelf

T = TypeVar("T")
_RECENT = 20
_FIRST_GUESS_SECONDS = 1.0
_LONGEST_RETRY_SECONDS = 60
_CLOSE_SECONDS = 2.0
_KINDS: dict[str, type[KalakaError]] = {"RequestError": RequestError, "AnalysisError": AnalysisError}


class Worker:
    """Runs jobs one at a time in a process of its own, which starts with the first job and after each fault.

    `paths` is all that it will run: the name of a job to `package.module:function`. A job may run for `seconds` and
    wait as long before; `queue` jobs may wait. Belongs to one event loop.
    """

    def __init__(self, paths: Mapping[str, str], *, seconds: float = 10.0, queue: int = 8) -> None:
        self._paths = dict(paths)
        self._seconds = seconds
        self._queue = queue
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._recent: deque[float] = deque(maxlen=_RECENT)
        self._calls = Calls("kalaka-analysis")
        self._shelf = Shelf()
        self._process: WorkerProcess | None = None
        self._is_closed = False

    async def __aenter__(self) -> Worker:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pid(self) -> int | None:
        """Id of the process that takes the next job; None before the first, and after a fault."""
        process = self._process
        return process.pid if process is not None and process.is_alive else None

    @property
    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        return self._waiting

    @property
    def shared(self) -> tuple[str, ...]:
        """Names of the blocks of shared memory in use."""
        return self._shelf.names

    async def run(self, job: Job, seconds: float | None = None) -> object:
        """The result of `job`, its arrays read-only; `seconds` is its own deadline.

        Raises RequestError as the job did; AnalysisError ANALYSIS_BUSY where the queue is full or the wait too long,
        ANALYSIS_TIMEOUT after the deadline, ANALYSIS_FAILED where the process ended; JobError for a fault of the job.
        Whoever cancels this ends the job: where several wait for one result, shield it.
        """
        if job.name not in self._paths:
            raise KeyError(job.name)
        limit = self._seconds if seconds is None else seconds
        await self._enter(limit)
        try:
            return _result(await self._outcome(job, limit))
        except WorkerEndedError as ended:
            raise AnalysisError("ANALYSIS_FAILED", retry_after=self._retry_after()) from ended
        finally:
            self._turn.release()

    def drop(self, version: int) -> None:
        """Remove the projection of `version` from shared memory, after the job that runs now."""
        if not self._is_closed and self._shelf.names:
            self._calls.submit(lambda: self._shelf.drop(version))

    async def close(self) -> None:
        """End the process, whatever it does, and give back the shared memory; within two seconds, any number of times.

        A job that runs, and those that wait, end with ANALYSIS_FAILED.
        """
        if self._is_closed:
            return
        self._is_closed = True
        if self._process is not None:
            self._process.kill()
        putting_away = asyncio.wrap_future(self._calls.submit(self._put_away))
        self._calls.stop()
        with suppress(TimeoutError):  # the process is killed in any case; the thread is left to itself
            await asyncio.wait_for(putting_away, _CLOSE_SECONDS)

    async def _enter(self, limit: float) -> None:
        """Wait for the turn, in the order of coming."""
        if self._waiting >= self._queue:
            raise self._busy(limit)
        self._waiting += 1
        try:
            async with asyncio.timeout(limit):
                await self._turn.acquire()
        except TimeoutError:
            raise self._busy(limit) from None
        finally:
            self._waiting -= 1

    async def _outcome(self, job: Job, limit: float) -> object:
        process = await self._call(self._ready)
        started = time.monotonic()
        try:
            async with asyncio.timeout(limit):
                return await self._call(lambda: self._asked(process, job, limit))
        except TimeoutError:
            process.kill()
            retry_after = self._retry_after()
            raise AnalysisError("ANALYSIS_TIMEOUT", seconds=f"{limit:g}", retry_after=retry_after) from None
        except asyncio.CancelledError:
            process.kill()
            raise
        finally:
            self._recent.append(time.monotonic() - started)

    async def _call(self, call: Callable[[], T]) -> T:
        if self._is_closed:
            raise WorkerEndedError("the worker is closed")
        return await self._calls.run(call)

    def _busy(self, limit: float) -> AnalysisError:
        values = {"most": self._queue, "seconds": f"{limit:g}", "retry_after": self._retry_after()}
        return AnalysisError("ANALYSIS_BUSY", **values)

    def _retry_after(self) -> int:
        """Whole seconds until those who wait now will be done, if jobs take as long as the recent ones did."""
        mean = sum(self._recent) / len(self._recent) if self._recent else _FIRST_GUESS_SECONDS
        return min(_LONGEST_RETRY_SECONDS, max(1, math.ceil(mean * (self._waiting + 1))))

    # The rest runs in the thread of calls.

    def _ready(self) -> WorkerProcess:
        """A process that can take an order, the present one or a new one."""
        process = self._process
        if process is None or not process.is_alive:
            if process is not None:
                process.end()
            else:
                atexit.register(self._leave)
            process = self._process = WorkerProcess(self._paths)
            if self._is_closed:  # closed while it started: nobody else would end it
                process.kill()
            process.wait_until_ready()
        return process

    def _asked(self, process: WorkerProcess, job: Job, limit: float) -> object:
        try:
            place = self._shelf.place(job.projection)
        except OSError as error:
            raise WorkerEndedError(f"no shared memory for the projection: {error}") from error
        order = Order(job.name, place, job.arguments, self._shelf.names, limit)
        return process.ask(pack(order))

    def _put_away(self) -> None:
        if self._process is not None:
            self._process.end()
        self._shelf.clear()
        atexit.unregister(self._leave)

    def _leave(self) -> None:
        """For a program that ends without closing: before multiprocessing's own exit, which would wait for a job."""
        if self._process is not None:
            self._process.kill()
        self._shelf.clear()


def _result(outcome: object) -> object:
    match outcome:
        case Done(result):
            return result
        case Refused(kind, code, values):
            raise _KINDS[kind](code, **values)
        case Failed(traceback):
            raise JobError(traceback)
        case _:
            raise TypeError(outcome)

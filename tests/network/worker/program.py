"""A program with a worker, for the tests of how programs end: its parts are named on the command line."""

from __future__ import annotations

import asyncio
import os
import sys

from graph_service.network.worker.job import Job
from graph_service.network.worker.worker import Worker
from tests.network.small import projection
from tests.network.worker.methods import PATHS

THREE = projection({"a": ("library", "HU001"), "b": ("museum", "HU001")}, {"one": ["a", "b"]})


async def once() -> None:
    """Does one job and closes."""
    async with Worker(PATHS) as worker:
        print(await worker.run(Job("activity", THREE, (2,))))


async def leave() -> None:
    """Ends without closing, while a job still runs."""
    worker = await _started()
    asyncio.get_running_loop().call_later(0.2, lambda: sys.exit(0))
    await worker.run(Job("hold", THREE, (10**10,)))


async def forget() -> None:
    """Ends without closing, after its job."""
    await _started()


async def hold() -> None:
    """Has a job that holds the worker's interpreter for minutes."""
    worker = await _started()
    await worker.run(Job("hold", THREE, (10**11,)), 600)


async def begin() -> None:
    """Has a worker whose process only begins to start."""
    async with Worker(PATHS) as worker:
        asked = asyncio.create_task(worker.run(Job("own_pid", THREE)))
        while worker.pid is None:  # noqa: ASYNC110  # a process has no event to wait for
            await asyncio.sleep(0.001)
        print(os.getpid(), worker.pid, "-", flush=True)
        await asked
        await asyncio.sleep(600)


async def idle() -> None:
    """Has a worker with nothing to do."""
    await _started()
    await asyncio.sleep(600)


async def finish() -> None:
    """Once told to end, still waits for the job that runs, as a service does for requests in flight."""
    worker = await _started()
    asked = asyncio.create_task(worker.run(Job("sleep", THREE, (1.0,))))
    try:
        await asyncio.shield(asked)
    except asyncio.CancelledError:
        print(await asked, flush=True)
        raise
    finally:
        await worker.close()


async def _started() -> Worker:
    worker = Worker(PATHS)
    print(os.getpid(), await worker.run(Job("own_pid", THREE)), worker.shared[0], flush=True)
    return worker


def main() -> None:
    """Run the part that the command line names, with the signal handlers of the command `kalaka`."""
    from graph_service.cli._running import run

    run({work.__name__: work for work in (once, leave, forget, begin, hold, idle, finish)}[sys.argv[1]]())

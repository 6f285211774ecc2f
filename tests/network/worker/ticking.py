"""How long an event loop is held: a task that wakes every millisecond and looks how late it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Ticks:
    """The gaps between two wake-ups, in milliseconds of the clock, and what this process computed in each of them.

    On a busy machine the clock also counts what other programs took. A loop that is held by this process, in its own
    thread or by another that keeps the interpreter, costs this process CPU, and a loop that waits where it must not
    shows in the clock as one gap as long as the wait.
    """

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.clock)} ticks; longest gap {max(self.clock):.1f} ms by the clock, {max(self.cpu):.1f} ms of CPU"
        )


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticks]:
    """Counts while the body runs."""
    ticks = Ticks()
    task = asyncio.create_task(_tick(ticks))
    await asyncio.sleep(0)
    try:
        yield ticks
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _tick(ticks: Ticks) -> None:
    while True:
        clock, cpu = time.perf_counter(), time.process_time()
        try:
            await asyncio.sleep(0.001)
        finally:  # the last gap counts as well: it ends with the body
            ticks.clock.append((time.perf_counter() - clock) * 1000)
            ticks.cpu.append((time.process_time() - cpu) * 1000)

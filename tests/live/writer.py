"""A process that writes batches of nodes, each in one transaction: `python -m tests.live.writer BATCHES SIZE`."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from graph_service.settings import Settings
from graph_service.store.open import open_store
from tests.live.following import SECONDS
from tests.live.writing import badge, write_until_done
from tests.robustness.served import ROOT


def named(source: str, batches: int, size: int) -> list[list[str]]:
    """The names of what is written, by batch; in the order of writing they are sorted."""
    return [[f"{source}-{batch:02d}-{place:02d}" for place in range(size)] for batch in range(batches)]


@contextmanager
def writer(environment: Mapping[str, str], batches: int, size: int) -> Iterator[None]:
    """Writes `named("w", …)` meanwhile, and has done so on leaving."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("NEO4J_", "KALAKA_"))}
    command = [sys.executable, "-m", "tests.live.writer", str(batches), str(size)]
    process = subprocess.Popen(command, env={**kept, **environment}, cwd=ROOT)
    try:
        yield
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()


async def _write(batches: int, size: int) -> None:
    async with open_store(Settings.from_environment(os.environ).store_options(), run_migrations=False) as store:
        for names in named("w", batches, size):
            await write_until_done(store, [badge(name) for name in names])


if __name__ == "__main__":
    asyncio.run(_write(*map(int, sys.argv[1:])))

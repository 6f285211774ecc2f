"""What it takes to load the whole projection from a database, and to see that it is right."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench.spread import spread
from graph_service.cypher import Statement
from graph_service.network.keeping.delta import load
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions
from graph_service.store.store import Store

_TIMES = 5
_SECONDS = 60


async def projection_loads(options: StoreOptions, times: int = _TIMES) -> Mapping[str, object]:
    """Milliseconds of the clock and of CPU in this process (which the embedded engine is part of), and rows read."""
    async with open_store(options, run_migrations=False) as store:
        read = _Read(store)
        await load(read)
        wall, cpu = [], []
        for _ in range(times):
            began, used = time.perf_counter(), time.process_time()
            loaded = await load(read)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - used) * 1000)
        return {"clock": spread(wall), "CPU": spread(cpu), "rows": loaded.rows_loaded}


class _Read:
    """Reads of a store in one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, statements: Sequence[Statement]) -> list[list[Any]]:
        return await self._store.read_all(statements, seconds=_SECONDS)

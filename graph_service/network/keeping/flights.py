"""Work that is done once for all who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Flights(Generic[K, T]):
    """Work under way, by key. Nobody who leaves ends it for the others, and what failed is forgotten."""

    def __init__(self) -> None:
        self._under_way: dict[K, asyncio.Task[T]] = {}

    async def join(self, key: K, start: Callable[[], Coroutine[Any, Any, T]], seconds: float | None = None) -> T:
        """What the work of `key` gives; it is started unless it is under way. Raises what it raises.

        Raises TimeoutError after `seconds`; the work goes on.
        """
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(start())
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.wait_for(asyncio.shield(task), seconds)

    def _landed(self, key: K, done: asyncio.Task[T]) -> None:
        del self._under_way[key]
        if not done.cancelled():
            # Whoever waits gets the error; where all have left nobody is to be told that it was not looked at.
            done.exception()

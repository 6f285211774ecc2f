"""Runs work with much computing in a thread with a loop of its own, so that the loop of a service answers meanwhile.

The database is asked in the service's loop, to which its connections belong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

from graph_service.cypher import Statement
from graph_service.importing.importer import ImportStore
from graph_service.writes.view import Run

T = TypeVar("T")


async def aside(store: ImportStore, work: Callable[[ImportStore], Coroutine[Any, Any, T]]) -> T:
    """The result of `work`, done in a thread with a store that asks `store` here. Cancelled with the caller."""
    here = asyncio.get_running_loop()
    begun: asyncio.Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = here.create_future()

    async def there() -> T:
        loop = asyncio.get_running_loop()
        task = loop.create_task(work(_Aside(store, here, loop)))
        here.call_soon_threadsafe(begun.set_result, (loop, task))
        return await task

    thread = asyncio.ensure_future(asyncio.to_thread(asyncio.run, there()))
    try:
        return await asyncio.shield(thread)
    except asyncio.CancelledError:
        loop, task = await begun
        loop.call_soon_threadsafe(task.cancel)
        await asyncio.wait([thread])  # what it holds is closed before the caller goes on
        raise


class _Aside:
    """A store for the loop `there`, over one that belongs to `here`."""

    def __init__(self, store: ImportStore, here: asyncio.AbstractEventLoop, there: asyncio.AbstractEventLoop) -> None:
        self._store, self._here, self._there = store, here, there

    async def records(
        self, statement: Statement, *, seconds: float = 60.0, quiet: bool = False
    ) -> list[dict[str, Any]]:
        return await _in(self._here, self._store.records(statement, seconds=seconds, quiet=quiet))

    async def transact(
        self, work: Callable[[Run], Any], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> Any:
        async def worked(run: Run) -> Any:
            async def run_there(statement: Statement) -> list[dict[str, Any]]:
                return await _in(self._here, run(statement))

            return await _in(self._there, work(run_there))

        return await _in(self._here, self._store.transact(worked, seconds=seconds, metadata=metadata))


async def _in(loop: asyncio.AbstractEventLoop, work: Awaitable[T]) -> T:
    """The result of `work`, which is done in another loop."""

    async def done() -> T:
        return await work

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(), loop))

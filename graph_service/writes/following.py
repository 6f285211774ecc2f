"""Has derived data follow the writes of all processes, for as long as the service runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

from graph_service.errors import StoreError
from graph_service.model.structure import Model
from graph_service.writes.changes import GraphStore, Run
from graph_service.writes.pending import catch_up

T = TypeVar("T")

LOG = logging.getLogger("graph_service.writes")
LOOK_SECONDS = 1.0
_LONGEST_PAUSE = 10.0


class WritingStore(GraphStore, Protocol):
    """What is written to."""

    async def transact(
        self, work: Callable[[Run], Awaitable[T]], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> T: ...


@contextlib.asynccontextmanager
async def followed(store: WritingStore, model: Model, seconds: float = LOOK_SECONDS) -> AsyncIterator[Following]:
    """Derived data follow writes until the end; what is under way then is left to the next look of anybody."""
    following = Following(store, model, seconds)
    task = asyncio.create_task(following.run())
    try:
        yield following
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Following:
    """Writes transactions, and catches up what writes leave: at once where this process wrote, and within `seconds`
    where another did, or one that ended before it came to it. Less and less often while the database is away."""

    def __init__(self, store: WritingStore, model: Model, seconds: float) -> None:
        self._store = store
        self._model = model
        self._seconds = seconds
        self._news = asyncio.Event()

    async def transact(
        self, work: Callable[[Run], Awaitable[T]], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> T:
        """Run `work` in one write transaction, as the store does."""
        try:
            return await self._store.transact(work, seconds=seconds, metadata=metadata)
        finally:  # what seems to have failed may have been committed
            self._news.set()

    async def run(self) -> None:
        """Look until cancelled."""
        failures = 0
        while True:
            self._news.clear()
            failures = 0 if await self._followed() else failures + 1
            pause = min(self._seconds * 2**failures, max(self._seconds, _LONGEST_PAUSE))
            # Not `wait_for`, which before Python 3.12 forgets a cancellation that comes together with news.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def _followed(self) -> bool:
        """Whether the database answered."""
        try:
            changed = await catch_up(self._store, self._model)
        except StoreError:
            return False  # every request tells of it, and the log has those
        except Exception:
            LOG.exception("derived data could not be caught up")
            return False
        if changed:
            LOG.debug("derived data caught up", extra={"fields": {"derived": list(changed)}})
        return True

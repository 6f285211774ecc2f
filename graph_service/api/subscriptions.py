"""What can be subscribed to, and the one look at the database that all who listen share."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import Context
from typing import Any

import strawberry

from graph_service.access.scopes import READ
from graph_service.api.context import RequestContext
from graph_service.errors import AccessError, RequestError, StoreError

LOG = logging.getLogger("graph_service.api")
LOOK_SECONDS = 1.0
_LONGEST_PAUSE = 10.0
_SHORTEST_PAUSE = 0.05
"""Between looks, however much this process writes, and however little is missing of what it looks for."""

Follow = Callable[[int], Awaitable[bool]]
"""Reads what came up to a number, 0 where there is none; False where not all of it is there yet. Raises StoreError."""


class Versions:
    """Tells the number of the data, whichever process raised it, to everybody who listens.

    While somebody does, the database is asked once in `seconds`, and when this process has written; less and less often
    while it is away.
    """

    def __init__(self, read: Callable[[], Awaitable[int | None]], seconds: float = LOOK_SECONDS) -> None:
        self._read = read
        self._seconds = seconds
        self._number: int | None = None
        self._next_look = -math.inf
        self._follow: Follow | None = None
        self._late = 0
        self._watchers = 0
        self._woken = asyncio.Event()
        self._listeners: set[_Listener] = set()
        self._looking: asyncio.Task[None] | None = None
        self._is_closed = False

    async def numbers(self) -> AsyncGenerator[int, None]:
        """The present number and then each later one, as far as the listener keeps up; ends when the service does."""
        listener = self._joined()
        try:
            while (number := await listener.next()) is not None:
                yield number
        finally:
            self._listeners.discard(listener)

    def followed_by(self, follow: Follow) -> None:
        """Have each look go on with `follow`."""
        self._follow = follow

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look on inside, whether or not somebody listens to numbers."""
        self._watchers += 1
        try:
            self._begin()
            yield
        finally:
            self._watchers -= 1

    def wake(self) -> None:
        """Look soon: this process has written."""
        self._woken.set()

    def close(self) -> None:
        """Let every listener end; nobody hears anything from now on."""
        self._is_closed = True
        for listener in self._listeners:
            listener.end()
        if self._looking is not None:
            self._looking.cancel()

    def _joined(self) -> _Listener:
        listener = _Listener()
        if self._is_closed:
            listener.end()
            return listener
        self._listeners.add(listener)
        if not self._begin() and self._number is not None:
            listener.tell(self._number)
        return listener

    def _begin(self) -> bool:
        """Have somebody look, unless somebody does already."""
        if self._is_closed or (self._looking is not None and not self._looking.done()):
            return False
        # Nothing of the request that came first: the task outlives it.
        self._looking = asyncio.get_running_loop().create_task(self._look(), context=Context())
        return True

    async def _look(self) -> None:
        """Ask while somebody listens."""
        failures = 0
        while self._listeners or self._watchers:
            await self._pause()
            failures = 0 if await self._looked() else failures + 1
            pause = min(self._seconds * 2**failures, max(self._seconds, _LONGEST_PAUSE))
            if self._late:
                pause = min(pause, _SHORTEST_PAUSE * 2 ** (self._late - 1))
            self._next_look = time.monotonic() + pause

    async def _pause(self) -> None:
        """Wait until the next look is due, or this process has written."""
        await asyncio.sleep(min(_SHORTEST_PAUSE, self._next_look - time.monotonic()))
        with suppress(TimeoutError):
            async with asyncio.timeout(self._next_look - time.monotonic()):
                await self._woken.wait()
        self._woken.clear()

    async def _looked(self) -> bool:
        """Whether the database answered; who listens has then heard."""
        try:
            number = await self._read()
            if number is not None and (self._number is None or number > self._number):
                self._number = number
            if self._number is not None:
                for listener in self._listeners:
                    listener.tell(self._number)
            if self._follow is not None:
                self._late = 0 if await self._follow(self._number or 0) else min(self._late + 1, 10)
        except StoreError:
            return False  # every request tells of it, and the log has those
        except Exception:
            LOG.exception("the number of the data could not be read")
            return False
        return True


class _Listener:
    """Keeps the latest number that was not yet taken: who is slow misses some, but holds up nothing."""

    def __init__(self) -> None:
        self._told: int | None = None
        self._waiting: int | None = None
        self._is_over = False
        self._news = asyncio.Event()

    def tell(self, number: int) -> None:
        if self._told is None or number > self._told:
            self._told = self._waiting = number
            self._news.set()

    def end(self) -> None:
        self._is_over = True
        self._news.set()

    async def next(self) -> int | None:
        """The next number; None once it is over."""
        while self._waiting is None and not self._is_over:
            await self._news.wait()
            self._news.clear()
        number, self._waiting = self._waiting, None
        return None if self._is_over else number


def _data_version(info: strawberry.Info) -> AsyncGenerator[int, None]:
    """Who may not listen is told here, before there is anything to iterate over."""
    context: RequestContext = info.context
    if not context.viewer.may(READ):
        raise AccessError("SCOPE_MISSING", scope=READ)
    if context.versions is None:
        raise RequestError("SUBSCRIPTION_TRANSPORT")
    context.charge(1)
    return context.versions.numbers()


def subscription_root(more: Mapping[str, Any]) -> type:
    """The root of subscriptions, with `more` fields than the number of the data."""
    told = strawberry.subscription(
        resolver=_data_version,
        name="dataVersion",
        description="Number of the present state of the data, at once and then whenever it is raised.",
    )
    made = type("Subscription", (), {"__module__": __name__, "dataVersion": told, **more})
    return strawberry.type(made, name="Subscription", description="What is told when it happens.")

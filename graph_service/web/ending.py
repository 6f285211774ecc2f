"""The end of the service, told to what would otherwise never end: WebSockets and streams of events."""

from __future__ import annotations

import asyncio


class Ending:
    """Begins once, when the process is asked to end; `scope["state"]["ending"]` of each request is it.

    A socket then completes its subscriptions and closes with 1001, a stream ends; `/ready` says no.
    """

    def __init__(self) -> None:
        self._begun = asyncio.Event()

    @property
    def has_begun(self) -> bool:
        return self._begun.is_set()

    def begin(self) -> None:
        self._begun.set()

    async def wait(self) -> None:
        """Return when it has begun."""
        await self._begun.wait()

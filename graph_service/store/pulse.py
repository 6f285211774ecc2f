"""Whether the database answers at all: asked on a connection of its own, once a call suggests that it does not."""

from __future__ import annotations

import asyncio
import time

from neo4j import READ_ACCESS, AsyncDriver

from graph_service.store.faults import DATABASE_ERRORS

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.1


class Pulse:
    """While the database is down or stands still, `is_down`: calls then fail at once instead of piling up, holding
    every connection, and being in the way when it is back.

    One call that was slow or lost its connection proves nothing, so a question that costs nothing decides.
    """

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._driver = driver
        self._database = database
        self._listening: asyncio.Task[None] | None = None
        self._heard = 0.0
        self.is_down = False

    async def begin(self) -> None:
        """Make the connection and have the question planned while all is well: both take long on a busy database."""
        await self._answers()

    def hear(self) -> None:
        """A call was answered: however slow it is, the database lives."""
        self._heard = time.monotonic()

    def suspect(self) -> None:
        """A call failed in a way that may mean that the database is down: find out, until it answers."""
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening; the driver belongs to whoever opened it."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        try:
            began = time.monotonic()
            while not await self._answers():
                self.is_down = self._heard < began
                await asyncio.sleep(_PAUSE_SECONDS)
                began = time.monotonic()
        finally:
            self.is_down = False

    async def _answers(self) -> bool:
        try:
            async with (
                asyncio.timeout(_PATIENCE_SECONDS),
                self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session,
            ):
                result = await session.run("RETURN 1 AS one")
                await result.consume()
        except DATABASE_ERRORS:
            return False
        return True

"""To wait for what no event tells of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import isawaitable


async def until(holds: Callable[[], object], seconds: float = 20.0) -> None:
    """Return once `holds()`, which may have to be awaited. Raises TimeoutError after so many seconds."""
    async with asyncio.timeout(seconds):
        while True:
            found = holds()
            if await found if isawaitable(found) else found:
                return
            await asyncio.sleep(0.01)

"""Ends statements that the embedded engine still runs for clients that have left.

A Neo4j notices by itself that a connection was closed. The embedded engine goes on until its own timeout, and runs only
so many statements at once: a few that nobody waits for would keep everybody waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

_LISTS = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_ESTABLISHED = "01"
_LEAST_PAUSE, _PAUSES = 0.02, (0.0, 0.1, 0.2, 0.4)
_LONGEST_SECONDS = 60.0
_QUIET_LOOKS = 3
"""How often nothing must be found: a statement may still be on its way when its client leaves."""


class Leftovers:
    """Has the engine looked through soon after a call was given up, several times if need be, one look at a time."""

    def __init__(self, end_left_behind: Callable[[], Awaitable[int]]) -> None:
        self._end_left_behind = end_left_behind
        self._due = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    def look(self) -> None:
        """A call was given up; its connection is closed by now."""
        self._due.set()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._looks())

    async def close(self) -> None:
        """Stop looking."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _looks(self) -> None:
        """Until nothing runs any more: what waited for its turn in the engine when its client left begins later."""
        looks = quiet = 0
        give_up = 0.0
        while self._due.is_set() or (quiet < _QUIET_LOOKS and time.monotonic() < give_up):
            if self._due.is_set():
                self._due.clear()
                looks = quiet = 0
                give_up = time.monotonic() + _LONGEST_SECONDS
            quiet = 0 if await self._end_left_behind() else quiet + 1
            await asyncio.sleep(_LEAST_PAUSE)
            await _set_within(self._due, _PAUSES[min(looks, len(_PAUSES) - 1)])
            looks += 1


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


def left_behind(queries: Iterable[Mapping[str, object]], connected: set[int]) -> list[Mapping[str, object]]:
    """Those of the engine's running `queries` whose client's port is not among the `connected`.

    >>> left_behind([{"id": "q1", "protocol": "bolt", "clientAddress": "/127.0.0.1:4000"}], {4001})[0]["id"]
    'q1'
    """
    return [
        query
        for query in queries
        if query.get("protocol") == "bolt" and _port(str(query.get("clientAddress"))) not in connected
    ]


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


def connected_ports(listener: int) -> set[int] | None:
    """The clients' ports of all connections to the port `listener` of this machine; None where nothing tells (only
    Linux does)."""
    try:
        lines = [line.split() for path in _LISTS if path.exists() for line in path.read_text("ascii").splitlines()[1:]]
    except OSError:
        return None
    if not any(path.exists() for path in _LISTS):
        return None
    found = [(line[1], line[2]) for line in lines if line[3] == _ESTABLISHED]
    return {_hex_port(there) for here, there in found if _hex_port(here) == listener}


def _hex_port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)

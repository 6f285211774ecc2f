"""A server that takes a connection and is slow over its first answer is asked again; one that is down is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from neo4j.exceptions import ServiceUnavailable

from graph_service.store import greeting
from graph_service.store.check import server_version
from graph_service.store.driver import open_driver

pytestmark = pytest.mark.anyio


class Greeted:
    """A server that takes connections and never answers: it is asked by the real driver, with its real patience."""

    def __init__(self) -> None:
        self.connections = 0
        self._talks: list[asyncio.Task[None]] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._talks.append(asyncio.current_task())  # type: ignore[arg-type]
        await reader.read()
        writer.close()
        await writer.wait_closed()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        async with await asyncio.start_server(self.talk, "127.0.0.1", 0) as server:
            yield server.sockets[0].getsockname()[1]
            await asyncio.gather(*self._talks)


async def greeted(port: int) -> str:
    """The version of the server at `port`."""
    async with open_driver(f"bolt://127.0.0.1:{port}", ("neo4j", "x"), pool_size=1) as driver:
        return await greeting.patiently(lambda: server_version(driver, "neo4j"))


async def test_a_silent_server_is_asked_again_for_as_long_as_it_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(greeting, "_GREETING_SECONDS", 1.5)
    server = Greeted()
    async with server.listening() as port:
        with pytest.raises(ServiceUnavailable):
            await greeted(port)
    assert server.connections == 2


async def test_a_server_that_is_down_is_told_at_once() -> None:
    asked = []

    async def down() -> str:
        asked.append(1)
        raise ServiceUnavailable("refused")

    with pytest.raises(ServiceUnavailable):
        await greeting.patiently(down)
    assert len(asked) == 1

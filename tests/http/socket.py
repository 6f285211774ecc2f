"""A WebSocket to the application in ASGI's own words, without a network between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from graph_service.app import Application

PROTOCOL = "graphql-transport-ws"
Headers = Sequence[tuple[bytes, bytes]]


class Socket:
    """What the client holds: `accepted` and `refused` are what the application said first."""

    def __init__(self) -> None:
        self.accepted: dict[str, Any] | None = None
        self.refused: dict[str, Any] | None = None
        self.to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(self, message: object) -> None:
        """A message, as JSON unless it is text already."""
        text = message if isinstance(message, str) else json.dumps(message)
        await self.to_app.put({"type": "websocket.receive", "text": text})

    async def subscribe(self, id_: str, query: str, **payload: Any) -> None:
        await self.send({"id": id_, "type": "subscribe", "payload": {"query": query, **payload}})

    async def next(self, seconds: float = 10.0) -> Any:
        """The next message, or `("closed", code, reason)`."""
        async with asyncio.timeout(seconds):
            event = await self.from_app.get()
        if event["type"] == "websocket.close":
            return ("closed", event["code"], event.get("reason", ""))
        return json.loads(event["text"])

    async def is_silent(self, seconds: float = 0.2) -> bool:
        """Whether nothing comes for a while."""
        await asyncio.sleep(seconds)
        return self.from_app.empty()


@asynccontextmanager
async def connected(
    app: Application, *, protocols: Sequence[str] = (PROTOCOL,), headers: Headers = (), host: bytes = b"test"
) -> AsyncIterator[Socket]:
    """A socket on /graphql; on leaving, the client goes."""
    socket = Socket()
    await socket.to_app.put({"type": "websocket.connect"})
    answered = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            socket.accepted = message
        elif message["type"] == "websocket.http.response.start":
            socket.refused = message
        else:
            await socket.from_app.put(message)
        answered.set()

    task = asyncio.ensure_future(app(_scope(protocols, [(b"host", host), *headers]), socket.to_app.get, send))
    async with asyncio.timeout(10):
        await answered.wait()
    try:
        yield socket
    finally:
        await socket.to_app.put({"type": "websocket.disconnect", "code": 1001})
        async with asyncio.timeout(10):
            await task


@asynccontextmanager
async def begun(app: Application, payload: object = None, **options: Any) -> AsyncIterator[Socket]:
    """A socket whose `connection_init` was acknowledged."""
    async with connected(app, **options) as socket:
        await socket.send({"type": "connection_init", **({"payload": payload} if payload is not None else {})})
        assert await socket.next() == {"type": "connection_ack"}
        yield socket


def _scope(protocols: Sequence[str], headers: Headers) -> dict[str, Any]:
    return {
        "type": "websocket",
        "http_version": "1.1",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "scheme": "ws",
        "headers": list(headers),
        "server": ("test", 80),
        "client": ("127.0.0.1", 1),
        "subprotocols": list(protocols),
        "extensions": {"websocket.http.response": {}},
    }

"""A client of graphql-transport-ws that has subscribed, and what an event stream tells: the little that tests need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from websockets.asyncio.client import connect as connect_async
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

_PROTOCOLS = [Subprotocol("graphql-transport-ws")]
_INIT, _ACK = json.dumps({"type": "connection_init"}), {"type": "connection_ack"}


@contextmanager
def subscribed(url: str, document: str, seconds: float, **options: Any) -> Iterator[ClientConnection]:
    """A socket to `url` (http… or ws…) that has subscribed to `document`; each step may take so many seconds. `options`
    are those of `connect`."""
    address = url.replace("http", "ws", 1)
    with connect(address, subprotocols=_PROTOCOLS, proxy=None, open_timeout=seconds, **options) as socket:
        socket.send(_INIT)
        assert told(socket, seconds) == _ACK
        socket.send(_subscribe(document))
        yield socket


async def first_over_tls(url: str, document: str, seconds: float, **options: Any) -> Any:
    """The first message of a subscription to `document` at `url` (wss…).

    `subscribed` reads in one thread and writes in another: Python 3.11 does not guard a TLS connection against that.
    """
    async with (
        asyncio.timeout(seconds),
        connect_async(url, subprotocols=_PROTOCOLS, proxy=None, open_timeout=seconds, **options) as socket,
    ):
        await socket.send(_INIT)
        assert json.loads(await socket.recv()) == _ACK
        await socket.send(_subscribe(document))
        return json.loads(await socket.recv())


def _subscribe(document: str) -> str:
    return json.dumps({"id": "1", "type": "subscribe", "payload": {"query": document}})


def told(socket: ClientConnection, seconds: float) -> Any:
    """The next message."""
    return json.loads(socket.recv(seconds))


def events(lines: Iterable[str]) -> Iterator[Any]:
    """What each event of a stream holds; those that only say that it ends hold nothing and are left out."""
    for line in lines:
        held = line.removeprefix("data:").strip()
        if line.startswith("data:") and held:
            yield json.loads(held)

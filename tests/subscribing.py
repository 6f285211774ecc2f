"""A client of graphql-transport-ws that has subscribed, and what an event stream tells: the little that tests need."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


@contextmanager
def subscribed(url: str, document: str, seconds: float, **options: Any) -> Iterator[ClientConnection]:
    """A socket to `url` (http… or ws…) that has subscribed to `document`; each step may take so many seconds. `options`
    are those of `connect`."""
    protocols = [Subprotocol("graphql-transport-ws")]
    address = url.replace("http", "ws", 1)
    with connect(address, subprotocols=protocols, proxy=None, open_timeout=seconds, **options) as socket:
        socket.send(json.dumps({"type": "connection_init"}))
        assert told(socket, seconds) == {"type": "connection_ack"}
        socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": document}}))
        yield socket


def told(socket: ClientConnection, seconds: float) -> Any:
    """The next message."""
    return json.loads(socket.recv(seconds))


def events(lines: Iterable[str]) -> Iterator[Any]:
    """What each event of a stream holds; those that only say that it ends hold nothing and are left out."""
    for line in lines:
        held = line.removeprefix("data:").strip()
        if line.startswith("data:") and held:
            yield json.loads(held)

"""The number of the data reaches who listens, over WebSocket and event stream, when another process raises it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from websockets.sync.client import ClientConnection, connect

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from tests.clients.conftest import PATIENT
from tests.engines.running import RunningEngine
from tests.robustness.served import served

NEWS = "subscription { dataVersion }"
SECONDS = 20.0
"""A look a second, on a busy machine."""
_RAISE = "MERGE (v:DataVersion {id: 'current'}) SET v.number = $number RETURN v.number AS number"


def test_every_later_number_is_told_on_both_transports(scratch_engine: RunningEngine) -> None:
    _raise(scratch_engine, 1)
    with _serving(scratch_engine) as url, _socket(url) as socket, httpx.Client(timeout=SECONDS) as http:
        asked = {"json": {"query": NEWS}, "headers": {"Accept": "text/event-stream"}}
        with http.stream("POST", url, **asked) as answer:  # type: ignore[arg-type]  # named arguments
            events = _events(answer)
            told = [(_next(socket), next(events))]
            for number in (2, 3, 7):
                _raise(scratch_engine, number)
                told.append((_next(socket), next(events)))
    assert told == [(1, 1), (2, 2), (3, 3), (7, 7)]


@contextmanager
def _serving(engine: RunningEngine) -> Iterator[str]:
    settings = {**PATIENT, "KALAKA_SEED": "none"}
    database = engine if engine.name == "neo4j" else None
    with served(engine.name, database=database, folder=engine.options.data_dir, **settings) as service:
        yield f"{service.url}/graphql"


@contextmanager
def _socket(url: str) -> Iterator[ClientConnection]:
    """A socket that has subscribed."""
    with connect(url.replace("http", "ws", 1), subprotocols=["graphql-transport-ws"], proxy=None) as socket:  # type: ignore[list-item]  # a NewType of str
        socket.send('{"type": "connection_init"}')
        assert json.loads(socket.recv(SECONDS)) == {"type": "connection_ack"}
        socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": NEWS}}))
        yield socket


def _next(socket: ClientConnection) -> int:
    message = json.loads(socket.recv(SECONDS))
    assert message["type"] == "next"
    return int(message["payload"]["data"]["dataVersion"])


def _events(answer: httpx.Response) -> Iterator[int]:
    began = time.monotonic()
    for line in answer.iter_lines():
        assert time.monotonic() - began < 6 * SECONDS
        if line.startswith("data: "):
            yield int(json.loads(line.removeprefix("data: "))["data"]["dataVersion"])


def _raise(engine: RunningEngine, number: int) -> None:
    """A write of this process, which is not the one that serves."""

    async def write() -> None:
        async with open_store(engine.options, run_migrations=False) as store:
            await store.write([Statement(_RAISE, {"number": number})], seconds=SECONDS)

    asyncio.run(write())

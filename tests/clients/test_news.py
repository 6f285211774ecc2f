"""The number of the data reaches who listens, over WebSocket and event stream, when another process raises it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from websockets.sync.client import ClientConnection

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from tests.clients.conftest import PATIENT
from tests.engines.running import RunningEngine
from tests.robustness.served import served
from tests.subscribing import events, subscribed, told

NEWS = "subscription { dataVersion }"
SECONDS = 20.0
"""A look a second, on a busy machine."""
_RAISE = "MATCH (v:DataVersion {id: 'current'}) SET v.number = coalesce($number, v.number) RETURN v.number AS number"


def test_every_later_number_is_told_on_both_transports(engine: RunningEngine) -> None:
    with (
        _restored(engine) as now,
        _serving(engine) as url,
        subscribed(url, NEWS, SECONDS) as socket,
        httpx.Client(timeout=SECONDS) as http,
    ):
        asked = {"json": {"query": NEWS}, "headers": {"Accept": "text/event-stream"}}
        with http.stream("POST", url, **asked) as answer:  # type: ignore[arg-type]  # named arguments
            stream = _events(answer)
            news = [(_next(socket), next(stream))]
            for number in (now + 1, now + 2, now + 6):
                _raise(engine, number)
                news.append((_next(socket), next(stream)))
    assert news == [(now + more, now + more) for more in (0, 1, 2, 6)]


@contextmanager
def _restored(engine: RunningEngine) -> Iterator[int]:
    """The present number, which is that again afterwards: other tests read the same database."""
    number = _raise(engine, None)
    try:
        yield number
    finally:
        _raise(engine, number)


@contextmanager
def _serving(engine: RunningEngine) -> Iterator[str]:
    settings = {**PATIENT, "KALAKA_SEED": "none"}
    database = engine if engine.name == "neo4j" else None
    with served(engine.name, database=database, folder=engine.options.data_dir, **settings) as service:
        yield f"{service.url}/graphql"


def _next(socket: ClientConnection) -> int:
    message = told(socket, SECONDS)
    assert message["type"] == "next"
    return int(message["payload"]["data"]["dataVersion"])


def _events(answer: httpx.Response) -> Iterator[int]:
    return (int(event["data"]["dataVersion"]) for event in events(_timely(answer)))


def _timely(answer: httpx.Response) -> Iterator[str]:
    """Its lines; one that says only that it lives must not keep a test waiting for ever."""
    began = time.monotonic()
    for line in answer.iter_lines():
        assert time.monotonic() - began < 6 * SECONDS
        yield line


def _raise(engine: RunningEngine, number: int | None) -> int:
    """A write of this process, which is not the one that serves; the number then."""

    async def write() -> int:
        async with open_store(engine.options, run_migrations=False) as store:
            [[record]] = await store.write([Statement(_RAISE, {"number": number})], seconds=SECONDS)
            return int(record["number"])

    return asyncio.run(write())

"""Followers: in the process of the test, over an event stream, and over a WebSocket."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx

from graph_service.access.viewer import ANYONE, Viewer
from graph_service.api.context import RequestContext
from graph_service.api.live.starting import news_of
from graph_service.api.running import Asked, stream
from graph_service.api.service import Api
from graph_service.store.store import Store

SECONDS = 60.0
"""A look a second, on a busy machine."""
FOLLOWED = "dataVersion cursor changes { number action subject }"


@dataclass
class Followed:
    """Follows in this process. `context` is that of the next follower; `wake` says that something was written."""

    api: Api
    context: RequestContext

    def wake(self) -> None:
        assert self.context.versions is not None
        self.context.versions.wake()

    @asynccontextmanager
    async def events(self, document: str, variables: Mapping[str, Any] | None = None) -> AsyncIterator[Events]:
        """The events of a subscription."""
        results = stream(self.api.schema, Asked(document, None, dict(variables or {})), replace(self.context))
        async with aclosing(results):
            yield Events(results)


@dataclass
class Events:
    """What a follower is told: each event once it has come."""

    results: AsyncGenerator[Any, None]

    async def next(self) -> Any:
        """The next event, or the codes of its errors."""
        async with asyncio.timeout(SECONDS):
            result = await anext(self.results)
        if result.errors:
            return [error.extensions["code"] for error in result.errors]
        return next(iter(result.data.values()))

    async def changes(self, count: int) -> list[Any]:
        """So many changes, in the order of the events."""
        found: list[Any] = []
        while len(found) < count:
            found += (await self.next())["changes"]
        return found


@contextmanager
def followed(api: Api, store: Store, viewer: Viewer = ANYONE) -> Iterator[Followed]:
    """A service of the test's own over `store`."""
    with news_of(store) as (versions, feed):
        context = RequestContext(store, "test", "en", viewer, SECONDS, versions=versions, feed=feed, writes=store)
        yield Followed(api, context)


@contextmanager
def streamed(url: str, document: str, last: str | None = None) -> Iterator[Iterator[tuple[str | None, Any]]]:
    """The ids and contents of the events of a stream at `url`, as a browser asks; after the event `last`."""
    headers = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
    with (
        httpx.Client(timeout=SECONDS) as http,
        http.stream("GET", url, params={"query": document}, headers=headers) as answer,
    ):
        yield _events(answer)


def _events(answer: httpx.Response) -> Iterator[tuple[str | None, Any]]:
    began, id_ = time.monotonic(), None
    for line in answer.iter_lines():
        assert time.monotonic() - began < 4 * SECONDS  # a stream that only says that it lives
        name, _, value = line.partition(": ")
        if name == "id":
            id_ = value
        elif name == "data":
            yield id_, json.loads(value)
            id_ = None


def subjects_of(content: Any) -> list[str]:
    """The nodes of the changes of an event of a stream or a socket, in order."""
    return [change["subject"] for change in content["data"]["changed"]["changes"]]

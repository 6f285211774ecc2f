"""Starts what tells of news: the numbers of the data, and the feed of changes behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from graph_service.api.context import Reads
from graph_service.api.live.feed import Feed
from graph_service.api.live.heads import VERSION
from graph_service.api.subscriptions import Versions
from graph_service.cypher import Statement

_LOOK_SECONDS, _FEED_SECONDS = 1.0, 5.0


@contextmanager
def news_of(store: Reads) -> Iterator[tuple[Versions, Feed]]:
    """Numbers and changes as they are written; at the end of the service everybody who listens ends, too."""

    async def number() -> int | None:
        version = (await store.read(VERSION, seconds=_LOOK_SECONDS))[0]
        return version if isinstance(version, int) else None

    async def read(statement: Statement) -> Sequence[Any]:
        return await store.read(statement, seconds=_FEED_SECONDS)

    versions = Versions(number)
    feed = Feed(versions, read)
    try:
        yield versions, feed
    finally:
        versions.close()
        feed.close()

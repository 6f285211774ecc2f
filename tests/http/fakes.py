"""A store that gives what a test hands it, and requests that no client library would send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from graph_service.cypher import Statement
from graph_service.errors import KalakaError

ZALA = [7, [["HU223", 268_648]]]
QUESTION = '{ county(nuts3: "HU223") { nuts3 population } }'


@dataclass
class FakeStore:
    """Answers every read with `row`, after `seconds`; raises `error` instead where there is one.

    It counts the reads that began, that were answered and that were cancelled.
    """

    row: list[Any] = field(default_factory=lambda: list(ZALA))
    error: KalakaError | None = None
    seconds: float = 0.0
    started: int = 0
    finished: int = 0
    cancelled: int = 0

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        self.started += 1
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.error is not None:
            raise self.error
        self.finished += 1
        return self.row

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[list[Any]]:
        return [await self.read(one, seconds=seconds, metadata=metadata) for one in statements]


@dataclass
class RawAnswer:
    """What the application sent so far; the client goes once `leaves` is set and its own words are said."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    is_whole: bool = False
    leaves: asyncio.Event = field(default_factory=asyncio.Event)


async def raw_request(
    app: Callable[..., Any],
    chunks: Sequence[bytes | float],
    *,
    method: str = "POST",
    path: str = "/graphql",
    headers: Sequence[tuple[bytes, bytes]] = ((b"host", b"test"), (b"content-type", b"application/json")),
    answer: RawAnswer | None = None,
) -> RawAnswer:
    """Speak ASGI: a number among `chunks` is a pause; the client stays until `answer.leaves`, which is filled."""
    answer, waiting = answer or RawAnswer(), list(chunks)

    async def receive() -> dict[str, Any]:
        while waiting:
            chunk = waiting.pop(0)
            if isinstance(chunk, bytes):
                return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}
            await asyncio.sleep(chunk)
        await answer.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
        else:
            answer.body += message.get("body", b"")
            answer.is_whole = not message.get("more_body", False)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": list(headers),
        "server": ("test", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    return answer


@asynccontextmanager
async def asking(app: Callable[..., Any], body: bytes, **options: Any) -> AsyncIterator[RawAnswer]:
    """What comes as an answer, while it comes; on leaving, the client goes."""
    answer = RawAnswer()
    request = asyncio.create_task(raw_request(app, [body], answer=answer, **options))
    try:
        yield answer
    finally:
        answer.leaves.set()
        await asyncio.wait_for(request, 20)

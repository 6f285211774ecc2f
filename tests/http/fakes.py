"""A store that gives what a test hands it, and requests that no client library would send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.cypher import Statement
from graph_service.errors import KalakaError

ZALA = [7, [["HU223", 268_648]]]
QUESTION = '{ county(nuts3: "HU223") { nuts3 population } }'


@dataclass
class FakeStore:
    """Answers every read with `row`, after `seconds`; raises `error` instead where there is one."""

    row: list[Any] = field(default_factory=lambda: list(ZALA))
    error: KalakaError | None = None
    seconds: float = 0.0
    started: int = 0
    finished: int = 0

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        self.started += 1
        await asyncio.sleep(self.seconds)
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
    """What the application sent."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


async def raw_request(
    app: Callable[..., Any],
    chunks: Sequence[bytes | float],
    *,
    method: str = "POST",
    path: str = "/graphql",
    headers: Sequence[tuple[bytes, bytes]] = ((b"host", b"test"), (b"content-type", b"application/json")),
    leave_after: float | None = None,
) -> RawAnswer:
    """Speak ASGI: a number among `chunks` is a pause; `leave_after` seconds after the body the client goes."""
    answer, waiting = RawAnswer(), list(chunks)

    async def receive() -> dict[str, Any]:
        while waiting:
            chunk = waiting.pop(0)
            if isinstance(chunk, bytes):
                return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}
            await asyncio.sleep(chunk)
        await asyncio.sleep(3600 if leave_after is None else leave_after)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
        else:
            answer.body += message.get("body", b"")

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

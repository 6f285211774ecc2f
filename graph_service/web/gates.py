"""Gates in front of the application, in pure ASGI: load is refused while refusing is still cheap.

Work here is bound to one processor, so requests that are let in do not wait for each other in a queue that could be
kept short: all of them become slower. What tells in time is the event loop: while it comes late to a task that is due,
nothing more is let in, and how many may be under way follows from how late it came before.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.errors import KalakaError, LoadError, RequestError
from graph_service.web.ending import Ending
from graph_service.web.front import SECURITY_HEADERS
from graph_service.web.refusals import refusal, retry_header, status_of

UNGATED = frozenset({"/health", "/ready", "/metrics"})
"""Whoever looks after the service must see it under load, too; none of these does work worth a refusal."""
_TICK_SECONDS = 0.02
_FEWEST = 4
_SLOWER = 0.8
_CALM = 0.25
"""The part of the lag allowed that is no reason yet to let fewer in."""


class Load:
    """How late the event loop is, and how many requests may be under way because of it.

    A task is due every 20 ms. Each time it comes late by more than a quarter of what is allowed, fewer requests may be
    under way, else one more. A request is let in unless the task is overdue by all that is allowed.
    """

    def __init__(self, lag_ms: int, most: int) -> None:
        self.lag = 0.0
        """Seconds by which the loop came late the last time."""
        self.under_way = 0
        self.refused = 0
        self._allowed = lag_ms / 1000
        self._most = most
        self._limit = float(most)
        self._due = 0.0
        self._next: asyncio.TimerHandle | None = None
        self._clock = asyncio.get_running_loop

    def start(self) -> None:
        """Begin to tick on the running loop."""
        loop = asyncio.get_running_loop()
        self._now = loop.time
        self._due = loop.time() + _TICK_SECONDS
        self._next = loop.call_at(self._due, self._tick, loop)

    def stop(self) -> None:
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        self.lag = max(0.0, now - self._due)
        if self.lag > self._allowed * _CALM:
            self._limit = max(_FEWEST, min(self._limit, self.under_way) * _SLOWER)
        elif self._limit < self._most:
            self._limit += 1
        self._due = now + _TICK_SECONDS
        self._next = loop.call_at(self._due, self._tick, loop)

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        return int(self._limit)

    def lets_in(self) -> bool:
        """Whether one more request may come in."""
        if self.under_way >= self._limit:
            return False
        return self._next is None or (self.lag < self._allowed and self._now() - self._due < self._allowed)


class OpenByAddress:
    """WebSockets and event streams that each address holds open."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @contextmanager
    def one_more(self, address: str) -> Iterator[None]:
        """Hold one more while inside; LoadError where `address` holds too many."""
        if self._held[address] >= self._most:
            raise LoadError("SOCKETS_EXCEEDED", most=self._most)
        self._held[address] += 1
        try:
            yield
        finally:
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]


class Gates:
    """Wraps the application behind `Front`, which has named the request and gives refusals their headers."""

    def __init__(self, app: ASGIApp, load: Load, open_by_address: OpenByAddress, ending: Ending) -> None:
        self._app = app
        self._load = load
        self._shared = {"sockets": open_by_address, "ending": ending}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {}).update(self._shared)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] != "http" or scope["path"] in UNGATED:
            await self._app(scope, receive, send)
        elif not self._load.lets_in():
            self._load.refused += 1
            state = scope["state"]
            await refusal(LoadError(), state["language"], request_id=state["request_id"])(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A stream of events is under way until it begins: then it mostly waits."""
        load, counts = self._load, True

        async def noted(message: Message) -> None:
            nonlocal counts
            if counts and message["type"] == "http.response.start" and _is_stream(message):
                counts = False
                load.under_way -= 1
            await send(message)

        load.under_way += 1
        try:
            await self._app(scope, receive, noted)
        finally:
            load.under_way -= counts

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if not self._load.lets_in():
                raise LoadError
            with scope["state"]["sockets"].one_more(address_of(scope)):
                await self._app(scope, receive, send)
        except LoadError as error:
            await _denied(scope, send, error)


def address_of(scope: Scope) -> str:
    """The client's address: behind a trusted proxy the one that it names (`web/identify.py` notes it)."""
    known = scope.get("state", {}).get("address")
    return str(known or (scope.get("client") or ("",))[0])


def _is_stream(message: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/event-stream")
        for name, value in message.get("headers", ())
    )


async def _denied(scope: Scope, send: Send, error: LoadError) -> None:
    """Refuse a WebSocket before it is one, with a status where the server can send it."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013})
        return
    headers = [(b"content-type", b"application/json"), *_raw(retry_header([error.extensions]))]
    await send({"type": "websocket.http.response.start", "status": status_of(error), "headers": headers})
    await send({"type": "websocket.http.response.body", "body": _content(error)})


@lru_cache(maxsize=16)
def bare_refusal(code: str, **values: int) -> bytes:
    """A whole HTTP/1.1 answer for what never became a request: its language and id are not known."""
    error: KalakaError = LoadError(code) if code == "CONNECTIONS_EXCEEDED" else RequestError(code, **values)
    content = _content(error)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
        *SECURITY_HEADERS,
        *_raw(retry_header([error.extensions])),
    ]
    status = status_of(error)
    lines = [b"HTTP/1.1 %d %s" % (status, _PHRASES[status]), *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + content


_PHRASES = {400: b"Bad Request", 431: b"Request Header Fields Too Large", 503: b"Service Unavailable"}


def _content(error: KalakaError) -> bytes:
    return orjson.dumps({"errors": [{"message": error.text("en"), "extensions": error.extensions}]})


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class InFlight:
    """How many operations this process works on; the last gate before a plan is made."""

    def __init__(self, most: int) -> None:
        self.now = 0
        self._most = most

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Work on one more while inside; LoadError where there are too many."""
        if self.now >= self._most:
            raise LoadError("IN_FLIGHT_EXCEEDED", most=self._most)
        self.now += 1
        try:
            yield
        finally:
            self.now -= 1

"""Gates in front of the application, in pure ASGI: load is refused while refusing is still cheap.

Work here is bound to processors, so requests that are let in do not wait in a queue that could be kept short: all of
them become slower. Two things tell in time. While the event loop comes late to a task that is due, nothing is let in.
And no more requests may be under way than are answered in a tenth of a second: more of them would not be answered
sooner, only later (Little's law).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.errors import KalakaError, Language, LoadError, RequestError
from graph_service.observability import new_request_id
from graph_service.web.ending import Ending
from graph_service.web.front import SECURITY_HEADERS
from graph_service.web.language import preferred_language
from graph_service.web.refusals import refusal, retry_header, status_of

UNGATED = frozenset({"/health", "/ready", "/metrics"})
"""Whoever looks after the service must see it under load, too; none of these does work worth a refusal."""
_BODILESS = frozenset({"GET", "HEAD"})
_TICK_SECONDS = 0.02
_LOOK_TICKS = 5
_FEWEST = 4
_AT_REST = 16
_STAY_SECONDS = 0.1
"""How long a request may stay while others wait to come in."""
_ALONE = 2
"""With so few under way, what a request takes is its own time, not that of others."""
_SHRINKS, _GROWS = 0.6, 1.3
_LATE_SHRINKS = 0.8
_CALM = 0.25
"""The part of the lag allowed that is no reason yet to let fewer in."""


class Load:
    """How late the event loop is, and how many requests may be under way because of it.

    A task is due every 20 ms; a request is let in unless the task is overdue by the lag allowed. Ten times a second
    the limit of requests under way follows how many were answered, but only when the limit was reached: from a quiet
    time it only learns to be at rest. Where requests are slow by themselves (a search, a remote database), they may
    stay as long as they take.
    """

    def __init__(self, lag_ms: int, most: int) -> None:
        self.lag = 0.0
        """Seconds by which the loop came late the last time."""
        self.under_way = 0
        self.refused = 0
        """Requests refused so far."""
        self._allowed = lag_ms / 1000
        self._most = most
        self._limit = float(min(_AT_REST, most))
        self._answered = 0
        self._own_seconds = 0.02
        self._was_full = False
        self._ticks = 0
        self._due = self._looked = self._worst = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to tick on the running loop."""
        self._loop = asyncio.get_running_loop()
        self._looked = self._loop.time()
        self._due = self._looked + _TICK_SECONDS
        self._next = self._loop.call_at(self._due, self._tick, self._loop)

    def stop(self) -> None:
        if self._next is not None:
            self._next.cancel()
        self._loop = None

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        self.lag = max(0.0, now - self._due)
        self._worst = max(self._worst, self.lag)
        self._ticks += 1
        if self._ticks >= _LOOK_TICKS:
            self._look(now - self._looked)
            self._ticks, self._looked = 0, now
        self._due = now + _TICK_SECONDS
        self._next = loop.call_at(self._due, self._tick, loop)

    def _look(self, seconds: float) -> None:
        """Set the limit by what happened in the last `seconds`."""
        if not self._was_full:
            self._limit = max(self._limit, min(self._limit + 1, _AT_REST, self._most))
        elif self._worst > self._allowed * _CALM:
            self._limit = max(_FEWEST, self._limit * _LATE_SHRINKS)
        else:
            stay = max(_STAY_SECONDS, 2 * self._own_seconds)
            right = self._answered / seconds * stay
            bounded = min(max(right, self._limit * _SHRINKS), self._limit * _GROWS)
            self._limit = min(max(bounded, _FEWEST), self._most)
        self._answered, self._was_full, self._worst = 0, False, 0.0

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        return int(self._limit)

    def lets_in(self) -> bool:
        """Whether one more request may come in."""
        if self.under_way >= self._limit:
            self._was_full = True
            return False
        if self._loop is None:
            return True
        return self.lag < self._allowed and self._loop.time() - self._due < self._allowed

    def answered(self, seconds: float, others: int) -> None:
        """A request was answered after `seconds`; so many `others` were under way when it came."""
        self._answered += 1
        if others < _ALONE:
            self._own_seconds += (seconds - self._own_seconds) * 0.05


class _Stay:
    """One request under way. A stream of events is so until it begins: then it mostly waits."""

    __slots__ = ("_began", "_has_ended", "_load", "_others")

    def __init__(self, load: Load) -> None:
        self._load = load
        self._others = 0
        self._began: float | None = None
        self._has_ended = False

    def begin(self) -> None:
        if self._began is None and not self._has_ended:
            self._others = self._load.under_way
            self._began = asyncio.get_running_loop().time()
            self._load.under_way += 1

    def end(self) -> None:
        if self._began is not None and not self._has_ended:
            self._load.under_way -= 1
            self._load.answered(asyncio.get_running_loop().time() - self._began, self._others)
        self._has_ended = True


class OpenByAddress:
    """WebSockets and event streams that each address holds open."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @property
    def now(self) -> int:
        """How many are open, of all addresses."""
        return self._held.total()

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
        """A request counts once it is whole: who sends its body slowly shall not keep others out."""
        stay = _Stay(self._load)
        if scope["method"] in _BODILESS:
            stay.begin()

        async def read() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                stay.begin()
            return message

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_stream(message):
                stay.end()
            await send(message)

        try:
            await self._app(scope, read, noted)
        finally:
            stay.end()

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


class RefusedAtOnce:
    """Whole answers for requests that load refuses at the socket, where no application has seen them yet.

    To hand a request to the application costs ten times as much as to refuse it here.
    """

    def __init__(self, origins: Sequence[str]) -> None:
        self._origins = frozenset(origin.encode() for origin in origins)
        self._made: dict[tuple[Language, bytes | None], bytes] = {}

    def answer(self, headers: Sequence[tuple[bytes, bytes]], request_id: str | None = None) -> bytes:
        """503 in the caller's language, for the caller's page, with the id to quote."""
        fields = dict(headers)
        language = preferred_language(fields.get(b"accept-language", b"").decode("latin-1"))
        origin = fields.get(b"origin")
        key = (language, origin if origin in self._origins else None)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._template(*key)
        return made.replace(_ID, (request_id or new_request_id()).encode())

    def _template(self, language: Language, origin: bytes | None) -> bytes:
        headers = [(b"x-request-id", _ID)]
        if self._origins:
            headers.append((b"vary", b"Origin"))
        if origin is not None:
            headers += [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", b"Retry-After")]
        return _whole(LoadError(), language, headers, {"requestId": _ID.decode()})


_ID = b"0123456789abcdef"


@lru_cache(maxsize=16)
def bare_refusal(code: str, **values: int) -> bytes:
    """A whole answer for what never became a request: its language and id are not known."""
    error: KalakaError = LoadError(code) if code == "CONNECTIONS_EXCEEDED" else RequestError(code, **values)
    return _whole(error, "en", [(b"connection", b"close")])


def _whole(
    error: KalakaError,
    language: Language,
    headers: Sequence[tuple[bytes, bytes]],
    extensions: dict[str, str] | None = None,
) -> bytes:
    content = _content(error, language, extensions)
    every = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(content)),
        *SECURITY_HEADERS,
        *headers,
        *_raw(retry_header([error.extensions])),
    ]
    status = status_of(error)
    lines = [b"HTTP/1.1 %d %s" % (status, _PHRASES[status]), *(name + b": " + value for name, value in every)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + content


_PHRASES = {400: b"Bad Request", 431: b"Request Header Fields Too Large", 503: b"Service Unavailable"}


def _content(error: KalakaError, language: Language = "en", extensions: dict[str, str] | None = None) -> bytes:
    content = {"errors": [{"message": error.text(language), "extensions": error.extensions}]}
    return orjson.dumps({**content, "extensions": extensions} if extensions else content)


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

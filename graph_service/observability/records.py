"""What is known of one request: filled by the layers it passes, told once at its end to the log, metrics and traces.

A record never holds a parameter's value, a token, a document or an address: only names, counts, outcomes and times.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from random import getrandbits  # an id to quote, not a secret: the kernel's randomness would cost a system call
from types import TracebackType
from typing import Protocol

from graph_service.cypher import Statement

REQUEST_LOG = logging.getLogger("graph_service.request")
_LONGEST_NAME = 100
_MOST_SPANS = 1_000
"""Of one request: a stream may be open for days."""
_MOST_ROOTS = 20
_LONGEST_ROOTS = 600
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*\Z")
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\Z")


def new_request_id(offered: str | None = None) -> str:
    """The caller's own id if it is a plain one, else a fresh one."""
    if offered is not None and _REQUEST_ID.match(offered):
        return offered
    return f"{getrandbits(64):016x}"


def plain_traceparent(offered: str | None) -> str | None:
    """The W3C `traceparent` that a caller sent, if it is a well-formed one of version 00."""
    return offered if offered is not None and _TRACEPARENT.match(offered) else None


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of the work on a request, in nanoseconds since the epoch; kept only where traces are on."""

    name: str
    began: int
    ended: int
    statement: str | None = None


@dataclass(slots=True)
class OperationRecord:
    """One request over HTTP, or one operation of a WebSocket."""

    request_id: str
    method: str = ""
    route: str = ""
    status: int = 0
    key: str | None = None
    """The public id of the viewer's key."""
    operation: str | None = None
    document: str | None = None
    """The name of the document, where it is one that comes with the service."""
    roots: tuple[str, ...] = ()
    price: int | None = None
    document_kept: bool | None = None
    valid_kept: bool | None = None
    plan_kept: bool | None = None
    statements: int = 0
    slow_path: bool = False
    bytes: int = 0
    is_stream: bool = False
    """Whether the answer is a stream of events: how long it lasts says nothing of the service."""
    outcome: str = "ok"
    phases: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)
    seconds: float | None = None
    traceparent: str | None = None
    spans: list[Span] | None = None
    mark: object = None
    """What traces keep between the beginning and the end."""

    def line(self) -> dict[str, object]:
        """The fields of the log line; absent ones are left out. Under 2 kB whatever was sent."""
        taken = self.seconds if self.seconds is not None else time.perf_counter() - self.started
        every: dict[str, object] = {
            "requestId": self.request_id,
            "trace": self.traceparent[3:35] if self.traceparent else None,
            "method": self.method or None,
            "route": self.route or None,
            "status": self.status or None,
            "key": self.key,
            "operation": _plain_name(self.operation),
            "document": self.document,
            "roots": _short(self.roots) or None,
            "price": self.price,
            "documentKept": self.document_kept,
            "planKept": self.plan_kept,
            "statements": self.statements or None,
            "slowPath": self.slow_path or None,
            "outcome": self.outcome,
            "bytes": self.bytes or None,
            "ms": {name: round(seconds * 1000, 2) for name, seconds in self.phases.items()} or None,
            "totalMs": round(taken * 1000, 2),
        }
        return {name: value for name, value in every.items() if value is not None}


def _plain_name(name: str | None) -> str | None:
    """The name of an operation; what a caller sent as one and cannot be one is not repeated."""
    return name[:_LONGEST_NAME] if name and _NAME.match(name) else None


def _short(roots: tuple[str, ...]) -> list[str]:
    """The first roots, as many as fit a short line."""
    kept: list[str] = []
    left = _LONGEST_ROOTS
    for root in roots[:_MOST_ROOTS]:
        left -= len(root)
        if left < 0:
            break
        kept.append(root)
    return kept


class Listener(Protocol):
    """Who hears of requests that have ended: metrics and traces."""

    def ended(self, record: OperationRecord) -> None:
        """Nothing of `record` changes any more."""
        ...


_current: ContextVar[OperationRecord | None] = ContextVar("operation", default=None)
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def current_operation() -> OperationRecord | None:
    """The record of the request that this task works on, if any."""
    return _current.get()


class request:
    """`with request(record, listener): …` makes a record the current one, and tells of it at the end in any case.

    A class, not a generator: it runs in each request.
    """

    __slots__ = ("_listener", "_record", "_tokens")

    def __init__(self, record: OperationRecord, listener: Listener | None = None) -> None:
        self._record = record
        self._listener = listener

    def __enter__(self) -> OperationRecord:
        self._tokens: tuple[Token[OperationRecord | None], Token[Listener | None]] = (
            _current.set(self._record),
            _listener.set(self._listener),
        )
        return self._record

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._record.outcome = kind.__name__
        current, listener = self._tokens
        _current.reset(current)
        _listener.reset(listener)
        _end(self._record, self._listener)


class operation:
    """`with operation(id) as record: …` keeps what happens inside in the record of the request, where there is one.

    On a WebSocket, where one request holds many operations, it makes a record of its own and tells of it at the end.
    """

    __slots__ = ("_own", "_record", "_token")

    def __init__(self, request_id: str) -> None:
        around = _current.get()
        self._own = around is None or around.request_id != request_id or around.method == "WEBSOCKET"
        if self._own or around is None:
            self._record = OperationRecord(request_id)
            if around is not None:
                self._record.method, self._record.route = "OPERATION", around.route
                self._record.key, self._record.traceparent = around.key, around.traceparent
        else:
            self._record = around

    def __enter__(self) -> OperationRecord:
        self._token = _current.set(self._record)
        return self._record

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._record.outcome = kind.__name__
        _current.reset(self._token)
        if self._own:
            _end(self._record, _listener.get())


def _end(record: OperationRecord, listener: Listener | None) -> None:
    record.seconds = time.perf_counter() - record.started
    if listener is not None:
        listener.ended(record)
    tell(record)


def tell(record: OperationRecord) -> None:
    """Write the line of a request that has ended."""
    if REQUEST_LOG.isEnabledFor(logging.INFO):
        # As `info` does, but without a walk over the stack for the place of this line.
        line = logging.LogRecord(REQUEST_LOG.name, logging.INFO, __file__, 0, "request", None, None)
        line.fields = record
        REQUEST_LOG.handle(line)


class phase:
    """`with phase("plan"): …` adds the time spent inside to the current record; does nothing without one.

    A class, not a generator: it runs several times in each request.
    """

    __slots__ = ("_name", "_started")

    def __init__(self, name: str) -> None:
        self._name = name
        self._started = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        record = _current.get()
        if record is not None:
            spent = time.perf_counter() - self._started
            record.phases[self._name] = record.phases.get(self._name, 0.0) + spent
            if record.spans is not None:
                _add_span(record.spans, self._name, spent)


class trip:
    """`with trip(statements): …` around one trip to the database: a span for each statement, where traces are on.

    A statement's text holds no values: they travel as parameters, which are never told.
    """

    __slots__ = ("_started", "_statements")

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._started = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        record = _current.get()
        if record is not None and record.spans is not None:
            spent = time.perf_counter() - self._started
            for statement in self._statements:
                _add_span(record.spans, "statement", spent, statement.text)


def _add_span(spans: list[Span], name: str, seconds: float, statement: str | None = None) -> None:
    ended = time.time_ns()
    if len(spans) < _MOST_SPANS:
        spans.append(Span(name, ended - int(seconds * 1e9), ended, statement))

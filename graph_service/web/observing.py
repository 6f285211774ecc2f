"""Begins the record of each request, and tells metrics and traces of it at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from graph_service.observability import Listener, OperationRecord, plain_traceparent, tell
from graph_service.observability.metrics import Metrics
from graph_service.web.negotiation import header

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_OTHER = "other"


class Tracer(Protocol):
    """Who makes spans of requests."""

    def begin(self, record: OperationRecord) -> None:
        """The request has begun: `record.traceparent` is the caller's, and becomes that of its span."""
        ...

    def ended(self, record: OperationRecord) -> None:
        """The request has ended."""
        ...


class Observer:
    """One for each application. `tracer` is None where no traces are sent."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.tracer: Tracer | None = None
        self._exact: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []

    def know(self, routes: Iterable[BaseRoute]) -> None:
        """Name requests by these routes: a raw path is the caller's text, and there is no end of them."""
        self._exact.clear()
        self._patterns.clear()
        for route in routes:
            if isinstance(route, Route) and not route.param_convertors:
                self._exact[route.path] = route.path
            elif isinstance(route, (Route, Mount)):
                self._patterns.append((route.path_regex, route.path))

    def route(self, path: str) -> str:
        """The route that `path` belongs to."""
        known = self._exact.get(path)
        if known is not None:
            return known
        return next((name for pattern, name in self._patterns if pattern.match(path)), _OTHER)

    def begin(self, scope: Scope, request_id: str) -> OperationRecord:
        """The record of a request or, for a WebSocket, of the connection."""
        method = scope["method"] if scope["type"] == "http" else "WEBSOCKET"
        record = OperationRecord(
            request_id,
            method=method if method in _METHODS or method == "WEBSOCKET" else "OTHER",
            route=self.route(scope["path"]),
            traceparent=plain_traceparent(header(scope, b"traceparent")),
            is_stream=method == "WEBSOCKET",
        )
        self.metrics.in_flight += 1
        if self.tracer is not None:
            self.tracer.begin(record)
        return record

    def refused(self, request_id: str, method: str, path: str, *, status: int, code: str) -> None:
        """A request that was refused at the socket: no application has seen it, and it has its line all the same."""
        plain = method if method in _METHODS else "OTHER"
        record = OperationRecord(request_id, plain, self.route(path), status, outcome=code)
        self.metrics.ended(record)  # before it has a time: how quickly it was refused would hide how slow others are
        record.seconds = 0.0
        tell(record)

    def ended(self, record: OperationRecord) -> None:
        """Tell everybody who wants to know. An operation of a WebSocket is not in flight by itself."""
        if record.method != "OPERATION":
            self.metrics.in_flight -= 1
        self.metrics.ended(record)
        if self.tracer is not None:
            self.tracer.ended(record)


_: type[Listener] = Observer

"""Traces over OTLP: a span for each request, its phases and its statements. Needs the extra `traces`.

A request only notes when its phases began and ended; spans are made of that at its end, and a thread of the library
sends them. Where nobody takes them they are dropped. Nothing here is imported unless KALAKA_TRACES_URL is set.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from graph_service.errors import SettingsError
from graph_service.observability.records import OperationRecord, Span

try:
    from opentelemetry.context import Context
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import (
        NonRecordingSpan,
        SpanContext,
        SpanKind,
        Status,
        StatusCode,
        TraceFlags,
        set_span_in_context,
    )
    from opentelemetry.trace import Span as LibrarySpan
except ImportError:
    raise SettingsError("TRACES_EXTRA") from None

_LOG = logging.getLogger("graph_service.traces")
_EXPORT_SECONDS = 2.0
_CLOSE_SECONDS = 3.0
_EVERY_MS = 1_000.0
_QUIET_SECONDS = 60.0


def open_traces(url: str, version: str, database: str) -> Traces:
    """Traces that are sent to `url`, a batch a second; at most 2,048 spans wait."""
    exporter = OTLPSpanExporter(endpoint=url, timeout=_EXPORT_SECONDS)
    library = logging.getLogger("opentelemetry")
    if not any(isinstance(handler, _NowAndThen) for handler in library.handlers):
        library.addHandler(_NowAndThen())
    library.propagate = False
    return Traces(BatchSpanProcessor(exporter, schedule_delay_millis=_EVERY_MS), version, database)


class Traces:
    """Spans of one process, handed to `processor`. `database` is its name in `db.system.name`."""

    def __init__(self, processor: SpanProcessor, version: str, database: str) -> None:
        named = Resource.create({"service.name": "kalaka", "service.version": version})
        self._provider = TracerProvider(resource=named, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("kalaka", version)
        self._database = database

    def begin(self, record: OperationRecord) -> None:
        """Begin the span of a request, below the caller's where `traceparent` names one."""
        span = self._tracer.start_span(_name(record), _caller(record.traceparent), SpanKind.SERVER)
        told = span.get_span_context()
        record.traceparent = f"00-{told.trace_id:032x}-{told.span_id:016x}-{told.trace_flags:02x}"
        record.mark = span
        record.spans = [] if span.is_recording() else None

    def ended(self, record: OperationRecord) -> None:
        """End the span, with what was noted inside it as spans of their own."""
        span = record.mark
        if span is None:  # an operation of a WebSocket: known when it is over
            began = time.time_ns() - int((record.seconds or 0) * 1e9)
            span = self._tracer.start_span(
                _name(record), _caller(record.traceparent), SpanKind.SERVER, start_time=began
            )
        if not isinstance(span, LibrarySpan):
            return
        if record.spans:
            self._add_below(span, record.spans)
        span.set_attributes(_attributes(record))
        if record.status >= 500:
            span.set_status(Status(StatusCode.ERROR))
        span.end()

    def _add_below(self, root: LibrarySpan, noted: list[Span]) -> None:
        around = set_span_in_context(root, Context())
        phase, until = around, 0
        for one in sorted(noted, key=lambda one: (one.began, -one.ended)):
            if one.statement is None:
                span = self._tracer.start_span(one.name, around, start_time=one.began)
                if one.name == "database":
                    phase, until = set_span_in_context(span, Context()), one.ended
            else:
                above = phase if one.began <= until else around
                span = self._tracer.start_span(
                    one.name,
                    above,
                    SpanKind.CLIENT,
                    {"db.system.name": self._database, "db.query.text": one.statement},
                    start_time=one.began,
                )
            span.end(one.ended)

    def close(self) -> None:
        """Send what waits, for three seconds at most: a receiver that is down must not hold up the end."""
        closing = threading.Thread(target=self._provider.shutdown, name="traces", daemon=True)
        closing.start()
        closing.join(_CLOSE_SECONDS)


def _name(record: OperationRecord) -> str:
    return f"{record.method} {record.route}".strip()


def _caller(traceparent: str | None) -> Context:
    if traceparent is None:
        return Context()
    _, trace, span, flags = traceparent.split("-")
    told = SpanContext(int(trace, 16), int(span, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16)))
    return set_span_in_context(NonRecordingSpan(told), Context())


def _attributes(record: OperationRecord) -> dict[str, Any]:
    """What the log line has, by the names of the semantic conventions where there are such."""
    line = record.line()
    every = {
        "http.request.method": record.method,
        "http.route": record.route,
        "http.response.status_code": record.status or None,
        "http.response.body.size": record.bytes,
        "error.type": None if record.outcome == "ok" else record.outcome,
        "graphql.operation.name": line.get("operation"),
        "kalaka.request_id": record.request_id,
        "kalaka.document": record.document,
        "kalaka.key": record.key,
        "kalaka.price": record.price,
        "kalaka.plan_kept": record.plan_kept,
    }
    return {name: value for name, value in every.items() if value is not None}


class _NowAndThen(logging.Handler):
    """Says once a minute that spans get lost, in our words: the library says so at each attempt, with addresses."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._next = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _QUIET_SECONDS
            _LOG.warning("traces are not taken by the receiver", extra={"fields": {"told_by": record.name}})

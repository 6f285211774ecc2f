"""Spans of a request, its phases and its statements: in memory, and as a receiver of OTLP gets them."""

from __future__ import annotations

import gzip
import io
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from graph_service.cypher import Statement
from graph_service.observability import OperationRecord, phase, request, set_up_logging, trip
from graph_service.observability.metrics import Metrics
from graph_service.observability.traces import Traces, open_traces
from graph_service.web.observing import Observer

TRACE, CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
STATEMENT = Statement("MATCH (c:County {nuts3: $p0}) RETURN c.name", {"p0": "HU223-secret"})


def asked(traces: Traces, *headers: tuple[bytes, bytes], status: int = 200) -> OperationRecord:
    """One request with the phases of an operation, as the layers note them."""
    observer = Observer(Metrics())
    observer.tracer = traces
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": list(headers)}
    with request(observer.begin(scope, "request-1"), observer) as record:
        record.operation, record.price, record.status = "Zala", 20, status
        with phase("plan"):
            time.sleep(0.002)
        with phase("database"), trip([STATEMENT]):
            time.sleep(0.002)
        with phase("encode"):
            pass
    return record


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    """Keeps spans in memory."""
    return InMemorySpanExporter()


@pytest.fixture
def traces(exporter: InMemorySpanExporter) -> Traces:
    """Traces that end in memory."""
    return Traces(SimpleSpanProcessor(exporter), "1.0", "neo4j")


def by_name(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    """The spans by name."""
    return {span.name: span for span in exporter.get_finished_spans()}


def test_a_request_is_a_span_with_its_phases_below_and_the_statement_below_the_database(traces, exporter) -> None:
    asked(traces)
    spans = by_name(exporter)
    root = spans["POST other"]
    assert set(spans) == {"POST other", "plan", "database", "statement", "encode"}
    assert root.parent is None
    for name in ("plan", "database", "encode"):
        assert spans[name].parent is not None
        assert spans[name].parent.span_id == root.context.span_id
    assert spans["statement"].parent.span_id == spans["database"].context.span_id
    for name, span in spans.items():
        assert span.start_time <= span.end_time
        assert root.start_time - 1_000_000 <= span.start_time, name
        assert span.end_time <= root.end_time + 1_000_000, name


def test_spans_hold_the_statement_and_no_value(traces, exporter) -> None:
    asked(traces)
    spans = by_name(exporter)
    assert spans["statement"].attributes == {"db.system.name": "neo4j", "db.query.text": STATEMENT.text}
    assert "secret" not in "".join(span.to_json() for span in spans.values())
    attributes = spans["POST other"].attributes
    assert attributes["http.response.status_code"] == 200
    assert attributes["graphql.operation.name"] == "Zala"
    assert attributes["kalaka.request_id"] == "request-1"
    assert attributes["kalaka.price"] == 20


def test_the_callers_trace_goes_on_here_and_is_handed_on_to_the_database(traces, exporter) -> None:
    record = asked(traces, (b"traceparent", f"00-{TRACE}-{CALLER}-01".encode()))
    root = by_name(exporter)["POST other"]
    assert f"{root.context.trace_id:032x}" == TRACE
    assert f"{root.parent.span_id:016x}" == CALLER
    assert record.traceparent == f"00-{TRACE}-{root.context.span_id:016x}-01"
    assert record.line()["trace"] == TRACE


def test_what_a_caller_does_not_want_sampled_is_not_sent(traces, exporter) -> None:
    record = asked(traces, (b"traceparent", f"00-{TRACE}-{CALLER}-00".encode()))
    assert exporter.get_finished_spans() == ()
    assert record.line()["trace"] == TRACE


@pytest.mark.parametrize("header", ["", "00-zz", f"01-{TRACE}-{CALLER}-01", f"00-{'0' * 32}-{CALLER}-01", "\xff" * 999])
def test_a_malformed_traceparent_begins_a_trace_of_our_own(traces, exporter, header) -> None:
    asked(traces, (b"traceparent", header.encode("latin-1")))
    assert by_name(exporter)["POST other"].parent is None


def test_a_failed_request_is_an_error(traces, exporter) -> None:
    asked(traces, status=503)
    assert not by_name(exporter)["POST other"].status.is_ok


class Receiver(BaseHTTPRequestHandler):
    """Keeps what an exporter sends."""

    received: list[tuple[str, ExportTraceServiceRequest]]

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        self.received.append((self.headers["content-type"], ExportTraceServiceRequest.FromString(content)))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests' own output is enough."""


@contextmanager
def receiving() -> Iterator[tuple[str, list[tuple[str, ExportTraceServiceRequest]]]]:
    """An OTLP receiver on the loopback address: its URL, and what it got."""
    received: list[tuple[str, ExportTraceServiceRequest]] = []
    handler = type("Kept", (Receiver,), {"received": received})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", received
        server.shutdown()
        thread.join()


def test_a_receiver_of_otlp_gets_all_spans_before_the_end() -> None:
    with receiving() as (url, received):
        traces = open_traces(url, "1.0", "arcadedb")
        for _ in range(3):
            asked(traces)
        traces.close()
    spans = [
        span
        for media_type, content in received
        for resource in content.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
        if media_type == "application/x-protobuf"
    ]
    assert len(spans) == 15
    assert {span.name for span in spans} == {"POST other", "plan", "database", "statement", "encode"}
    named = {one.key: one.value.string_value for one in received[0][1].resource_spans[0].resource.attributes}
    assert named["service.name"] == "kalaka"


def test_a_receiver_that_is_down_holds_up_neither_requests_nor_the_end() -> None:
    log = io.StringIO()
    lines = set_up_logging("INFO", log)
    traces = open_traces("http://127.0.0.1:9/v1/traces", "1.0", "neo4j")
    began = time.monotonic()
    for _ in range(200):
        asked(traces)
    while_down = time.monotonic() - began
    traces.close()
    assert while_down < 200 * 0.05
    assert time.monotonic() - began < while_down + 5
    lines.close()
    told = [line for line in map(json.loads, log.getvalue().splitlines()) if line["level"] != "info"]
    assert [line["logger"] for line in told] == ["graph_service.traces"], "once a minute, not at each attempt"
    assert "127.0.0.1" not in str(told)

"""Every metric that `/metrics` tells: name, kind, labels and meaning in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
POINTS = (1.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0)


@dataclass(frozen=True)
class Family:
    """One metric. A histogram has `bounds`; a gauge is told by each process, with the label `worker` first."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    help: str
    bounds: tuple[float, ...] = ()


def _counter(name: str, labels: str, help_: str) -> Family:
    return Family(f"kalaka_{name}", "counter", tuple(labels.split()), help_)


def _gauge(name: str, labels: str, help_: str) -> Family:
    return Family(f"kalaka_{name}", "gauge", ("worker", *labels.split()), help_)


def _histogram(name: str, labels: str, help_: str, bounds: tuple[float, ...] = SECONDS) -> Family:
    return Family(f"kalaka_{name}", "histogram", tuple(labels.split()), help_, bounds)


FAMILIES: tuple[Family, ...] = (
    _counter("requests_total", "route status code", "Requests that ended, by route, HTTP status and first error code."),
    _histogram("request_seconds", "route", "From the head of a request to the end of its answer; streams left out."),
    _histogram("phase_seconds", "phase", "Time a request spent in each phase of its work."),
    _histogram("document_seconds", "document", "The same for documents that come with the service; all else is other."),
    _histogram("price_points", "", "Price of an operation: the most rows that its answer can hold.", POINTS),
    _counter("cache_total", "cache result", "Look-ups of documents, validations and plans: hit or miss."),
    _counter("slow_path_total", "", "Operations that graphql-core completed, because data did not fit the schema."),
    _counter("statements_total", "", "Statements that were sent to the database for operations."),
    _counter(
        "refused_total", "reason", "Requests refused to protect the service: rate, lag, in_flight or connections."
    ),
    _counter("retries_total", "", "Statements that were tried again inside their deadline."),
    _counter("engine_restarts_total", "", "Starts of the embedded engine after it had died."),
    _counter("log_lines_dropped_total", "", "Log lines that were not written, because nobody read the log."),
    _counter("bytes_total", "route", "Bytes of answers, headers left out."),
    _gauge("in_flight", "", "Requests being worked on."),
    _gauge("loop_lag_seconds", "", "How late the event loop ran when the gate last looked."),
    _gauge("pool_in_use", "", "Connections to the database that are in use."),
    _gauge("pool_waiting", "", "Calls that wait for a connection to the database."),
    _gauge("pool_size", "", "Connections to the database that there may be."),
    _gauge("connections", "", "Connections of clients that are open."),
    _gauge("streams", "", "WebSockets and event streams that are open."),
    _gauge("resident_bytes", "", "Memory of the process."),
    _gauge("open_files", "", "File descriptors in use."),
    _gauge("start_time_seconds", "", "When the process started, in seconds since 1970."),
    _gauge("info", "version engine engine_version", "Always 1; its labels say what runs."),
)
BY_NAME = {family.name: family for family in FAMILIES}
PHASES = ("parse", "validate", "plan", "database", "complete", "encode")
REASONS = {
    "RATE_EXCEEDED": "rate",
    "PRICE_ABOVE_RATE": "rate",
    "OVERLOADED": "lag",
    "IN_FLIGHT_EXCEEDED": "in_flight",
    "SOCKETS_EXCEEDED": "connections",
    "CONNECTIONS_EXCEEDED": "connections",
}
"""Error codes by which the service protects itself, as `kalaka_refused_total` names them."""

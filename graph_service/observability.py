"""What the service tells about itself: logging set-up, request ids, and one JSON line per operation.

A line never holds a parameter's value, a token or a document: only names, counts, outcomes and milliseconds.
Logging must not hold up a request, so lines pass a bounded queue to a thread of their own.
"""

from __future__ import annotations

import json
import logging
import queue
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from logging.handlers import QueueHandler, QueueListener
from types import TracebackType
from typing import TextIO

OPERATION_LOG = logging.getLogger("graph_service.operation")
_QUEUE_LENGTH = 10_000
_LONGEST_NAME = 100
_MOST_ROOTS = 20
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")


def new_request_id(offered: str | None = None) -> str:
    """The caller's own id if it is a plain one, else a fresh one."""
    if offered is not None and _REQUEST_ID.match(offered):
        return offered
    return secrets.token_hex(8)


@dataclass
class OperationRecord:
    """What is known of one operation; filled by the layers it passes, written once at the end."""

    request_id: str
    operation: str | None = None
    roots: tuple[str, ...] = ()
    price: int | None = None
    statements: int = 0
    rows: int = 0
    slow_path: bool = False
    outcome: str = "ok"
    phases: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    def line(self) -> dict[str, object]:
        """The fields of the log line; absent ones are left out."""
        every: dict[str, object] = {
            "requestId": self.request_id,
            "operation": self.operation[:_LONGEST_NAME] if self.operation else None,
            "roots": list(self.roots[:_MOST_ROOTS]),
            "price": self.price,
            "statements": self.statements,
            "rows": self.rows,
            "slowPath": self.slow_path or None,
            "outcome": self.outcome,
            "ms": {name: round(seconds * 1000, 2) for name, seconds in self.phases.items()},
            "totalMs": round((time.perf_counter() - self.started) * 1000, 2),
        }
        return {name: value for name, value in every.items() if value is not None}


_current: ContextVar[OperationRecord | None] = ContextVar("operation", default=None)


def current_operation() -> OperationRecord | None:
    """The record of the operation that this task works on, if any."""
    return _current.get()


@contextmanager
def operation(request_id: str) -> Iterator[OperationRecord]:
    """Open a record for the operation handled inside; its line is written at the end, whatever happens."""
    record = OperationRecord(request_id)
    token = _current.set(record)
    try:
        yield record
    except BaseException as error:
        record.outcome = type(error).__name__
        raise
    finally:
        _current.reset(token)
        OPERATION_LOG.info("operation", extra={"fields": record.line()})


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


class JsonLines(logging.Formatter):
    """One JSON object a line; control characters are escaped, so a value cannot forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line.update(fields)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _DroppingHandler(QueueHandler):
    """Drops a line when the queue is full: a reader that stopped must not stop the service."""

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            return

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        return record  # same process: `fields` and the exception travel as they are


class LogSetUp:
    """The handlers of one process; `close` writes what is left and gives up after a second."""

    def __init__(self, level: str, stream: TextIO) -> None:
        lines: queue.Queue[logging.LogRecord] = queue.Queue(_QUEUE_LENGTH)
        writer = logging.StreamHandler(stream)
        writer.setFormatter(JsonLines())
        self._handler = _DroppingHandler(lines)
        self._listener = QueueListener(lines, writer)
        self._root = logging.getLogger()
        self._root.addHandler(self._handler)
        self._root.setLevel(logging.WARNING)
        logging.getLogger("graph_service").setLevel(level)
        self._listener.start()

    def close(self) -> None:
        self._root.removeHandler(self._handler)
        thread = self._listener._thread
        if thread is None:
            return
        self._listener.enqueue_sentinel()
        thread.join(timeout=1.0)  # the thread is a daemon: a full pipe cannot keep the process alive
        self._listener._thread = None


def set_up_logging(level: str, stream: TextIO | None = None) -> LogSetUp:
    """Log JSON lines from `level` on to `stream` (standard error) until the result is closed."""
    return LogSetUp(level, stream or sys.stderr)

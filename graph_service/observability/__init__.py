"""What the service tells about itself: logging set-up, request ids, and one JSON line per operation.

A line never holds a parameter's value, a token or a document: only names, counts, outcomes and milliseconds.
Logging must not hold up a request, so a thread of its own writes the lines, many at a time.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from random import getrandbits  # an id to quote, not a secret: the kernel's randomness would cost a system call
from types import TracebackType
from typing import TextIO

import orjson

OPERATION_LOG = logging.getLogger("graph_service.operation")
_QUEUE_LENGTH = 10_000
_PAUSE_SECONDS = 0.05
_LONGEST_NAME = 100
_MOST_ROOTS = 20
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")


def new_request_id(offered: str | None = None) -> str:
    """The caller's own id if it is a plain one, else a fresh one."""
    if offered is not None and _REQUEST_ID.match(offered):
        return offered
    return f"{getrandbits(64):016x}"


@dataclass
class OperationRecord:
    """What is known of one operation; filled by the layers it passes, written once at the end."""

    request_id: str
    operation: str | None = None
    roots: tuple[str, ...] = ()
    price: int | None = None
    plan_kept: bool | None = None
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
            "planKept": self.plan_kept,
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


class operation:
    """`with operation(id) as record: …` keeps a record of what happens inside, and logs it at the end in any case.

    A class, not a generator: it runs in each request.
    """

    __slots__ = ("_record", "_token")

    def __init__(self, request_id: str) -> None:
        self._record = OperationRecord(request_id)

    def __enter__(self) -> OperationRecord:
        self._token = _current.set(self._record)
        return self._record

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._record.outcome = kind.__name__
        _current.reset(self._token)
        if OPERATION_LOG.isEnabledFor(logging.INFO):
            # As `info` does, but without a walk over the stack for the place of this line.
            line = logging.LogRecord(OPERATION_LOG.name, logging.INFO, __file__, 0, "operation", None, None)
            line.fields = self._record.line()
            OPERATION_LOG.handle(line)


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
            "time": f"{_second(int(record.created))}.{int(record.msecs):03d}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line.update(fields)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        try:
            return orjson.dumps(line, default=str).decode()
        except orjson.JSONEncodeError:  # half a surrogate pair, a number beyond 64 bits
            return json.dumps(line, default=str)


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(seconds))


class _Lines(logging.Handler):
    """Keeps lines for a thread that writes them together, at most once in `_PAUSE_SECONDS`.

    A thread that woke for each line would compete with each request for the interpreter. Lines are dropped when too
    many wait: a reader that stopped must not stop the service.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self._stream = stream
        self._waiting: deque[logging.LogRecord] = deque()
        self._awake = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        if len(self._waiting) < _QUEUE_LENGTH:
            self._waiting.append(record)
            if not self._awake.is_set():
                self._awake.set()

    def _write_all(self) -> None:
        while not self._closing.is_set():
            self._awake.wait()
            self._closing.wait(_PAUSE_SECONDS)
            self._awake.clear()  # before the lines are taken: one that comes meanwhile wakes again
            self._write_waiting()

    def _write_waiting(self) -> None:
        lines = []
        while self._waiting:
            record = self._waiting.popleft()
            try:
                lines.append(self.format(record) + "\n")
            except Exception:
                self.handleError(record)
        try:
            self._stream.write("".join(lines))
            self._stream.flush()
        except (OSError, ValueError):
            return  # nobody reads: there is nowhere to say so

    def finish(self) -> None:
        """Write what is left, within a second."""
        self._closing.set()
        self._awake.set()
        self._thread.join(timeout=1.0)  # the thread is a daemon: a full pipe cannot keep the process alive


class LogSetUp:
    """The handler of one process; `close` writes what is left and gives up after a second."""

    def __init__(self, level: str, stream: TextIO) -> None:
        self._handler = _Lines(stream)
        self._root = logging.getLogger()
        self._root.addHandler(self._handler)
        self._root.setLevel(logging.WARNING)
        logging.getLogger("graph_service").setLevel(level)

    def close(self) -> None:
        self._root.removeHandler(self._handler)
        self._handler.finish()


def set_up_logging(level: str, stream: TextIO | None = None) -> LogSetUp:
    """Log JSON lines from `level` on to `stream` (standard error) until the result is closed."""
    return LogSetUp(level, stream or sys.stderr)

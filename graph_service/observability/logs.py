"""The log: JSON lines that a thread of its own writes, many at a time, and never a reason to wait."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections import deque
from functools import lru_cache
from typing import TextIO

import orjson

from graph_service.observability.records import OperationRecord

_QUEUE_LENGTH = 10_000
_PAUSE_SECONDS = 0.05
_MOST_FRAMES = 60
# Left as they are by JSON, and still able to end a line or to turn the text round where it is shown.
_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


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
        if isinstance(fields, OperationRecord):
            fields = fields.line()
        if isinstance(fields, dict):
            line.update(fields)
        if record.exc_info:
            line["raised"] = masked_trace(record.exc_info[1])
        try:
            text = orjson.dumps(line, default=str).decode()
        except orjson.JSONEncodeError:  # half a surrogate pair, a number beyond 64 bits
            text = json.dumps(line, default=str)
        return text if text.isprintable() else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def masked_trace(error: BaseException | None) -> list[str]:
    """What was raised, where, and what caused it, without the words of it: those of a driver repeat statements, values
    and paths. Frames innermost last; our own errors by their codes."""
    told: list[str] = []
    while error is not None and len(told) < _MOST_FRAMES:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        code = getattr(error, "code", None)
        told.append(f"{kind} {code}" if isinstance(code, str) else kind)
        frames = traceback.walk_tb(error.__traceback__)
        told += [f"  {frame.f_globals.get('__name__')}:{line} {frame.f_code.co_name}" for frame, line in frames][-12:]
        error = error.__cause__ or error.__context__
    return told


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
        self.dropped = 0
        self._awake = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        if len(self._waiting) < _QUEUE_LENGTH:
            self._waiting.append(record)
            if not self._awake.is_set():
                self._awake.set()
        else:
            self.dropped += 1

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
        """Write what is left and take the handler away."""
        self._root.removeHandler(self._handler)
        self._handler.finish()


def dropped_lines() -> int:
    """Lines that this process did not write because too many waited for a reader."""
    return sum(handler.dropped for handler in logging.getLogger().handlers if isinstance(handler, _Lines))


def set_up_logging(level: str, stream: TextIO | None = None) -> LogSetUp:
    """Log JSON lines from `level` on to `stream` (standard error) until the result is closed."""
    return LogSetUp(level, stream or sys.stderr)

"""Load from a process of its own: requests begin when they are due, whether earlier ones are answered or not.

Raw HTTP/1.1 over asyncio, because the machine's two processors also carry the service and its database. Connections are
kept and used in turn; a part of the requests opens a new one. Each connection may come from a loopback address of its
own (127.0.0.0/8 is all ours), so that the limits of an address stay at their defaults.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_STEP_SECONDS = 0.002
_AFTER_REFUSAL = 0.25
_MOST_CONNECTIONS = 4_000
_MARK = b',"extensions":'


@dataclass(frozen=True)
class Shape:
    """A request as it goes over the wire, and the bytes that its good answer begins with; None where any will do."""

    name: str
    raw: str
    expected: str | None = None


@dataclass(frozen=True)
class Plan:
    """What to send: `rate` requests a second for `seconds`, `fresh` of them (0–1) on new connections.

    With `clients` it is that many clients instead, which send `requests` in all, each the next one after an answer.
    """

    host: str
    port: int
    shapes: list[Shape]
    rate: float
    seconds: float
    fresh: float = 0.05
    own_addresses: bool = True
    patience: float = 5.0
    seed: int = 1
    clients: int = 0
    requests: int = 0


@dataclass(frozen=True)
class Sample:
    """One request: when it was due (monotonic clock), when its answer was complete, and what that was.

    `outcome` is good, refused (503 or 429), failed (an answer with errors), wrong (200, other bytes), lost (no whole
    answer), or unsent (no connection).
    """

    shape: int
    due: float
    done: float
    status: int
    outcome: str
    code: str = ""

    @property
    def milliseconds(self) -> float:
        return (self.done - self.due) * 1000


def post(host: str, body: dict[str, Any], request_id: str = "load-0000") -> str:
    """A POST to /graphql; with one id for all, equal answers have equal bytes."""
    content = json.dumps(body)
    return (
        f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        f"X-Request-Id: {request_id}\r\nContent-Length: {len(content.encode())}\r\n\r\n{content}"
    )


class Generator:
    """A load process that runs; `samples` waits for its end."""

    def __init__(self, plan: Plan) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.robustness.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(plan)))
        self._process.stdin.close()
        self._began: float | None = None
        self._seconds = plan.seconds + plan.patience + 60

    def end(self) -> None:
        """Send no more, however long the plan is."""
        self._process.send_signal(signal.SIGTERM)

    def begun(self) -> float:
        """Wait until the first request is sent; when that was."""
        if self._began is None:
            assert self._process.stdout is not None
            self._began = float(self._process.stdout.readline())
        return self._began

    def samples(self) -> list[Sample]:
        """What became of each request."""
        self.begun()
        assert self._process.stdout is not None
        written = self._process.stdout.read()
        self._process.stdout.close()
        if self._process.wait(self._seconds) != 0:
            raise RuntimeError("the load generator failed")
        return [Sample(*row) for row in json.loads(written)]


def counted(samples: Sequence[Sample]) -> dict[str, int]:
    """How many of each outcome."""
    return dict(Counter(sample.outcome for sample in samples))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class _Client(asyncio.Protocol):
    """One connection with at most one request under way."""

    def __init__(self, sender: _Sender) -> None:
        self._sender = sender
        self._shape = -1
        self._due = 0.0
        self._got = bytearray()
        self._needs = 0
        self.is_open = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, shape: int, due: float) -> None:
        self._shape, self._due, self._needs = shape, due, 0
        self._got.clear()
        self.transport.write(self._sender.raw[shape])

    def data_received(self, data: bytes) -> None:
        if self._shape < 0:
            return
        self._got += data
        if not self._needs:
            end = self._got.find(b"\r\n\r\n")
            if end < 0:
                return
            self._needs = end + 4 + _length(bytes(self._got[:end]))
        if len(self._got) >= self._needs:
            self._answered()

    def _answered(self) -> None:
        head, _, body = bytes(self._got[: self._needs]).partition(b"\r\n\r\n")
        shape, self._shape = self._shape, -1
        self._sender.note(shape, self._due, int(head[9:12]), body)
        if b"connection: close" in head.lower():
            self.transport.close()
        elif self.is_open:
            self._sender.idle.append(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        self._sender.open_now -= 1
        if self._shape >= 0:
            self._sender.add(self._shape, self._due, 0, "lost")
            self._shape = -1


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


class _Sender:
    """Sends one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.raw = [shape.raw.encode() for shape in plan.shapes]
        self.expected = [None if shape.expected is None else shape.expected.encode() for shape in plan.shapes]
        self.idle: list[_Client] = []
        self.rows: list[tuple[Any, ...]] = []
        self.open_now = 0
        self._sent = 0
        self._random = random.Random(plan.seed)
        self._addresses = 0
        self._opening: set[asyncio.Task[None]] = set()
        self._is_over = False

    async def run(self) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._end)
        due = began = time.monotonic()
        print(began, flush=True)
        while self.plan.clients and self._sent < self.plan.requests:
            while self._sent - len(self.rows) < self.plan.clients:
                self._send(time.monotonic())
            await asyncio.sleep(_STEP_SECONDS)
        while due < began + self.plan.seconds and not self._is_over:
            now = time.monotonic()
            while due <= now and due < began + self.plan.seconds:
                self._send(due)
                due += self._random.expovariate(self.plan.rate)
            await asyncio.sleep(_STEP_SECONDS)
        give_up = time.monotonic() + self.plan.patience
        while len(self.rows) < self._sent and time.monotonic() < give_up:  # noqa: ASYNC110  # many may come at once
            await asyncio.sleep(0.02)
        missing = self._sent - len(self.rows)
        self.rows += [(-1, give_up, give_up, 0, "lost", "NO_ANSWER")] * missing

    def _end(self) -> None:
        self._is_over = True

    def _send(self, due: float) -> None:
        shape = self._random.randrange(len(self.raw))
        self._sent += 1
        if self._random.random() >= self.plan.fresh:
            while self.idle:
                client = self.idle.pop()  # the last one used: others may be about to be closed for idleness
                if client.is_open and not client.transport.is_closing():
                    client.ask(shape, due)
                    return
        if self.open_now >= _MOST_CONNECTIONS:
            self.add(shape, due, 0, "unsent", "NO_CONNECTION_LEFT")
            return
        self.open_now += 1
        task = asyncio.ensure_future(self._open(shape, due))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _open(self, shape: int, due: float) -> None:
        loop = asyncio.get_running_loop()
        self._addresses = (self._addresses + 1) % 4_000_000
        number = self._addresses + 65_536
        own = f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255 or 1}"
        local = (own, 0) if self.plan.own_addresses else None
        try:
            _, client = await loop.create_connection(
                lambda: _Client(self), self.plan.host, self.plan.port, local_addr=local
            )
        except OSError as error:
            self.open_now -= 1
            self.add(shape, due, 0, "unsent", type(error).__name__)
            return
        client.ask(shape, due)

    def note(self, shape: int, due: float, status: int, body: bytes) -> None:
        """An answer is whole: what is it?"""
        expected = self.expected[shape]
        is_known = body.startswith(expected) if expected is not None else _is_plain(body)
        if status == 200 and is_known:
            self.add(shape, due, status, "good")
        elif status in (429, 503):
            self.add(shape, due, status, "refused", _code(body))
        else:
            self.add(shape, due, status, "failed" if b'"errors":' in body else "wrong", _code(body))

    def add(self, shape: int, due: float, status: int, outcome: str, code: str = "") -> None:
        self.rows.append((shape, round(due, 4), round(time.monotonic(), 4), status, outcome, code))


def _is_plain(body: bytes) -> bool:
    """Whether an answer whose bytes are not known has data and no errors."""
    return body.startswith(b'{"data":') and b'"errors":' not in body


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["errors"][0]["extensions"]["code"])
    except (ValueError, KeyError, IndexError, TypeError):
        return ""


def expected_of(body: bytes) -> str:
    """What a good answer begins with: all of its data, without what is told beside it."""
    at = body.rfind(_MARK)
    if at < 0 or b'"errors":' in body[at:] or not body.startswith(b'{"data":'):
        raise ValueError(f"no good answer: {body[:300]!r}")
    return body[: at + len(_MARK)].decode()


def main() -> None:
    """Read a plan from standard input, send it, write the samples."""
    given = json.load(sys.stdin)
    given["shapes"] = [Shape(**shape) for shape in given["shapes"]]
    sender = _Sender(Plan(**given))
    gc.disable()  # a pause of the generator would look like one of the service
    asyncio.run(sender.run())
    json.dump(sender.rows, sys.stdout)


if __name__ == "__main__":
    main()

"""Three hundred slow or silent clients of each kind at once: all are closed within ten seconds, others notice nothing.

Each client has a loopback address of its own, so that the cap of an address does not do the work. The canary asks the
database meanwhile, from another thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import resource
import select
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.served import FREE_RATE, Served, served

CLOSED_SECONDS = 10.0
CANARY_MS = 250.0
_PATIENCE = 14.0
_STEP = 1.0
_LOOK = 0.25
_TRIES = 10
_BATCH, _BATCH_PAUSE = 10, 0.025  # fewer than are let in at once: this is not about crowds
# Two of these, 300 kB each, are more than the kernel keeps for a client that does not read.
_PAGE = b"GET /graphql/schema HTTP/1.1\r\nHost: a\r\n\r\n"
HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
_HEAD = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"


@dataclass(frozen=True)
class Kind:
    """What such a client sends at first, and again each second; whether it reads."""

    name: str
    first: bytes
    again: bytes = b""
    reads: bool = True
    answer: bytes = b""
    """What the service's answer begins with, if it is such a client at all."""


KINDS = (
    Kind("silent", b""),
    Kind("slow head", b"POST /graphql HTTP/1.1\r\nHost: a\r\nX-A: ", b"a"),
    Kind("slow body", _HEAD, b"["),
    Kind("empty lines", b"\r\n", b"\r\n"),
    Kind("not reading", _PAGE * 2, reads=False),
    Kind("idle after an answer", b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n", answer=b"HTTP/1.1 200"),
    Kind("WebSocket without connection_init", HANDSHAKE, answer=b"HTTP/1.1 101"),
)


@dataclass
class Canary:
    """Asks over and over; how long each answer took, in ms, and those that were none."""

    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0


def slow_clients(service: Served, count: int) -> tuple[dict[str, list[float | None]], Canary]:
    """Seconds until each client of a kind was closed (None: not within the patience), and the canary."""
    urllib.request.urlopen(f"{service.url}/graphql/schema", timeout=60).close()  # printed when first asked for
    _allow_files(len(KINDS) * count * 2 + 200)
    with _canary(service) as canary:
        closed = asyncio.run(_all(service, count))
    return closed, canary


async def _all(service: Served, count: int) -> dict[str, list[float | None]]:
    waiting: list[tuple[str, asyncio.Task[float | None]]] = []
    number = 0
    for _ in range(-(-count // _BATCH)):
        for kind in KINDS:
            for _ in range(min(_BATCH, count)):
                number += 1
                waiting.append((kind.name, asyncio.create_task(_one(service, kind, number))))
            await asyncio.sleep(_BATCH_PAUSE)
    closed: dict[str, list[float | None]] = {kind.name: [] for kind in KINDS}
    for name, task in waiting:
        closed[name].append(await task)
    return closed


class _Reading(asyncio.Protocol):
    """Throws away what it reads, but for its beginning; `closed` is when the connection ended."""

    def __init__(self) -> None:
        self.first = b""
        self.closed: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        self.first = self.first or data[:16]

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(time.monotonic())


async def _one(service: Served, kind: Kind, number: int) -> float | None:
    """Be such a client until the service closes the connection; after how many seconds of it that was."""
    own = f"127.{2 + (number >> 16)}.{number >> 8 & 255}.{number & 255 or 254}"
    if not kind.reads:
        return await _unread(service, kind, own)
    for _ in range(_TRIES):
        transport, client, began = await _opened(service, kind, own)
        while not client.closed.done() and time.monotonic() - began < _PATIENCE:
            await asyncio.wait([client.closed], timeout=_STEP)
            if kind.again and not transport.is_closing():
                transport.write(kind.again)
        transport.abort()
        if client.first.startswith(kind.answer):
            return client.closed.result() - began if client.closed.done() else None
        await asyncio.sleep(_LOOK)  # refused for load: it never was such a client
    return None


async def _opened(service: Served, kind: Kind, own: str) -> tuple[asyncio.Transport, _Reading, float]:
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(_Reading, service.host, service.port, local_addr=(own, 0))
    transport.write(kind.first)
    return transport, client, time.monotonic()


async def _unread(service: Served, kind: Kind, own: str) -> float | None:
    """The same without reading, so that only the kernel can tell of the end."""
    loop = asyncio.get_running_loop()
    with socket.socket() as peer:
        peer.setblocking(False)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        peer.bind((own, 0))
        await loop.sock_connect(peer, (service.host, service.port))
        began = time.monotonic()
        await loop.sock_sendall(peer, kind.first)
        poll = select.poll()
        poll.register(peer, select.POLLRDHUP)
        while time.monotonic() - began < _PATIENCE:
            await asyncio.sleep(_LOOK)
            if poll.poll(0):
                return time.monotonic() - began
    return None


@contextlib.contextmanager
def _canary(service: Served) -> Iterator[Canary]:
    canary, done = Canary(), threading.Event()
    thread = threading.Thread(target=_ask, args=(service, canary, done.wait))
    thread.start()
    try:
        yield canary
    finally:
        done.set()
        thread.join()


def _ask(service: Served, canary: Canary, wait: Callable[[float], bool]) -> None:
    body = json.dumps({"query": "{ counties { totalCount } }"})
    while not wait(0.1):
        began = time.monotonic()
        connection = http.client.HTTPConnection(service.host, service.port, timeout=5)
        try:
            connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            is_good = b'"totalCount":' in connection.getresponse().read()
        except OSError:
            is_good = False
        connection.close()
        canary.milliseconds.append((time.monotonic() - began) * 1000)
        canary.failed += not is_good


def _allow_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def rows(engine: Name, closed: dict[str, list[float | None]], canary: Canary) -> list[Figure]:
    """A figure for each kind, and the canary's."""
    figures = []
    for name, seconds in closed.items():
        done = [second for second in seconds if second is not None]
        late = len(seconds) - sum(second <= CLOSED_SECONDS for second in done)
        figure = f"{len(seconds) - late} of {len(seconds)}, the last after {max(done, default=0):.1f} s"
        figures.append(Figure(f"{name}: closed in time, {engine}", f"≤ {CLOSED_SECONDS:.0f} s", figure, not late))
    slowest = max(canary.milliseconds, default=0.0)
    told = f"{slowest:.0f} ms of {len(canary.milliseconds)}, {canary.failed} failed"
    is_met = 0 < slowest <= CANARY_MS and not canary.failed
    return [*figures, Figure(f"slowest canary meanwhile, {engine}", f"≤ {CANARY_MS:.0f} ms", told, is_met)]


def run(long: bool) -> Sequence[Figure]:
    """The engine makes no difference at the socket: the embedded one."""
    with served("embedded", **FREE_RATE) as service:
        time.sleep(15 if long else 1)  # until the named documents are warm
        return rows("embedded", *slow_clients(service, 300 if long else 50))


TRIAL = Trial("slow_clients", run)

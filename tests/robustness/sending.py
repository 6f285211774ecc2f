"""Requests as bytes over sockets of their own, and a canary: an ordinary visitor who asks all the while."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.robustness.served import Served

_PATIENCE = 15.0
_CANARY = json.dumps({"query": "query Canary { counties(first: 3) { nodes { nuts3 } } }"})
_PAUSE = 0.01


@dataclass(frozen=True)
class Reply:
    """What came back: everything up to the end of the connection, and how long that took."""

    raw: bytes
    seconds: float

    @property
    def status(self) -> int:
        """0 for a connection that was closed without an answer."""
        with contextlib.suppress(IndexError, ValueError):
            return int(self.raw.split(b" ", 2)[1])
        return 0

    @property
    def code(self) -> str:
        """The code of the first error, also of one in a payload; the status where the answer has none."""
        with contextlib.suppress(ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration):
            answer = json.loads(self.raw.partition(b"\r\n\r\n")[2])
            if "errors" in answer:
                return str(answer["errors"][0]["extensions"]["code"])
            codes = [error["code"] for payload in answer["data"].values() for error in payload["errors"]]
            return str(next(code for code in codes if code != "ROLLED_BACK"))
        return str(self.status)


def sent(service: Served, request: bytes) -> Reply:
    """One request as it is, on a connection of its own."""
    received = bytearray()
    with socket.create_connection((service.host, service.port), _PATIENCE) as line:
        began = time.perf_counter()
        # A server may refuse, and close, before it has everything.
        with contextlib.suppress(ConnectionError):
            line.sendall(request)
        first = 0.0
        with contextlib.suppress(ConnectionError, TimeoutError):
            while data := line.recv(65_536):
                first = first or time.perf_counter()
                received += data
        return Reply(bytes(received), (first or time.perf_counter()) - began)


@dataclass
class Canary:
    """How long each question of the visitor took, and how many were not answered well."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def longest(self) -> float:
        return max(self.seconds, default=0.0)


@contextmanager
def canary(service: Served) -> Iterator[Canary]:
    """A visitor who asks the same small question again and again while the block runs."""
    told, ended = Canary(), threading.Event()
    asking = threading.Thread(target=_ask, args=(service, told, ended), daemon=True)
    asking.start()
    try:
        yield told
    finally:
        ended.set()
        asking.join(_PATIENCE)


def _ask(service: Served, told: Canary, ended: threading.Event) -> None:
    line = http.client.HTTPConnection(service.host, service.port, timeout=_PATIENCE)
    while not ended.is_set():
        began = time.perf_counter()
        try:
            line.request("POST", "/graphql", _CANARY, {"Content-Type": "application/json"})
            answer = line.getresponse()
            good = answer.status == 200 and b"HU" in answer.read()
        except (OSError, http.client.HTTPException):
            good = False
            line.close()
        told.seconds.append(time.perf_counter() - began)
        told.failed += not good
        time.sleep(_PAUSE)
    line.close()

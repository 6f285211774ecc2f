"""Requests as bytes over sockets of their own, and a canary: an ordinary visitor who asks all the while."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from tests.robustness.served import Served

_PATIENCE = 15.0
_CANARY = json.dumps({"query": "query Canary { counties(first: 3) { nodes { nuts3 } } }"})
_PAUSE = 0.01


@dataclass(frozen=True)
class _Received:
    """Reads like a socket what has come already."""

    raw: bytes

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self.raw)


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
        """The code of the first error, also of one in a payload or a report; the status where the answer has none."""
        with contextlib.suppress(
            ValueError, LookupError, TypeError, AttributeError, StopIteration, http.client.HTTPException
        ):
            answer = json.loads(self._content())
            if "errors" in answer:
                return str(answer["errors"][0]["extensions"]["code"])
            if "lines" in answer:
                return str(next(line["code"] for line in answer["lines"] if line["verdict"] == "refused"))
            codes = [error["code"] for payload in answer["data"].values() for error in payload["errors"]]
            return str(next(code for code in codes if code != "ROLLED_BACK"))
        return str(self.status)

    def _content(self) -> bytes:
        """What stands in the body, which may have come in chunks."""
        answer = http.client.HTTPResponse(cast(socket.socket, _Received(self.raw)))
        answer.begin()
        return answer.read()


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

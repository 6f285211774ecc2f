"""What abusers of one address do to a service, each with the harm that was measured and the code that it met.

Every abuse comes from a loopback address of its own, so that one does not spend the rate, or fill the connections, of
another.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.robustness.load import Generator, Plan, Sample, Shape, percentile, post
from tests.robustness.outage import warm_shapes
from tests.robustness.served import Served, resident_mib

PATIENCE = 60.0
_MORE_AND_MORE = (15, 30, 60, 120)
TRIES, PAUSE = 40, 0.05
SHED = "OVERLOADED"
"""The gate of load refuses anybody for a moment: whatever is measured beside it tries again."""
_addresses = (f"127.9.{number >> 8}.{number & 255}" for number in itertools.count(257) if number & 255)
Cost = Callable[[Served], float]


@dataclass(frozen=True)
class Harm:
    """How much of it, in a unit of the abuse; `codes` are those of what was refused."""

    amount: float
    codes: Mapping[str, int]


def address() -> str:
    """One that nobody has come from."""
    return next(_addresses)


def cpu_ms(pid: int) -> float:
    """Milliseconds of the processors that `pid` has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def both_cpu_ms(service: Served) -> float:
    """Of the service and its database."""
    return cpu_ms(service.pid) + cpu_ms(service.engine_pid or service.pid)


def own_cpu_ms(service: Served) -> float:
    """Of the service alone."""
    return cpu_ms(service.pid)


@contextmanager
def peak_mib(pid: int) -> Iterator[list[float]]:
    """The most memory that `pid` had while inside, beyond what it had before, in MiB (Linux)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")  # forget the old peak
    before = resident_mib(pid)
    found: list[float] = []
    yield found
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines() if line[:6] == "VmHWM:"]
    found.append(int(line.split()[1]) / 1024 - before)


@dataclass(frozen=True)
class Answer:
    """One answer: its status, its bytes and the code of its first error."""

    status: int
    body: bytes

    @property
    def code(self) -> str:
        with contextlib.suppress(ValueError, KeyError, IndexError, TypeError):
            return str(json.loads(self.body)["errors"][0]["extensions"]["code"])
        return ""


class Visitor:
    """Asks one after the other on connections from one address."""

    def __init__(self, service: Served) -> None:
        self._service, self._own = service, address()

    def asks(self, document: str, variables: Mapping[str, Any] | None = None) -> Answer:
        return self.sends(json.dumps({"query": document, "variables": variables or {}}).encode())

    def sends(self, body: bytes) -> Answer:
        """The answer to a body; repeated while load refuses it."""
        for _ in range(TRIES):
            answer = self._sent(body)
            if answer.code != SHED:
                break
            time.sleep(PAUSE)
        return answer

    def _sent(self, body: bytes) -> Answer:
        line = http.client.HTTPConnection(
            self._service.host, self._service.port, timeout=PATIENCE, source_address=(self._own, 0)
        )
        with contextlib.closing(line):
            with contextlib.suppress(ConnectionError):  # refused before everything was sent
                line.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            try:
                response = line.getresponse()
                return Answer(response.status, response.read())
            except (OSError, http.client.HTTPException):
                return Answer(0, b"")


def refused(*answers: Answer) -> Counter[str]:
    """The codes of those that were."""
    return Counter(answer.code or str(answer.status) for answer in answers if answer.code or answer.status != 200)


def large_bodies(service: Served) -> Harm:
    """Bodies of 24 MiB, most of it a text that nobody reads: the most memory, in MiB."""
    body = json.dumps({"query": "{ dataVersion }", "extensions": {"x": "x" * 25_000_000}}).encode()
    visitor = Visitor(service)
    with peak_mib(service.pid) as peak:
        answers = [visitor.sends(body) for _ in range(2)]
    return Harm(max(peak[0], 1.0), refused(*answers))


def one_document(
    service: Served, document: str, variables: Mapping[str, Any] | None = None, *, of: Cost = both_cpu_ms
) -> Harm:
    """One document, once its address knows how it is refused: milliseconds of `of`."""
    visitor = Visitor(service)
    visitor.asks("{ dataVersion }")
    before = of(service)
    answer = visitor.asks(document, variables)
    return Harm(of(service) - before, refused(answer))


def answer_bytes(service: Served, document: str) -> Harm:
    """One document: the bytes of what is sent."""
    answer = Visitor(service).asks(document)
    return Harm(len(answer.body), refused(answer))


def many_requests(service: Served, document: str, number: int) -> Harm:
    """One address asks so many times in a row: milliseconds of the service and its database."""
    visitor, before = Visitor(service), both_cpu_ms(service)
    answers = [visitor.asks(document) for _ in range(number)]
    return Harm(both_cpu_ms(service) - before, refused(*answers))


def burst(service: Served, documents: Sequence[str], seconds: float) -> Harm:
    """So many documents within `seconds`, each from an address of its own: the ms that half of them wait for an answer,
    or for being refused."""
    shapes = [Shape(str(number), post(service.host, {"query": text})) for number, text in enumerate(documents)]
    plan = Plan(service.host, service.port, shapes, len(shapes) / seconds, seconds, fresh=1.0, patience=PATIENCE)
    return _waited(Generator(plan).samples())


def quick_requests(service: Served, number: int) -> None:
    """So many of the smallest question, which the database is not asked, from more and more clients.

    Many at once would be refused and ask again, which keeps answers few, and the limit of requests under way low.
    """
    shapes = [Shape("type", post(service.host, {"query": "{ __typename }"}))]
    for clients in _MORE_AND_MORE:
        part = number // len(_MORE_AND_MORE)
        plan = Plan(service.host, service.port, shapes, 0, 0, fresh=0.0, clients=clients, requests=part)
        Generator(plan).samples()


def pressing(service: Served, rate: float, seconds: float) -> Harm:
    """Named questions at a rate far above capacity, each connection from an address of its own: those that were let in
    and then failed, for the database or at a later gate."""
    plan = Plan(service.host, service.port, warm_shapes(service), rate, seconds)
    codes = _waited(Generator(plan).samples()).codes
    return Harm(sum(number for code, number in codes.items() if code != SHED), codes)


def _waited(samples: Sequence[Sample]) -> Harm:
    codes = Counter(sample.code or sample.outcome for sample in samples if sample.outcome != "good")
    return Harm(percentile([sample.milliseconds for sample in samples], 0.5), codes)

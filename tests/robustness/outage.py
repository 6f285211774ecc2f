"""Databases that fail under load: how they are killed, stopped and brought back, and what became of each request."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, cast
from urllib.parse import urlsplit

from neo4j import GraphDatabase, Query

from bench.questions import statement_of
from tests.engines import neo4j, seeded
from tests.engines.running import Name, neo4j_engine
from tests.robustness.figures import Figure
from tests.robustness.load import Generator, Plan, Sample, Shape
from tests.robustness.real_documents import real_shapes
from tests.robustness.served import FREE_RATE, Served, served

READ_SECONDS = 2.0
BEYOND_SECONDS = 0.1
AGAIN_SECONDS = 2.0
LEAST_IN_FLIGHT = 10
_BEFORE_SECONDS, _AFTER_SECONDS, _LONGEST_SECONDS = 2.0, 8.0, 240.0
_CLIENTS, _FOR_A_WHILE_SECONDS, _TRIES = 16, 0.02, 10
RATE = 200.0
TYPED = {"STORE_UNAVAILABLE", "STORE_TIMEOUT", "STORE_BUSY"}
"""What a request may be told while the database is away; refusals of the gates come with a status of their own."""


def walk(steps: int) -> str:
    """A document that searches all walks of so many steps and finds none: no index helps, and each step takes five
    times as long as the one before. Its price is 1."""
    where = '{name: {contains: "qqqq"}}'
    for _ in range(steps):
        where = f"{{cooperatesWith: {{some: {where}}}}}"
    return f"{{ institutions(where: {where}) {{ totalCount }} }}"


@dataclass
class Database:
    """The database of a service under test: `kill` and `bring_back`, or `stop` and `go_on`."""

    service: Served
    server: neo4j.Neo4jServer | None = None
    is_brief: bool = False

    @property
    def pid(self) -> int:
        if self.server is not None:
            return self.server.process.pid
        assert self.service.engine_pid
        return self.service.engine_pid

    def kill(self) -> float:
        """Kill −9; when that was."""
        killed = time.monotonic()
        os.kill(self.pid, signal.SIGKILL)
        return killed

    def bring_back(self, old_pid: int) -> float:
        """Wait for the service's own supervisor until it takes connections, or start Neo4j on its port and home.

        When that was. Neo4j is back once it answers a statement by hand: the first takes it 1.3 s on two processors
        that do nothing else, whoever asks.
        """
        if self.server is not None:
            self.server.stop()
            port = urlsplit(self.server.uri).port
            self.server = neo4j.start(self.server.home, port, is_brief=self.is_brief)
            _ask_by_hand(self.server)
            return time.monotonic()
        while self.service.engine_pid in (old_pid, None) or not _listens(self.bolt_port):
            time.sleep(0.005)
        return time.monotonic()

    def stop(self) -> float:
        """SIGSTOP: it holds its connections and says nothing."""
        os.kill(self.pid, signal.SIGSTOP)
        return time.monotonic()

    def go_on(self) -> float:
        os.kill(self.pid, signal.SIGCONT)
        return time.monotonic()

    @property
    def bolt_port(self) -> int:
        if self.server is not None:
            return int(urlsplit(self.server.uri).port or 0)
        return int(json.loads((self.service.folder / "engine.json").read_text("utf-8"))["bolt_port"])


def _ask_by_hand(server: neo4j.Neo4jServer) -> None:
    with GraphDatabase.driver(server.uri, auth=(neo4j.USERNAME, neo4j.PASSWORD)) as driver:
        statement = Query(cast(LiteralString, statement_of("nested")))
        driver.execute_query(statement, county="HU223", first=5, database_=neo4j.DATABASE)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


@contextlib.contextmanager
def failing(name: Name, *, is_brief: bool = False, **settings: str) -> Iterator[Database]:
    """A service over the demonstration, and its database, which may be killed; `is_brief` where nothing is timed."""
    if name == "embedded":
        with served("embedded", **FREE_RATE, **settings) as service:
            yield Database(service)
        return
    with tempfile.TemporaryDirectory(prefix="kalaka-outage-") as scratch:
        home = seeded.seeded_copy("neo4j", Path(scratch) / "home")
        server = neo4j.start(home, neo4j.free_port(), is_brief=is_brief)
        database = None
        try:
            engine = neo4j_engine(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE)
            with served("neo4j", database=engine, **FREE_RATE, **settings) as service:
                database = Database(service, server, is_brief)
                yield database
        finally:
            ending = database.server if database and database.server else server
            with contextlib.suppress(ProcessLookupError):
                os.kill(ending.process.pid, signal.SIGCONT)
            ending.stop()


class Pressing:
    """Sixteen clients that ask something heavy, over and over, so that enough is in flight when the database fails."""

    def __init__(self, service: Served) -> None:
        self._service = service
        self._is_over = threading.Event()
        self._waiting: dict[int, float] = {}
        self._pool = ThreadPoolExecutor(_CLIENTS)
        self._futures = [self._pool.submit(self._ask_on, number) for number in range(_CLIENTS)]

    def wait_until_in_flight(self, least: int, seconds: float = 20.0) -> None:
        """Return once so many have been waiting for their answer for a while."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            now = time.monotonic()
            if sum(now - since > _FOR_A_WHILE_SECONDS for since in tuple(self._waiting.values())) >= least:
                return
            time.sleep(0.005)

    def end(self) -> list[Sample]:
        """Ask no more; what became of every request."""
        self._is_over.set()
        found = [sample for future in self._futures for sample in future.result()]
        self._pool.shutdown()
        return found

    def _ask_on(self, number: int) -> list[Sample]:
        found = []
        while not self._is_over.is_set():
            self._waiting[number] = time.monotonic()
            found.append(_asked(self._service, walk(2)))
            del self._waiting[number]
            self._is_over.wait(0.01 if found[-1].outcome == "good" else 0.1)
        return found


def _asked(service: Served, document: str) -> Sample:
    due = time.monotonic()
    connection = http.client.HTTPConnection(service.host, service.port, timeout=20)
    try:
        content = json.dumps({"query": document})
        connection.request("POST", "/graphql", content, {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = json.loads(response.read())
    except (OSError, http.client.HTTPException, ValueError):
        return Sample(0, due, time.monotonic(), 0, "lost")
    finally:
        connection.close()
    done = time.monotonic()
    if "errors" not in body:
        return Sample(0, due, done, response.status, "good")
    outcome = "refused" if response.status in (429, 503) else "failed"
    return Sample(0, due, done, response.status, outcome, str(body["errors"][0]["extensions"].get("code", "")))


@dataclass(frozen=True)
class Outage:
    """One failure: when it began, when the database was there again, and every request round it."""

    began: float
    back: float
    samples: Sequence[Sample]

    @property
    def in_flight(self) -> int:
        """Requests that were under way when it began."""
        return sum(sample.due <= self.began < sample.done for sample in self.samples)

    @property
    def codes(self) -> dict[str, int]:
        """What was told instead of answers, with its number."""
        return dict(Counter(sample.code or sample.outcome for sample in self.samples if sample.outcome != "good"))

    @property
    def untyped(self) -> list[Sample]:
        """Answers that are neither good, nor a refusal of the gates, nor a typed error of the store."""
        return [
            sample
            for sample in self.samples
            if sample.outcome not in ("good", "refused") and not (sample.outcome == "failed" and sample.code in TYPED)
        ]

    @property
    def slowest(self) -> float:
        """Seconds of the slowest request from the moment the database was gone until it was there."""
        return max(
            (
                sample.done - sample.due
                for sample in self.samples
                if sample.done >= self.began and sample.due < self.back
            ),
            default=0.0,
        )

    @property
    def again(self) -> float:
        """Seconds from its return until the last request that still failed for want of it was sent."""
        late = [sample.due for sample in self.samples if sample.code in TYPED and sample.due > self.back]
        return max(late, default=self.back) - self.back

    @property
    def is_good_again(self) -> bool:
        """Whether good answers came soon after its return."""
        soon = self.back + AGAIN_SECONDS
        return any(s.outcome == "good" and self.back < s.done <= soon for s in self.samples)

    def describe(self) -> str:
        """One line for people."""
        good = sum(sample.outcome == "good" for sample in self.samples)
        return (
            f"{self.in_flight} in flight, away {self.back - self.began:.1f} s, {good} good, {self.codes}, "
            f"slowest {self.slowest:.2f} s, good again after {self.again:.2f} s"
        )


def warm_shapes(service: Served) -> list[Shape]:
    """The named questions with their answers, once each has one: a database that has just started plans slowly."""
    for left in reversed(range(_TRIES)):
        try:
            return real_shapes(service)
        except ValueError:
            if not left:
                raise
            time.sleep(1)
    raise AssertionError("the last try returns or raises")


def fail_under_load(database: Database, shapes: list[Shape], fail: Callable[[], tuple[float, float]]) -> Outage:
    """200 requests a second round what `fail` does, which returns when the database was gone and when it was back."""
    service = database.service
    generator = Generator(Plan(service.host, service.port, shapes, RATE, _LONGEST_SECONDS))
    try:
        time.sleep(_BEFORE_SECONDS)
        pressing = Pressing(service)
        try:
            pressing.wait_until_in_flight(LEAST_IN_FLIGHT)
            began, back = fail()
        finally:
            pressed = pressing.end()
        time.sleep(max(0.0, back + _AFTER_SECONDS - time.monotonic()))
    finally:
        generator.end()
        samples = generator.samples()
    return Outage(began, back, [*samples, *pressed])


def until_one_counts(one_round: Callable[[], Outage], most: int = 3) -> list[Outage]:
    """Rounds until one has enough in flight, at most so many: how many a service lets in depends on the machine."""
    rounds = [one_round()]
    while rounds[-1].in_flight < LEAST_IN_FLIGHT and len(rounds) < most:
        rounds.append(one_round())
    return rounds


def figures(what: str, name: Name, rounds: Sequence[Outage]) -> list[Figure]:
    """The rows of the table for rounds that count; one row says how many those are."""
    counted = [one for one in rounds if one.in_flight >= LEAST_IN_FLIGHT]
    untyped = sum(len(one.untyped) for one in counted)
    slowest = max((one.slowest for one in counted), default=0.0)
    again = max((one.again for one in counted), default=0.0)
    good = all(one.is_good_again for one in counted)
    bar = READ_SECONDS + BEYOND_SECONDS
    flights = ", ".join(str(one.in_flight) for one in rounds)
    return [
        Figure(
            f"{what}, {name}: rounds with {LEAST_IN_FLIGHT} or more in flight",
            f"{len(rounds)} of {len(rounds)}",
            f"{len(counted)} ({flights} in flight)",
            is_met=bool(rounds) and len(counted) == len(rounds),
        ),
        Figure(f"{what}, {name}: answers neither good nor typed errors", "0", str(untyped), is_met=untyped == 0),
        Figure(f"{what}, {name}: slowest request", f"{bar:.1f} s", f"{slowest:.2f} s", is_met=0 < slowest <= bar),
        Figure(
            f"{what}, {name}: good again after it is back",
            f"{AGAIN_SECONDS:.0f} s",
            f"{again:.2f} s" if good else "not",
            is_met=good and again <= AGAIN_SECONDS,
        ),
    ]

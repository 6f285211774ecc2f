"""SIGTERM at 200 requests a second: every request that was sent is answered.

A part of the clients uses kept connections, a part connects anew for each request. A connection that is refused after
the address is closed counts as not sent. A round counts only if at least ten requests were under way at the signal: the
database is held (SIGSTOP) for a quarter of a second before, and goes on a moment after.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.engines.running import Name, RunningEngine, running_neo4j
from tests.engines.seeded import seeded_copy
from tests.robustness.figures import Figure, Trial
from tests.robustness.load import Generator, Plan, Sample, Shape, post
from tests.robustness.served import FREE_RATE, Served, served

RATE = 200.0
LEAST_UNDER_WAY = 10
_BEFORE, _AFTER = 1.5, 3.0
_HELD = 0.25
_TRIES = 40
_FRESH = 0.3
_DOCUMENT = "{ institutions(first: 20) { nodes { id name { hu en } settlement { name county { name { hu } } } } } }"


@dataclass(frozen=True)
class Round:
    """One end. `under_way` were asked and not answered at the signal; `exit_code` is the process's."""

    under_way: int
    samples: Sequence[Sample]
    exit_code: int
    seconds: float

    def count(self, outcome: str) -> int:
        return sum(sample.outcome == outcome for sample in self.samples)

    @property
    def counts(self) -> bool:
        return self.under_way >= LEAST_UNDER_WAY

    @property
    def is_clean(self) -> bool:
        return not self.count("lost") and not self.count("wrong") and not self.count("failed") and self.exit_code == 0


def end_under_load(engine: Name, *arguments: str, database: RunningEngine | None = None, rate: float = RATE) -> Round:
    """Start the service, load it, end it with SIGTERM."""
    with served(engine, *arguments, database=database, **FREE_RATE) as service:
        body = {"query": _DOCUMENT}
        _planned(service, body)
        shape = Shape("page", post(f"{service.host}:{service.port}", body))
        plan = Plan(service.host, service.port, [shape], rate, _BEFORE + _AFTER, fresh=_FRESH)
        load = Generator(plan)
        load.begun()
        time.sleep(_BEFORE)
        at = _signalled(service)
        code = service.process.wait(40)
        seconds = time.monotonic() - at
        samples = load.samples()
    under_way = sum(sample.due <= at < sample.done for sample in samples if sample.outcome != "unsent")
    return Round(under_way, samples, code, seconds)


def _planned(service: Served, body: Mapping[str, str]) -> None:
    """Ask until it is answered: a Neo4j that has just started may plan a text for longer than a request may take."""
    content, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            asked = urllib.request.Request(f"{service.url}/graphql", content, headers)
            with urllib.request.urlopen(asked, timeout=30) as answer:
                if b'"errors":' not in answer.read():
                    return
        time.sleep(_HELD)
    raise AssertionError("the document is not answered")


def _signalled(service: Served) -> float:
    """Hold the database, ask the service to end, let the database go on; when the signal was sent."""
    engine = service.engine_pid
    assert engine is not None
    os.kill(engine, signal.SIGSTOP)
    try:
        time.sleep(_HELD)
        at = time.monotonic()
        os.kill(service.pid, signal.SIGTERM)
        time.sleep(_HELD)
    finally:
        os.kill(engine, signal.SIGCONT)
    return at


def rows(about: str, rounds: Sequence[Round]) -> list[Figure]:
    """The figure of some rounds."""
    counting = [one for one in rounds if one.counts]
    lost = sum(one.count("lost") + one.count("wrong") + one.count("failed") for one in counting)
    asked = sum(len(one.samples) - one.count("unsent") for one in counting)
    codes = Counter(one.exit_code for one in rounds)
    slowest = max((one.seconds for one in counting), default=0.0)
    figure = (
        f"{lost} of {asked}, {len(counting)} of {len(rounds)} rounds, ended within {slowest:.1f} s, codes {dict(codes)}"
    )
    is_met = bool(counting) and not lost and set(codes) == {0}
    return [Figure(f"requests lost at SIGTERM, {RATE:.0f}/s, {about}", "0", figure, is_met)]


def run(long: bool) -> list[Figure]:
    """Several rounds on each engine, and with two workers."""
    count = 5 if long else 1
    figures = rows("embedded", [end_under_load("embedded") for _ in range(count)])
    with ExitStack() as stack:
        database = stack.enter_context(_neo4j(stack))
        figures += rows("neo4j", [end_under_load("neo4j", database=database) for _ in range(count)])
        two = [end_under_load("neo4j", "--workers", "2", database=database) for _ in range(count)]
        figures += rows("two workers on neo4j", two)
    return figures


def _neo4j(stack: ExitStack) -> AbstractContextManager[RunningEngine]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kalaka-shutdown-")))
    return running_neo4j(seeded_copy("neo4j", folder / "neo4j"), is_brief=True)


TRIAL = Trial("shutdown", run)

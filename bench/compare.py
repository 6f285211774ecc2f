"""One engine's comparison: start the sides, hold them to one answer, warm them up, let them take turns."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from bench import processes, sides
from bench.engines import Database
from bench.interleave import Ask, Bounds, interleaved, turns, warm_up
from bench.processes import NotRun, Running
from bench.questions import Question
from bench.spread import Spread, spread

WARM_UP = 500


@dataclass(frozen=True)
class Timed:
    """A question on one engine: the size of our answer and the milliseconds of each side."""

    title: str
    bytes: int
    sides: Mapping[str, Spread]
    ratios: Spread | None = None
    """Ours to the hand-written one, turn by turn."""


@dataclass
class Comparison:
    """All that was measured on one engine."""

    engine: str
    cohorts: int = 0
    timed: list[Timed] = field(default_factory=list)
    named: list[Timed] = field(default_factory=list)
    """The thirty questions, ours and by hand."""
    plans: dict[str, int] = field(default_factory=dict)
    """Requests to the service, by whether their plan and text were kept."""
    start_up: Spread | None = None
    memory: dict[str, float] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The engine, and the size of its data unless it is the demonstration alone."""
        return f"{self.engine} with {self.cohorts} cohorts more" if self.cohorts else self.engine


def start_up_seconds(database: Database, question: Question, folder: Path, times: int) -> Spread:
    """From the command to its first answer, everything installed and seeded."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        with processes.service(database.service, folder) as running:
            processes.await_answer(running, "/graphql", question.our_body())
            taken.append(time.perf_counter() - began)
    return spread(taken)


@dataclass(frozen=True)
class Named:
    """The thirty questions, and how long each is asked."""

    questions: Sequence[Question]
    bounds: Bounds
    warm: int


def compare(
    database: Database,
    questions: Sequence[Question],
    folder: Path,
    bounds: Mapping[str, Bounds],
    warm: int = WARM_UP,
    named: Named | None = None,
) -> Comparison:
    """Every question, by every side that can run on this engine; the named ones by ours and by hand."""
    found = Comparison(database.name)
    with ExitStack() as stack:
        running = _start(database, questions[0], folder, stack, found)
        found.memory = {f"{name} after start": one.memory_mb() for name, one in running.items()}
        asked = {name: stack.enter_context(closing(_side(name, one))) for name, one in running.items()}
        driver = stack.enter_context(closing(sides.DriverAlone(database.direct())))
        for question in questions:
            sides.check_equal(question, asked)
        for question in questions:
            asks: dict[str, Ask] = {"driver": driver.asks(question)}
            asks |= {name: side.asks(question) for name, side in asked.items()}
            warm_up(asks, warm)
            size = asked["ours"].size(question)
            found.timed.append(Timed(question.title, size, interleaved(asks, bounds[question.name])))
        found.named += [_named(question, asked, named) for question in named.questions] if named else ()
        found.memory |= {f"{name} after load": one.memory_mb() for name, one in running.items()}
        found.plans = _plans(running["ours"])
    return found


def _named(question: Question, asked: Mapping[str, sides.Http], named: Named) -> Timed:
    two = {name: asked[name] for name in ("ours", "hand")}
    sides.check_equal(question, two)
    asks = {name: side.asks(question) for name, side in two.items()}
    warm_up(asks, named.warm)
    taken = turns(asks, named.bounds)
    ratios = spread([ours / hand for ours, hand in zip(taken["ours"], taken["hand"], strict=True)])
    spreads = {name: spread(values) for name, values in taken.items()}
    return Timed(question.title, asked["ours"].size(question), spreads, ratios)


def _plans(running: Running) -> dict[str, int]:
    """From the log lines of the service, which are written within 50 ms."""
    time.sleep(0.5)
    lines = [json.loads(line) for line in running.log.read_text("utf-8").splitlines() if '"planKept"' in line]
    kept = sum(line["planKept"] for line in lines)
    return {"kept": kept, "made": len(lines) - kept}


def _start(
    database: Database, question: Question, folder: Path, stack: ExitStack, found: Comparison
) -> dict[str, Running]:
    """Ours first: on the embedded engine it is the process that the others attach to."""
    running = {"ours": stack.enter_context(processes.service(database.service, folder))}
    processes.await_answer(running["ours"], "/graphql", question.our_body())
    direct = database.direct()
    running["hand"] = stack.enter_context(processes.handwritten(direct, folder))
    if database.name == "neo4j":
        try:
            running["rival"] = stack.enter_context(processes.rival(direct, folder))
        except NotRun as reason:
            found.not_run.append(str(reason))
    return running


def _side(name: str, running: Running) -> sides.Http:
    if name == "ours":
        return sides.ours(running)
    return {"hand": sides.hand, "rival": sides.rival}[name](running.port)

"""`make bench`: one run of about fifteen minutes that measures everything, prints it and leaves a dated file.

With --cohorts: Neo4j alone, ten times as many institutions with 9, the same questions.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from bench import bars, processes, sides
from bench.analyses import ANALYSES
from bench.analysis import measured
from bench.bringing import bringing
from bench.compare import Named, compare, start_up_seconds
from bench.engines import Database, embedded_database, neo4j_database
from bench.environment import environment
from bench.holds import holds
from bench.interleave import Bounds
from bench.loads import projection_loads
from bench.planned import look_inside
from bench.processes import NotRun
from bench.questions import Question, named_questions, nested_question, one_row_question
from bench.report import RESULTS, Report
from bench.sides import Unequal
from bench.spread import Spread
from bench.trips import trips
from tests.engines import neo4j

COUNTY, FIRST = "HU223", 30
FIRST_WITH_COHORTS = 25  # its institutions work on more: so this answer, too, has about 30 kB
_BOUNDS = {"one_row": Bounds(1000, 30), "nested": Bounds(400, 40)}
_QUICK = {"one_row": Bounds(40, 5), "nested": Bounds(20, 5)}
_WARM, _QUICK_WARM = 500, 30
_NAMED, _QUICK_NAMED = Named(named_questions(), Bounds(200, 6), 20), Named(named_questions(), Bounds(6, 1), 2)
_STARTS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every bar that was measured is met, 1 when one is missed, 2 when the sides disagree."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a trial of the bench itself: too few requests to quote")
    parser.add_argument(
        "--cohorts", type=int, default=0, help="Neo4j alone, with so many cohorts of 720 institutions more"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the dated file")
    chosen = parser.parse_args(arguments)
    report = Report(cohorts=chosen.cohorts)
    try:
        with tempfile.TemporaryDirectory(prefix="kalaka-bench-") as folder:
            _measure(report, Path(folder), quick=chosen.quick)
    except Unequal as difference:
        print(f"Nothing was timed: {difference}", file=sys.stderr)
        return 2
    print("\n".join(report.lines()))
    if not chosen.quick:
        print(f"\nWritten: {_shown(report.save(chosen.results))}")
    return 1 if any(verdict.met is False for verdict in report.verdicts) else 0


def _measure(report: Report, folder: Path, *, quick: bool) -> None:
    report.environment = environment(None if neo4j.missing() else neo4j.version())
    with ExitStack() as stack:
        databases: list[Database] = []
        with _phase("seed or copy the databases"):
            if not report.cohorts:  # the embedded engine is for small data
                databases.append(embedded_database(folder))
            try:
                databases.append(stack.enter_context(neo4j_database(folder, report.cohorts)))
            except NotRun as reason:
                report.not_run.append(str(reason))
        first = FIRST_WITH_COHORTS if report.cohorts else FIRST
        asked = _questions(databases[0], first, folder) if databases else ()
        for database in databases:
            _one_engine(report, database, asked, folder, quick=quick)
    if not report.cohorts and not quick:
        for database in databases:
            with _phase(f"bring the demonstration in on {database.name}"):
                report.bringing[database.name] = bringing(database.name, folder)
    if not report.cohorts:
        with _phase("network analysis by size"):
            report.analysis = measured(ANALYSES, quick=quick)
    report.verdicts += _verdicts(report)


def _questions(database: Database, first: int, folder: Path) -> tuple[Question, ...]:
    """About a county, and about its first institution in the data."""
    nested = nested_question(COUNTY, first)
    with processes.service(database.service, folder) as running:
        processes.await_answer(running, "/graphql", nested.our_body())
        with closing(sides.ours(running)) as ours:
            institution = nested.ours(ours.answer(nested))[0]
    return one_row_question(institution["id"]), nested


def _one_engine(report: Report, database: Database, asked: Sequence[Question], folder: Path, *, quick: bool) -> None:
    with _phase(f"start the service on {database.name}"):
        report.start_up[database.name] = start_up_seconds(database, asked[0], folder, 1 if quick else _STARTS)
    if database.name == "neo4j":
        with _phase("look inside: trips, database hits, completion"):
            report.trips = dict(trips(database, asked, folder))
            inside = asyncio.run(look_inside(database.options, asked, named_questions()))
            report.hits, report.completion = dict(inside.hits), dict(inside.completion)
            report.named_hits = dict(inside.named)
    with _phase(f"compare on {database.name}"):
        bounds, warm, named = (_QUICK, _QUICK_WARM, _QUICK_NAMED) if quick else (_BOUNDS, _WARM, _NAMED)
        found = compare(database, asked, folder, bounds, warm, named)
        found.cohorts = report.cohorts
    report.comparisons.append(found)
    report.not_run += found.not_run
    with _phase(f"load the projection from {database.name}"):
        report.loads[found.name] = asyncio.run(projection_loads(database.options))
    if report.cohorts:  # the demonstration's betweenness is done in ten milliseconds
        with _phase("ask one row while betweenness runs"), processes.service(database.service, folder) as running:
            processes.await_answer(running, "/graphql", asked[0].our_body())
            with closing(sides.ours(running)) as ours:
                report.holds[found.name] = holds(running.port, running.process.pid, ours.asks(asked[0]))


def _verdicts(report: Report) -> list[bars.Verdict]:
    found = [verdict for comparison in report.comparisons for verdict in bars.ratio_bars(comparison)]
    found += [verdict for comparison in report.comparisons for verdict in bars.named_bars(comparison)]
    for title, facts in report.completion.items():
        cpu = facts["with orjson"]
        assert isinstance(cpu, Spread)
        found.append(bars.at_most(f"{title}: CPU of completion with orjson, a field", 0.5, cpu.p50, " µs"))
    found += [bars.at_most(f"{title}: RUN messages a request", 1, value) for title, value in report.trips.items()]
    for title, hits in report.hits.items():
        value = hits["hand-written"] / hits["kalaka"]
        found.append(bars.at_most(f"{title}: database hits, hand-written / ours", 1, value))
    found += report.analysis.verdicts
    found += [verdict for name, one in report.bringing.items() for verdict in one.verdicts(name)]
    found += [one.verdict(name) for name, one in report.holds.items()]
    if "embedded" in report.start_up:  # the bar is of `make serve`, which starts the embedded engine
        found.append(bars.at_most("start to first answer, embedded", 4, report.start_up["embedded"].p50, " s"))
    return found


@contextmanager
def _phase(what: str) -> Iterator[None]:
    print(f"{what} …", end=" ", flush=True, file=sys.stderr)
    began = time.monotonic()
    try:
        yield
    finally:
        print(f"{time.monotonic() - began:.1f} s", flush=True, file=sys.stderr)


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

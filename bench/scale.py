"""`make bench-scale`: what the thirty questions take as the data grows, on Neo4j to a million nodes and, beside it, on
the embedded engine to a hundred thousand. Each size is loaded by `kalaka seed --cohorts` and asked in this run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import processes, sides
from bench.bars import Verdict, at_most
from bench.engines import Database, variables_of
from bench.environment import environment
from bench.first_pages import first_pages, rows_of
from bench.planned import look_inside
from bench.processes import NotRun
from bench.questions import Question, named_questions
from bench.report import RESULTS, bar_line, section, write_results
from bench.spread import quantile
from graph_service.store.options import StoreOptions
from tests.engines import neo4j

BOUNDED = (8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
"""What the domain calls bounded look-ups: single things, and first pages without the number of all rows."""
SKEWED = "HU311"
"""The county with a tenth of all: what is asked about a county is asked about it, too."""
NEO4J_COHORTS, EMBEDDED_COHORTS = 116, 11
_HEAP, _PAGE_CACHE_MB = "4g", 4_000
_PATIENT = {"KALAKA_READ_SECONDS": "300", "KALAKA_HEAP": "2g"}
_WARM, _WARM_SECONDS, _ROUNDS, _SECONDS, _LEAST = 5, 3.0, 200, 6.0, 3
_SLOW_MS = 2_000  # ours is not profiled beside its times where it takes longer


@dataclass(frozen=True)
class Asked:
    """One question at one size: milliseconds, objects of the answer, and database hits by hand and of ours."""

    p50: float
    p95: float
    p99: float
    count: int
    rows: int
    hand_hits: int | None = None
    our_hits: int | None = None


@dataclass
class Size:
    """One engine with so many cohorts, and what was asked of it."""

    engine: str
    cohorts: int
    nodes: int = 0
    relationships: int = 0
    load_seconds: float = 0.0
    store_mb: float = 0.0
    asked: dict[str, Asked] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.engine}, {self.nodes:,} nodes"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every bar that was measured is met, 1 when one is missed or a question failed."""
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--cohorts", type=int, default=NEO4J_COHORTS, help="of the large Neo4j (default 116)")
    parser.add_argument("--embedded", type=int, default=EMBEDDED_COHORTS, help="of the large embedded engine (11)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the dated file")
    chosen = parser.parse_args(arguments)
    facts = environment(None if neo4j.missing() else neo4j.version())
    with tempfile.TemporaryDirectory(prefix="kalaka-scale-") as folder:
        sizes = list(_all_sizes(Path(folder), chosen.cohorts, chosen.embedded))
    verdicts = growth_bars(sizes)
    print("\n".join([*section("Environment", [f"{name:20} {value}" for name, value in facts.items()]), *_lines(sizes)]))
    print("\n".join(section("Bars", [bar_line(verdict) for verdict in verdicts])))
    content = {"environment": facts, "sizes": [_as_json(size) for size in sizes]}
    path = write_results(chosen.results, "-scale", {**content, "bars": [verdict.as_json() for verdict in verdicts]})
    print(f"\nWritten: {path}")
    return 1 if any(verdict.met is False for verdict in verdicts) or any(size.failed for size in sizes) else 0


def _all_sizes(folder: Path, cohorts: int, embedded: int) -> Iterator[Size]:
    """Each engine small and large; the small one says how long the pages of bounded look-ups are."""
    for engine, largest in (("neo4j", cohorts), ("embedded", embedded)):
        asked: tuple[Question, ...] | None = None
        for count in (0, largest):
            size = Size(engine, count)
            try:
                with _loaded(size, folder / f"{engine}-{count}") as database:
                    asked = _measured(size, database, folder, asked)
            except NotRun as reason:
                print(f"not run: {reason}", file=sys.stderr)
                break
            yield size


@contextmanager
def _loaded(size: Size, home: Path) -> Iterator[Database]:
    """A fresh database, loaded by the public command, its figures noted."""
    if size.engine == "embedded":
        service: dict[str, str] = {"KALAKA_DATA_DIR": str(home)}
        _seed(size, service, home)
        yield Database("embedded", {**service, **_PATIENT}, StoreOptions(data_dir=home, heap=_PATIENT["KALAKA_HEAP"]))
        return
    if reason := neo4j.missing():
        raise NotRun(reason)
    server = neo4j.start(home, heap=_HEAP, page_cache_mb=_PAGE_CACHE_MB)
    try:
        service = variables_of(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE)
        _seed(size, service, home)
        options = StoreOptions(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE)
        yield Database("neo4j", {**service, **_PATIENT}, options)
    finally:
        server.stop()


def _seed(size: Size, service: Mapping[str, str], home: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J_", "KALAKA_"))}
    command = [sys.executable, "-m", "graph_service", "seed", "--json", "--cohorts", str(size.cohorts)]
    print(f"{size.engine}: loading {size.cohorts} cohorts …", end=" ", flush=True, file=sys.stderr)
    began = time.monotonic()
    done = subprocess.run(command, env={**clean, **service, **_PATIENT}, capture_output=True, text=True, check=False)
    size.load_seconds = time.monotonic() - began
    if done.returncode != 0:
        raise RuntimeError(f"`kalaka seed` ended with {done.returncode}:\n{done.stderr[-2000:]}")
    said = json.loads(done.stdout)
    size.nodes, size.relationships = said["nodes"], said["relationships"]
    size.store_mb = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    rate = (size.nodes + size.relationships) / size.load_seconds
    print(f"{size.nodes:,} nodes in {size.load_seconds:.0f} s, {rate:,.0f} rows a second", file=sys.stderr)


def _measured(size: Size, database: Database, folder: Path, asked: tuple[Question, ...] | None) -> tuple[Question, ...]:
    """Ask everything; the questions as they were asked, for the next size."""
    with processes.service(database.service, folder) as running:
        processes.await_answer(running, "/graphql", b'{"query": "{ dataVersion }"}')
        with closing(sides.ours(running)) as ours:
            questions = asked or tuple(_prepared(ours, size))
            for question in questions:
                _ask(size, ours, question)
    if size.engine == "neo4j":
        _count_hits(size, database, questions)
    return questions


def _prepared(ours: sides.Http, size: Size) -> Iterator[Question]:
    """The thirty; bounded ones as first pages; those about a county also about the one with a tenth of all."""
    for question in named_questions():
        about = [question]
        if "county" in question.variables:
            is_id = str(question.variables["county"]).startswith("county:")
            skewed = {**question.variables, "county": f"county:{SKEWED}" if is_id else SKEWED}
            about.append(replace(question, title=f"{question.title} {SKEWED}", variables=skewed))
        for one in about:
            try:
                yield first_pages(one, ours.answer(one)) if number_of(one) in BOUNDED else one
            except Exception as fault:
                size.failed[one.title] = str(fault)[:300]


def number_of(question: Question) -> int:
    """Its number among the thirty."""
    return int(question.name[1:])


def _ask(size: Size, ours: sides.Http, question: Question) -> None:
    try:
        rows = rows_of(ours.answer(question))
        ask = ours.asks(question)
        began = time.monotonic()
        for _ in range(_WARM):
            if time.monotonic() < began + _WARM_SECONDS:
                ask()
        taken = sorted(_times(ask))
    except Exception as fault:
        size.failed[question.title] = str(fault)[:300]
        return
    p50, p95, p99 = (quantile(taken, share) for share in (0.5, 0.95, 0.99))
    size.asked[question.title] = Asked(p50, p95, p99, len(taken), rows)
    print(f"{question.title}: {p50:.2f} ms", file=sys.stderr)


def _times(ask: sides.Ask) -> Iterator[float]:
    end = time.monotonic() + _SECONDS
    for number in range(_ROUNDS):
        if number >= _LEAST and time.monotonic() > end:
            return
        began = time.perf_counter()
        ask()
        yield (time.perf_counter() - began) * 1000


def _count_hits(size: Size, database: Database, questions: Sequence[Question]) -> None:
    found = [question for question in questions if question.title in size.asked]
    slow = [question for question in found if size.asked[question.title].p50 > _SLOW_MS]
    for title, hits in asyncio.run(look_inside(database.options, (), found, slow)).named.items():
        size.asked[title] = replace(size.asked[title], hand_hits=hits["hand-written"], our_hits=hits.get("kalaka"))


def growth_bars(sizes: Sequence[Size]) -> list[Verdict]:
    """On Neo4j, large against small: the time of bounded look-ups, and of all others the time of a row read.

    Rows read are the database hits of the statement by hand at that size: a plan of ours that reads more than it needs
    takes longer a row, and cannot hide behind its own hits.
    """
    small, large = (
        next((s for s in sizes if s.engine == "neo4j" and bool(s.cohorts) == more), None) for more in (0, 1)
    )
    if small is None or large is None:
        return []
    found = []
    for title, one in large.asked.items():
        before = small.asked[title]
        growth, what = one.p50 / before.p50, f"{title.strip()}: p50"
        if int(title.split()[0]) not in BOUNDED:
            if not before.hand_hits or not one.hand_hits:
                continue
            growth, what = growth * before.hand_hits / one.hand_hits, f"{title.strip()}: time a row read"
        found.append(at_most(f"{what}, {large.nodes:,} / {small.nodes:,} nodes", 2, growth, " times"))
    return found


def _lines(sizes: Sequence[Size]) -> list[str]:
    lines: list[str] = []
    for size in sizes:
        load = (
            f"loaded in {size.load_seconds:.0f} s, {size.relationships:,} relationships, store {size.store_mb:.0f} MB"
        )
        rows = [
            f"{title:52} {a.p50:9.2f} {a.p95:9.2f} {a.p99:9.2f} {a.rows:7} {a.hand_hits or '':>9} {a.our_hits or '':>9}"
            for title, a in size.asked.items()
        ]
        failed = [f"{title:52} FAILED: {reason}" for title, reason in size.failed.items()]
        head = "p50, p95, p99 ms; objects of the answer; database hits by hand, of kalaka"
        lines += section(f"{size.name}: {load}; {head}", [*rows, *failed])
    return lines


def _as_json(size: Size) -> dict[str, object]:
    asked = {title.strip(): {k: v for k, v in vars(one).items() if v is not None} for title, one in size.asked.items()}
    return {**vars(size), "asked": asked}


if __name__ == "__main__":
    raise SystemExit(main())

"""What a run prints, and the dated file it leaves in bench/results/."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.analysis import Table
from bench.bars import Verdict
from bench.bringing import Bringing
from bench.compare import Comparison, Timed
from bench.holds import Holds
from bench.spread import Spread

RESULTS = Path(__file__).resolve().parent / "results"
_SIDES = {"driver": "driver alone", "hand": "hand-written", "ours": "kalaka", "rival": "@neo4j/graphql"}


@dataclass
class Report:
    """All figures of a run."""

    cohorts: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    start_up: dict[str, Spread] = field(default_factory=dict)
    completion: dict[str, Mapping[str, object]] = field(default_factory=dict)
    hits: dict[str, Mapping[str, int]] = field(default_factory=dict)
    named_hits: dict[str, Mapping[str, int]] = field(default_factory=dict)
    trips: dict[str, float] = field(default_factory=dict)
    analysis: Table = field(default_factory=Table)
    loads: dict[str, Mapping[str, object]] = field(default_factory=dict)
    holds: dict[str, Holds] = field(default_factory=dict)
    bringing: dict[str, Bringing] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people on a terminal."""
        return [
            *section("Environment", [f"{name:20} {value}" for name, value in self.environment.items()]),
            *[line for one in self.comparisons for line in _times(one)],
            *section(f"The named questions, ms: p50; {_HEAD}", self._named()),
            *section("Plans and statements of the service", [_plans(one) for one in self.comparisons if one.plans]),
            *section("Start to first answer, s", [f"{name:12} {value}" for name, value in self.start_up.items()]),
            *section("Completion, CPU µs a field", [_facts(*item) for item in self.completion.items()]),
            *section("Database hits on Neo4j (PROFILE)", [_facts(*item) for item in self.hits.items()]),
            *section("RUN messages a request", [f"{name:12} {value:g}" for name, value in self.trips.items()]),
            *section("Network analysis, CPU ms: p50", self.analysis.lines() if self.analysis.taken else []),
            *section("Bringing the demonstration in", [f"{n:12} {one.line()}" for n, one in self.bringing.items()]),
            *section("Loading the projection", [_facts(*item) for item in self.loads.items()]),
            *[line for name, one in self.holds.items() for line in section(f"One row on {name}, ms", one.lines())],
            *section("Bars", [bar_line(verdict) for verdict in self.verdicts]),
            *section("Not run", self.not_run),
        ]

    def _named(self) -> list[str]:
        """A line a question: each engine's two times and their ratio, then the hits."""
        lines: dict[str, str] = {}
        for one in self.comparisons:
            for timed in one.named:
                lines[timed.title] = lines.get(timed.title, f"{timed.title:46}") + _named_times(one.engine, timed)
        for title, hits in self.named_hits.items():
            lines[title] = lines.get(title, f"{title:46}") + f"  {hits['hand-written']:>7} {hits['kalaka']:>7} hits"
        return list(lines.values())

    def as_json(self) -> dict[str, object]:
        """The same for machines."""
        return {
            "cohorts": self.cohorts,
            "environment": dict(self.environment),
            "milliseconds": {
                f"{timed.title}, {one.name}": {
                    "bytes": timed.bytes,
                    **{side: value.as_json() for side, value in timed.sides.items()},
                }
                for one in self.comparisons
                for timed in one.timed
            },
            "named_milliseconds": {
                one.name: {
                    timed.title.strip(): {
                        "bytes": timed.bytes,
                        **{side: value.as_json() for side, value in timed.sides.items()},
                        "ratios": timed.ratios and timed.ratios.as_json(),
                    }
                    for timed in one.named
                }
                for one in self.comparisons
            },
            "named_database_hits": {title.strip(): dict(facts) for title, facts in self.named_hits.items()},
            "plans": {one.name: one.plans for one in self.comparisons},
            "memory_mb": {
                one.name: {name: round(mb, 1) for name, mb in one.memory.items()} for one in self.comparisons
            },
            "start_up_seconds": {name: value.as_json() for name, value in self.start_up.items()},
            "completion_microseconds_a_field": {name: _plain(facts) for name, facts in self.completion.items()},
            "database_hits": {name: dict(facts) for name, facts in self.hits.items()},
            "run_messages_a_request": self.trips,
            "network_analysis": self.analysis.as_json(),
            "projection_load_milliseconds": {name: _plain(facts) for name, facts in self.loads.items()},
            "one_row_beside_betweenness_milliseconds": {name: one.as_json() for name, one in self.holds.items()},
            "bringing_in": {name: {**asdict(one), "ratio": one.ratio} for name, one in self.bringing.items()},
            "bars": [verdict.as_json() for verdict in self.verdicts],
            "not_run": self.not_run,
        }

    def save(self, folder: Path = RESULTS) -> Path:
        """Write the file of this run and return where it is."""
        return write_results(folder, f"-{self.cohorts}-cohorts" if self.cohorts else "", self.as_json())


def write_results(folder: Path, kind: str, content: Mapping[str, object]) -> Path:
    """A dated file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"{now:%Y-%m-%dT%H%M%SZ}{kind}.json"
    dated = {"taken_at": now.isoformat(timespec="seconds"), **content}
    path.write_text(json.dumps(dated, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _times(comparison: Comparison) -> list[str]:
    lines = []
    for timed in comparison.timed:
        rows = [f"{_SIDES[side]:16} {value}" for side, value in timed.sides.items()]
        title = f"{timed.title} on {comparison.name}, ms: p50 (p25–p75); answer of {timed.bytes / 1000:.1f} kB"
        lines += section(title, rows)
    memory = [f"{name:20} {mb:.0f}" for name, mb in comparison.memory.items()]
    return [*lines, *section(f"Memory on {comparison.name}, resident MB", memory)]


_HEAD = "hand-written, kalaka, their ratio turn by turn (p25–p75); database hits of both on Neo4j"


def _named_times(engine: str, timed: Timed) -> str:
    hand, ours = timed.sides["hand"].p50, timed.sides["ours"].p50
    return f"  {engine} {hand:7.2f} {ours:7.2f} {timed.ratios!s:>16}"


def _plans(comparison: Comparison) -> str:
    kept, made = comparison.plans["kept"], comparison.plans["made"]
    return f"{comparison.name:12} {kept + made:,} requests: {kept:,} took them from the cache, {made:,} were planned"


def section(title: str, lines: Sequence[str]) -> list[str]:
    """A title and its lines; nothing where there are none."""
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _facts(name: str, facts: Mapping[str, object]) -> str:
    return f"{name:12} " + ", ".join(f"{key} {value}" for key, value in facts.items())


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {key: value.as_json() if isinstance(value, Spread) else value for key, value in facts.items()}


def bar_line(verdict: Verdict) -> str:
    """A bar in words."""
    if verdict.value is None:
        return f"not run   {verdict.what} (bar {verdict.bar})"
    word = "met" if verdict.met else "MISSED"
    return f"{word:9} {verdict.what}: {verdict.value:g} (bar {verdict.bar})"

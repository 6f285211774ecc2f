"""Network analysis by size: CPU of each analysis on the demonstration and on networks ten and a hundred times as large.

Ten times as large is the demonstration with nine cohorts, a hundred times with 99; with them ties grow faster than
institutions do, so what walks ties is also held to ten copies of the demonstration side by side.

`python -m bench.analysis` prints this table alone. Every run is of a version of the data that was never asked before,
so nothing kept from the last run helps; no database is needed.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

import numpy as np

from bench.bars import Verdict, at_most
from bench.drawn import projection_with, side_by_side
from bench.spread import Spread, spread
from graph_service.network.measures.parts import components
from graph_service.network.network import Network, Scope, TimeMode, network_of
from graph_service.network.projection import Projection

ONE, COPIES, TEN, HUNDRED = "1×", "10 copies", "10×", "100×"
PROJECTIONS: Mapping[str, Callable[[], Projection]] = {
    ONE: lambda: projection_with(0),
    COPIES: lambda: side_by_side(projection_with(0), 10),
    TEN: lambda: projection_with(9),
    HUNDRED: lambda: projection_with(99),
}
_VERSIONS = count(2)
_SECONDS = 3.0  # for an analysis at a size, once it ran three times
_MOST_RUNS = 15


@dataclass(frozen=True)
class Case:
    """One size: `network` is that of measures of institutions, all collaborations up to today, `now` that of all other
    analyses, those live today. Analyses share them.
    """

    projection: Projection
    network: Network
    now: Network

    @property
    def work(self) -> int:
        """Σ nodes × ties of each component: what betweenness and closeness must walk."""
        part = components(self.network.weights)
        size, ties = np.bincount(part), np.bincount(part[self.network.ties[0]], minlength=part.max() + 1)
        return int((size * ties).sum())

    def fresh(self, mode: TimeMode = "STATE") -> tuple[Projection, Scope]:
        """The projection as a version that nothing is kept of, and the scope that an analysis has unasked."""
        return replace(self.projection, version=next(_VERSIONS)), Scope(self.projection.today, mode)


@dataclass(frozen=True)
class Analysis:
    """What is measured: `run` makes ready what is not counted and gives what is. Bars are milliseconds of CPU.

    Of analyses of one `family` the bars hold the worst.
    """

    title: str
    run: Callable[[Case], Callable[[], object]]
    most: float | None = None
    """At seed size."""
    most_times: float | None = None
    """At ten times the size, over that at seed size."""
    most_at_hundred: float | None = None
    sizes: tuple[str, ...] = (ONE, TEN)
    ten: str = TEN
    """Which of the sizes is that of ten times."""
    is_walk: bool = False
    """Whether it costs nodes × ties."""
    family: str = ""


@dataclass
class Table:
    """The CPU of analyses in milliseconds, by title and size; of each size what it has, in words and numbers."""

    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    taken: dict[str, dict[str, Spread]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)

    def lines(self) -> list[str]:
        """A line a size, then a line an analysis."""
        sizes = [
            f"{size:>9}: " + ", ".join(f"{value:,} {name}" for name, value in facts.items())
            for size, facts in self.sizes.items()
        ]
        head = f"{'':48}" + "".join(f"{size:>10}" for size in self.sizes)
        return [*sizes, head, *(self._line(title, by_size) for title, by_size in self.taken.items())]

    def _line(self, title: str, by_size: Mapping[str, Spread]) -> str:
        cells = (f"{by_size[size].p50:10.2f}" if size in by_size else f"{'':10}" for size in self.sizes)
        return f"{title:48}{''.join(cells)}".rstrip()

    def as_json(self) -> dict[str, object]:
        """For the file of results."""
        taken = {
            title.strip(): {size: value.as_json() for size, value in by_size.items()}
            for title, by_size in self.taken.items()
        }
        return {"sizes": self.sizes, "cpu_milliseconds": taken}


def measured(analyses: Sequence[Analysis], *, quick: bool = False) -> Table:
    """All analyses at the sizes that they name; `quick` leaves out a hundred times and runs each twice."""
    table, runs = Table(), 2 if quick else _MOST_RUNS
    work: dict[str, int] = {}
    for size, projection in PROJECTIONS.items():
        if quick and size == HUNDRED:
            continue
        case = case_of(projection())
        # As in the worker, whose heap is small: a collection does not look through what the bench made before.
        gc.collect()
        gc.freeze()
        table.sizes[size], work[size] = _facts(case), case.work
        for analysis in analyses:
            if size in analysis.sizes:
                found = spread(cpu_milliseconds(partial(analysis.run, case), runs))
                table.taken.setdefault(analysis.title, {})[size] = found
    gc.unfreeze()
    table.verdicts = all_bars(analyses, table, work)
    return table


def case_of(projection: Projection) -> Case:
    """The case of a projection."""
    day = projection.today
    return Case(projection, network_of(projection, Scope(day, "CUMULATIVE")), network_of(projection, Scope(day)))


def _facts(case: Case) -> dict[str, int]:
    return {
        "institutions": len(case.projection.institutions.ids),
        "memberships": len(case.projection.memberships.institution),
        "ties": len(case.network.ties[0]),
        "of them today": len(case.now.ties[0]),
        "partners at most": int(np.diff(case.network.weights.indptr).max()),
    }


def cpu_milliseconds(prepare: Callable[[], Callable[[], object]], runs: int) -> list[float]:
    """CPU of this process in each run, after one that does not count."""
    prepare()()
    taken: list[float] = []
    end = time.monotonic() + _SECONDS
    while len(taken) < runs and (len(taken) < 3 or time.monotonic() < end):
        work = prepare()
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return taken


def all_bars(analyses: Sequence[Analysis], table: Table, work: Mapping[str, int]) -> list[Verdict]:
    """What is demanded of the analyses, at the sizes that were measured; of a family only the worst."""
    found: dict[tuple[str, str], Verdict] = {}
    for analysis in analyses:
        for kind, verdict in bars_of(analysis, table.taken[analysis.title], work).items():
            key = analysis.family or analysis.title, kind
            if key not in found or (verdict.value or 0) > (found[key].value or 0):
                found[key] = verdict
    return list(found.values())


def bars_of(analysis: Analysis, by_size: Mapping[str, Spread], work: Mapping[str, int]) -> dict[str, Verdict]:
    """The bars of one analysis, by their kind."""
    name = f"{analysis.family}, most ({analysis.title.split()[0]})" if analysis.family else analysis.title
    found = {}
    if analysis.most is not None and ONE in by_size:
        found["cpu"] = at_most(f"{name}: CPU", analysis.most, by_size[ONE].p50, " ms")
    if analysis.most_times is not None and {ONE, analysis.ten} <= by_size.keys():
        ratio = by_size[analysis.ten].p50 / by_size[ONE].p50
        found["times"] = at_most(f"{name}: CPU, {analysis.ten} / {ONE}", analysis.most_times, ratio, " times")
    if analysis.is_walk and {ONE, TEN} <= by_size.keys():
        share = by_size[TEN].p50 / by_size[ONE].p50 / (work[TEN] / work[ONE])
        found["walk"] = at_most(f"{name}: CPU a node × tie, {TEN} / {ONE}", 1.2, share, " times")
    if analysis.most_at_hundred is not None and HUNDRED in by_size:
        most = by_size[HUNDRED].p50
        found["hundred"] = at_most(f"{name}: CPU at {HUNDRED}", analysis.most_at_hundred, most, " ms")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where a bar is missed."""
    from bench.analyses import ANALYSES
    from bench.report import bar_line, section

    parser = argparse.ArgumentParser(prog="python -m bench.analysis", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs each, and nothing at a hundred times the size")
    table = measured(ANALYSES, quick=parser.parse_args(arguments).quick)
    lines = section("Network analysis, CPU ms: p50", table.lines())
    print("\n".join([*lines, *section("Bars", [bar_line(verdict) for verdict in table.verdicts])]))
    return 1 if any(verdict.met is False for verdict in table.verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())

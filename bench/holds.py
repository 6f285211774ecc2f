"""Is the event loop held while heavy analysis runs? One row is asked over HTTP again and again, first alone, then while
another connection has betweenness computed, of another day each time so that nothing kept answers.

The clock also counts what other programs took from the service, the database among them. So beside each answer stands
what the service itself computed until it came: a loop that its own process holds, in whatever thread, costs it CPU.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta

from bench.bars import Verdict, at_most
from bench.client import Client
from bench.interleave import Ask
from bench.spread import quantile

MOST_MILLISECONDS = 25.0
_LAST = date(2019, 9, 1)
_BROKERS = """query ($day: Date!) {
  brokerage(scope: { asOf: $day, mode: CUMULATIVE }, first: 1) {
    nodes { betweenness }
    meta { nodes ties computedInMs }
  }
}"""


class NotToldError(Exception):
    """The service refused or stopped the analysis."""


@dataclass(frozen=True)
class Answers:
    """Answers to one row: milliseconds by the clock, ascending; the most CPU of the service until one of them came."""

    clock: tuple[float, ...]
    most_cpu: float

    def __str__(self) -> str:
        p50, p99 = (quantile(self.clock, share) for share in (0.5, 0.99))
        most = f"most {self.clock[-1]:.2f}, of CPU {self.most_cpu:.2f}"
        return f"p50 {p50:.2f}, p99 {p99:.2f}, {most}; {len(self.clock):,} answers"

    def as_json(self) -> dict[str, float]:
        """For the file of results."""
        shares = {"p50": 0.5, "p99": 0.99, "most": 1.0}
        told = {name: round(quantile(self.clock, share), 3) for name, share in shares.items()}
        return {**told, "most_cpu": round(self.most_cpu, 3), "count": len(self.clock)}


@dataclass(frozen=True)
class Holds:
    """One row alone and beside the analysis; CPU milliseconds of each run of betweenness, of so many nodes."""

    alone: Answers
    beside: Answers
    runs: tuple[int, ...]
    nodes: int

    def lines(self) -> list[str]:
        """For people on a terminal."""
        longest = f"{max(self.runs, default=0):,} ms at most"
        told = f"{len(self.runs)} runs of betweenness of {self.nodes:,} nodes to their end, {longest}"
        return [told, f"alone   {self.alone}", f"beside  {self.beside}"]

    def verdict(self, name: str) -> Verdict:
        """The bar of the design."""
        what = f"one row while betweenness runs, {name}: most CPU of the service before an answer"
        return at_most(what, MOST_MILLISECONDS, self.beside.most_cpu, " ms")

    def as_json(self) -> dict[str, object]:
        """For the file of results."""
        told = {"alone": self.alone.as_json(), "beside": self.beside.as_json()}
        return {**told, "nodes": self.nodes, "runs_ms": list(self.runs)}


def holds(port: int, pid: int, ask: Ask, *, runs: int = 4) -> Holds:
    """Ask one row as long alone as beside `runs` runs of betweenness of the whole network, after one that warms up."""
    with closing(Client(port, seconds=60)) as client:
        size = _betweenness(client, _LAST)["nodes"]
        told: list[dict[str, int]] = []

        def have_computed() -> None:
            for run in range(runs):
                with suppress(NotToldError):  # a run that took too long was stopped, and held what it held until then
                    told.append(_betweenness(client, _LAST - timedelta(days=1 + run)))

        busy = threading.Thread(target=have_computed)
        began = time.monotonic()
        busy.start()
        beside = _asked_while(ask, pid, busy.is_alive)
        busy.join()
        end = 2 * time.monotonic() - began
        alone = _asked_while(ask, pid, lambda: time.monotonic() < end)
    return Holds(alone, beside, tuple(one["computedInMs"] for one in told), size)


def _betweenness(client: Client, day: date) -> dict[str, int]:
    body = json.dumps({"query": _BROKERS, "variables": {"day": day.isoformat()}}).encode()
    answer = json.loads(client.send(client.request("/graphql", body)))
    if answer.get("errors"):
        raise NotToldError(f"betweenness was not told: {answer['errors']}")
    meta: dict[str, int] = answer["data"]["brokerage"]["meta"]
    return meta


def _asked_while(ask: Ask, pid: int, is_going: Callable[[], bool]) -> Answers:
    clock: list[float] = []
    cpu: list[float] = []
    while is_going() or not clock:
        began, used = time.perf_counter(), cpu_seconds(pid)
        ask()
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((cpu_seconds(pid) - used) * 1000)
    return Answers(tuple(sorted(clock)), max(cpu))


def cpu_seconds(pid: int) -> float:
    """CPU that another process has taken in all its threads; nan where the system does not tell (Linux does).

    The clock of a process is numbered as the kernel's `MAKE_PROCESS_CPUCLOCK` does it.
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return float("nan")

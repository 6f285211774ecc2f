"""Is the event loop held while heavy analysis runs? One row is asked over HTTP again and again, first alone, then while
another connection has betweenness computed, of another day each time so that nothing kept answers.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta

from bench.bars import Verdict, at_most
from bench.client import Client
from bench.interleave import Ask
from bench.spread import quantile

MOST_MILLISECONDS = 25.0
_BROKERS = """query ($day: Date!) {
  brokerage(scope: { asOf: $day, mode: CUMULATIVE }, first: 1) {
    nodes { betweenness }
    meta { nodes ties computedInMs }
  }
}"""


@dataclass(frozen=True)
class Holds:
    """Milliseconds of one row, alone and beside the analysis, ascending; the runs of betweenness, ms of CPU each."""

    alone: tuple[float, ...]
    beside: tuple[float, ...]
    runs: tuple[int, ...]
    nodes: int

    def __str__(self) -> str:
        alone, beside = (
            f"p50 {quantile(each, 0.5):.2f}, p99 {quantile(each, 0.99):.2f}, most {each[-1]:.2f} of {len(each)}"
            for each in (self.alone, self.beside)
        )
        return f"{self.nodes:,} nodes, {len(self.runs)} runs of {max(self.runs):,} ms at most; alone {alone}; {beside}"

    @property
    def longest(self) -> float:
        """The longest answer beside the analysis, beyond the longest alone: what the loop may have been held."""
        return max(0.0, self.beside[-1] - self.alone[-1])

    def verdict(self, name: str) -> Verdict:
        """The bar of the design."""
        return at_most(f"event loop held while betweenness runs, {name}", MOST_MILLISECONDS, self.longest, " ms")

    def as_json(self) -> dict[str, object]:
        """For the file of results."""
        shares = {"p50": 0.5, "p99": 0.99, "most": 1.0}
        told = {
            side: {name: round(quantile(each, share), 3) for name, share in shares.items()}
            for side, each in (("alone", self.alone), ("beside", self.beside))
        }
        return {**told, "nodes": self.nodes, "runs_ms": list(self.runs)}


def holds(port: int, ask: Ask, *, runs: int = 4) -> Holds:
    """Ask one row as long alone as beside `runs` runs of betweenness of the whole network, after one that warms up."""
    with closing(Client(port, seconds=60)) as client:
        last = date(2019, 9, 1)
        _betweenness(client, last)
        told: list[dict[str, int]] = []
        busy = threading.Thread(
            target=lambda: told.extend(_betweenness(client, last - timedelta(days=1 + run)) for run in range(runs))
        )
        began = time.monotonic()
        busy.start()
        beside = _asked_while(ask, busy.is_alive)
        busy.join()
        end = 2 * time.monotonic() - began
        alone = _asked_while(ask, lambda: time.monotonic() < end)
    return Holds(
        tuple(sorted(alone)),
        tuple(sorted(beside)),
        tuple(one["computedInMs"] for one in told),
        told[0]["nodes"],
    )


def _betweenness(client: Client, day: date) -> dict[str, int]:
    body = json.dumps({"query": _BROKERS, "variables": {"day": day.isoformat()}}).encode()
    answer = json.loads(client.send(client.request("/graphql", body)))
    if answer.get("errors"):
        raise RuntimeError(f"betweenness was not told: {answer['errors']}")
    meta: dict[str, int] = answer["data"]["brokerage"]["meta"]
    return meta


def _asked_while(ask: Ask, is_going: object) -> list[float]:
    assert callable(is_going)
    taken: list[float] = []
    while is_going() or not taken:
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return taken

"""Two workers share one address and one Neo4j; one that is killed is replaced, and only what it worked on is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.running import Name, RunningEngine
from tests.robustness.figures import Figure, Trial
from tests.robustness.load import Generator, Plan, Sample, post
from tests.robustness.load import Shape as Asked
from tests.robustness.served import FREE_RATE, Served, descendants, served

_RATE = 100.0
_BEFORE, _AFTER = 1.5, 4.0
_REPLACED_SECONDS = 30.0
_DEAD_SECONDS = 0.5
"""The kernel needs a moment to close the connections of a killed process: what is sent on them was its own."""
_DOCUMENT = "{ institutions(first: 10) { nodes { id name { hu } } } }"


@dataclass(frozen=True)
class Killed:
    """What became of the requests, when a worker was killed, how many had answered, and when another one did."""

    samples: Sequence[Sample]
    killed_at: float
    answered_by: int
    replaced_seconds: float | None

    @property
    def lost(self) -> list[Sample]:
        return [sample for sample in self.samples if sample.outcome not in ("good", "refused")]

    @property
    def lost_beyond(self) -> list[Sample]:
        """Those that were not on its connections."""
        return [sample for sample in self.lost if sample.due > self.killed_at + _DEAD_SECONDS]


def workers_of(service: Served) -> list[int]:
    """The processes that answer."""
    found = []
    for pid in descendants(service.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--as-worker" in words:
            found.append(pid)
    return found


def kill_one(engine: Name, database: RunningEngine | None = None) -> Killed:
    """Load two workers, kill one with SIGKILL, wait for the next."""
    with served(engine, "--workers", "2", database=database, **FREE_RATE) as service:
        first = workers_of(service)
        shape = Asked("page", post(f"{service.host}:{service.port}", {"query": _DOCUMENT}))
        load = Generator(Plan(service.host, service.port, [shape], _RATE, _BEFORE + _AFTER, fresh=0.5))
        load.begun()
        time.sleep(_BEFORE)
        answering = sum(_answered(pid) > 0 for pid in first)
        at = time.monotonic()
        os.kill(first[0], signal.SIGKILL)
        samples = load.samples()
        replaced = _replaced(service, first, at)
    return Killed(samples, at, answering, replaced)


def _answered(pid: int) -> int:
    """Open connections of a process, as a sign that it accepts."""
    links = (os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink())
    return max(0, sum(link.startswith("socket:") for link in links) - 3)


def _replaced(service: Served, first: Sequence[int], since: float) -> float | None:
    """Seconds until a new worker served."""
    while time.monotonic() < since + _REPLACED_SECONDS:
        served_by = {line["worker"] for line in service.logged() if line["message"] == "worker serves"}
        if served_by - set(first):
            return time.monotonic() - since
        time.sleep(0.1)
    return None


def rows(engine: Name, found: Killed) -> list[Figure]:
    """The figures of one kill."""
    beyond, lost = len(found.lost_beyond), len(found.lost)
    replaced = found.replaced_seconds
    told = "never" if replaced is None else f"{replaced:.1f} s"
    return [
        Figure(f"workers that answer, {engine}", "2", str(found.answered_by), found.answered_by == 2),
        Figure(
            f"lost beyond those under way in a killed worker, {engine}", "0", f"{beyond} ({lost} in it)", not beyond
        ),
        Figure(f"killed worker replaced, {engine}", f"≤ {_REPLACED_SECONDS:.0f} s", told, replaced is not None),
    ]


def run(long: bool) -> list[Figure]:
    """On a Neo4j, as the issue says, and on the embedded engine in the long form."""
    figures = rows("neo4j", kill_one("neo4j"))
    return figures + rows("embedded", kill_one("embedded")) if long else figures


TRIAL = Trial("workers", run)

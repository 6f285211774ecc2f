"""Five times capacity: what is answered stays quick and right, the rest is refused as quickly.

The documents are the twenty quickest of the named questions, as partners show them on their pages.

Capacity is found by a ramp in the same run: each step asks for two fifths more, until no more is answered. The load
comes from a process of its own and does not wait for answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.load import Generator, Plan, Sample, Shape, counted, percentile
from tests.robustness.real_documents import real_shapes
from tests.robustness.served import FREE_RATE, Served, served

TIMES = 5
GOOD_SHARE = 0.6
P99_MS = 300.0
_FIRST_RATE, _STEP, _STEPS = 20.0, 1.4, 16
_MORE = 1.05


@dataclass(frozen=True)
class Overload:
    """What one run gave. `capacity` is in good answers a second."""

    capacity: float
    rate: float
    seconds: float
    samples: Sequence[Sample]

    @property
    def good_share(self) -> float:
        """Good answers a second as a part of capacity."""
        return counted(self.samples).get("good", 0) / self.seconds / self.capacity

    def p99(self, outcome: str) -> float:
        return percentile([sample.milliseconds for sample in self.samples if sample.outcome == outcome], 0.99)

    def count(self, *outcomes: str) -> int:
        return sum(sample.outcome in outcomes for sample in self.samples)


def overload(service: Served, *, seconds: float, step_seconds: float) -> Overload:
    """Find the capacity of `service`, then ask five times as much for `seconds`."""
    shapes = real_shapes(service)
    capacity = _capacity(service, shapes, step_seconds)
    rate = capacity * TIMES
    plan = Plan(service.host, service.port, shapes, rate, seconds)
    return Overload(capacity, rate, seconds, Generator(plan).samples())


def _capacity(service: Served, shapes: list[Shape], seconds: float) -> float:
    """The most good answers a second of any step; the ramp ends once two steps in a row gave hardly more."""
    rate, best, without_more = _FIRST_RATE, 0.0, 0
    for step in range(_STEPS):
        samples = Generator(Plan(service.host, service.port, shapes, rate, seconds, seed=step)).samples()
        good = counted(samples).get("good", 0) / seconds
        without_more = 0 if good > best * _MORE else without_more + 1
        best = max(best, good)
        if without_more == 2:
            break
        rate *= _STEP
    return best


def rows(engine: Name, run: Overload) -> list[Figure]:
    """The figures of one run."""
    about = f"{TIMES} × capacity ({run.capacity:.0f}/s) for {run.seconds:.0f} s, {engine}"
    wrong = [sample for sample in run.samples if sample.outcome in ("wrong", "lost", "unsent", "failed")]
    told = [f"{count} {what} {code}" for (what, code), count in Counter((s.outcome, s.code) for s in wrong).items()]
    good, refused = run.p99("good"), run.p99("refused")
    return [
        Figure(f"good answers, {about}", f"≥ {GOOD_SHARE:.0%}", f"{run.good_share:.0%}", run.good_share >= GOOD_SHARE),
        Figure(f"p99 of good, {about}", f"≤ {P99_MS:.0f} ms", f"{good:.0f} ms", 0 < good <= P99_MS),
        Figure(f"p99 of refused, {about}", f"≤ {P99_MS:.0f} ms", f"{refused:.0f} ms", 0 < refused <= P99_MS),
        Figure(f"wrong or lost, {about}", "0", ", ".join([f"{len(wrong)} of {len(run.samples)}", *told]), not wrong),
    ]


def run(long: bool) -> list[Figure]:
    """Both engines."""
    figures: list[Figure] = []
    for engine in ("embedded", "neo4j"):
        with served(engine, **FREE_RATE) as service:
            seconds, step_seconds = (30.0, 3.0) if long else (6.0, 1.5)
            figures += rows(engine, overload(service, seconds=seconds, step_seconds=step_seconds))
    return figures


TRIAL = Trial("overload", run)

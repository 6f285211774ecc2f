"""The bars of DESIGN.md 3 as a table, and what a run says about each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.compare import Comparison
from bench.spread import ratio


@dataclass(frozen=True)
class Verdict:
    """A bar and the figure held against it; no figure where it was not measured."""

    what: str
    bar: str
    value: float | None
    met: bool | None

    def as_json(self) -> dict[str, object]:
        """For the file of results."""
        return {"what": self.what, "bar": self.bar, "value": self.value, "met": self.met}


def at_most(what: str, limit: float, value: float | None, unit: str = "") -> Verdict:
    """Met when the value does not exceed the limit."""
    return _verdict(what, f"≤ {limit:g}{unit}", value, lambda found: found <= limit)


def at_least(what: str, limit: float, value: float | None, unit: str = "") -> Verdict:
    """Met when the value reaches the limit."""
    return _verdict(what, f"≥ {limit:g}{unit}", value, lambda found: found >= limit)


def ratio_bars(comparison: Comparison) -> list[Verdict]:
    """Ours against the hand-written endpoint and, on Neo4j, against the rival."""
    found = []
    for timed in comparison.timed:
        name = f"{timed.title}, {comparison.name}"
        ours, hand, rival = (timed.sides.get(side) for side in ("ours", "hand", "rival"))
        if ours and hand:
            found.append(at_most(f"{name}: ours / hand-written, p50", 1.3, ratio(ours, hand), " times"))
        if ours and comparison.engine == "neo4j":
            least = {"one row": 1.7, "nested": 4.0}[timed.title]
            value = ratio(rival, ours) if rival else None
            found.append(at_least(f"{name}: @neo4j/graphql / ours, p50", least, value, " times"))
    return found


def named_bars(comparison: Comparison) -> list[Verdict]:
    """The thirty questions: their median, and the one that is furthest behind its statement by hand."""
    ratios = {timed.title: ratio(timed.sides["ours"], timed.sides["hand"]) for timed in comparison.named}
    if not ratios:
        return []
    worst = max(ratios, key=lambda title: ratios[title])
    what = f"{len(ratios)} questions, {comparison.name}: ours / hand-written, p50"
    return [
        at_most(f"{what}, median", 1.3, median(ratios.values()), " times"),
        at_most(f"{what}, most ({worst.strip()})", 2, ratios[worst], " times"),
    ]


def _verdict(what: str, bar: str, value: float | None, met: Callable[[float], bool]) -> Verdict:
    if value is None or math.isnan(value):
        return Verdict(what, bar, None, None)
    return Verdict(what, bar, round(value, 3), met(value))

"""Medians with their spread, and the ratio of two of them: the only statistics of the bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Spread:
    """The middle half of some measurements, in the unit they were taken in."""

    p25: float
    p50: float
    p75: float
    count: int

    def __str__(self) -> str:
        return f"{_short(self.p50)} ({_short(self.p25)}–{_short(self.p75)})"

    def as_json(self) -> dict[str, float]:
        """For the file of results: four digits after the point are more than the clock is good for."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def spread(values: Sequence[float]) -> Spread:
    """Quartiles of at least one value, by linear interpolation between neighbours."""
    if not values:
        raise ValueError("no measurement to summarise")
    ordered = sorted(values)
    return Spread(quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75), len(ordered))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def ratio(one: Spread, other: Spread) -> float:
    """How many times `other` the median of `one` is."""
    if other.p50 <= 0:
        raise ValueError("the median to compare with is not above zero")
    return one.p50 / other.p50


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"

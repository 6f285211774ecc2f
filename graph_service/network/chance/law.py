"""Laws of whole numbers: what a count could have been by chance, and how the observed one stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph_service.network.projection import Floats

# Sums of probabilities carry rounding; a quantile must not move because of it.
_SLACK = 1e-12


@dataclass(frozen=True, eq=False)
class Law:
    """Probabilities of `first`, `first` + 1 and so on; both ends are possible, and the sum is 1."""

    first: int
    mass: Floats

    @property
    def last(self) -> int:
        """The largest possible value."""
        return self.first + len(self.mass) - 1

    @property
    def is_certain(self) -> bool:
        """Whether only one value is possible: nothing can be learnt from it."""
        return len(self.mass) == 1

    @property
    def mean(self) -> float:
        """Expected value."""
        return self.first + float(np.arange(len(self.mass)) @ self.mass)

    @property
    def least_under(self) -> float:
        """The smallest p that an observation could have on the low side."""
        return float(self.mass[0])

    @property
    def least_over(self) -> float:
        """The smallest p that an observation could have on the high side."""
        return float(self.mass[-1])

    def p_under(self, value: int) -> float:
        """Probability of `value` or less, in [0, 1]."""
        return min(1.0, float(self.mass[: max(0, value - self.first + 1)].sum()))

    def p_over(self, value: int) -> float:
        """Probability of `value` or more, in [0, 1]."""
        return min(1.0, float(self.mass[max(0, value - self.first) :].sum()))

    def at(self, value: int) -> float:
        """Probability of exactly `value`."""
        place = value - self.first
        return float(self.mass[place]) if 0 <= place < len(self.mass) else 0.0

    def quantile(self, share: float) -> int:
        """The smallest value that is not exceeded with probability `share`."""
        below = np.cumsum(self.mass) < share - _SLACK
        return self.first + min(int(np.count_nonzero(below)), len(self.mass) - 1)


CERTAIN_ZERO = Law(0, np.ones(1))
"""The law of a count that cannot be but 0."""


def law_of(mass: Floats) -> Law:
    """The law of 0, 1, … with weights `mass`: impossible values are cut off at both ends, the rest adds up to 1."""
    possible = np.flatnonzero(mass > 0)
    first, last = int(possible[0]), int(possible[-1])
    kept = mass[first : last + 1]
    return Law(first, kept / kept.sum())


def pooled(laws: Iterable[Law]) -> Law:
    """The law of the sum of independent counts; of none of them, the certain 0."""
    first, mass = 0, np.ones(1)
    for law in laws:
        first, mass = first + law.first, np.convolve(mass, law.mass)
    # A product of two tiny ends can be too small for a number.
    total = law_of(mass)
    return Law(first + total.first, total.mass)

"""How numbers are told: six significant digits, so that platforms agree; a number that is not defined is None."""

from __future__ import annotations

import math
from collections.abc import Iterable

_DIGITS = 6


def told(value: float | None) -> float | None:
    """`value` with six significant digits; None for None and for what is not finite."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{_DIGITS}g}") + 0.0  # no negative zero


def all_told(values: Iterable[float]) -> list[float | None]:
    """Each of `values`, as told."""
    return [told(float(value)) for value in values]

"""A B C A B C …: the sides of a comparison take turns, so that a busy moment of the machine hits all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.spread import Spread, spread

Ask = Callable[[], object]


@dataclass(frozen=True)
class Bounds:
    """When a comparison ends: after so many rounds, or so many seconds, whichever comes first."""

    rounds: int
    seconds: float


def warm_up(sides: Mapping[str, Ask], rounds: int) -> None:
    """Ask each side `rounds` times, unmeasured and interleaved."""
    for _ in range(rounds):
        for ask in sides.values():
            ask()


def interleaved(sides: Mapping[str, Ask], bounds: Bounds) -> dict[str, Spread]:
    """Milliseconds of each side."""
    return {name: spread(values) for name, values in turns(sides, bounds).items()}


def turns(sides: Mapping[str, Ask], bounds: Bounds) -> dict[str, list[float]]:
    """Milliseconds of each side in each round, which starts with another side each time: what runs after whom matters
    a little."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    orders = rotations(list(sides))
    end = time.monotonic() + bounds.seconds
    for number in range(bounds.rounds):
        if time.monotonic() > end and number >= len(orders):
            break
        for name in orders[number % len(orders)]:
            taken[name].append(_milliseconds(sides[name]))
    return taken


def rotations(names: Sequence[str]) -> list[list[str]]:
    """`names` started at each of its places."""
    return [list(names[start:]) + list(names[:start]) for start in range(len(names))]


def _milliseconds(ask: Ask) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000

"""CPU that naming and checking a row costs, per field of the answer, without database, socket or HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import orjson

from bench.spread import Spread, spread

_REPEATS = 25
_LEAST_SECONDS = 0.02


def fields_of(answer: Any) -> int:
    """How many fields an answer has: every response key of every object, at any depth."""
    if isinstance(answer, dict):
        return len(answer) + sum(fields_of(value) for value in answer.values())
    if isinstance(answer, list):
        return sum(fields_of(item) for item in answer)
    return 0


def completion_cpu(complete: Callable[[], Any]) -> tuple[Spread, Spread, int]:
    """Microseconds a field: of the completer alone, and with orjson making the bytes; and the number of fields."""
    count = fields_of(complete())
    alone = _per_field(complete, count)
    with_bytes = _per_field(lambda: orjson.dumps({"data": complete()}), count)
    return alone, with_bytes, count


def _per_field(work: Callable[[], Any], count: int) -> Spread:
    rounds = _rounds(work)
    taken = []
    for _ in range(_REPEATS):
        began = time.process_time()
        for _ in range(rounds):
            work()
        taken.append((time.process_time() - began) / rounds / count * 1e6)
    return spread(taken)


def _rounds(work: Callable[[], Any]) -> int:
    """How often to repeat so that the clock's grain does not matter."""
    began = time.process_time()
    rounds = 0
    while time.process_time() - began < _LEAST_SECONDS:
        work()
        rounds += 1
    return rounds

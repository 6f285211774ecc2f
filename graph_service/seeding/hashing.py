"""Every choice of the generator: blake2b of seed, version, entity type, key and field, read as an integer.

A choice depends on nothing but its own names, so a new field or county changes no other choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

SEED = 20190915
VERSION = "kalaka-demonstration-1"


@dataclass(frozen=True)
class Chance:
    """The source of all choices of one seed and version."""

    seed: int = SEED
    version: str = VERSION

    def number(self, kind: str, key: str, field: str) -> int:
        """A 64-bit integer for one field of one entity."""
        text = f"{self.seed}|{self.version}|{kind}|{key}|{field}"
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")

    def of(self, kind: str, key: str) -> Draw:
        """The choices of one entity."""
        return Draw(self, kind, key)

    def ranked(self, kind: str, field: str, keys: Iterable[str]) -> list[str]:
        """`keys` in the order of their hashes: a shuffle that a new key does not disturb."""
        return sorted(keys, key=lambda key: (self.number(kind, key, field), key))


@dataclass(frozen=True)
class Draw:
    """The choices of one entity, each by the name of its field."""

    chance: Chance
    kind: str
    key: str

    def number(self, field: str) -> int:
        """A 64-bit integer."""
        return self.chance.number(self.kind, self.key, field)

    def integer(self, field: str, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return low + self.number(field) % (high - low + 1)

    def pick(self, field: str, options: Sequence[T]) -> T:
        """One of `options`, all equally likely."""
        return options[self.number(field) % len(options)]

    def some(self, field: str, count: int, options: Iterable[str]) -> list[str]:
        """`count` different ones of `options`."""
        return sorted(options, key=lambda option: (self.number(f"{field}|{option}"), option))[:count]

    def weighted(self, field: str, options: Sequence[tuple[T, int]]) -> T:
        """One of `options`, each with its integer weight."""
        place = self.number(field) % sum(weight for _, weight in options)
        for option, weight in options:
            if place < weight:
                return option
            place -= weight
        raise AssertionError("the weights add up to more than any place")

    def happens(self, field: str, percent: int) -> bool:
        """True in `percent` of 100 cases."""
        return self.number(field) % 100 < percent

    def day(self, field: str, first: date, last: date) -> date:
        """A day from `first` to `last`, both included; `first` where the interval is empty."""
        return first + timedelta(days=self.number(field) % (max((last - first).days, 0) + 1))

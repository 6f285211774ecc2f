"""What patterns are put together from: names of variables, and hops."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count


class Names:
    """Hands out variable names in the order of traversal, so that equal shapes give equal text."""

    def __init__(self) -> None:
        self._next = {letter: count() for letter in "nrxkfga"}

    def new(self, letter: str) -> str:
        """The next name: `n` for nodes, `r` relationships, `x` steps between, `k` keys, `f` fields, `g` keys of
        groups, `a` what is told of them."""
        return f"{letter}{next(self._next[letter])}"


@dataclass(frozen=True)
class Hop:
    """What follows MATCH from a bound variable to `end`, and what must hold after it.

    `repeats` where `end` can be met more than once; `closes` where clauses of its own stand behind the last MATCH, so
    that a subquery must end in a RETURN. `kept` is the property of `end` that it is found by, if it is not by a
    relationship.
    """

    pattern: str
    end: str
    relationship: str | None
    conditions: tuple[str, ...]
    repeats: bool = False
    closes: bool = False
    kept: str | None = None

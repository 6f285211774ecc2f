"""What patterns are put together from: names of variables, arrows of steps, and hops."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from graph_service.cypher import identifier
from graph_service.model.declare import Direction, Step


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
    that a subquery must end in a RETURN.
    """

    pattern: str
    end: str
    relationship: str | None
    conditions: tuple[str, ...]
    repeats: bool = False
    closes: bool = False


def reversed_step(step: Step) -> Step:
    """The same step from its far end."""
    turned = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}
    return Step(step.type, turned[step.direction], step.optional, step.open)


def arrow(step: Step, variable: str | None) -> str:
    """A step as it stands between two nodes."""
    types = "|".join(identifier(part) for part in step.type.split("|"))
    inner = f"[{variable or ''}:{types}{'*0..1' if step.optional else ''}]"
    match step.direction:
        case Direction.OUT:
            return f"-{inner}->"
        case Direction.IN:
            return f"<-{inner}-"
        case Direction.BOTH:
            return f"-{inner}-"

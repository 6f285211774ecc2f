"""Steps as the arrows of Cypher patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_service.cypher import identifier
from graph_service.model.declare import Direction, Step


def reversed_step(step: Step) -> Step:
    """The same step from its far end."""
    turned = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}
    return Step(step.type, turned[step.direction], step.optional, step.open)


def way_back(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps from the far end to the start."""
    return tuple(reversed_step(step) for step in reversed(steps))


def arrow(step: Step, variable: str | None = None) -> str:
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


def way(steps: Iterable[Step]) -> str:
    """The arrows of steps, with nothing said of the nodes between."""
    return "()".join(arrow(step) for step in steps)

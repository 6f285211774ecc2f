"""Relationships as of a day: what makes one live then, as Cypher tests.

Intervals are half-open: a relationship is live from its first day until the day before its last. Which property tells
either, and what stands in for a missing one, the model declares with the relationship.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.cypher import identifier
from graph_service.model.structure import Model, Span


@dataclass(frozen=True)
class Moment:
    """The day as of which a root is read, as an expression of a statement."""

    day: str

    def tests(self, model: Model, types: str, relationship: str, end: str) -> tuple[str, ...]:
        """What must hold of `relationship`, of one of `types` (`A|B`), that ends at the node `end`."""
        spans = [model.span(type_) for type_ in types.split("|")]
        bound = [span for span in spans if span is not None]
        if not bound:
            return ()
        return _tests(bound[0], relationship, end, self.day, always=len(bound) == len(spans))


def is_timed(model: Model, types: str) -> bool:
    """Whether any of `types` (`A|B`) is live only at times."""
    return any(model.span(type_) is not None for type_ in types.split("|"))


def start_cypher(span: Span, relationship: str, end: str) -> str:
    """The first day of a relationship that ends at the node `end`."""
    return _day(relationship, span.start, end, span.start_of_end)


def _tests(span: Span, relationship: str, end: str, day: str, *, always: bool) -> tuple[str, ...]:
    start = start_cypher(span, relationship, end)
    begun = f"{start} <= {day}"
    tests = [begun if span.has_start and always else f"({start} IS NULL OR {begun})"]
    if span.end or span.end_of_end:
        stop = _day(relationship, span.end, end, span.end_of_end)
        tests.append(f"({stop} IS NULL OR {stop} > {day})")
    return tuple(tests)


def _day(relationship: str, own: str | None, end: str, fallback: str | None) -> str:
    """The relationship's own day; where it has none, that of the node at its end."""
    days = [f"{relationship}.{identifier(own)}"] if own else []
    if fallback:
        days.append(f"{end}.{identifier(fallback)}")
    return days[0] if len(days) == 1 else f"coalesce({', '.join(days)})"

"""Small types that several rooms use: ranges, estimates, before and after, and what is told of reporting."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph_service.api.fields import optional
from graph_service.api.network.made import object_type
from graph_service.model.vocabulary import schemes
from graph_service.query.found import Term

IntRange = object_type(
    "IntRange", "From one whole number to another, both included.", low=(int, "The lower."), high=(int, "The upper.")
)
FloatRange = object_type(
    "FloatRange", "From one number to another.", low=(float, "The lower."), high=(float, "The upper.")
)
Estimate = object_type(
    "Estimate",
    "An estimated number with its interval.",
    value=(float, "The estimate."),
    low=(optional(float), "Lower end of the interval; null where it cannot be told."),
    high=(optional(float), "Upper end of the interval, likewise."),
    level=(float, "How sure the interval is, 0.95."),
    method=(str, "How the interval was made."),
)
BeforeAfter = object_type(
    "BeforeAfter",
    "A number before and after; null where it is not defined.",
    before=(optional(float), "Before."),
    after=(optional(float), "After."),
)


def sector_term(code: str) -> Term:
    """A sector as a value of its enum."""
    return _sectors()[code]


@cache
def _sectors() -> dict[str, Term]:
    return {term.code: Term(term.code, term.enum) for term in schemes()["sector"].terms}


def before_after(before: float | None, after: float | None) -> dict[str, Any]:
    """The data of a `BeforeAfter`."""
    from graph_service.network.rounding import told

    return {"before": told(before), "after": told(after)}


def interval(pair: tuple[float, float]) -> dict[str, Any]:
    """The data of an `IntRange` or `FloatRange`."""
    return {"low": pair[0], "high": pair[1]}

"""Which relationships and nodes a search may use: kinds, direction, days, county."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph_service.analysis.kinds import Kind
from graph_service.analysis.reading import Read, county_id
from graph_service.errors import RequestError
from graph_service.model.structure import Model

Span = tuple[str | None, str | None]
"""First day and the day it ended, as ISO text; None is open."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, as ISO text."""

    first: str
    last: str

    def meets(self, *spans: Span) -> bool:
        """Whether there is a day of the period on which all `spans` hold. Spans are half-open: [from, to)."""
        start = max([self.first, *(begun for begun, _ in spans if begun is not None)])
        return start <= self.last and all(ended is None or start < ended for _, ended in spans)


@dataclass(frozen=True)
class Conditions:
    """What a search may follow. `within` is the county (id or NUTS code) in which inner nodes must lie."""

    kinds: tuple[Kind, ...]
    directed: bool = False
    period: Period | None = None
    within: str | None = None

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(kind.type for kind in self.kinds)


def period_of(days: Collection[date], between: tuple[date, date] | None) -> Period | None:
    """The period that a caller asked for: one day, or from a day until before another. Raises RequestError."""
    if len(days) + (between is not None) > 1:
        raise RequestError("PERIOD_TWICE")
    for day in days:
        return Period(day.isoformat(), day.isoformat())
    if between is None:
        return None
    first, end = between
    if first >= end:
        raise RequestError("PERIOD_ORDER", first=first.isoformat(), end=end.isoformat())
    return Period(first.isoformat(), (end - timedelta(days=1)).isoformat())


async def settled(model: Model, read: Read, conditions: Conditions) -> Conditions:
    """The conditions with the county by its id. Raises RequestError where there is no such county."""
    if conditions.within is None:
        return conditions
    return replace(conditions, within=await county_id(model, read, conditions.within))


def admitted(conditions: Conditions, ends: Collection[str]) -> Callable[[str, str | None], bool]:
    """Whether a search may pass a node of this id and county: `ends` always, others within the county or placeless."""

    def may_pass(id_: str, county: str | None) -> bool:
        return conditions.within is None or county is None or county == conditions.within or id_ in ends

    return may_pass


def whole_number(value: int, argument: str, most: int) -> int:
    """`value` if it is from 1 to `most`. Raises RequestError otherwise."""
    if not 1 <= value <= most:
        raise RequestError("PAGE_SIZE", argument=argument, most=most, value=value)
    return value

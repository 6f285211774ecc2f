"""Operations that use measures of the network: their tables are got, bound, and must be of the version that was read.

Where the data changed in between, both are got again, a few times; then the answer says that the measures are stale.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from graph_service.api.context import MeasureTables, RequestContext, Row
from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.query.measures import MeasureNeed, Tables

_TRIES = 3
RowsOf = Callable[[Sequence[Statement]], Awaitable[list[Row]]]
P = TypeVar("P", bound="Measurable")


class Measurable(Protocol):
    """What is needed of an operation that was planned; `needs` are empty where it uses no measure."""

    @property
    def needs(self) -> tuple[MeasureNeed, ...]: ...
    @property
    def statements(self) -> Sequence[Statement]: ...
    def measured(self: P, tables: Tables) -> P: ...
    def version(self, rows: list[Row]) -> int | None: ...


@dataclass(frozen=True)
class Measured(Generic[P]):
    """An operation with the rows that were read for it, and the tables of measures that it was bound to."""

    prepared: P
    rows: list[Row]
    tables: Tables
    tries: int = 1
    """How often it was read until the tables were of the version that was read."""

    @property
    def version(self) -> int | None:
        """The version of the data that was read."""
        return self.prepared.version(self.rows)

    @property
    def decided_by(self) -> int | None:
        """The version that alone decides the answer, which tells how many statements it took."""
        return None if self.tries > 1 or self.extensions else self.version

    @property
    def extensions(self) -> dict[str, Any]:
        """What the answer tells of stale measures; nothing where there are none."""
        stale = _of_other_versions(self.tables, self.version)
        if not stale:
            return {}
        return {"analysis": {"stale": True, "dataVersion": min(one.version for one in stale)}}


async def read_measured(prepared: P, context: RequestContext, rows_of: RowsOf) -> Measured[P]:
    """Reads an operation by `rows_of`, with the tables that it needs. Raises RequestError where there are none.

    What the short way has read is taken with the tables that it was read with.
    """
    if not prepared.needs or isinstance(context.ahead, Exception):
        return Measured(prepared, await rows_of(prepared.statements), {})
    seen: int | None = None
    for tries in range(1, _TRIES + 1):
        ahead, context.tables_ahead = context.tables_ahead, None
        tables = await _tables(prepared, context, seen) if ahead is None else ahead
        bound = prepared.measured(tables)
        rows = await rows_of(bound.statements)
        seen = bound.version(rows)
        stale = _of_other_versions(tables, seen)
        if not stale:
            return Measured(bound, rows, tables, tries)
        if tries == _TRIES or ahead is not None or any(one.is_stale for one in stale):
            break
    told = {day: one.told_stale() if one in stale else one for day, one in tables.items()}
    return Measured(prepared.measured(told), rows, told, tries)


async def _tables(prepared: Measurable, context: RequestContext, seen: int | None) -> Tables:
    if context.tables is None:
        raise RequestError("EXTRA_MISSING")
    with context.paused():
        return {need.day: await context.tables.measures(need.names, need.day, seen) for need in prepared.needs}


def _of_other_versions(tables: Tables, version: int | None) -> list[MeasureTables]:
    """Those that are not of the version of the data that was read; before the first seed that is 0."""
    return [one for one in tables.values() if one.version != (version or 0)]

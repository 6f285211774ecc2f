"""Loads a projection whole, or brings one up to date: only what changed is read, and that nothing else did is checked.

What changes often, institutions and collaborations with who takes part and their themes, is read by the nodes changed
since. Then the number of rows of every table and the sums of its whole numbers, days and moments must be those that the
graph gives at the same version; a table of which they are not is read whole. So rows that were deleted, or put back to
an earlier state, are noticed too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from graph_service.errors import StoreError
from graph_service.network.keeping.build import projection_of
from graph_service.network.keeping.columns import Columns, Table
from graph_service.network.keeping.reading import (
    Read,
    Row,
    read_steadily,
    sum_statements,
    sums_in,
    sums_of,
    table_statements,
    tables_of,
)
from graph_service.network.keeping.rows import taken
from graph_service.network.keeping.statements import SOURCES
from graph_service.network.projection import Projection

_ATTEMPTS = 3
# Tables of which changed rows are read, the column by which they replace older ones, and whose change tells of it.
_KEYS = {
    "institutions": ("id", "institutions"),
    "collaborations": ("id", "collaborations"),
    "memberships": ("collaboration", "collaborations"),
    "collaboration_themes": ("collaboration", "collaborations"),
}
_CHANGING = ("institutions", "collaborations")
_NEWER = {name: SOURCES[name].newer(of) for name, (_, of) in _KEYS.items()}


@dataclass(frozen=True, eq=False)
class Loaded:
    """A projection with the columns it was made of, and how many rows were read to have it."""

    projection: Projection
    columns: Columns
    touched: Mapping[str, int]
    """By table, the sum of the milliseconds at which its nodes changed, where no column has them."""
    rows_loaded: int

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(map(len, self.columns.values()))


@dataclass(frozen=True, eq=False)
class _Tables:
    """Tables on the way to a version."""

    columns: Columns
    touched: Mapping[str, int]
    rows: int = 0

    def with_read(self, names: Iterable[str], rows: Sequence[Row]) -> _Tables:
        """With the tables `names` as these rows have them."""
        tables, touched = tables_of({name: SOURCES[name] for name in names}, rows)
        read = sum(map(len, tables.values()))
        return _Tables({**self.columns, **tables}, {**self.touched, **touched}, self.rows + read)

    def with_newer(self, rows: Sequence[Row]) -> _Tables:
        """With the changed rows in the place of what they were."""
        newer, _ = tables_of(_NEWER, rows)
        changed = {of: set(newer[of].texts("id")) for of in _CHANGING}
        merged = {name: _merged(self.columns[name], newer[name], key, changed[of]) for name, (key, of) in _KEYS.items()}
        return _Tables({**self.columns, **merged}, self.touched, self.rows + sum(map(len, newer.values())))

    def differing(self, sums: Mapping[str, list[int]]) -> list[str]:
        """The tables of which the graph has other sums."""
        return [name for name in SOURCES if sums_in(name, self.columns[name], self.touched) != sums[name]]


async def load(read: Read, held: Loaded | None = None) -> Loaded:
    """The projection of the newest version; with one `held`, only what is not in it is read.

    Raises StoreError, also where the data change faster than they can be read.
    """
    if held is None:
        version, rows = await read_steadily(read, table_statements(SOURCES))
        return await _built(_Tables({}, {}).with_read(SOURCES, rows), version)
    for _ in range(_ATTEMPTS):
        version, tables = await _updated(read, held)
        if tables is not None:
            return await _built(tables, version, held)
    raise StoreError("STORE_BUSY", status="the data changed while they were read")


async def _updated(read: Read, held: Loaded) -> tuple[int, _Tables | None]:
    """The tables of the newest version; None where the data changed between two readings."""
    newer = table_statements(_NEWER, {of: _newest(held.columns[of]) for of in _CHANGING})
    version, rows = await read_steadily(read, [*newer, *sum_statements(SOURCES)])
    tables = _Tables(held.columns, held.touched).with_newer(rows[: len(newer)])
    differing = tables.differing(sums_of(SOURCES, rows[len(newer) :]))
    if not differing:
        return version, tables
    statements = table_statements({name: SOURCES[name] for name in differing})
    again, rows = await read_steadily(read, statements)
    return version, tables.with_read(differing, rows) if again == version else None


async def _built(tables: _Tables, version: int, held: Loaded | None = None) -> Loaded:
    """The projection of `tables`, made in a thread, so that requests go on; the held one where nothing differs."""
    if held is not None and not tables.rows and all(held.columns[name] is tables.columns[name] for name in SOURCES):
        return replace(held, projection=replace(held.projection, version=version), rows_loaded=0)
    columns, projection = await asyncio.to_thread(_made, tables.columns, version)
    return Loaded(projection, columns, tables.touched, tables.rows)


def _made(columns: Columns, version: int) -> tuple[Columns, Projection]:
    """The projection, and the columns with one text for all that are equal: the driver makes a new one each time."""
    known: dict[str, str] = {}
    shared = {name: _sharing(table, known) for name, table in columns.items()}
    return shared, projection_of(shared, version)


def _sharing(table: Table, known: dict[str, str]) -> Table:
    return Table(
        {
            name: [known.setdefault(text, text) for text in column] if isinstance(column, list) else column
            for name, column in table.columns.items()
        }
    )


def _merged(table: Table, newer: Table, key: str, changed: set[str]) -> Table:
    """`newer` in the place of the rows of `table` with a key in `changed`."""
    if not changed:
        return table
    keys = table.texts(key)
    kept = taken(table, np.array([row for row, id_ in enumerate(keys) if id_ not in changed], dtype=np.intp))
    return Table({name: _joined(column, newer.columns[name]) for name, column in kept.columns.items()})


def _joined(column: Any, more: Any) -> Any:
    return column + more if isinstance(column, list) else np.concatenate([column, more])


def _newest(table: Table) -> str:
    """The moment of the newest row."""
    newest = int(table.moments("updated").max(initial=0))
    return datetime.fromtimestamp(newest / 1000, UTC).isoformat(timespec="milliseconds")

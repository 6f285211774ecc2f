"""Loads a projection whole, or brings one up to date: only what changed is read, and that nothing else did is checked.

What changes often, institutions and collaborations with who takes part and their themes, is read by the nodes changed
since: those with a newer moment, those that the history says were set back to an older one, and those that it says are
gone. Another table is read whole if the history tells of a relationship that it follows. What has no history is noticed
as well: the number of rows of every table and the sums of its whole numbers, days and moments must be those that the
graph gives at the same version; a table of which they are not is read whole, with those that change with it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from graph_service.cypher import Statement
from graph_service.errors import StoreError
from graph_service.network.keeping.build import projection_of
from graph_service.network.keeping.columns import Columns, Table
from graph_service.network.keeping.reading import (
    Read,
    Row,
    Sources,
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
_SET_BACK = {name: SOURCES[name].set_back(of) for name, (_, of) in _KEYS.items()}
_MOST_CHANGES = 2_000
"""With more changes than this everything is read anew."""
_CHANGES = (
    f"MATCH (c:Change) WHERE c.number > $version WITH c LIMIT {_MOST_CHANGES + 1} "
    "RETURN collect([c.subject, c.action, c.relationships]) AS changes"
)


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

    def with_newer(self, rows: Sequence[Row], sources: Sources, gone: Collection[str] = ()) -> _Tables:
        """With the changed rows in the place of what they were, and without those of nodes that are `gone`."""
        newer, _ = tables_of(sources, rows)
        changed = {of: {*gone, *newer[of].texts("id")} for of in _CHANGING}
        merged = {name: _merged(self.columns[name], newer[name], key, changed[of]) for name, (key, of) in _KEYS.items()}
        return _Tables({**self.columns, **merged}, self.touched, self.rows + sum(map(len, newer.values())))

    def differing(self, sums: Mapping[str, list[int]], types: Collection[str]) -> list[str]:
        """The tables of which the graph has other sums, or that follow one of these types, and what changes with
        them."""
        found = {name for name in SOURCES if sums_in(name, self.columns[name], self.touched) != sums[name]}
        found |= {name for name, source in SOURCES.items() if name not in _KEYS and source.types.intersection(types)}
        return [name for name in SOURCES if name in found or (name in _KEYS and _KEYS[name][1] in found)]


@dataclass(frozen=True)
class _History:
    """What changed since: nodes that are gone, and the types of relationships that changed."""

    gone: frozenset[str]
    types: frozenset[str]

    @classmethod
    def of(cls, changes: Sequence[Sequence[Any]]) -> _History:
        """That of changes: subject, action and relationships of each."""
        gone = frozenset(subject for subject, action, _ in changes if action == "deleted")
        return cls(gone, frozenset(json.loads(tie)["t"] for _, _, ties in changes for tie in ties or ()))


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
    since = {of: _newest(held.columns[of]) for of in _CHANGING}
    given = {"version": held.projection.version}
    newer, back = table_statements(_NEWER, since), table_statements(_SET_BACK, {**since, **given})
    statements = [Statement(_CHANGES, given), *newer, *back, *sum_statements(SOURCES)]
    version, ([changes], *rows) = await read_steadily(read, statements)
    if len(changes) > _MOST_CHANGES:
        again, rows = await read_steadily(read, table_statements(SOURCES))
        return again, _Tables({}, {}).with_read(SOURCES, rows)
    history, first, second = _History.of(changes), len(newer), len(newer) + len(back)
    tables = _Tables(held.columns, held.touched).with_newer(rows[:first], _NEWER, history.gone)
    tables = tables.with_newer(rows[first:second], _SET_BACK)
    differing = tables.differing(sums_of(SOURCES, rows[second:]), history.types)
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

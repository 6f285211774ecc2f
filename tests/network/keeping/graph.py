"""A graph in memory that answers the statements of the projection: tables, and what was changed in them when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np

from graph_service.cypher import Statement
from graph_service.network.keeping.columns import SHAPES, Column, Columns, Kind, Table
from graph_service.network.keeping.reading import Row
from graph_service.network.keeping.rows import taken
from graph_service.network.keeping.statements import SOURCES
from graph_service.network.projection import NONE

_BLOCK = re.compile(r"CALL \(\) \{ (.*?) RETURN (.*?) \}(?= CALL| RETURN)")
_MATCHES = {source.match: name for name, source in SOURCES.items()}
_SINCE = re.compile(r" WHERE n\.updatedAt > datetime\(\$(\w+)\) WITH n")


class MemoryGraph:
    """Answers what `keeping.delta` reads. Change `tables`, then `raise_version`."""

    def __init__(self, columns: Columns) -> None:
        self.tables: dict[str, Table] = dict(columns)
        self.touched = {name: 1_000 * len(table) for name, table in columns.items() if SOURCES[name].touched}
        self.version = 1
        self.changes: list[list[Any]] = []
        """What the history tells: nothing of edits that leave none."""
        self.transactions = 0
        self.meanwhile: Callable[[], None] = lambda: None
        """Is called in the middle of each transaction."""

    async def __call__(self, statements: Sequence[Statement]) -> list[Row]:
        self.transactions += 1
        rows = []
        for place, statement in enumerate(statements):
            if place == len(statements) - 1:
                self.meanwhile()
            rows.append(self._row(statement))
        return rows

    def touch(self, table: str) -> None:
        """As if a node of a table were changed."""
        self.touched[table] += 7

    def raise_version(self) -> None:
        """As every change does."""
        self.version += 1

    def _row(self, statement: Statement) -> Row:
        if "DataVersion" in statement.text:
            return [self.version]
        if statement.text.startswith("MATCH (c:Change)"):
            return [self.changes]
        row: Row = []
        for match, returned in _BLOCK.findall(statement.text):
            if "[:CHANGED]" in match:
                row += [[] for _ in SHAPES[_set_back(match)]]
                continue
            since = _SINCE.search(match)
            table, touched = self._found(_SINCE.sub("", match), statement.parameters.get(since[1]) if since else None)
            columns = [(kind, table.columns[name]) for name, kind in _shape(match).items()]
            if "collect(" in returned:
                row += [_sent(kind, column) for kind, column in columns] + touched
            else:
                summed = [sum(_sent(kind, column)) for kind, column in columns if kind in _SUMMED]
                row.append([len(table), *summed, *touched])
        return row

    def _found(self, match: str, since: str | None) -> tuple[Table, list[int]]:
        name = _MATCHES[match]
        table = self.tables[name]
        if since is not None:
            table = taken(table, np.flatnonzero(self._changed(name, table, since)))
        return table, [self.touched[name]] if name in self.touched else []

    def _changed(self, name: str, table: Table, since: str) -> Any:
        moment = datetime.fromisoformat(since).timestamp() * 1000
        if "updated" in table.columns:
            return table.moments("updated") > moment
        works = self.tables["collaborations"]
        newer = {id_ for id_, at in zip(works.texts("id"), works.moments("updated"), strict=True) if at > moment}
        return np.array([id_ in newer for id_ in table.texts("collaboration")], dtype=bool)


_SUMMED = (Kind.INT, Kind.DAY, Kind.MOMENT)


def _set_back(match: str) -> str:
    """The table of which a match finds the rows that were set back."""
    return next(name for name, source in SOURCES.items() if match == source.set_back(_of(name)).match)


def _of(name: str) -> str:
    return "institutions" if name == "institutions" else "collaborations"


def _shape(match: str) -> Mapping[str, Kind]:
    return SHAPES[_MATCHES[_SINCE.sub("", match)]]


def _sent(kind: Kind, column: Column) -> list[Any]:
    values: list[Any] = list(column) if isinstance(column, list) else column.tolist()
    if kind is Kind.DAY:
        return [NONE if value == NONE else _day(date.fromordinal(value)) for value in values]
    if kind is Kind.FLOAT:
        return [1e9 if value != value else value for value in values]
    return values


def _day(day: date) -> int:
    return day.year * 1000 + day.timetuple().tm_yday

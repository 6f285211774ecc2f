"""Reading tables: the statements of some of them, and the tables of what these gave.

A statement gives one row, whose fields are columns: the driver spends a hundredth of the time on a list of plain values
that it spends on as many rows. `collect` passes over null, so what is not known is sent as a value that stands for it.
Days go as numbers, year and day of the year, which cost less than texts or the driver's own dates. The embedded engine
collects at most 500,000 values: no table may have more rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import StoreError
from graph_service.network.keeping.columns import SHAPES, Column, Kind, Shape, Table
from graph_service.network.keeping.statements import Source
from graph_service.network.projection import NONE, Ints

Row = list[Any]
Sources = Mapping[str, Source]
Shapes = Mapping[str, Shape]

_VERSION = Statement(f"{VERSION_BLOCK} RETURN v0")
_ATTEMPTS = 3
_NO_NUMBER = 1e9
_YEAR = 1_000
_BEFORE_1970 = 719_163
# Neo4j plans a long text slowly, and every statement costs a trip to the database.
_TOGETHER = 12
_SUMMED = (Kind.INT, Kind.DAY, Kind.MOMENT)


class Read(Protocol):
    """Reads statements in one transaction: a row each. Raises StoreError.

    Others may wait for what is read, so it should have time of its own rather than what a request has left.
    """

    async def __call__(self, statements: Sequence[Statement]) -> list[Row]:
        """The rows of `statements`."""
        ...


async def read_steadily(read: Read, statements: Sequence[Statement]) -> tuple[int, list[Row]]:
    """A version of the data (0 for a graph that was never seeded), and what the statements gave at that version.

    Raises StoreError where the data changed meanwhile, three times over.
    """
    for _ in range(_ATTEMPTS):
        [before], *rows, [after] = await read([_VERSION, *statements, _VERSION])
        if before == after:
            return before or 0, rows
    raise StoreError("STORE_BUSY", status=f"the data changed {_ATTEMPTS} times while they were read")


def table_statements(
    sources: Sources, parameters: Mapping[str, Any] | None = None, shapes: Shapes = SHAPES
) -> list[Statement]:
    """The statements that read `sources`: a field a column, and one more for each that is touched."""
    fields = {name: _collected(shapes[name], source) for name, source in sources.items()}
    return _statements(fields, sources, parameters)


def sum_statements(sources: Sources) -> list[Statement]:
    """The statements that read the sums of `sources`."""
    return _statements({name: [f"[{', '.join(_sums(name, source))}]"] for name, source in sources.items()}, sources)


def tables_of(
    sources: Sources, rows: Sequence[Row], shapes: Shapes = SHAPES
) -> tuple[dict[str, Table], dict[str, int]]:
    """The tables that the statements of `sources` gave, and when their nodes were touched: the sum of milliseconds."""
    fields = iter([field for row in rows for field in row])
    tables, touched = {}, {}
    for name, source in sources.items():
        tables[name] = _table(shapes[name], fields)
        if source.touched:
            touched[name] = next(fields)
    return tables, touched


def sums_of(sources: Sources, rows: Sequence[Row]) -> dict[str, list[int]]:
    """The sums that the statements of `sources` gave."""
    return dict(zip(sources, (field for row in rows for field in row), strict=True))


def sums_in(name: str, table: Table, touched: Mapping[str, int]) -> list[int]:
    """The sums of a table as the graph would give them: number of rows, whole numbers, days and moments."""
    columns = [(kind, table.columns[column]) for column, kind in SHAPES[name].items() if kind in _SUMMED]
    own = [int(np.sum(_days(column) if kind is Kind.DAY else column, dtype=np.int64)) for kind, column in columns]
    return [len(table), *own, *([touched[name]] if name in touched else [])]


def _statements(
    fields: Mapping[str, Sequence[str]], sources: Sources, parameters: Mapping[str, Any] | None = None
) -> list[Statement]:
    """
    CALL () { MATCH (n:Mentor) RETURN collect(coalesce(n.id, '')) AS c0, sum(…) AS c1 }
    CALL () { MATCH (n:Programme) RETURN collect(coalesce(n.id, '')) AS c2, collect(…) AS c3, sum(…) AS c4 }
    RETURN c0, c1, c2, c3, c4
    """
    names = list(sources)
    statements = []
    for start in range(0, len(names), _TOGETHER):
        blocks: list[str] = []
        given: list[str] = []
        for name in names[start : start + _TOGETHER]:
            new = [f"c{len(given) + place}" for place in range(len(fields[name]))]
            returned = ", ".join(f"{field} AS {as_}" for field, as_ in zip(fields[name], new, strict=True))
            blocks.append(f"CALL () {{ {sources[name].match} RETURN {returned} }}")
            given += new
        statements.append(Statement(f"{' '.join(blocks)} RETURN {', '.join(given)}", dict(parameters or {})))
    return statements


def _collected(shape: Shape, source: Source) -> list[str]:
    collected = [f"collect({_sent(kind, source.columns[column])})" for column, kind in shape.items()]
    return [*collected, *_touched(source)]


def _sums(name: str, source: Source) -> list[str]:
    kinds = [(kind, source.columns[column]) for column, kind in SHAPES[name].items() if kind in _SUMMED]
    return ["count(*)", *(f"sum({_sent(kind, value)})" for kind, value in kinds), *_touched(source)]


def _touched(source: Source) -> list[str]:
    return [f"sum({_sent(Kind.MOMENT, f'{source.touched}.updatedAt')})"] if source.touched else []


def _sent(kind: Kind, value: str) -> str:
    match kind:
        case Kind.TEXT:
            return f"coalesce({value}, '')"
        case Kind.INT:
            return f"coalesce({value}, {NONE})"
        case Kind.FLOAT:
            return f"coalesce({value}, {_NO_NUMBER})"
        case Kind.TRUTH:
            return f"coalesce({value}, false)"
        case Kind.DAY:
            return f"coalesce({value}.year * {_YEAR} + {value}.ordinalDay, {NONE})"
        case Kind.MOMENT:
            return f"coalesce({value}.epochMillis, {NONE})"


def _table(shape: Shape, fields: Iterator[list[Any]]) -> Table:
    return Table({name: _read(kind, next(fields)) for name, kind in shape.items()})


def _read(kind: Kind, values: list[Any]) -> Column:
    match kind:
        case Kind.TEXT:
            return values
        case Kind.INT:
            return np.array(values, dtype=np.int32)
        case Kind.MOMENT:
            return np.array(values, dtype=np.int64)
        case Kind.TRUTH:
            return np.array(values, dtype=np.bool_)
        case Kind.FLOAT:
            numbers = np.array(values, dtype=np.float64)
            return np.where(numbers == _NO_NUMBER, np.nan, numbers)
        case Kind.DAY:
            return _ordinals(np.array(values, dtype=np.int32))


def _ordinals(sent: Ints) -> Ints:
    """Ordinals of days given as year and day of the year: years before it have 365 days and their leap days."""
    years = sent // _YEAR - 1
    ordinals = years * 365 + years // 4 - years // 100 + years // 400 + sent % _YEAR
    return np.where(sent == NONE, np.int32(NONE), ordinals.astype(np.int32))


def _days(ordinals: Column) -> NDArray[np.int64]:
    """Year and day of the year of ordinals: the inverse of `_ordinals`."""
    days = (np.asarray(ordinals, dtype=np.int64) - _BEFORE_1970).astype("datetime64[D]")
    years = days.astype("datetime64[Y]")
    sent = (years.astype(np.int64) + 1970) * _YEAR + (days - years).astype(np.int64) + 1
    return np.where(np.asarray(ordinals) == NONE, NONE, sent)

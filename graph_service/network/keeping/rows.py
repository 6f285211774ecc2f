"""Numbers of rows for ids, and rows put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_service.network.keeping.columns import Table
from graph_service.network.projection import FOREVER, NONE, Floats, Ints

Order: TypeAlias = NDArray[np.intp]
Rows: TypeAlias = Mapping[str, int]


def in_order(table: Table) -> Table:
    """The rows of a table in the order of their ids."""
    ids = table.texts("id")
    return taken(table, np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp))


def taken(table: Table, places: Order) -> Table:
    """The rows at `places`, in that order."""
    chosen = places.tolist()
    return Table(
        {
            name: [column[place] for place in chosen] if isinstance(column, list) else column[places]
            for name, column in table.columns.items()
        }
    )


def rows_of(ids: Sequence[str]) -> dict[str, int]:
    """Id to row."""
    return {id_: row for row, id_ in enumerate(ids)}


def rows_at(rows: Rows, ids: Sequence[str]) -> Ints:
    """The row of each id, NONE for one that has none."""
    return np.array([rows.get(id_, NONE) for id_ in ids], dtype=np.int32)


def open_end(days: Ints) -> Ints:
    """Last days, FOREVER where there is none."""
    return np.where(days == NONE, np.int32(FOREVER), days)


def either(values: Floats, others: Floats) -> Floats:
    """`values`, and where one is nan the other one's."""
    return np.where(np.isnan(values), others, values)


def known_order(*columns: NDArray[Any], known: int = 2) -> Order:
    """Where the rows of these columns stand when ordered by all of them from the first on.

    Rows with NONE in one of the first `known` columns are left out.
    """
    there = np.flatnonzero(np.all([column != NONE for column in columns[:known]], axis=0))
    return there[np.lexsort([column[there] for column in reversed(columns)])]


@dataclass(frozen=True, eq=False)
class Places:
    """Settlements, and after them parts: the row of the settlement and the point of each. The last is for NONE.

    A part without a point of its own lies where its settlement does.
    """

    rows: Rows
    settlement: Ints
    latitude: Floats
    longitude: Floats

    def at(self, ids: Sequence[str]) -> tuple[Ints, Floats, Floats]:
        """Row of the settlement, latitude and longitude of each place; NONE and nan for one that is not known."""
        row = rows_at(self.rows, ids)
        return self.settlement[row], self.latitude[row], self.longitude[row]


def places_of(settlements: Sequence[str], points: tuple[Floats, Floats], parts: Table) -> Places:
    """`settlements` are ids in order, `points` their latitudes and longitudes."""
    part_of = rows_at(rows_of(settlements), parts.texts("settlement"))
    settlement = np.concatenate([np.arange(len(settlements), dtype=np.int32), part_of, np.array([NONE], np.int32)])
    latitude, longitude = (
        np.concatenate([own, either(parts.floats(name), np.append(own, np.nan)[part_of]), [np.nan]])
        for own, name in zip(points, ("latitude", "longitude"), strict=True)
    )
    return Places(rows_of([*settlements, *parts.texts("id")]), settlement, latitude, longitude)

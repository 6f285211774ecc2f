"""Whether two projections hold the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from graph_service.network.keeping.columns import Table
from graph_service.network.projection import Projection


def differences(one: Projection, other: Projection) -> list[str]:
    """The columns in which two projections differ, the version apart."""
    found = []
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if is_dataclass(mine):
            columns = [(f"{field.name}.{c.name}", getattr(mine, c.name), getattr(theirs, c.name)) for c in fields(mine)]
            found += [name for name, a, b in columns if not _equal(a, b)]
        elif field.name != "version" and mine != theirs:
            found.append(field.name)
    return found


def sorted_rows(table: Table) -> list[tuple[Any, ...]]:
    """The rows of a table in an order of their own, nan as None."""
    columns = [column if isinstance(column, list) else column.tolist() for column in table.columns.values()]
    rows = zip(*([None if value != value else value for value in column] for column in columns), strict=True)
    return sorted(rows, key=repr)


def _equal(one: Any, other: Any) -> bool:
    if not isinstance(one, np.ndarray):
        return bool(one == other)
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")

"""The tables that a projection is made of, as they come from the graph: plain columns, rows in any order.

Columns refer to rows of other tables by id. What is not known is '' in a text, NONE in whole numbers, days and codes,
and nan in numbers with a fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_service.network.projection import NONE, Bools, Floats, Ints

Moments: TypeAlias = NDArray[np.int64]
"""Moments in milliseconds since 1970, UTC."""
Column: TypeAlias = list[str] | NDArray[Any]


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    INT = "int"
    DAY = "day"
    MOMENT = "moment"
    FLOAT = "float"
    TRUTH = "truth"


_ID = Kind.TEXT
_TEXT, _INT, _DAY, _MOMENT, _FLOAT, _TRUTH = Kind
Shape: TypeAlias = Mapping[str, Kind]

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "concepts": {"scheme": _TEXT, "code": _TEXT},
        "programmes": {"id": _ID, "end": _DAY},
        "regions": {"id": _ID, "hu": _TEXT, "en": _TEXT},
        "counties": {
            "id": _ID,
            "nuts3": _TEXT,
            "hu": _TEXT,
            "en": _TEXT,
            "region": _ID,
            "seat": _ID,
            "in_area": _TRUTH,
        },
        "settlements": {
            "id": _ID,
            "name": _TEXT,
            "county": _ID,
            "latitude": _FLOAT,
            "longitude": _FLOAT,
            "population": _INT,
            "disadvantage": _TEXT,
        },
        "parts": {"id": _ID, "settlement": _ID, "latitude": _FLOAT, "longitude": _FLOAT},
        "institutions": {
            "id": _ID,
            "sector": _TEXT,
            "place": _ID,
            "latitude": _FLOAT,
            "longitude": _FLOAT,
            "real": _TRUTH,
            "updated": _MOMENT,
        },
        "collaborations": {
            "id": _ID,
            "type": _TEXT,
            "start": _DAY,
            "end": _DAY,
            "real": _TRUTH,
            "updated": _MOMENT,
        },
        "memberships": {"institution": _ID, "collaboration": _ID, "start": _DAY, "end": _DAY},
        "collaboration_themes": {"collaboration": _ID, "theme": _TEXT},
        "communities": {"id": _ID, "place": _ID, "real": _TRUTH},
        "mentors": {"id": _ID, "real": _TRUTH},
        "practices": {"id": _ID, "published": _DAY, "real": _TRUTH},
        "practice_themes": {"practice": _ID, "theme": _TEXT},
        "sessions": {"id": _ID, "day": _DAY, "attendants": _INT},
        "attendances": {"session": _ID, "institution": _ID},
        "responsibilities": {"mentor": _ID, "place": _ID, "start": _DAY, "end": _DAY},
        "mentorings": {"mentor": _ID, "community": _ID, "start": _DAY, "end": _DAY},
        "offices": {"mentor": _ID, "county": _ID, "place": _ID, "start": _DAY, "end": _DAY},
        "visits": {"mentor": _ID, "subject": _ID, "day": _DAY},
        "spaces": {"community": _ID, "institution": _ID, "start": _DAY},
        "adoptions": {"practice": _ID, "by": _ID, "day": _DAY},
        "owners": {"practice": _ID, "by": _ID, "place": _ID},
        "reached": {"place": _ID, "day": _DAY},
        "worklist": {
            "id": _ID,
            "state": _TEXT,
            "kind": _TEXT,
            "method": _TEXT,
            "one": _ID,
            "other": _ID,
            "by_tie": _TRUTH,
        },
    }
)
"""Names of the tables, and what their columns hold."""


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of equal length by their names."""

    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return min(map(len, self.columns.values()))

    def texts(self, name: str) -> list[str]:
        """A column of texts."""
        column = self.columns[name]
        assert isinstance(column, list)
        return column

    def ints(self, name: str) -> Ints:
        """A column of whole numbers or days, int32."""
        return self._numbers(name, np.dtype(np.int32))

    def moments(self, name: str) -> Moments:
        """A column of moments, int64."""
        return self._numbers(name, np.dtype(np.int64))

    def floats(self, name: str) -> Floats:
        """A column of numbers with a fraction."""
        return self._numbers(name, np.dtype(np.float64))

    def truths(self, name: str) -> Bools:
        """A column of truths."""
        return self._numbers(name, np.dtype(np.bool_))

    def _numbers(self, name: str, of: np.dtype[Any]) -> NDArray[Any]:
        column = self.columns[name]
        assert isinstance(column, np.ndarray)
        assert column.dtype == of
        return column


Columns: TypeAlias = Mapping[str, Table]
"""All tables of SHAPES."""


def table_of(shape: Shape, values: Mapping[str, Sequence[Any]]) -> Table:
    """A table of Python values: days as `date`, moments in milliseconds, None for what is not known."""
    return Table({name: _column(kind, values[name]) for name, kind in shape.items()})


def ordinal(day: date | None) -> int:
    """The number of a day, NONE where there is none."""
    return NONE if day is None else day.toordinal()


def _column(kind: Kind, values: Sequence[Any]) -> Column:
    match kind:
        case Kind.TEXT:
            return ["" if value is None else str(value) for value in values]
        case Kind.DAY:
            return np.array([ordinal(value) for value in values], dtype=np.int32)
        case Kind.FLOAT:
            return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        case Kind.TRUTH:
            return np.array([bool(value) for value in values], dtype=np.bool_)
        case Kind.INT | Kind.MOMENT:
            of = np.int32 if kind is Kind.INT else np.int64
            return np.array([NONE if value is None else value for value in values], dtype=of)

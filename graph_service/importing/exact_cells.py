"""Values as cells of a take-out and back, each exactly: the columns are those of `model/columns.py`.

Numbers are written so that reading gives the same one, with a point or an exponent where they are no integers. A value
whose type is not the declared one has no cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from graph_service.importing.protection import protected, unprotected
from graph_service.model.columns import Column
from graph_service.model.structure import Kind
from graph_service.writes.exact import Moment, moment_text, point_degrees, tag

_TEXTS = {Kind.STRING, Kind.ENUM, Kind.LOCALIZED, Kind.FIELD_CHANGE, Kind.TIE_CHANGE}
_NUMBERS = {Kind.INT, Kind.LONG, Kind.FLOAT}
_INTEGER = re.compile(r"-?[0-9]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z")
_LON, _LAT = ".lon", ".lat"


class Point(NamedTuple):
    """A point in WGS84 degrees."""

    lon: float
    lat: float


class Read(NamedTuple):
    """A row as it was read: points stand apart, as statements want them."""

    properties: dict[str, Any]
    points: dict[str, Point]

    @property
    def all(self) -> Mapping[str, Any]:
        return self.properties | self.points


@dataclass(frozen=True)
class Sheet:
    """The property columns of one file, and what stands in them."""

    columns: Sequence[Column]

    @cached_property
    def points(self) -> frozenset[str]:
        return frozenset(column.name.removesuffix(_LON) for column in self.columns if column.name.endswith(_LON))

    @cached_property
    def _names(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    def unfit(self, properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Properties that have no cell here, each with the type of its value."""
        for name, value in properties.items():
            if value is not None and not self._fits(name, value):
                yield name, tag(value)

    def _fits(self, name: str, value: Any) -> bool:
        if name in self.points:
            return point_degrees(value) is not None
        column = self._names.get(name)
        return column is not None and name.rpartition(".")[0] not in self.points and _cell_fits(column, value)

    def cells(self, properties: Mapping[str, Any]) -> list[str]:
        """The cells of a row, all of whose properties fit."""
        flat: dict[str, Any] = dict(properties)
        for name in self.points & properties.keys():
            degrees = point_degrees(flat.pop(name))
            assert degrees is not None
            flat[f"{name}{_LON}"], flat[f"{name}{_LAT}"] = degrees
        return [_cell(column, flat.get(column.name)) for column in self.columns]

    def read(self, cells: Sequence[str]) -> Read:
        """The row that stands in `cells`. Raises ValueError for a cell that `cells` never writes."""
        found = {
            column.name: _value(column, cell) for column, cell in zip(self.columns, cells, strict=True) if cell != ""
        }
        pairs = {name: (found.pop(f"{name}{_LON}", None), found.pop(f"{name}{_LAT}", None)) for name in self.points}
        if any((lon is None) != (lat is None) for lon, lat in pairs.values()):
            raise ValueError("half a point")
        return Read(found, {name: Point(*pair) for name, pair in pairs.items() if None not in pair})


def _cell_fits(column: Column, value: Any) -> bool:
    if column.many:
        return isinstance(value, list) and all(isinstance(item, str) for item in value) and column.kind in _TEXTS
    return tag(value) in _TAGS[column.kind]


_TAGS: Mapping[Kind, frozenset[str]] = {
    **dict.fromkeys(_TEXTS, frozenset({"text"})),
    **dict.fromkeys(_NUMBERS, frozenset({"int", "float"})),
    Kind.BOOLEAN: frozenset({"truth"}),
    Kind.DATE: frozenset({"day"}),
    Kind.DATETIME: frozenset({"moment"}),
}


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if column.many else _WRITTEN[column.kind](value)


def _value(column: Column, cell: str) -> Any:
    if not column.many:
        return _READ[column.kind](cell)
    found = json.loads(cell)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError("not a list of texts")
    return found


def _day(value: Any) -> str:
    day: date = value.to_native() if hasattr(value, "to_native") else value
    return day.isoformat()


def _number(cell: str) -> int | float:
    return int(cell) if _INTEGER.fullmatch(cell) else float(cell)


def _truth(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


def _moment(cell: str) -> Moment:
    if _MOMENT.fullmatch(cell) is None:
        raise ValueError("not a moment in UTC")
    return Moment(cell)


def _of_kinds(by_kind: Mapping[Kind, Callable[..., Any]], text: Any, number: Any) -> dict[Kind, Callable[..., Any]]:
    return {**dict.fromkeys(_TEXTS, text), **dict.fromkeys(_NUMBERS, number), **by_kind}


_WRITTEN = _of_kinds(
    {Kind.BOOLEAN: lambda value: str(value).lower(), Kind.DATE: _day, Kind.DATETIME: moment_text},
    text=protected,
    number=repr,
)
_READ = _of_kinds(
    {Kind.BOOLEAN: _truth, Kind.DATE: date.fromisoformat, Kind.DATETIME: _moment}, text=unprotected, number=_number
)

"""Numbers as Hungarians and programs write them: `1 234,5`, `1.234,5`, `1234.5`."""

from __future__ import annotations

import math
import re

from graph_service.importing.problems import CellRefused
from graph_service.model.columns import Column
from graph_service.model.structure import Kind

_SPACES = " \u00a0\u202f\u2009"
_PLAIN = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}([{_SPACES}]\d{{3}})+(,\d+)?")
_DOTTED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_POINT = re.compile(r"[+-]?\d+\.\d+([eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+")
_THREE = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_LARGEST = {Kind.INT: 2**31 - 1, Kind.LONG: 2**53}


def number_of(cell: object, column: Column) -> int | float:
    """The number in a cell. Raises CellRefused."""
    found: int | float
    match cell:
        case bool():
            raise CellRefused("CELL_NUMBER", cell)
        case int() | float():
            found = cell
        case str():
            found = _read(cell.replace("−", "-"), column.kind)
        case _:
            raise CellRefused("CELL_KIND", cell)
    if column.kind is Kind.FLOAT:
        found = _as_float(found, cell)
    elif isinstance(found, float):
        if not found.is_integer():
            raise CellRefused("CELL_NOT_WHOLE", cell)
        found = int(found)
    return _in_range(found, cell, column)


def _read(text: str, kind: Kind) -> int | float:
    """The number that a text is; a comma is Hungarian, a point is a program's."""
    if _PLAIN.fullmatch(text):
        return _whole(text)
    if kind is not Kind.FLOAT and _THREE.fullmatch(text):
        # One thousand and something, or one and something: whole numbers leave it open.
        raise CellRefused("CELL_NUMBER_AMBIGUOUS", text)
    if _GROUPED.fullmatch(text):
        return _decimal(re.sub(f"[{_SPACES}]", "", text))
    if _DOTTED.fullmatch(text):
        return _decimal(text.replace(".", ""))
    if _COMMA.fullmatch(text):
        return _decimal(text)
    if _POINT.fullmatch(text):
        return float(text)
    raise CellRefused("CELL_NUMBER", text)


def _decimal(text: str) -> int | float:
    return float(text.replace(",", ".")) if "," in text else _whole(text)


def _whole(text: str) -> int:
    """Raises CellRefused for what no column holds, before Python makes a number of ten thousand digits."""
    if len(text) > 40:
        raise CellRefused("CELL_RANGE", text)
    return int(text)


def _as_float(found: int | float, cell: object) -> float:
    try:
        value = float(found)
    except OverflowError:
        raise CellRefused("CELL_RANGE", cell) from None
    if not math.isfinite(value):
        raise CellRefused("CELL_RANGE", cell)
    return value


def _in_range(found: int | float, cell: object, column: Column) -> int | float:
    largest = _LARGEST.get(column.kind, math.inf)
    low = -largest if column.low is None else column.low
    high = largest if column.high is None else min(column.high, largest)
    if low <= found <= high:
        return found
    allowed = (f"≥ {low:g}",) if high == math.inf else (f"{_shown(low)}–{_shown(high)}",)
    raise CellRefused("CELL_RANGE", cell, allowed)


def _shown(bound: float) -> str:
    return str(int(bound)) if float(bound).is_integer() else str(bound)

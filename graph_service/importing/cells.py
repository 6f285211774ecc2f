"""What a cell says, as the value that its column holds; what it cannot be is refused with the reason."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, Final

from graph_service.importing.codes import code_of, plain
from graph_service.importing.dates import day_of, moment_of
from graph_service.importing.numbers import number_of
from graph_service.importing.problems import CellRefused
from graph_service.importing.protection import unprotected
from graph_service.importing.sheets import Cell, Marked
from graph_service.model.columns import Column
from graph_service.model.structure import Kind
from graph_service.model.text import folded
from graph_service.writes.values import LONGEST, MOST_ITEMS

TRUTHS = ("igen", "nem", "true", "false", "x", "1", "0")


class _Absent(Enum):
    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
"""What an empty cell says: nothing changes."""
_SPACES = " \u00a0\u202f\u2009\t\r\n"
_TRUE = frozenset({"igen", "i", "true", "yes", "y", "x", "1", "igaz"})
_FALSE = frozenset({"nem", "n", "false", "no", "0", "hamis"})
_FINE = "\t\n\r"
NOTHING_WORDS = ("(üres)", "(none)")
_NOTHING = frozenset(folded(word) for word in NOTHING_WORDS)


def value_of(cell: Cell, column: Column) -> Any:
    """The value in a cell, `ABSENT` where it is empty, None where it takes the value away. Raises CellRefused.

    Spaces around it are slips.
    """
    if isinstance(cell, Marked):
        raise CellRefused(cell.code, cell.text)
    if isinstance(cell, str):
        if cell.startswith("="):
            raise CellRefused("CELL_FORMULA")
        cell = cell.strip(_SPACES)
        if cell.startswith("(") and folded(cell) in _NOTHING:
            return _nothing(column)
    if cell is None or cell == "":
        return ABSENT
    return _list(cell, column) if column.many else _one(cell, column)


def text_of(cell: Cell) -> str | None:
    """The text in a cell, None where it is empty. Raises CellRefused."""
    found = value_of(cell, _TEXT)
    return None if found is ABSENT else found


_TEXT = Column("", Kind.STRING, False, "")


def _nothing(column: Column) -> Any:
    if column.many:
        return []
    if column.required:
        raise CellRefused("CELL_REQUIRED")
    return None


def _one(cell: Cell, column: Column) -> Any:
    if isinstance(cell, list):
        raise CellRefused("CELL_KIND", cell)
    if isinstance(cell, str) and column.kind is not Kind.STRING:
        cell = unprotected(cell).strip(_SPACES)
    return _READ[column.kind](cell, column)


def _text(cell: Cell, column: Column) -> str:
    if isinstance(cell, str):
        return _checked(unprotected(cell))
    match cell:
        case bool() | datetime() | date() | time() | timedelta():
            raise CellRefused("CELL_KIND", cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case int() | float():
            return str(cell)
    raise CellRefused("CELL_KIND", cell)


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise CellRefused("CELL_TOO_LONG", text, most=LONGEST)
    if not text.isprintable():
        for letter in text:
            if letter not in _FINE and unicodedata.category(letter) in ("Cc", "Cs", "Cn"):
                raise CellRefused("CELL_CHARACTERS", f"U+{ord(letter):04X}")
    return text


def _truth(cell: Cell, column: Column) -> bool:
    if isinstance(cell, bool):
        return cell
    word = plain(str(cell)) if isinstance(cell, str | int) else ""
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellRefused("CELL_TRUTH", cell, TRUTHS)


def _code(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise CellRefused("CELL_KIND", cell, column.codes[:5])
    return code_of(str(cell), str(column.scheme))


def _day(cell: Cell, column: Column) -> date:
    return day_of(cell)


def _moment(cell: Cell, column: Column) -> datetime:
    return moment_of(cell)


def _number(cell: Cell, column: Column) -> int | float:
    return number_of(cell, column)


_READ: dict[Kind, Callable[[Cell, Column], Any]] = {
    Kind.STRING: _text,
    Kind.FIELD_CHANGE: _text,
    Kind.TIE_CHANGE: _text,
    Kind.BOOLEAN: _truth,
    Kind.ENUM: _code,
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.INT: _number,
    Kind.LONG: _number,
    Kind.FLOAT: _number,
}


def _list(cell: Cell, column: Column) -> list[Any]:
    """The items of a JSON array, or what semicolons part."""
    items: list[Any]
    match cell:
        case list():
            items = cell
        case str() if cell.lstrip(_SPACES).startswith("["):
            items = _array(cell)
        case str():
            items = [item for item in (part.strip(_SPACES) for part in cell.split(";")) if item]
        case _:
            items = [cell]
    if len(items) > MOST_ITEMS:
        raise CellRefused("CELL_TOO_LONG", cell, most=MOST_ITEMS)
    return [_item(item, column) for item in items]


def _array(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise CellRefused("CELL_LIST", text) from None
    if not isinstance(found, list) or any(isinstance(one, dict | list) or one is None for one in found):
        raise CellRefused("CELL_LIST", text)
    return found


def _item(item: Any, column: Column) -> Any:
    """An item; in an array texts stand as they are, nothing is protected there."""
    if isinstance(item, str) and column.kind is not Kind.ENUM and _is_text(column):
        return _checked(item)
    if item is None:
        raise CellRefused("CELL_LIST", item)
    return _READ[column.kind](item, column)


def _is_text(column: Column) -> bool:
    return _READ[column.kind] is _text

"""Days and moments as Hungarians and programs write them; the year comes first, or the month has a name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from graph_service.importing.problems import CellRefused
from graph_service.model.text import folded

DAY_FORMS = ("2018-03-05", "2018.03.05.", "2018. március 5.")
MOMENT_FORMS = ("2018-03-05T10:30:00Z", "2018-03-05T11:30:00+01:00")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-./])\s*(\d{1,2})\s?\2\s*(\d{1,2})\s?(\.?)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-./]\s*(\d{1,2})\s?[-./]\s*(\d{4}|\d{2})\.?")
_NAMED_FIRST = re.compile(r"(\d{4})\.?\s*([a-z]+)\.?\s*(\d{1,2})\.?")
_NAMED_ENGLISH = re.compile(r"(?:(\d{1,2})\s+([a-z]+)|([a-z]+)\s+(\d{1,2}),?)\s+(\d{4})")
_TIMED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[T ]\d.*")
_MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marcius", "march"),
    ("aprilis", "april"),
    ("majus", "may"),
    ("junius", "june"),
    ("julius", "july"),
    ("augusztus", "august"),
    ("szeptember", "september"),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_SHORTEST = 3
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def day_of(cell: object) -> date:
    """The day in a cell. Raises CellRefused."""
    match cell:
        case datetime():
            if cell.time() != time():
                raise CellRefused("CELL_DATE_TIME", cell)
            return _in_range(cell.date(), cell)
        case date():
            return _in_range(cell, cell)
        case str():
            return _in_range(_read(cell), cell)
        case _:
            raise CellRefused("CELL_DATE", cell, DAY_FORMS)


def moment_of(cell: object) -> datetime:
    """The moment in a cell, in UTC. Raises CellRefused for one that names no zone."""
    if isinstance(cell, str):
        try:
            found = datetime.fromisoformat(cell)
        except ValueError:
            raise CellRefused("CELL_MOMENT", cell, MOMENT_FORMS) from None
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    raise CellRefused("CELL_MOMENT", cell, MOMENT_FORMS)


def _read(text: str) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        # `2018-03-05.` is neither form, but can mean nothing else.
        return _day(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        raise _year_last(text, int(found[1]), int(found[2]), int(found[3]))
    plain = folded(text)
    if found := _NAMED_FIRST.fullmatch(plain):
        return _day(text, int(found[1]), _month(found[2], text), int(found[3]))
    if found := _NAMED_ENGLISH.fullmatch(plain):
        month, day = found[2] or found[3], found[1] or found[4]
        return _day(text, int(found[5]), _month(month, text), int(day))
    raise CellRefused("CELL_DATE_TIME" if _TIMED.fullmatch(text) else "CELL_DATE", text, DAY_FORMS)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellRefused("CELL_NO_SUCH_DAY", text) from None


def _year_last(text: str, one: int, other: int, year: int) -> CellRefused:
    """Day or month may come first, so it is not guessed at; that there is no such day is told all the same."""
    for month, day in ((one, other), (other, one)):
        try:
            date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            continue
        return CellRefused("CELL_DATE_AMBIGUOUS", text, DAY_FORMS)
    return CellRefused("CELL_NO_SUCH_DAY", text, DAY_FORMS)


def _month(word: str, text: str) -> int:
    """The number of a month by its name, or by a beginning of it that no other has."""
    found = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if len(word) >= _SHORTEST and any(name.startswith(word) for name in names)
    ]
    if word == "szept" or len(found) == 1:
        return found[0]
    raise CellRefused("CELL_DATE", text, DAY_FORMS)


def _in_range(day: date, cell: object) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellRefused("CELL_RANGE", cell, (f"{_FIRST_YEAR}–{_LAST_YEAR}",))
    return day

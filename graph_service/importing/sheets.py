"""The sheets of a file as streams of rows, whatever its format: each row has its number, each cell its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from graph_service.importing.problems import FileRefused
from graph_service.importing.sources import Caps, Format, Source, format_of
from graph_service.writes.problems import Problem


class Marked(NamedTuple):
    """A cell that holds no value but a formula or the error of one."""

    code: str
    text: str


Cell = str | int | float | bool | datetime | date | time | timedelta | list[object] | Marked | None


class Heading(NamedTuple):
    """A heading, and how spreadsheets call its column."""

    text: str
    letter: str


class Row(NamedTuple):
    """A row of a sheet: the cells in the order of the headings; missing ones at the end are empty."""

    number: int
    cells: Sequence[Cell]


@dataclass
class Sheet:
    """A sheet; `titles` are the names that may tell what it holds, the best first.

    Where `is_open`, the rows bring headings as they go: `headings` grows.
    """

    name: str
    titles: tuple[str, ...]
    headings: list[Heading]
    rows: Iterator[Row | Problem]
    heading_row: int = 1
    is_open: bool = False


def sheets_of(source: Source, caps: Caps) -> Iterator[Sheet | Problem]:
    """The sheets of a file in their order; what keeps it from being read comes last.

    The rows of a sheet are to be read before the next sheet is asked for.
    """
    from graph_service.importing.csv_files import csv_sheet
    from graph_service.importing.jsonl_files import jsonl_sheet
    from graph_service.importing.xlsx_files import xlsx_sheets

    try:
        with source.opened() as stream:
            match format_of(source, stream, caps):
                case Format.CSV:
                    yield csv_sheet(source, stream, caps)
                case Format.JSONL:
                    yield jsonl_sheet(source, stream, caps)
                case Format.XLSX:
                    yield from xlsx_sheets(source, stream, caps)
    except FileRefused as error:
        yield error.problem


def letter_of(index: int) -> str:
    """How spreadsheets call the column of an index.

    >>> [letter_of(index) for index in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text

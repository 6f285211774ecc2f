"""CSV as spreadsheets write it: the delimiter is found in the heading line, cells may be quoted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from graph_service.importing.charsets import charset_of
from graph_service.importing.problems import problem, refusal
from graph_service.importing.sheets import Heading, Row, Sheet, letter_of
from graph_service.importing.sources import Caps, Source
from graph_service.writes.problems import Problem

_DELIMITERS = (";", ",", "\t")
_BEGINNING = 65_536
# Excel's own way to name the delimiter, in a line before the headings.
_SEPARATOR = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)


def csv_sheet(source: Source, stream: BinaryIO, caps: Caps) -> Sheet:
    """The one sheet of a CSV file. Raises FileRefused where it has no headings."""
    charset = charset_of(source, stream)
    text = io.TextIOWrapper(stream, encoding=charset, newline="")
    beginning = text.read(_BEGINNING)
    text.seek(0)
    reading = _Reading(source.name, _Lines(text), delimiter_of(beginning))
    headings = _headings(source, reading, caps)
    return Sheet(source.name, (source.stem,), headings, _rows(reading, len(headings)), reading.number)


def delimiter_of(beginning: str) -> str:
    """The delimiter that stands most often in the first line outside quotes.

    >>> delimiter_of('"Név, rövid";Kód\\n'), delimiter_of("id,name"), delimiter_of("id\\tname"), delimiter_of("id")
    (';', ',', '\\t', ';')
    """
    if named := _SEPARATOR.match(beginning):
        return named[1]
    line = re.split(r"[\r\n]", re.sub(r'"[^"]*"', "", beginning.lstrip()), maxsplit=1)[0]
    return max(_DELIMITERS, key=line.count)


class _Lines:
    """The lines of a file, and whether they are all read: what the reader then complains of is the end."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.is_done = False
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.text.readline()
        if not line:
            self.is_done = True
            raise StopIteration
        self.last = line
        return line


class _Reading:
    """The records of a file with their numbers, as a spreadsheet counts rows."""

    def __init__(self, name: str, lines: _Lines, delimiter: str) -> None:
        self.name, self.lines, self.number = name, lines, 0
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)

    def next(self) -> list[str] | Problem | None:
        """The next record; a problem after which nothing can be read; None at the end."""
        self.number += 1
        try:
            return next(self._reader, None)
        except csv.Error:
            # A quotation that swallows a whole file ends at its end, or where the longest cell does.
            is_open = self.lines.is_done or '"' not in self.lines.last
            return problem("ROW_QUOTE_OPEN" if is_open else "ROW_QUOTES", (self.name, self.number, ""))


def _headings(source: Source, reading: _Reading, caps: Caps) -> list[Heading]:
    """The first row that holds anything but Excel's name of the delimiter."""
    while True:
        match reading.next():
            case None:
                raise refusal("HEADING_ROW_MISSING", (source.name,))
            case Problem() as found:
                raise refusal(found.code, found.place)
            case record:
                if any(cell.strip() for cell in record) and not _is_separator(record):
                    break
    if len(record) > caps.columns:
        raise refusal("COLUMNS_TOO_MANY", (source.name, reading.number, letter_of(caps.columns)), most=caps.columns)
    return [Heading(cell.strip(), letter_of(index)) for index, cell in enumerate(record)]


def _is_separator(record: list[str]) -> bool:
    return record[0].lower() == "sep=" or (len(record) == 1 and _SEPARATOR.match(record[0] + "\n") is not None)


def _rows(reading: _Reading, width: int) -> Iterator[Row | Problem]:
    while (record := reading.next()) is not None:
        if isinstance(record, Problem):
            yield record
            return
        if len(record) > width and any(record[width:]):
            place = (reading.name, reading.number, letter_of(width))
            yield problem("ROW_TOO_LONG", place, len(record), most=width)
        elif any(record):
            if len(record) < width and _is_last(reading.lines):
                yield problem("FILE_CUT", (reading.name, reading.number, letter_of(len(record) - 1)))
                return
            yield Row(reading.number, record[:width])


def _is_last(lines: _Lines) -> bool:
    """Whether a row that is too short is the last one, and its line has no end: the file was cut off there."""
    return not lines.last.endswith(("\n", "\r"))

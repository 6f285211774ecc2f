"""The rows of a worksheet's XML one by one, as typed cells; what was read is let go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.datetime import from_excel

from graph_service.importing.kept_texts import KeptTexts, text_of_item
from graph_service.importing.sheets import Cell, Marked

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATA, _ROW, _CELL = f"{_MAIN}sheetData", f"{_MAIN}row", f"{_MAIN}c"
_VALUE, _FORMULA, _INLINE = f"{_MAIN}v", f"{_MAIN}f", f"{_MAIN}is"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Placed(NamedTuple):
    """A cell and the number of its column, from 0."""

    column: int
    cell: Cell


@dataclass(frozen=True)
class Reader:
    """What cells refer to: the texts of the workbook, and which of its styles make numbers days or spans of time."""

    texts: KeptTexts
    epoch: datetime
    dates: Collection[int]
    spans: Collection[int]

    def rows(self, stream: IO[bytes]) -> Iterator[tuple[int, list[Placed]]]:
        """The rows with their numbers. Raises ValueError and what else comes of damaged XML."""
        data: Element | None = None
        number = 0
        for event, element in iterparse(stream, events=("start", "end")):
            if event == "start":
                data = element if element.tag == _DATA else data
            elif data is not None and element.tag == _ROW:
                number = int(element.get("r") or number + 1)
                yield number, [*self._cells(element)]
                # The sheet's element would keep every row, emptied or not.
                data.clear()
            elif element.tag == _DATA:
                return

    def _cells(self, row: Element) -> Iterator[Placed]:
        index = -1
        for element in row.iterfind(_CELL):
            reference = element.get("r")
            index = index + 1 if reference is None else column_index(reference)
            cell = self._cell(element)
            if cell is not None and cell != "":
                yield Placed(index, cell)

    def _cell(self, element: Element) -> Cell:
        if element.find(_FORMULA) is not None:
            return Marked("CELL_FORMULA", "=")
        kind = element.get("t", "n")
        if kind == "inlineStr":
            item = element.find(_INLINE)
            return None if item is None else _plain(text_of_item(item))
        text = element.findtext(_VALUE)
        if not text:
            return None
        match kind:
            case "s":
                return _plain(self.texts[int(text)])
            case "n":
                return self._number(text, int(element.get("s", "0")))
            case "b":
                return text == "1"
            case "str":
                return _plain(text)
            case "d":
                return datetime.fromisoformat(text)
            case "e":
                return Marked("CELL_ERROR", text)
        raise ValueError(kind)

    def _number(self, text: str, style: int) -> Cell:
        number = float(text) if any(letter in text for letter in ".eE") else int(text)
        if style not in self.dates:
            return number
        try:
            moment: Cell = from_excel(number, self.epoch, timedelta=style in self.spans)
        except (OverflowError, ValueError):
            return Marked("CELL_ERROR", text)
        return moment


def column_index(reference: str) -> int:
    """The index of the column of `B7`. Raises ValueError."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return _index(found[1])


@lru_cache(maxsize=1024)
def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _plain(text: str) -> str:
    """Without the escapes by which XLSX holds what XML cannot: `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text

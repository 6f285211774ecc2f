"""XLSX: the visible sheets of a workbook. No formula is computed or believed, no macro run, no picture looked at."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from graph_service.importing.archives import Archive, opened_archive
from graph_service.importing.kept_texts import KeptTexts, kept_texts
from graph_service.importing.problems import FileRefused, notice, problem, refusal
from graph_service.importing.sheets import Cell, Heading, Marked, Row, Sheet, letter_of
from graph_service.importing.sources import Caps, Source
from graph_service.importing.xlsx_cells import Placed, Reader
from graph_service.writes.problems import Problem


def xlsx_sheets(source: Source, stream: BinaryIO, caps: Caps) -> Iterator[Sheet | Problem]:
    """The sheets of a workbook that are to be seen and have cells. Raises FileRefused."""
    archive = opened_archive(source, stream, caps)
    workbook = _opened(source, archive)
    try:
        sheets = workbook.wb.worksheets
        for sheet in sheets:
            if sheet.sheet_state != "visible":
                yield notice("SHEET_HIDDEN", (sheet.title,), sheet.title)
            else:
                titles = (sheet.title, source.stem) if len(sheets) == 1 else (sheet.title,)
                yield from _Reading(source, archive, workbook, sheet, caps).sheet(titles)
    finally:
        workbook.close()


class _Workbook(ExcelReader):
    """A workbook whose texts stay on disk; themes, properties and names are not looked at."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        # What the library's own does, but for opening the archive anew.
        self.archive = archive
        self.valid_files = archive.namelist()
        self.read_only, self.keep_vba, self.data_only = True, False, False
        self.keep_links, self.rich_text = False, False
        self.texts = KeptTexts()
        self.shared_strings: Any = self.texts

    def read(self) -> None:
        """Everything but the sheets' cells."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_strings(self) -> None:
        """The texts, into a file."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            self.texts.close()
            with self.archive.open(part.PartName[1:]) as stream:
                self.texts = self.shared_strings = kept_texts(stream)

    def reader(self) -> Reader:
        """What reads its sheets."""
        wb: Any = self.wb
        return Reader(self.texts, wb.epoch, wb._date_formats, wb._timedelta_formats)

    def close(self) -> None:
        """Give its texts up."""
        self.texts.close()


def _opened(source: Source, archive: Archive) -> _Workbook:
    workbook = _Workbook(archive.parts)
    try:
        workbook.read()
    except Exception as error:
        # Whatever a damaged workbook makes the library trip over.
        workbook.close()
        raise refusal("FILE_BROKEN", (source.name,), type(error).__name__) from None
    return workbook


class _Reading:
    """One sheet on its way from its part to rows."""

    def __init__(self, source: Source, archive: Archive, workbook: _Workbook, sheet: Any, caps: Caps) -> None:
        self.source, self.archive, self.workbook, self.caps = source, archive, workbook, caps
        self.name = sheet.title
        self.part = str(sheet._worksheet_path)

    def sheet(self, titles: tuple[str, ...]) -> Iterator[Sheet]:
        """The sheet, or nothing where no cell is filled."""
        if merged := self.archive.merged.get(self.part):
            letters, row = re.sub(r"[^A-Z].*", "", merged), re.sub(r"^[A-Z]*([0-9]*).*", r"\1", merged)
            raise refusal("CELLS_MERGED", (self.name, int(row or 0), letters), merged)
        with self.archive.parts.open(self.part) as stream:
            rows = self._numbered(stream)
            for number, cells in rows:
                if cells:
                    headings = self._headings(number, cells)
                    yield Sheet(self.name, titles, headings, self._rows(rows, len(headings)), number)
                    return

    def _headings(self, number: int, cells: Sequence[Cell]) -> list[Heading]:
        texts = []
        for index, cell in enumerate(cells):
            if isinstance(cell, Marked):
                raise refusal(cell.code, (self.name, number, letter_of(index)), cell.text)
            texts.append("" if cell is None else str(cell).strip())
        while not texts[-1]:
            texts.pop()
        return [Heading(text, letter_of(index)) for index, text in enumerate(texts)]

    def _rows(self, rows: Iterator[tuple[int, list[Cell]]], width: int) -> Iterator[Row | Problem]:
        try:
            for number, cells in rows:
                beyond = next((i for i in range(width, len(cells)) if cells[i] is not None), None)
                if beyond is not None:
                    place = (self.name, number, letter_of(beyond))
                    yield problem("ROW_TOO_LONG", place, len(cells), most=width)
                elif cells:
                    yield Row(number, cells[:width])
        except FileRefused as error:
            yield error.problem

    def _numbered(self, stream: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
        """The rows with their numbers. Raises FileRefused."""
        last = 0
        rows = self.workbook.reader().rows(stream)
        while True:
            try:
                number, found = next(rows)
            except StopIteration:
                return
            except (ParseError, ValueError, IndexError, OverflowError) as error:
                # Damaged XML, a text that is not there, a number that is none.
                raise refusal("FILE_BROKEN", (self.name, last + 1, ""), type(error).__name__) from None
            if number <= last:
                raise refusal("FILE_BROKEN", (self.name, last, ""), "row order")
            if number > self.caps.rows:
                raise refusal("SHEET_TOO_LONG", (self.name, number, ""), most=self.caps.rows)
            last = number
            yield number, self._in_order(number, found)

    def _in_order(self, number: int, found: Sequence[Placed]) -> list[Cell]:
        """The cells in the order of the columns, None for those that are not there."""
        cells: list[Cell] = []
        for index, cell in found:
            if index >= self.caps.columns:
                raise refusal("COLUMNS_TOO_MANY", (self.name, number, letter_of(index)), most=self.caps.columns)
            cells.extend([None] * (index + 1 - len(cells)))
            cells[index] = cell
        return cells

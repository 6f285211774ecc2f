"""The rows of a register's file as an import has them: each a node, where its data come from, or what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from graph_service.importing.cells import ABSENT, text_of, value_of
from graph_service.importing.codes import nearest, plain
from graph_service.importing.headings import CODES, EXPLANATIONS
from graph_service.importing.plan import NodeRow, Reference, TieRow
from graph_service.importing.problems import CellRefused, FileRefused, Notice, notice, problem
from graph_service.importing.register_places import Known, Seat
from graph_service.importing.registers import COUNTY, SETTLEMENT, Register, Told
from graph_service.importing.report import shown
from graph_service.importing.sheets import Cell, Heading, Row, Sheet, sheets_of
from graph_service.importing.sources import Caps, Source
from graph_service.model.labels import SOURCE
from graph_service.writes.problems import Problem

Item = NodeRow | TieRow | Problem
_FROM_SOURCE = "FROM_SOURCE"
_NAME = "nameHu"
_NO_ROWS = (*EXPLANATIONS, *CODES)


def register_reader(known: Known, told: Told, caps: Caps) -> Callable[[Source], Iterator[Item]]:
    """What reads files of a register for `import_files`."""
    reading = _Reading(known, told, caps)
    return reading.rows


class _Reading:
    """The files of one import on their way."""

    def __init__(self, known: Known, told: Told, caps: Caps) -> None:
        self.known, self.register, self.told, self.caps = known, known.register, told, caps
        self.first: dict[str, str] = {}
        self.left_out: Counter[str] = Counter()
        self.has_source = False

    def rows(self, source: Source) -> Iterator[Item]:
        """The rows of a file; what is left out and what is assumed is told at its end."""
        for sheet in sheets_of(source, self.caps):
            if isinstance(sheet, Problem):
                yield sheet
            elif sheet.name not in _NO_ROWS:
                yield from self._sheet(sheet)
        yield from self._notices(source)

    def _sheet(self, sheet: Sheet) -> Iterator[Item]:
        problems = list(_heading_problems(self.register, sheet))
        yield from problems
        if not all(isinstance(one, Notice) for one in problems):
            return
        if not self.has_source:
            self.has_source = True
            yield self._source(sheet)
        try:
            for row in sheet.rows:
                if isinstance(row, Problem):
                    yield row
                else:
                    yield from self._row(sheet, row)
        except FileRefused as error:
            yield error.problem

    def _source(self, sheet: Sheet) -> NodeRow:
        """What everything of the register cites."""
        values = {**self.register.source, **self.told.values(), "dataOrigin": self.register.always["dataOrigin"]}
        keys = {"key": self.register.source["key"]}
        return NodeRow(SOURCE, self._source_id, keys, values, place=(sheet.name, sheet.heading_row))

    @property
    def _source_id(self) -> str:
        return f"source:{self.register.source['key']}"

    def _row(self, sheet: Sheet, row: Row) -> Iterator[Item]:
        cells = _Cells(self.register, sheet, row)
        if kind := cells.left_out():
            self.left_out[kind] += 1
            return
        values, seat = cells.values(), cells.seat(self.known)
        if cells.problems or seat is None:
            yield from cells.problems
            return
        name = str(values[_NAME])
        id_ = self.known.id_of(name, cells.text(SETTLEMENT) or "", seat, cells.place(_NAME))
        if isinstance(id_, Problem):
            yield id_
        elif first := self.first.get(id_):
            yield problem("ROW_TWICE", cells.place(_NAME), name, first=first)
        else:
            self.first[id_] = f"{sheet.name}:{row.number}"
            yield from self._found(id_, values, seat, (sheet.name, row.number))

    def _found(self, id_: str, values: Mapping[str, Any], seat: Seat, place: tuple[str, int]) -> Iterator[Item]:
        assumed = {} if id_ in self.known.ids else self.register.assumed
        links = {"place": Reference(seat.id, (seat.label,), seat.id)}
        yield NodeRow(self.register.label, id_, {}, {**assumed, **values, **self.register.always}, links, place=place)
        ends = Reference(id_, (self.register.label,), id_), Reference(self._source_id, (SOURCE,), self._source_id)
        yield TieRow(_FROM_SOURCE, *ends, values={}, place=place)

    def _notices(self, source: Source) -> Iterator[Notice]:
        for kind, count in sorted(self.left_out.items()):
            yield Notice("REGISTER_LEFT_OUT", (source.name,), {"value": kind, "count": count})
        self.left_out.clear()
        if self.first and self.register.assumed:
            told = ", ".join(f"{name} = {shown(value)}" for name, value in self.register.assumed.items())
            yield Notice("REGISTER_ASSUMED", (source.name,), {"value": told})


def _heading_problems(register: Register, sheet: Sheet) -> Iterable[Problem]:
    """What is unknown, doubled or missing of the headings of a sheet."""
    found: dict[str, Heading] = {}
    for heading in sheet.headings:
        place = (sheet.name, sheet.heading_row, heading.text or heading.letter)
        key = plain(heading.text)
        if key not in register.columns:
            yield notice("HEADING_UNKNOWN", place, heading.text or heading.letter, nearest(key, register.headings)[:3])
        elif first := found.get(key):
            yield problem("HEADING_DOUBLED", place, heading.text, first=first.letter, second=heading.letter)
        else:
            found[key] = heading
    for key, written in register.headings.items():
        if key not in found:
            yield problem("COLUMN_MISSING", (sheet.name, sheet.heading_row, written), written)


class _Cells:
    """The cells of a row by what they fill, and what is wrong with them."""

    def __init__(self, register: Register, sheet: Sheet, row: Row) -> None:
        self.register, self.sheet, self.row = register, sheet, row
        self.problems: list[Problem] = []
        self._cells: dict[str, Cell] = {}
        self._headings: dict[str, str] = {}
        for place, heading in enumerate(sheet.headings):
            for name in register.columns.get(plain(heading.text), ()):
                self._cells[name] = row.cells[place] if place < len(row.cells) else None
                self._headings[name] = heading.text

    def place(self, name: str) -> tuple[str, int, str]:
        """Sheet, row and heading."""
        return (self.sheet.name, self.row.number, self._headings[name])

    def left_out(self) -> str | None:
        """The kind of a row that the graph has no place for."""
        for stored, kinds in self.register.left_out.items():
            text = self.text(stored, tells=False)
            if text is not None and plain(text) in kinds:
                return text
        return None

    def text(self, name: str, *, tells: bool = True) -> str | None:
        """The text of a cell; None where it is empty or wrong."""
        try:
            return text_of(self._cells.get(name))
        except CellRefused as error:
            self.problems += [error.at(self.place(name))] if tells else []
            return None

    def values(self) -> dict[str, Any]:
        """By stored name; empty cells change nothing, but a name and what a new one must have is needed."""
        values: dict[str, Any] = {}
        for name in self._cells:
            if name in (COUNTY, SETTLEMENT):
                continue
            try:
                found = self._value(name)
            except CellRefused as error:
                self.problems.append(error.at(self.place(name)))
                continue
            if found is not ABSENT:
                values[name] = found
            elif self.register.field(name).column.required:
                self.problems.append(problem("CELL_REQUIRED", self.place(name)))
        return values

    def _value(self, name: str) -> Any:
        """Raises CellRefused."""
        words = self.register.values.get(name)
        if words is None:
            return value_of(self._cells[name], self.register.field(name).column)
        text = text_of(self._cells[name])
        if text is None:
            return ABSENT
        if plain(text) not in words:
            raise CellRefused("REGISTER_WORD", text, self.register.words[name], file=self.register.name)
        return words[plain(text)]

    def seat(self, known: Known) -> Seat | None:
        """Where it is; None where that cannot be told."""
        settlement, county = self.text(SETTLEMENT), self.text(COUNTY)
        if settlement is None:
            self.problems.append(problem("CELL_REQUIRED", self.place(SETTLEMENT)))
            return None
        found = known.seat(settlement, county, self.place(SETTLEMENT))
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found

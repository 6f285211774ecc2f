"""From a file to what its rows say: `rows_of` is the one way in."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.importing.circles import Circles
from graph_service.importing.headings import CODES, EXPLANATIONS, Schema, Schemas, schemas
from graph_service.importing.layouts import Layout
from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.problems import FileRefused, Notice, notice, problem
from graph_service.importing.rows import Cells, node_row, tie_row
from graph_service.importing.seen import Seen
from graph_service.importing.sheets import Row, Sheet, sheets_of
from graph_service.importing.sources import Caps, Source
from graph_service.model.structure import Model
from graph_service.writes.edits import Place
from graph_service.writes.problems import Problem

_EXPLAINING = (*EXPLANATIONS, *CODES)


def rows_of(
    source: Source,
    model: Model,
    caps: Caps | None = None,
    *,
    subject: str | None = None,
    official: bool = False,
    known: Schemas | None = None,
) -> Iterator[NodeRow | TieRow | Problem]:
    """The rows of a file in their order, and what is wrong with it, each problem with its place.

    A row with a problem is not given; what is wrong with several rows together comes at the end. A `Notice` refuses
    nothing. `subject` says what a file holds whose name does not. With `official` data
    those are read, too, and what is computed is left out. `known` are the sheets of the model, where many files are
    read. Raises OSError where the file cannot be opened.
    """
    reading = _Reading(model, known or schemas(model, official=official), subject, official=official)
    for sheet in sheets_of(source, caps or Caps()):
        if isinstance(sheet, Problem):
            yield sheet
        else:
            yield from reading.rows(sheet)
    yield from reading.circles.problems()


class _Reading:
    """One file on its way: what was met in it so far."""

    def __init__(self, model: Model, known: Schemas, subject: str | None, *, official: bool) -> None:
        self.model, self.known, self.subject, self.official = model, known, subject, official
        self.seen, self.circles = Seen(), Circles()
        self.sheets: list[str] = []

    def rows(self, sheet: Sheet) -> Iterator[NodeRow | TieRow | Problem]:
        """The rows of a sheet; none where its headings are wrong."""
        if sheet.name in _EXPLAINING:
            return
        schema = self._schema(sheet)
        if isinstance(schema, Problem):
            yield schema
            return
        self.sheets.append(sheet.name)
        layout = Layout(sheet.name, schema)
        problems = [*layout.add(sheet.headings, sheet.heading_row)]
        if not sheet.is_open:
            problems += layout.missing(sheet.heading_row)
        yield from problems
        if all(isinstance(one, Notice) for one in problems):
            yield from self._read(sheet, layout)

    def _schema(self, sheet: Sheet) -> Schema | Problem:
        """What the sheet holds."""
        titles = sheet.titles if self.subject is None else (self.subject,)
        found = self.known.find(titles)
        if found is not None:
            return found
        code = next((code for title in titles if (code := self.known.code_of(title)) != "SHEET_UNKNOWN"), None)
        if code is not None and self.official:
            return notice("ROWS_LEFT_OUT", (sheet.name,), titles[0])
        return problem(code or "SHEET_UNKNOWN", (sheet.name,), titles[0], self.known.nearest(titles[0]))

    def _read(self, sheet: Sheet, layout: Layout) -> Iterator[NodeRow | TieRow | Problem]:
        try:
            for row in sheet.rows:
                if isinstance(row, Problem):
                    yield row
                    continue
                if sheet.is_open:
                    problems = [*layout.add(sheet.headings, row.number)]
                    yield from problems
                    if not all(isinstance(one, Notice) for one in problems):
                        return
                yield from self._row(layout, row)
        except FileRefused as error:
            yield error.problem

    def _row(self, layout: Layout, row: Row) -> Iterator[NodeRow | TieRow | Problem]:
        cells = Cells(self.model, layout, row)
        found = tie_row(cells) if layout.schema.is_ties else node_row(cells)
        if found is not None and not cells.problems:
            self._compare(cells, found)
        if cells.problems:
            yield from cells.problems
        elif found is not None:
            yield found

    def _compare(self, cells: Cells, found: NodeRow | TieRow) -> None:
        """Whether another row says the same already; what leads where, for circles."""
        for name, key in _identity(found, is_keyed=cells.layout.schema.is_keyed):
            if first := self._first(key, cells.row.number):
                cells.refuse("ROW_TWICE", name, key.split("\t")[-1], first=first)
        for name, step in cells.layout.schema.circular.items():
            ends = _ends(found, name)
            if ends is not None:
                one, other = ends if step.direction.value == "out" else ends[::-1]
                self.circles.add(step.type, one, other, self._place(cells, found, name))

    def _first(self, key: str, row: int) -> str | None:
        """Where a key was met first: sheet and row."""
        here = len(self.sheets) - 1
        found = self.seen.first(key, (here << 32) + row)
        return None if found is None else f"{self.sheets[found >> 32]}:{found & 0xFFFFFFFF}"

    @staticmethod
    def _place(cells: Cells, found: NodeRow | TieRow, name: str) -> Place:
        return cells.place(name if isinstance(found, NodeRow) else "to_id")


def _identity(found: NodeRow | TieRow, *, is_keyed: bool) -> Iterator[tuple[str, str]]:
    """The fields by which a row is told from others, each with what no two rows may share."""
    if isinstance(found, TieRow):
        # Without a key, parallel ones of a type that has keys are told apart by what they say.
        told = sorted(found.values.items()) if is_keyed and found.key is None else found.key or ""
        yield "from_id", f"{found.type}\t{told}\t{found.start.text}\t{found.end.text}"
        return
    if found.id is not None:
        yield "id", found.id
    for name, value in found.keys.items():
        if value is not None:
            yield name, f"{found.label}\t{name}\t{value}"


def _ends(found: NodeRow | TieRow, name: str) -> tuple[str, str] | None:
    """The two ids of what must not lead in a circle, where both are given."""
    if isinstance(found, TieRow):
        start, end = found.start.id, found.end.id
    else:
        reference = found.links.get(name)
        start, end = found.id, reference.id if reference else None
    return (start, end) if start is not None and end is not None and found.action == "upsert" else None

"""What an import did, or would do: counts, each row with its verdict, problems with their place, duplicates."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from graph_service.errors import Language
from graph_service.importing.problems import Notice
from graph_service.importing.spool import Spool
from graph_service.writes.history import plain
from graph_service.writes.problems import Problem

Mode = Literal["dry-run", "import"]
VERDICTS = ("created", "changed", "removed", "unchanged", "refused")


class Line(NamedTuple):
    """One row of a report: its place, what became of what, and for each field its value before and after, or the
    problem."""

    sheet: str
    row: int | None
    verdict: str
    what: str
    column: str = ""
    code: str = ""
    before: str = ""
    after: str = ""
    message: str = ""
    allowed: str = ""


HEADINGS = ("sheet", "row", "verdict", "what", "column", "code", "before", "after", "message", "allowed")


@dataclass(frozen=True)
class Duplicate:
    """Two nodes that may be one: a new one, and one that is there or new as well."""

    place: tuple[Any, ...]
    new: str
    other: str
    name: str
    other_name: str
    why: str


@dataclass
class Report:
    """The report of one import; it lives as long as its spool."""

    mode: Mode
    spool: Spool
    files: tuple[str, ...]
    rows: int
    counts: dict[str, int]
    notices: Sequence[Notice] = ()
    duplicates: Sequence[Duplicate] = ()
    id: str | None = None
    number: int | None = None
    """Number of the data after it; None where nothing was written."""
    resumed: bool = False
    is_broken: bool = False
    """Whether it ended before its end, because the graph changed meanwhile."""

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return self.counts.get("refused", 0)

    @property
    def is_written(self) -> bool:
        """Whether anything came into the graph."""
        return self.number is not None

    def summary(self) -> dict[str, Any]:
        """The numbers, for programs."""
        return {
            "mode": self.mode,
            "files": list(self.files),
            "rows": self.rows,
            **{verdict: self.counts.get(verdict, 0) for verdict in VERDICTS},
            "duplicates": len(self.duplicates),
            "notices": len(self.notices),
            "import": self.id,
            "resumed": self.resumed,
            "broken": self.is_broken,
            "dataVersion": self.number,
        }

    def lines(self, language: Language, *, unchanged: bool = False) -> Iterator[Line]:
        """Every row with its verdict, a line a field or problem; then what is told of no row."""
        for _, verdict, body in self.spool.results():
            if verdict != "unchanged" or unchanged:
                yield from _of_row(verdict, body, language)
        for problem in self.spool.told():
            yield _of_problem("refused", "", problem, language)
        for notice in self.notices:
            yield _of_problem("notice", "", notice, language)
        for one in self.duplicates:
            sheet, row = _where(one.place)
            yield Line(sheet, row, "duplicate", one.new, "", one.why, one.other_name, one.name, "", one.other)

    def as_csv(self, language: Language) -> Iterator[str]:
        """The lines as CSV, the headings first; no cell can be taken for a formula."""
        from graph_service.importing.protection import protected

        for line in (HEADINGS, *self.lines(language)):
            sink = io.StringIO()
            cells = ["" if cell in (None, "") else protected(str(cell)) for cell in line]
            csv.writer(sink, lineterminator="\n").writerow(cells)
            yield sink.getvalue()

    def as_json(self, language: Language) -> Iterator[str]:
        """The summary with the lines as one JSON document, in pieces."""
        head = json.dumps(self.summary(), ensure_ascii=False)
        yield f'{head[:-1]}, "lines": ['
        for number, line in enumerate(self.lines(language)):
            told = {name: value for name, value in line._asdict().items() if value not in ("", None)}
            yield f"{',' if number else ''}\n{json.dumps(told, ensure_ascii=False)}"
        yield "\n]}\n"


def _of_row(verdict: str, body: Any, language: Language) -> Iterator[Line]:
    place, what, problems, *told = body
    sheet, row = _where(place)
    if problems:
        yield from (_of_problem(verdict, what, problem, language) for problem in problems)
        return
    fields: dict[str, tuple[Any, Any]] = told[0] if told else {}
    if verdict == "changed":
        for name, (before, after) in sorted(fields.items()):
            yield Line(sheet, row, verdict, what, name, "", shown(before), shown(after))
        return
    yield Line(sheet, row, verdict, what)


def _of_problem(verdict: str, what: str, problem: Problem, language: Language) -> Line:
    sheet, row = _where(problem.place)
    column = ".".join(map(str, problem.place[2:]))
    value = shown(problem.values.get("value"))
    told = problem.text(language)
    return Line(sheet, row, verdict, what, column, problem.code, value, "", told, ", ".join(problem.allowed))


def _where(place: Sequence[Any]) -> tuple[str, int | None]:
    sheet = str(place[0]) if place else ""
    row = place[1] if len(place) > 1 and isinstance(place[1], int) else None
    return sheet, row


def shown(value: Any) -> str:
    """A value as a report shows it."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return str(plain(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)

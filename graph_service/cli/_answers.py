"""The answer of a named document on a terminal: asked, page by page if need be, and written as tables, CSV or JSON."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import click

from graph_service.cli._asking import Answered, ask
from graph_service.cli._output import Output
from graph_service.cli._running import run, settings_of_environment
from graph_service.cli._tables import Cells, table_rows
from graph_service.errors import Language, RequestError
from graph_service.questions import Question, Table

Form = Literal["json", "csv", "tables"]
_TEXTS = {
    "hu": {
        "shown": "{shown} látszik, összesen {total}; mind: --all",
        "all": "Összesen: {total}",
        "none": "Nincs ilyen.",
        "reading": "Így olvassa",
        "synthetic": "Szemléltető adatok: az intézmények, a személyek és az együttműködések kitaláltak.",
        "tables": "Ez az 1. táblázat; a többi: {others}",
        "page": "{shown} sor, összesen {total}…",
        "unpaged": "Ezt a kérdést nem kell lapozni.",
    },
    "en": {
        "shown": "{shown} shown, {total} in all; to see them all: --all",
        "all": "{total} in all",
        "none": "There are none.",
        "reading": "How to read it",
        "synthetic": "Illustrative data: institutions, people and collaborations are invented.",
        "tables": "This is table 1; the others are: {others}",
        "page": "{shown} rows, {total} in all…",
        "unpaged": "This question has no pages.",
    },
}


def answered_in(
    question: Question, variables: Sequence[str], language: Language, *, is_all: bool, table: int | None
) -> Shown:
    """The answer of `question` with `variables` (`name=value`), all pages or the first. Raises RequestError."""
    tables = _chosen(question, table)

    def told(shown: int, total: int | None) -> None:
        click.echo(_TEXTS[language]["page"].format(shown=shown, total=total), err=True)

    if is_all and not question.is_paged:
        click.echo(_TEXTS[language]["unpaged"], err=True)
    asked = ask(settings_of_environment(), question, variables, language, told if is_all else None)
    return Shown(run(asked), tables, language)


def _chosen(question: Question, number: int | None) -> Sequence[Table]:
    """The tables to show: all, or the one of a number."""
    if number is None:
        return question.tables
    if number > len(question.tables):
        raise RequestError("TABLE_UNKNOWN", value=number, most=len(question.tables))
    return question.tables[number - 1 : number]


@dataclass(frozen=True)
class Shown:
    """An answer with the tables of it that are to be shown, in the words of one language."""

    answered: Answered
    tables: Sequence[Table]
    language: Language

    @property
    def has_errors(self) -> bool:
        """Whether the answer has errors, beside data or not."""
        return bool(self.answered.errors)

    def write(self, form: Form) -> None:
        """Write it to standard output; what is no data goes to standard error."""
        if form == "json":
            Output(is_json=True).value(self.answered.as_json())
            return
        for error in self.answered.errors:
            click.echo(f"{click.style('error', fg='red', bold=True)}: {error['message']}", err=True)
        if not any((self.answered.data or {}).values()):
            return
        if form == "csv":
            self._write_csv()
        else:
            self._write_tables()

    @property
    def _cells(self) -> Cells:
        return Cells(self.language, self.answered.enums)

    def _write_csv(self) -> None:
        language, tables = self.language, self.tables
        others = ", ".join(f"{at} {table.title.in_(language)}" for at, table in enumerate(tables[1:], 2))
        if others:
            click.echo(_TEXTS[language]["tables"].format(others=f"{others} (--table)"), err=True)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([column.heading.in_(language) for column in tables[0].columns])
        writer.writerows(table_rows(tables[0], self.answered.data or {}, self._cells.written))
        for line in self._notes:
            click.echo(line, err=True)

    def _write_tables(self) -> None:
        texts, question = _TEXTS[self.language], self.answered.question
        click.echo(click.style(question.title.in_(self.language), bold=True))
        click.echo(_variables(self.answered))
        for table in self.tables:
            self._write_table(table)
        click.echo(f"\n{texts['reading']}: {question.reading.in_(self.language)}")
        if self.answered.is_synthetic:
            click.echo(texts["synthetic"])

    def _write_table(self, table: Table) -> None:
        click.echo(f"\n{table.title.in_(self.language)}")
        rows = list(table_rows(table, self.answered.data or {}, self._cells.shown))
        if rows:
            Output(is_json=False).table([column.heading.in_(self.language) for column in table.columns], rows)
        else:
            click.echo(_TEXTS[self.language]["none"])
        if table is self.answered.question.tables[0]:
            for line in self._notes:
                click.echo(line)

    @property
    def _notes(self) -> list[str]:
        """How many rows there are in all, where the answer counts them."""
        if self.answered.total is None:
            return []
        text = "shown" if self.answered.has_more else "all"
        return [_TEXTS[self.language][text].format(shown=self.answered.shown, total=self.answered.total)]


def _variables(answered: Answered) -> str:
    """The variables with which it was asked; those that are left out are not told."""
    told = ((name, value) for name, value in answered.variables.items() if name not in ("after", "lang"))
    return ", ".join(f"{name}={value}" for name, value in told if value is not None)

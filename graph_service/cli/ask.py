"""`kalaka ask`: answers one of the named questions, as tables, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._asking import Answered
    from graph_service.cli._tables import Cells
    from graph_service.errors import Language
    from graph_service.questions import Question, Table

_EXAMPLES = """
\b
Examples:
  kalaka ask                                       lists the questions
  kalaka ask 1 --var county=HU223                  answers one, by number or name
  kalaka ask who_cooperates --all --csv > zala.csv
  kalaka ask upcoming_events --var today=2019-03-01 --lang hu
"""
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
        "more": "kalaka ask SZÁM kérdez; a változókat a docs/questions.md sorolja fel.",
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
        "more": "kalaka ask NUMBER asks one; docs/questions.md lists their variables.",
    },
}

_LISTED = {"hu": ("szám", "név", "kérdés"), "en": ("number", "name", "question")}


@click.command(epilog=_EXAMPLES)
@click.argument("name", required=False)
@click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="A variable of the question.")
@click.option("--list", "is_list", is_flag=True, help="List the questions.")
@click.option("--all", "is_all", is_flag=True, help="All pages of the main list, not the first only.")
@click.option("--table", type=click.IntRange(1), metavar="N", help="Only the Nth table of the answer; CSV has one.")
@click.option("--csv", "is_csv", is_flag=True, help="Write a table as CSV.")
@click.option("--lang", "language", type=click.Choice(["hu", "en"]), help="Language of headings and words.")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    variables: tuple[str, ...],
    is_list: bool,
    is_all: bool,
    table: int | None,
    is_csv: bool,
    language: Language | None,
    is_json: bool,
) -> None:
    """Answer the named question NAME, or list them all.

    NAME is the number of a question or its name. Its variables have defaults; what follows from the day in `today` is
    computed anew when only that is given. Works beside a running service, and without one. With errors in the answer
    the exit code is 2.
    """
    from graph_service.cli._asking import ask
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.questions import find_question

    spoken = language or terminal_language()
    if is_list or name is None:
        _list(spoken, is_json)
        return
    question = find_question(name)
    tables = _chosen(question, table)

    def told(shown: int, total: int | None) -> None:
        click.echo(_TEXTS[spoken]["page"].format(shown=shown, total=total), err=True)

    if is_all and not question.is_paged:
        click.echo(_TEXTS[spoken]["unpaged"], err=True)
    asked = ask(settings_of_environment(), question, variables, spoken, told if is_all else None)
    answered = run(asked)
    _write(answered, tables, spoken, "json" if is_json else "csv" if is_csv else "tables")
    if answered.errors:
        ctx.exit(2)


def _list(language: Language, is_json: bool) -> None:
    from dataclasses import asdict

    from graph_service.cli._output import Output
    from graph_service.questions import all_questions

    if is_json:
        Output(is_json).value([asdict(question) for question in all_questions()])
        return
    rows = [[q.number, q.short_name, q.title.in_(language)] for q in all_questions()]
    Output(is_json).table(_LISTED[language], rows)
    click.echo(_TEXTS[language]["more"])


def _chosen(question: Question, number: int | None) -> Sequence[Table]:
    """The tables to show: all, or the one of a number."""
    from graph_service.errors import RequestError

    if number is None:
        return question.tables
    if number > len(question.tables):
        raise RequestError("TABLE_UNKNOWN", value=number, most=len(question.tables))
    return question.tables[number - 1 : number]


def _write(answered: Answered, tables: Sequence[Table], language: Language, form: str) -> None:
    from graph_service.cli._output import Output
    from graph_service.cli._tables import Cells

    if form == "json":
        Output(is_json=True).value(answered.as_json())
        return
    for error in answered.errors:
        click.echo(f"{click.style('error', fg='red', bold=True)}: {error['message']}", err=True)
    if not any((answered.data or {}).values()):
        return
    cells = Cells(language, answered.enums)
    if form == "csv":
        _write_csv(answered, tables, cells, language)
    else:
        _write_tables(answered, tables, cells, language)


def _write_csv(answered: Answered, tables: Sequence[Table], cells: Cells, language: Language) -> None:
    import csv
    import sys

    from graph_service.cli._tables import table_rows

    others = ", ".join(f"{at} {table.title.in_(language)}" for at, table in enumerate(tables[1:], 2))
    if others:
        click.echo(_TEXTS[language]["tables"].format(others=f"{others} (--table)"), err=True)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.heading.in_(language) for column in tables[0].columns])
    writer.writerows(table_rows(tables[0], answered.data or {}, cells.written))
    for line in _notes(answered, language):
        click.echo(line, err=True)


def _write_tables(answered: Answered, tables: Sequence[Table], cells: Cells, language: Language) -> None:
    from graph_service.cli._output import Output
    from graph_service.cli._tables import table_rows

    texts, question = _TEXTS[language], answered.question
    click.echo(click.style(question.title.in_(language), bold=True))
    click.echo(", ".join(f"{name}={value}" for name, value in answered.variables.items() if name != "after"))
    for table in tables:
        click.echo(f"\n{table.title.in_(language)}")
        rows = list(table_rows(table, answered.data or {}, cells.shown))
        if rows:
            Output(is_json=False).table([column.heading.in_(language) for column in table.columns], rows)
        else:
            click.echo(texts["none"])
        if table is question.tables[0]:
            for line in _notes(answered, language):
                click.echo(line)
    click.echo(f"\n{texts['reading']}: {question.reading.in_(language)}")
    if answered.is_synthetic:
        click.echo(texts["synthetic"])


def _notes(answered: Answered, language: Language) -> list[str]:
    """How many rows there are in all, where the answer counts them."""
    if answered.total is None:
        return []
    text = "shown" if answered.has_more else "all"
    return [_TEXTS[language][text].format(shown=answered.shown, total=answered.total)]

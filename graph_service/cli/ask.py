"""`kalaka ask`: answers one of the named questions, as tables, CSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.errors import Language

_EXAMPLES = """
\b
Examples:
  kalaka ask                                       lists the questions
  kalaka ask 1 --var county=HU223                  answers one, by number or name
  kalaka ask who_cooperates --all --csv > zala.csv
  kalaka ask upcoming_events --var today=2019-03-01 --lang hu
"""
_MORE = {
    "hu": "kalaka ask SZÁM kérdez; a változókat a docs/questions.md sorolja fel.",
    "en": "kalaka ask NUMBER asks one; docs/questions.md lists their variables.",
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
    from graph_service.cli._answers import answered_in
    from graph_service.cli._errors import terminal_language
    from graph_service.questions import find_question

    spoken = language or terminal_language()
    if is_list or name is None:
        _list(spoken, is_json)
        return
    shown = answered_in(find_question(name), variables, spoken, is_all=is_all, table=table)
    shown.write("json" if is_json else "csv" if is_csv else "tables")
    if shown.has_errors:
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
    click.echo(_MORE[language])

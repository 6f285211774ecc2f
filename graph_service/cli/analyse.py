"""`kalaka analyse`: one of the analyses of the network, as tables, CSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.errors import Language

_EXAMPLES = """
\b
Examples:
  kalaka analyse                                   lists the analyses
  kalaka analyse gaps --level country
  kalaka analyse gaps --level county --county HU223 --as-of 2018-12-31 --csv > zala.csv
  kalaka analyse candidates --sector museum --sector library --var maxKm=10 --all
  kalaka analyse brokerage --mode cumulative --var role=LIAISON --lang hu
"""
_LISTED = {"hu": ("név", "kérdés"), "en": ("name", "question")}


@click.command(epilog=_EXAMPLES)
@click.argument("name", required=False)
@click.option("--level", type=click.Choice(["country", "region", "county"]), help="Over which places gaps are tested.")
@click.option("--county", "counties", multiple=True, metavar="CODE", help="Only this county: id or NUTS 3 code.")
@click.option("--sector", "sectors", multiple=True, metavar="CODE", help="Only institutions of this sector.")
@click.option("--type", "types", multiple=True, metavar="CODE", help="Only collaborations of this type.")
@click.option("--theme", "themes", multiple=True, metavar="CODE", help="Only collaborations about this.")
@click.option("--as-of", metavar="DAY", help="The day, such as 2018-12-31; by default the last day of the data.")
@click.option("--mode", type=click.Choice(["state", "cumulative"]), help="What is live on the day, or all begun by it.")
@click.option("--data", type=click.Choice(["real", "synthetic", "mixed"]), help="Which data.")
@click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="Another variable of the analysis.")
@click.option("--all", "is_all", is_flag=True, help="All pages of the main list, not the first only.")
@click.option("--table", type=click.IntRange(1), metavar="N", help="Only the Nth table of the answer; CSV has one.")
@click.option("--csv", "is_csv", is_flag=True, help="Write a table as CSV.")
@click.option("--lang", "language", type=click.Choice(["hu", "en"]), help="Language of headings and sentences.")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    name: str | None,
    variables: tuple[str, ...],
    is_all: bool,
    table: int | None,
    is_csv: bool,
    language: Language | None,
    is_json: bool,
    **options: Any,
) -> None:
    """Run the analysis NAME of the network, or list them all.

    docs/methods.md explains every number, and when not to trust it. Works beside a running service, and without one.
    With errors in the answer the exit code is 2.
    """
    from graph_service.cli._analysing import given_of, waiting
    from graph_service.cli._answers import answered_in
    from graph_service.cli._errors import terminal_language
    from graph_service.questions import find_analysis

    spoken = language or terminal_language()
    if name is None:
        _list(spoken, is_json)
        return
    analysis = find_analysis(name)
    given = given_of(analysis, options, variables)
    with waiting(analysis, spoken):
        shown = answered_in(analysis, given, spoken, is_all=is_all, table=table)
    shown.write("json" if is_json else "csv" if is_csv else "tables")
    if shown.has_errors:
        ctx.exit(2)


def _list(language: Language, is_json: bool) -> None:
    from dataclasses import asdict

    from graph_service.cli._output import Output
    from graph_service.questions import all_analyses

    if is_json:
        Output(is_json).value([asdict(analysis) for analysis in all_analyses()])
        return
    rows = [[one.name, one.title.in_(language)] for one in all_analyses()]
    Output(is_json).table(_LISTED[language], rows)

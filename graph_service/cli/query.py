"""`kalaka query`: executes a document on the graph, exactly as the service would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json, document_arguments

if TYPE_CHECKING:
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka query examples/who_cooperates.graphql --var county=HU223
  kalaka query examples/programme.graphql --json
  echo '{ counties { nodes { nuts3 name { hu } population } } }' | kalaka query -
"""


@click.command(epilog=_EXAMPLES)
@document_arguments
@as_json
@click.pass_context
def command(ctx: click.Context, file: Path, variables: tuple[str, ...], operation: str | None, is_json: bool) -> None:
    """Ask the graph the question in FILE.

    `-` reads it from standard input.

    Works beside a running service, whose engine it then shares, and without one. Prints the answer as JSON, on a
    terminal as a table where it is a plain list. With errors in the answer the exit code is 2.
    """
    import sys

    from graph_service.cli._files import read_text, read_variables
    from graph_service.cli._output import Output, flat_rows
    from graph_service.cli._running import run, settings_of_environment

    document, values = read_text(file), read_variables(variables)
    answer = run(_ask(settings_of_environment(), document, values, operation))
    output = Output(is_json)
    rows = flat_rows(answer["data"]) if answer.get("data") and sys.stdout.isatty() and not is_json else None
    if rows and "errors" not in answer:
        columns = list(dict.fromkeys(name for row in rows for name in row))
        output.table(columns, [[row.get(name) for name in columns] for row in rows])
    else:
        output.value(answer)
    if "errors" in answer:
        ctx.exit(2)


async def _ask(settings: Settings, document: str, variables: dict[str, Any], operation: str | None) -> dict[str, Any]:
    import dataclasses

    from graph_service.app import start
    from graph_service.cli._errors import terminal_language
    from graph_service.observability import new_request_id
    from graph_service.observability.starting import Silent

    quiet = dataclasses.replace(settings, seed="none")  # a question must not load anything
    async with start(quiet, progress=Silent(), warm=False) as service:
        context = service.context(new_request_id(), terminal_language())
        result = await service.api.execute(document, variables, context, operation)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    return answer

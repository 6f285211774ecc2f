"""`kalaka explain`: shows how a document becomes statements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json, document_arguments

if TYPE_CHECKING:
    from graphql import GraphQLError

    from graph_service.api.service import Outline
    from graph_service.cypher import Statement
    from graph_service.questions import Question
    from graph_service.settings import Settings
    from graph_service.store.plans import PlanStep

_EXAMPLES = """
\b
Examples:
  kalaka explain examples/who_cooperates.graphql            plan, statement, parameters; needs no database
  kalaka explain examples/who_cooperates.graphql --profile  runs it and adds what the database did
  kalaka explain 16 --var today=2019-03-01                  of a question that comes with it
"""


@click.command(epilog=_EXAMPLES)
@document_arguments
@click.option("--profile", is_flag=True, help="Run it, and add the database plan with its hits.")
@as_json
def command(file: Path, variables: tuple[str, ...], operation: str | None, profile: bool, is_json: bool) -> None:
    """Show plan and statement of the question in FILE.

    FILE is a file, `-` for standard input, or a question of `kalaka ask` by number or name.
    """
    from dataclasses import asdict

    from graph_service.cli._files import read_document
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.query.explain import explained

    settings = settings_of_environment()
    document, question = read_document(file)
    outline = _outline(settings, document, variables, operation, question)
    statements, plans = run(_profiled(settings, outline)) if profile else (outline.statements, [])
    if is_json:
        told = [{"text": one.text, "parameters": one.parameters} for one in statements]
        value = {"price": outline.cost.price, "statements": told, "databasePlans": [asdict(p) for p in plans]}
        Output(is_json).value(value)
        return
    click.echo(explained(outline.plan, outline.cost, statements))
    for plan in plans:
        click.echo(f"\nDatabase plan\n{plan}")


def _outline(
    settings: Settings, document: str, given: Sequence[str], operation: str | None, question: Question | None
) -> Outline:
    from graphql import GraphQLError, parse, validate

    from graph_service.app import api_of
    from graph_service.cli._files import read_variables
    from graph_service.cli._typed import read_typed
    from graph_service.errors import RequestError
    from graph_service.query.reading import Unplanned

    api = api_of(settings)
    try:
        node = parse(document, max_tokens=settings.max_tokens)
        errors = validate(api.core, node)
    except GraphQLError as error:
        errors = [error]
    if errors:
        raise RequestError("DOCUMENT_INVALID", reason="; ".join(map(_in_a_line, errors[:3])))
    values = question.with_derived(read_typed(api.core, node, given)) if question else read_variables(given)
    try:
        return api.outline(node, operation, values)
    except Unplanned:
        raise RequestError("NOT_PLANNED") from None


def _in_a_line(error: GraphQLError) -> str:
    places = ", ".join(f"{place.line}:{place.column}" for place in error.locations or ())
    return f"{places} {error.message}".strip()


async def _profiled(settings: Settings, outline: Outline) -> tuple[Sequence[Statement], list[PlanStep]]:
    from graph_service.store.open import open_store

    async with open_store(settings.store_options()) as store:
        statements = await outline.read(store)
        return statements, [await store.database_plan(statement, profile=True) for statement in statements]

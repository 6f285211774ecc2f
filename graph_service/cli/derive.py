"""`kalaka derive`: rebuilds everything that follows from other data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.settings import Settings
    from graph_service.writes.derive import DeriveReport

_EXAMPLES = """
\b
Examples:
  kalaka derive          cooperation ties, socialised operation, indicators, sort keys …
  kalaka derive --json   the same, told to a program
"""


@click.command(epilog=_EXAMPLES)
@as_json
def command(is_json: bool) -> None:
    """Rebuild data that follows from other data."""
    from dataclasses import asdict

    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    report = run(_derive(settings_of_environment()))
    output = Output(is_json)
    if is_json:
        output.value({"steps": [asdict(step) for step in report.steps], "dataVersion": report.version})
        return
    rows = [(s.name, s.created, s.updated, s.removed, f"{s.seconds:.2f}") for s in report.steps]
    output.table(("derived", "created", "updated", "removed", "seconds"), rows)
    output.line(f"data version {report.version}" + ("" if report.changed else ", nothing changed"))


async def _derive(settings: Settings) -> DeriveReport:
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.derive import derive

    async with open_store(settings.store_options()) as store:
        return await derive(store, load_model())

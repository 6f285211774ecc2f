"""`kalaka migrate`: creates the constraints and indexes that the graph does not have yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka migrate             run what is missing (kalaka serve does it, too)
  kalaka migrate --pending   only list it
"""


@click.command(epilog=_EXAMPLES)
@click.option("--pending", is_flag=True, help="List what is missing, run nothing.")
@as_json
def command(pending: bool, is_json: bool) -> None:
    """Create missing constraints and indexes."""
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    names = run(_migrate(settings_of_environment(), only_list=pending))
    output = Output(is_json)
    if is_json:
        output.value({"pending" if pending else "run": names})
        return
    for name in names:
        output.line(name)
    output.line(f"{len(names)} {'pending' if pending else 'run'}" if names else "up to date")


async def _migrate(settings: Settings, *, only_list: bool) -> list[str]:
    from graph_service.store.migrations import bundled_migrations, migrate, pending_migrations, read_migrations
    from graph_service.store.open import open_store

    async with open_store(settings.store_options(), run_migrations=False) as store:
        if not only_list:
            return await migrate(store, bundled_migrations())
        waiting = await pending_migrations(store, read_migrations(bundled_migrations()))
        return [migration.name for migration in waiting]

"""`kalaka seed`: loads the demonstration into the graph, or writes it as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._progress import Bar
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka seed                     load the demonstration (repeating it is harmless)
  kalaka seed --cohorts 4         with four more cohorts, for measuring
  kalaka seed --out /tmp/kalaka   write the files instead; needs no database
"""


@click.command(epilog=_EXAMPLES)
@click.option("--cohorts", type=click.IntRange(0, 1000), default=0, show_default=True, help="Cohorts added for scale.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write files here, load nothing.")
@as_json
def command(cohorts: int, out: Path | None, is_json: bool) -> None:
    """Load the demonstration programme, or write it as files."""
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    output = Output(is_json)
    if out is not None:
        with output.timed(f"written to {out}") as result:
            result.update(_write_files(out, cohorts))
        return
    bar = Bar(shown=not is_json and sys.stderr.isatty())
    with output.timed("seeded") as result:
        try:
            result.update(run(_load(settings_of_environment(), cohorts, bar)))
        finally:
            bar.close()


async def _load(settings: Settings, cohorts: int, bar: Bar) -> dict[str, object]:
    from graph_service.model import load_model
    from graph_service.seeding.seed import seed
    from graph_service.store.open import open_store

    async with open_store(settings.store_options()) as store:
        done = await seed(store, load_model(), cohorts=cohorts, progress=bar.show)
    return {
        "nodes": done.nodes,
        "relationships": done.relationships,
        "graph": "created" if done.created else "merged",
        "data version": done.version,
    }


def _write_files(out: Path, cohorts: int) -> dict[str, object]:
    from graph_service.errors import SettingsError
    from graph_service.seeding.export import export
    from graph_service.seeding.seed import datasets

    try:
        manifest = export(datasets(cohorts), out)
    except OSError as error:
        raise SettingsError("FILE_UNWRITABLE", file=error.filename or out, reason=error.strerror) from None
    return {"nodes": manifest["nodes"], "relationships": manifest["relationships"], "files": len(manifest["files"])}

"""`kalaka export`: writes the whole graph as files, from which an equal one can be made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._progress import Bar
    from graph_service.importing.takeout import Exported
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka export /backup/graph             everything but keys, as CSV with a manifest
  kalaka export /backup/graph --keys      the hashes of keys as well
  kalaka export /backup/graph --lenient   leave out what the model does not declare
"""


@click.command(epilog=_EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--keys", is_flag=True, help="Take along the hashes of keys.")
@click.option("--lenient", is_flag=True, help="Leave out what the model does not declare, instead of refusing.")
@as_json
def command(folder: Path, keys: bool, lenient: bool, is_json: bool) -> None:
    """Write the whole graph into DIR, history and worklist included.

    `kalaka import DIR` makes an equal graph of it, on either engine. What is left out stands in its manifest.
    """
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    output, bar = Output(is_json), Bar(shown=not is_json and sys.stderr.isatty())
    with output.timed(f"written to {folder}") as result:
        try:
            done = run(_export(settings_of_environment(), folder, bar, keys=keys, lenient=lenient))
        finally:
            bar.close()
        manifest = done.manifest
        result.update({"nodes": manifest.nodes, "relationships": manifest.relationships, "files": len(manifest.files)})
        result.update({"data version": manifest.data_version, "digest": manifest.digest})
        if is_json:
            result["leftOut"] = [{"what": one.what, "count": one.count, "why": one.why} for one in manifest.left_out]
    for one in manifest.left_out:
        if one.count:
            output.line(f"  left out: {one.count:,} {one.what} ({one.why})")


async def _export(settings: Settings, folder: Path, bar: Bar, *, keys: bool, lenient: bool) -> Exported:
    from graph_service.importing.takeout import export
    from graph_service.model import load_model
    from graph_service.store.open import open_store

    async with open_store(settings.store_options(), run_migrations=False) as store:
        return await export(store, load_model(), folder, bar.show, keys=keys, lenient=lenient)

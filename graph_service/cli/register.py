"""`kalaka register`: brings the file of a public register into the graph, by a declared table of its headings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli.importing import Telling
    from graph_service.importing.sources import Source
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka register libraries jegyzek.csv --dry-run    what it would do, row by row; writes nothing
  kalaka register libraries jegyzek.csv --partial --licence "CC BY 4.0" --accessed-on 2026-11-30
  kalaka register ./libraries.toml jegyzek.csv       by a table of your own, a copy of seed/registers/libraries.toml
"""


@click.command(epilog=_EXAMPLES)
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Tell what it would do, and write nothing.")
@click.option("--partial", is_flag=True, help="Write the rows that are right, although others are refused.")
@click.option("--url", help="Where the file was found; kept with its source.")
@click.option("--licence", help="Under which licence its data may be used; kept with its source.")
@click.option("--accessed-on", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was read.")
@click.option("--comment", help="Why; kept in the history.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report here (.csv or .json)."
)
@as_json
def command(register: str, file: Path, report: Path | None, is_json: bool, **options: Any) -> None:
    """Bring FILE of a public REGISTER into the graph.

    The register is `libraries`, or the path of a table (.toml). What is there already is found by its name and
    settlement; what is only like it is told as a possible duplicate. Repeating it changes nothing. Undo, history and
    report are those of any import.
    """
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.cli.importing import Telling
    from graph_service.importing.sources import Source

    output, bar = Output(is_json), Bar(shown=not is_json and sys.stderr.isatty())
    settings = settings_of_environment()
    telling = Telling(output, bar, report)
    code = run(_import(settings, register, Source(file.name, file), options, telling))
    if code:
        raise SystemExit(code)


async def _import(settings: Settings, named: str, source: Source, options: dict[str, Any], telling: Telling) -> int:
    from graph_service.cli.importing import import_with
    from graph_service.importing.importer import Wanted
    from graph_service.importing.register_places import known_of
    from graph_service.importing.register_rows import register_reader
    from graph_service.importing.registers import Told, load_register
    from graph_service.importing.sources import Caps
    from graph_service.model import load_model
    from graph_service.store.open import open_store

    register = load_register(named, load_model())
    accessed: datetime | None = options["accessed_on"]
    told = Told(options["url"], accessed.date() if accessed else None, options["licence"])
    caps = Caps(file_bytes=settings.import_bytes)
    async with open_store(settings.store_options()) as store:
        known = await known_of(store.records, register)
        wanted = Wanted(
            dry_run=options["dry_run"],
            partial=options["partial"],
            by="kalaka register",
            comment=options["comment"],
            subject=register.name,
            caps=caps,
            reads=register_reader(known, told, caps),
        )
        return await import_with(store, [source], wanted, telling)

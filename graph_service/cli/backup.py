"""`kalaka backup`: copies of the embedded database, made while the service runs."""

from __future__ import annotations

from pathlib import Path

import click

from graph_service.cli._options import as_json

_EXAMPLES = """
\b
Examples:
  kalaka backup create /backup/monday.zip                               while the service runs and writes
  KALAKA_DATA_DIR=/data/new kalaka backup restore /backup/monday.zip    into a new data folder
  kalaka backup create /backup/monday.zip --json                        told to a program
"""


@click.group(epilog=_EXAMPLES)
def command() -> None:
    """Back up the embedded database, and restore it.

    A backup is one file. It is opened and read before it gets its name, and compared file by file and by its digest
    when it is restored. A Neo4j has tools of its own. With --json both answer programs.
    """


@command.command("create")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def create(file: Path, is_json: bool) -> None:
    """Write a backup to FILE, which must not exist."""
    _done(f"backed up to {file}", file, is_json, is_restore=False)


@command.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
def restore(file: Path, is_json: bool) -> None:
    """Put the backup FILE into a new data folder, the one of KALAKA_DATA_DIR."""
    _done(f"restored from {file}", file, is_json, is_restore=True)


def _done(words: str, file: Path, is_json: bool, *, is_restore: bool) -> None:
    import sys

    from graph_service.cli._backing_up import create_backup, restore_backup
    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    bar = Bar(shown=not is_json and sys.stderr.isatty())
    work = restore_backup if is_restore else create_backup
    with Output(is_json).timed(words) as result:
        try:
            facts = run(work(settings_of_environment().store_options(), file, bar.show))
        finally:
            bar.close()
        result.update({"nodes": facts.nodes, "relationships": facts.relationships})
        result.update({"data version": facts.data_version, "digest": facts.digest})

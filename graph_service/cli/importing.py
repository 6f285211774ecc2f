"""`kalaka import`: brings files into the graph, tells what that would do, or restores a take-out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._progress import Bar
    from graph_service.errors import Language
    from graph_service.importing.importer import Wanted
    from graph_service.importing.report import Report
    from graph_service.importing.restore import Restored
    from graph_service.importing.sources import Source
    from graph_service.settings import Settings
    from graph_service.store.store import Store

_EXAMPLES = """
\b
Examples:
  kalaka import institutions.xlsx --dry-run          what it would do, row by row; writes nothing
  kalaka import institutions.xlsx --origin real_cited --comment "List of the county, May"
  kalaka import *.csv --report report.csv            several files that refer to each other
  kalaka import /backup/graph                        an equal graph of a take-out, into an empty one
"""
_MOST_LINES = 50
_COLUMNS = ("sheet", "row", "verdict", "what", "column", "before", "after", "message")


@click.command(epilog=_EXAMPLES)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Tell what it would do, and write nothing.")
@click.option("--partial", is_flag=True, help="Write the rows that are right, although others are refused.")
@click.option("--as", "subject", metavar="LABEL_OR_TYPE", help="What the files hold, where their names do not say.")
@click.option("--origin", type=click.Choice(["real_open", "real_cited", "synthetic"]), help="Where new data come from.")
@click.option("--official", is_flag=True, help="Read official data (places, vocabularies), too: for operators.")
@click.option("--comment", help="Why; kept in the history.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report here (.csv or .json)."
)
@click.option("--again", is_flag=True, help="Begin a restore anew that broke off.")
@as_json
def command(paths: tuple[Path, ...], again: bool, report: Path | None, is_json: bool, **options: Any) -> None:
    """Bring FILEs into the graph, or tell what that would do.

    FILEs are CSV, XLSX, JSON Lines, or folders of them. All or nothing, unless --partial. A repeat changes nothing; one
    that broke off goes on where it was. A folder that `kalaka export` wrote is restored into an empty graph.
    """
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    output, bar = Output(is_json), Bar(shown=not is_json and sys.stderr.isatty())
    settings = settings_of_environment()
    if len(paths) == 1 and (paths[0] / "manifest.json").is_file() and not options["official"]:
        with output.timed(f"restored from {paths[0]}") as result:
            try:
                done = run(_restore(settings, paths[0], bar, again=again))
            finally:
                bar.close()
            result.update({"nodes": done.nodes, "relationships": done.relationships, "digest": done.digest})
        return
    code = run(_import(settings, _sources(paths), options, Telling(output, bar, report)))
    if code:
        raise SystemExit(code)


async def _restore(settings: Settings, folder: Path, bar: Bar, *, again: bool) -> Restored:
    from graph_service.importing.restore import restore
    from graph_service.model import load_model
    from graph_service.store.open import open_store

    async with open_store(settings.store_options()) as store:
        return await restore(store, load_model(), folder, bar.show, again=again)


async def _import(settings: Settings, sources: list[Source], options: dict[str, Any], telling: Telling) -> int:
    from graph_service.store.open import open_store

    async with open_store(settings.store_options()) as store:
        return await import_with(store, sources, _wanted(settings, options), telling)


async def import_with(store: Store, sources: list[Source], wanted: Wanted, telling: Telling) -> int:
    """Import, tell of it, and give the exit code."""
    from graph_service.importing.collecting import rare_collections
    from graph_service.importing.importer import import_files
    from graph_service.importing.spool import Spool
    from graph_service.model import load_model
    from graph_service.writes.pending import catch_up

    model = load_model()
    with Spool() as spool:
        try:
            with rare_collections():
                report = await import_files(store, model, sources, spool, wanted, telling.bar.show)
            if not wanted.dry_run:  # a run before this one may have left something, too
                telling.bar.show("derive", 0, 1)
                await catch_up(store, model)
        finally:
            telling.bar.close()
        telling.tell(report)
        is_fine = not report.refused or (wanted.partial and report.is_written and not report.is_broken)
        return 0 if is_fine else 1


def _wanted(settings: Settings, options: dict[str, Any]) -> Wanted:
    from graph_service.importing.importer import Wanted
    from graph_service.importing.sources import Caps

    return Wanted(
        dry_run=options["dry_run"],
        partial=options["partial"],
        by="kalaka import",
        comment=options["comment"],
        official=options["official"],
        subject=options["subject"],
        origin=options["origin"],
        caps=Caps(file_bytes=settings.import_bytes),
    )


def _sources(paths: tuple[Path, ...]) -> list[Source]:
    """The files, those of folders by name; a folder's name stands before that of its files."""
    from graph_service.errors import RequestError
    from graph_service.importing.sources import Source

    found = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".csv", ".xlsx", ".jsonl"))
            found += [Source(str(p.relative_to(path)), p) for p in inside]
        else:
            found.append(Source(path.name, path))
    if not found:
        raise RequestError("FILE_UNREADABLE", file=paths[0], reason="no CSV, XLSX or JSON Lines in it")
    return found


class Telling:
    """Tells of an import: a summary and a table for people, JSON for programs, and a file where one is wanted."""

    def __init__(self, output: Any, bar: Bar, file: Path | None) -> None:
        self.output, self.bar, self.file = output, bar, file

    def tell(self, report: Report) -> None:
        """The report of an import that is over."""
        from graph_service.cli._errors import terminal_language

        language = terminal_language()
        if self.file is not None:
            pieces = report.as_json(language) if self.file.suffix.lower() == ".json" else report.as_csv(language)
            with self.file.open("w", encoding="utf-8", newline="") as sink:
                sink.writelines(pieces)
        if self.output.is_json:
            click.echo("".join(report.as_json(language)), nl=False)
            return
        self._table(report, language)

    def _table(self, report: Report, language: Language) -> None:
        from itertools import islice

        lines = list(islice(report.lines(language), _MOST_LINES + 1))
        rows = [tuple(str(getattr(line, name) or "") for name in _COLUMNS) for line in lines[:_MOST_LINES]]
        if rows:
            self.output.table(_COLUMNS, rows)
        if len(lines) > _MOST_LINES:
            self.output.line(f"… the first {_MOST_LINES} lines; --report FILE has them all")
        told = report.summary()
        facts = ", ".join(
            f"{told[name]:,} {name}" for name in ("created", "changed", "removed", "unchanged", "refused")
        )
        head = {"dry-run": "would be", "import": "imported"}[report.mode]
        if report.mode == "import" and not report.is_written:
            head = "nothing written" if report.refused else "nothing to write"
        self.output.line(f"{head}: {facts}, {told['duplicates']} possible duplicates, of {told['rows']:,} rows")
        if report.is_written:
            again = ", which had broken off," if report.resumed else ""
            self.output.line(f"{report.id}{again} data version {report.number}")

"""`kalaka purge`: takes all data of one origin away, such as the demonstration once real data have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._progress import Bar
    from graph_service.errors import Language
    from graph_service.settings import Settings
    from graph_service.writes.purging import Purged

_EXAMPLES = """
\b
Examples:
  kalaka purge --origin synthetic --dry-run   what would be taken away
  kalaka purge --origin synthetic             asks, then takes the demonstration away
  kalaka purge --origin synthetic --forget    with its history: this cannot be undone
"""
_SYNTHETIC = "synthetic"
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "hu": ("címke", "csomópont", "nélkülük nem lehet"),
    "en": ("label", "nodes", "cannot be without them"),
}
_TOLD: dict[Language, dict[str, str]] = {
    "hu": {
        "would": "törölhető: {total} csomópont",
        "done": "törölve: {total} csomópont; az adatok változata: {version}; visszavonható: kalaka undo {import_id}",
        "forgotten": "törölve előzményeivel együtt: {total} csomópont; az adatok változata: {version}",
        "nothing": "nincs mit törölni",
    },
    "en": {
        "would": "would be taken away: {total} nodes",
        "done": "taken away: {total} nodes; data version {version}; to undo it: kalaka undo {import_id}",
        "forgotten": "taken away with their history: {total} nodes; data version {version}",
        "nothing": "nothing to take away",
    },
}
_SURE: dict[Language, str] = {"hu": "Törli?", "en": "Take them away?"}


@click.command(epilog=_EXAMPLES)
@click.option("--origin", required=True, help="Data of which origin: `synthetic` is the demonstration.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Tell what would be taken away, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--forget", is_flag=True, help="Take the history of what goes away, too: it cannot be undone then.")
@click.option("--force", is_flag=True, help="Allow another origin than `synthetic`.")
@as_json
def command(is_json: bool, origin: str, is_dry: bool, yes: bool, forget: bool, force: bool) -> None:
    """Take all data of one origin away.

    Geography, vocabularies and whatever is cited stay. What is of another origin and cannot be without what goes, goes
    with it, and is counted. It is told in the history as an import that only removes: `kalaka undo` brings it back.
    """
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    _check(origin, yes=yes or is_dry, force=force)
    settings, output = settings_of_environment(), Output(is_json)
    bar = Bar(shown=not is_json and sys.stderr.isatty())
    try:
        told = run(_purge(settings, origin, forget, True, bar))
        if not is_dry and told.total:
            bar.close()
            if not yes:
                _tell(output, told, is_dry=True)
                click.confirm(_SURE[_language()], abort=True, err=True)
            told = run(_purge(settings, origin, forget, False, bar))
    finally:
        bar.close()
    if is_json:
        output.value(_plain(told, is_dry=is_dry))
    else:
        _tell(output, told, is_dry=is_dry)


def _check(origin: str, *, yes: bool, force: bool) -> None:
    import sys

    from graph_service.model.vocabulary import schemes

    codes = [term.code for term in schemes()["dataOrigin"].terms]
    if origin not in codes:
        raise click.BadParameter(f"{origin!r} is none of {', '.join(codes)}", param_hint="--origin")
    if origin != _SYNTHETIC and not force:
        raise click.UsageError(f"only data of the origin {_SYNTHETIC} are taken away without --force")
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("nobody can be asked here: say --yes, or --dry-run")


def _language() -> Language:
    from graph_service.cli._errors import terminal_language

    return terminal_language()


def _tell(output: Any, told: Purged, *, is_dry: bool) -> None:
    language = _language()
    labels = sorted({*told.nodes, *told.orphans})
    if labels:
        rows = [(label, told.nodes.get(label, 0), told.orphans.get(label, 0)) for label in labels]
        output.table(_COLUMNS[language], rows)
    word = "nothing" if not labels else "would" if is_dry else "done" if told.import_id else "forgotten"
    output.line(_TOLD[language][word].format(total=told.total, version=told.version, import_id=told.import_id))


def _plain(told: Purged, *, is_dry: bool) -> dict[str, Any]:
    return {
        "origin": told.origin,
        "dryRun": is_dry,
        "nodes": told.nodes,
        "orphans": told.orphans,
        "import": told.import_id,
        "dataVersion": told.version,
    }


async def _purge(settings: Settings, origin: str, forget: bool, is_dry: bool, bar: Bar) -> Purged:
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.purging import Purge
    from graph_service.writes.shapes import Shapes

    async with open_store(settings.store_options()) as store:
        purge = Purge(store, Shapes(load_model()), origin, "command:purge", forget=forget, dry=is_dry)
        return await purge.run(bar.show)

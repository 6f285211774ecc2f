"""`kalaka person`: everything that the graph holds on one person, told or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.errors import Language
    from graph_service.settings import Settings
    from graph_service.writes.persons import Erasure, Holding

_EXAMPLES = """
\b
Examples:
  kalaka person export mentor:HU223:2            a table
  kalaka person export mentor:HU223:2 --json     the same for another program
  kalaka person erase mentor:HU223:2 --dry-run   what would be taken
  kalaka person erase mentor:HU223:2             asks, then takes it away for good
"""
_COLUMNS: dict[Language, tuple[str, ...]] = {"hu": ("mi", "melyik", "érték"), "en": ("what", "which", "value")}
_PLACES: dict[Language, dict[str, str]] = {
    "hu": {
        "changes": "módosítás",
        "mentions": "említés",
        "answers": "megőrzött válasz",
        "aliases": "régi azonosító",
        "notes": "feljegyzés",
        "relationships": "kapcsolat",
        "nodes": "csomópont",
    },
    "en": {
        "changes": "changes",
        "mentions": "mentions",
        "answers": "kept answers",
        "aliases": "old ids",
        "notes": "notes",
        "relationships": "relationships",
        "nodes": "nodes",
    },
}
_WOULD: dict[Language, str] = {"hu": "törlésre kerülne: {id}: {taken}", "en": "would be erased: {id}: {taken}"}
_DONE: dict[Language, str] = {
    "hu": "törölve: {id}: {taken}; az adatok változata: {version}; újraszámolva: {derived}",
    "en": "erased: {id}: {taken}; data version {version}; derived anew: {derived}",
}
_SURE: dict[Language, str] = {
    "hu": "Végleg törli? Vissza nem hozható, és a mentésekből külön kell törölni (docs/data-protection.md).",
    "en": "Erase for good? It cannot be brought back, and backups are cleared apart (docs/data-protection.md).",
}


@click.group(epilog=_EXAMPLES)
def command() -> None:
    """Tell or erase everything that is held on one person.

    docs/data-protection.md says what is kept of people, how long and why.
    """


@command.command()
@click.argument("id_", metavar="ID")
@as_json
def export(is_json: bool, id_: str) -> None:
    """Tell everything that the graph holds on a person, names included."""
    from dataclasses import asdict

    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.writes.persons import rows_of

    holding = run(_export(settings_of_environment(), id_))
    output = Output(is_json)
    if is_json:
        output.value(asdict(holding))
    else:
        output.table(_COLUMNS[terminal_language()], list(rows_of(holding)))


@command.command()
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Tell what would be taken, and change nothing.")
@as_json
def erase(is_json: bool, id_: str, yes: bool, is_dry: bool) -> None:
    """Take everything that the graph holds on a person away."""
    from dataclasses import asdict

    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    settings, output = settings_of_environment(), Output(is_json)
    if not (yes or is_dry):
        output.line(_told(run(_erase(settings, id_, is_dry=True))))
        click.confirm(_SURE[terminal_language()], abort=True, err=True)
    done = run(_erase(settings, id_, is_dry=is_dry))
    if is_json:
        output.value({**asdict(done), "dryRun": is_dry})
    else:
        output.line(_told(done))


def _told(done: Erasure) -> str:
    from graph_service.cli._errors import terminal_language

    language = terminal_language()
    taken = ", ".join(f"{number} {_PLACES[language][name]}" for name, number in done.taken.items())
    text = _WOULD if done.version is None else _DONE
    return text[language].format(id=done.id, taken=taken, version=done.version, derived=", ".join(done.derived) or "–")


async def _export(settings: Settings, id_: str) -> Holding:
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.persons import held_on

    async with open_store(settings.store_options()) as store:
        return await held_on(store, load_model(), id_)


async def _erase(settings: Settings, id_: str, *, is_dry: bool) -> Erasure:
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.persons import erase

    async with open_store(settings.store_options()) as store:
        return await erase(store, load_model(), id_, dry=is_dry)

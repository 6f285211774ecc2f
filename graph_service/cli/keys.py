"""`kalaka keys`: makes, lists and revokes the keys that let their holders do more than everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.access.keys import Key, KeyText
    from graph_service.access.new_keys import Wish
    from graph_service.errors import Language
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka keys create "partner site" --scope read:people --origin https://example.org --expires 365
  kalaka keys create import-zala --scope write,import --county HU223
  kalaka keys list --json
  kalaka keys revoke vnnnwewue5oc
"""
_SECONDS = 10.0
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "hu": ("azonosító", "név", "jogok", "megyék", "honlapok", "pont/perc", "készült", "lejár", "állapot"),
    "en": ("id", "name", "scopes", "counties", "origins", "points/min", "created", "expires", "state"),
}
_STATES: dict[Language, dict[str, str]] = {
    "hu": {"active": "él", "revoked": "visszavont", "expired": "lejárt"},
    "en": {"active": "active", "revoked": "revoked", "expired": "expired"},
}
_SHOWN_ONCE: dict[Language, str] = {
    "hu": "Ez a kulcs; többször nem látható, tegye biztos helyre:",
    "en": "This is the key; it is not shown again, keep it in a safe place:",
}
_REVOKED: dict[Language, str] = {
    "hu": "visszavonva: {name} ({id}); a futó szolgáltatás legfeljebb {seconds} másodpercig fogadja még el",
    "en": "revoked: {name} ({id}); a running service takes it for {seconds} more seconds at most",
}
_NONE: dict[Language, str] = {"hu": "nincs kulcs", "en": "no keys"}


@click.group(epilog=_EXAMPLES)
def command() -> None:
    """Create, list and revoke keys.

    docs/keys.md says what scopes, counties, origins and rates are for.
    """


@command.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help="What its holder may do; repeat, or use commas.")
@click.option("--county", "counties", multiple=True, help="NUTS 3 code of a county it may write in; all if left out.")
@click.option("--origin", "origins", multiple=True, help="A page that may use it, like https://example.org.")
@click.option("--rate", type=click.IntRange(1, 100_000_000), help="Points a minute; KALAKA_KEY_RATE if left out.")
@click.option("--expires", metavar="DAYS|DATE", help="Days it lives, or the last day (UTC) it is good for.")
@as_json
def create(is_json: bool, rate: int | None, expires: str | None, name: str, **words: tuple[str, ...]) -> None:
    """Make a key and show it, once."""
    from graph_service.access.new_keys import Wish
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    wish = Wish(name, words["scopes"], words["counties"], words["origins"], rate, expires)
    key, text = run(_create(settings_of_environment(), wish))
    output = Output(is_json)
    if is_json:
        output.value({"key": text.reveal(), **_told(key)})
        return
    output.line(_SHOWN_ONCE[terminal_language()])
    output.line(text.reveal())


@command.command("list")
@as_json
def list_(is_json: bool) -> None:
    """List all keys, the revoked ones too; never the secrets."""
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    keys = run(_list(settings_of_environment()))
    output, language = Output(is_json), terminal_language()
    if is_json:
        output.value({"keys": [_told(key) for key in keys]})
    elif keys:
        output.table(_COLUMNS[language], [_row(_told(key), language) for key in keys])
    else:
        output.line(_NONE[language])


@command.command()
@click.argument("id")
@as_json
def revoke(id: str, is_json: bool) -> None:
    """Revoke the key with this id; a running service refuses it within KALAKA_KEY_SECONDS."""
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.cli._running import run, settings_of_environment

    settings = settings_of_environment()
    revoked = run(_revoke(settings, id))
    output = Output(is_json)
    if is_json:
        output.value(revoked)
        return
    output.line(_REVOKED[terminal_language()].format(**revoked, seconds=f"{settings.key_seconds:g}"))


async def _create(settings: Settings, wish: Wish) -> tuple[Key, KeyText]:
    from datetime import UTC, datetime

    from graph_service.access.keys import COUNTIES, create_statement, new_key_text
    from graph_service.access.new_keys import new_key
    from graph_service.store.open import open_store

    text, now = new_key_text(), datetime.now(UTC)
    key = new_key(wish, text, None, now)  # what is wrong by itself is told before anything is started
    async with open_store(settings.store_options()) as store:
        if wish.counties:
            counties = [row["code"] for row in await store.records(COUNTIES, quiet=True)]
            key = new_key(wish, text, counties, now)
        await store.write([create_statement(key)], seconds=_SECONDS)
    return key, text


async def _list(settings: Settings) -> list[Key]:
    from graph_service.access.keys import key_of_row, list_statement
    from graph_service.store.open import open_store

    async with open_store(settings.store_options()) as store:
        return [key_of_row(row["found"]) for row in await store.records(list_statement(), quiet=True)]


async def _revoke(settings: Settings, id: str) -> dict[str, Any]:
    from datetime import UTC, datetime

    from graph_service.access.keys import ID_LENGTH, PREFIX, revoke_statement
    from graph_service.errors import RequestError
    from graph_service.store.open import open_store

    # Somebody may paste the whole key, and what is not found is told: never more of it than the id.
    id = id.removeprefix(PREFIX)[:ID_LENGTH]
    async with open_store(settings.store_options()) as store:
        [revoked] = await store.write([revoke_statement(id, datetime.now(UTC))], seconds=_SECONDS)
    if not revoked:
        raise RequestError("KEY_ID", value=repr(id))
    return {"id": id, **revoked[0]}


def _told(key: Key) -> dict[str, Any]:
    from datetime import UTC, datetime

    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "counties": sorted(key.counties),
        "origins": list(key.origins),
        "rate": key.rate,
        "createdAt": key.created_at.isoformat(timespec="seconds"),
        "expiresAt": key.expires_at.isoformat(timespec="seconds") if key.expires_at else None,
        "revokedAt": key.revoked_at.isoformat(timespec="seconds") if key.revoked_at else None,
        "state": key.state(datetime.now(UTC)),
    }


def _row(told: dict[str, Any], language: Language) -> list[object]:
    lists = [" ".join(told[name]) for name in ("scopes", "counties", "origins")]
    days = [told[name] and told[name][:10] for name in ("createdAt", "expiresAt")]
    return [told["id"], told["name"], *lists, told["rate"], *days, _STATES[language][told["state"]]]

"""Keys that do more, or live longer, than they need to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from graph_service.access.keys import Key, key_of_row, list_statement
from graph_service.access.scopes import ADMIN, IMPORT, WRITE
from graph_service.doctor.saying import good, listed, odd
from graph_service.errors import KalakaError
from graph_service.settings import Settings
from graph_service.store._folder import used
from graph_service.store.doctor import Finding
from graph_service.store.open import open_store

_REVOKE = ("Vonja vissza: kalaka keys revoke AZONOSÍTÓ.", "Revoke it: kalaka keys revoke ID.")
_ANEW = ("Készítsen helyette lejárattal: kalaka keys create.", "Make another one with an expiry: kalaka keys create.")
_APART = ("Készítsen külön kulcsot a kétféle munkára.", "Make a key of its own for either kind of work.")


async def keys_findings(settings: Settings) -> list[Finding]:
    """How the keys in the graph stand."""
    options = settings.store_options()
    if options.uri is None and not used(options.data_dir):
        return []
    try:
        async with open_store(options, run_migrations=False) as store:
            rows = await store.records(list_statement(), quiet=True)
    except KalakaError as error:
        return [Finding("error", "keys", error.text("hu"), error.text("en"))]
    return judged([key_of_row(row["found"]) for row in rows], datetime.now(UTC))


def judged(keys: Sequence[Key], now: datetime) -> list[Finding]:
    """What is to be said of `keys`; one good finding where nothing is."""
    active = [key for key in keys if key.state(now) == "active"]
    odd_ones = [*_expired(keys, now), *_without_expiry(active), *_broad(active)]
    if odd_ones:
        return odd_ones
    if not active:
        said = ("Nincs kulcs: mindenki csak a nyilvánosat kérheti.", "There are no keys: all may ask what is public.")
        return [good("keys", *said)]
    return [good("keys", f"{len(active)} kulcs él, mind lejárattal.", f"{len(active)} keys are active, all expire.")]


def _expired(keys: Sequence[Key], now: datetime) -> Iterator[Finding]:
    names = _named(key for key in keys if key.state(now) == "expired")
    if names:
        yield odd("keys", (f"Lejárt kulcsok: {names}.", f"Keys that have expired: {names}."), _REVOKE)


def _without_expiry(active: Sequence[Key]) -> Iterator[Finding]:
    names = _named(key for key in active if key.expires_at is None)
    if names:
        yield odd("keys", (f"Sosem járnak le: {names}.", f"These never expire: {names}."), _ANEW)


def _broad(active: Sequence[Key]) -> Iterator[Finding]:
    names = _named(key for key in active if ADMIN in key.scopes and key.scopes & {WRITE, IMPORT})
    if names:
        yield odd(
            "keys",
            (
                f"Egyszerre írhatnak és felügyelhetnek: {names}.",
                f"These may both write and look after the service: {names}.",
            ),
            _APART,
        )


def _named(keys: Iterator[Key]) -> str:
    return listed(f"{key.name} ({key.id})" for key in keys)

"""What a new key may be: words of an operator, checked and made into a key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from graph_service.access.keys import Key, KeyText
from graph_service.access.scopes import IMPORT, SCOPES, WRITE
from graph_service.errors import RequestError

MOST_POINTS = 100_000_000

_LONGEST_NAME = 100
_MOST_DAYS = 3_650
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")


@dataclass(frozen=True)
class Wish:
    """A key as it is asked for; lists may hold several words in one, with commas between."""

    name: str
    scopes: Sequence[str]
    counties: Sequence[str] = ()
    origins: Sequence[str] = ()
    rate: int | None = None
    expires: str | None = None


def new_key(wish: Wish, text: KeyText, counties: Collection[str] | None, now: datetime) -> Key:
    """The key that `text` shall open. `counties` are all there are, None where that is not known yet.

    Raises RequestError for what cannot be.
    """
    scopes = frozenset(_words(wish.scopes))
    wanted = frozenset(_words(wish.counties))
    _check_name(wish.name)
    if not scopes <= SCOPES.keys() or not scopes:
        raise RequestError("KEY_SCOPES", value=_shown(scopes - SCOPES.keys()), allowed=", ".join(SCOPES))
    if wanted and not scopes & {WRITE, IMPORT}:
        raise RequestError("KEY_COUNTIES_UNUSED")
    if counties is not None and not wanted <= set(counties):
        raise RequestError("KEY_COUNTIES", value=_shown(wanted - set(counties)), allowed=_shown(counties))
    return Key(
        id=text.id,
        name=wish.name,
        secret_hash=text.secret_hash,
        scopes=scopes,
        counties=wanted,
        origins=tuple(dict.fromkeys(_origin(word) for word in _words(wish.origins))),
        rate=wish.rate,
        created_at=now,
        expires_at=_end(wish.expires, now) if wish.expires is not None else None,
    )


def _words(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        yield from (word for part in text.split(",") if (word := part.strip()))


def _shown(words: Collection[str]) -> str:
    return ", ".join(sorted(words)) or "–"


def _check_name(name: str) -> None:
    if not 0 < len(name.strip()) <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise RequestError("KEY_NAME")


def _origin(word: str) -> str:
    """An origin as browsers send it: scheme and host in small letters, no path, no port that goes without saying."""
    origin = word.lower()
    if not _ORIGIN.fullmatch(origin):
        raise RequestError("KEY_ORIGINS", value=repr(word))
    scheme = origin.partition(":")[0]
    return origin.removesuffix({"http": ":80", "https": ":443"}[scheme])


def _end(text: str, now: datetime) -> datetime:
    """After so many days, or at the end of a day (UTC)."""
    if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= _MOST_DAYS:
        return now + timedelta(days=int(text))
    try:
        end = datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
    except ValueError:
        raise RequestError("KEY_EXPIRY", value=repr(text)) from None
    if end <= now:
        raise RequestError("KEY_EXPIRY", value=repr(text))
    return end

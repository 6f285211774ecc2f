"""Keys: their text, what is kept and shown of them, and what may be wished for."""

from __future__ import annotations

import hmac
import re
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import graph_service.access.keys
from graph_service.access.keys import Key, KeyText, create_statement, key_of_row, new_key_text, read_key_text
from graph_service.access.new_keys import Wish, new_key
from graph_service.access.scopes import SCOPES
from graph_service.errors import RequestError

pytestmark = pytest.mark.static
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WISH = Wish("partner", ["read:people"])
COUNTIES = ["HU222", "HU223"]


def made(text: KeyText, **other: Any) -> Key:
    return new_key(replace(WISH, **other), text, COUNTIES, NOW)


def test_a_key_is_written_so_that_scanners_find_it_and_read_back() -> None:
    text = new_key_text()
    assert re.fullmatch(r"kalaka_[a-z0-9]{12}_[A-Za-z0-9_-]{43}", text.reveal())
    assert read_key_text(text.reveal()) == text
    assert len({new_key_text().secret for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "a",
        lambda text: text + "\n",
        lambda text: text.replace("kalaka_", "kalaka-"),
        lambda text: text.upper(),
        lambda text: text[:-1] + "é",
        lambda text: "",
    ],
)
def test_another_form_is_no_key(change: Callable[[str], str]) -> None:
    assert read_key_text(change(new_key_text().reveal())) is None


def test_nothing_that_is_printed_or_kept_holds_the_secret() -> None:
    text = new_key_text()
    key = made(text)
    statement = create_statement(key)
    for shown in (repr(text), str(text), repr(key), repr(statement), f"{text!s}{key!s}"):
        assert text.secret not in shown
    assert text.secret_hash not in repr(key)
    assert statement.parameters["secretHash"] == text.secret_hash
    try:
        raise RuntimeError(text, key)
    except RuntimeError:
        assert text.secret not in traceback.format_exc()


def test_only_its_own_secret_opens_a_key() -> None:
    text, other = new_key_text(), new_key_text()
    key = made(text)
    assert text.opens(key)
    assert not other.opens(key)
    assert not text.opens(None)


def test_secrets_are_compared_in_constant_time_also_where_there_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []
    compare = hmac.compare_digest

    def noted(one: str, other: str) -> bool:
        compared.append((one, other))
        return compare(one, other)

    monkeypatch.setattr(graph_service.access.keys.hmac, "compare_digest", noted)
    text = new_key_text()
    text.opens(made(new_key_text()))
    text.opens(None)
    assert [(len(one), len(other)) for one, other in compared] == [(64, 64), (64, 64)]


def test_a_row_of_the_database_is_the_key_again() -> None:
    key = made(new_key_text(), scopes=["write"], counties=["HU223"], expires="30", rate=5)
    row = create_statement(key).parameters
    times = {name: row[name].isoformat() for name in ("createdAt", "expiresAt")}
    assert key_of_row({**row, **times, "revokedAt": None}) == key


def test_scopes_of_another_version_are_left_out() -> None:
    row = create_statement(made(new_key_text())).parameters
    found = key_of_row({**row, "scopes": ["read", "fly"], "createdAt": None, "expiresAt": None, "revokedAt": None})
    assert found.scopes == {"read"}


def test_words_may_be_repeated_or_have_commas_between_them() -> None:
    key = made(new_key_text(), scopes=["write,import", " read "], counties=["HU222, HU223"])
    assert key.scopes == {"write", "import", "read"}
    assert key.counties == {"HU222", "HU223"}


@pytest.mark.parametrize(
    ("origin", "kept"),
    [
        ("https://example.org", "https://example.org"),
        ("https://Example.org:443", "https://example.org"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(origin: str, kept: str) -> None:
    assert made(new_key_text(), origins=[origin]).origins == (kept,)


@pytest.mark.parametrize(
    ("expires", "end"),
    [
        ("1", NOW + timedelta(days=1)),
        ("3650", NOW + timedelta(days=3650)),
        ("2026-11-29", datetime(2026, 11, 29, 23, 59, 59, tzinfo=UTC)),
        ("2027-01-31", datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_key_lives_for_days_or_until_the_end_of_a_day(expires: str, end: datetime) -> None:
    key = made(new_key_text(), expires=expires)
    assert key.expires_at == end
    assert [key.state(end - timedelta(seconds=1)), key.state(end)] == ["active", "expired"]


@pytest.mark.parametrize(
    ("wish", "code", "allowed"),
    [
        ({"scopes": ["fly"]}, "KEY_SCOPES", ", ".join(SCOPES)),
        ({"scopes": [","]}, "KEY_SCOPES", ", ".join(SCOPES)),
        ({"scopes": ["write"], "counties": ["HU999"]}, "KEY_COUNTIES", "HU222, HU223"),
        ({"counties": ["HU223"]}, "KEY_COUNTIES_UNUSED", ""),
        ({"origins": ["example.org"]}, "KEY_ORIGINS", "example.org"),
        ({"origins": ["https://example.org/"]}, "KEY_ORIGINS", "https://example.org"),
        ({"origins": ["https://*.example.org"]}, "KEY_ORIGINS", ""),
        ({"origins": ["null"]}, "KEY_ORIGINS", ""),
        ({"expires": "2026-11-28"}, "KEY_EXPIRY", "2026-11-28"),
        ({"expires": "0"}, "KEY_EXPIRY", ""),
        ({"expires": "4000"}, "KEY_EXPIRY", ""),
        ({"expires": "soon"}, "KEY_EXPIRY", "soon"),
        ({"name": ""}, "KEY_NAME", ""),
        ({"name": "x" * 101}, "KEY_NAME", ""),
        ({"name": "a\nb"}, "KEY_NAME", ""),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(wish: dict[str, Any], code: str, allowed: str) -> None:
    with pytest.raises(RequestError) as refused:
        made(new_key_text(), **wish)
    assert refused.value.code == code
    assert allowed in refused.value.text("en")
    assert "{" not in refused.value.text("hu")

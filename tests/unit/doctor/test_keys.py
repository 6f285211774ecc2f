"""What the doctor says of keys: those that expired, never expire, or may do too much at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph_service.access.keys import Key
from graph_service.doctor.keys import judged

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def key(name: str, *scopes: str, expires: timedelta | None = timedelta(days=90), revoked: bool = False) -> Key:
    """A key of that name."""
    return Key(
        id=f"{name}-id",
        name=name,
        secret_hash="0" * 64,
        scopes=frozenset(scopes or ("read",)),
        counties=frozenset(),
        origins=(),
        rate=None,
        created_at=NOW - timedelta(days=30),
        expires_at=None if expires is None else NOW + expires,
        revoked_at=NOW if revoked else None,
    )


def said(*keys: Key) -> dict[str, str]:
    """The names that are told, by level."""
    return {finding.level: finding.text_en for finding in judged(keys, NOW)}


def test_no_keys_and_sound_keys_are_good() -> None:
    assert list(said()) == ["ok"]
    assert list(said(key("site"), key("metrics", "admin"), key("old", expires=None, revoked=True))) == ["ok"]


def test_a_key_that_expired_is_told_by_name_and_id() -> None:
    assert "site (site-id)" in said(key("site", expires=-timedelta(days=1)))["warning"]


def test_a_key_that_never_expires_is_told() -> None:
    assert "forever" in said(key("forever", expires=None), key("sound"))["warning"]


def test_a_key_that_writes_and_looks_after_the_service_is_told() -> None:
    assert "all" in said(key("all", "read", "write", "admin"))["warning"]


def test_no_finding_holds_a_hash() -> None:
    for finding in judged([key("site", "write", "admin", expires=None)], NOW):
        assert "0000" not in finding.text_en + finding.remedy_en

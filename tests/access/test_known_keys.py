"""Keys that were looked up are used for a while, and no longer; strangers cannot make the database work."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph_service.access import known_keys
from graph_service.access.keys import new_key_text
from graph_service.access.known_keys import KnownKeys
from graph_service.access.scopes import PUBLIC
from graph_service.errors import KalakaError, StoreError
from tests.access.keeping import KeyStore
from tests.waiting import until

pytestmark = pytest.mark.anyio
SECONDS = 20.0


def keys_over(store: KeyStore, seconds: float = 60.0) -> KnownKeys:
    return KnownKeys(store, seconds=seconds, public=PUBLIC)


async def code_of(keys: KnownKeys, text: object) -> str:
    """The code of the refusal."""
    with pytest.raises(KalakaError) as refused:
        await keys.viewer(text, SECONDS)  # type: ignore[arg-type]  # a key's text
    return refused.value.code


async def test_a_key_gives_its_viewer_and_is_looked_up_once() -> None:
    store = KeyStore()
    text = store.add("write", "read:people", counties=["HU223"], origins=["https://example.org"], rate=5)
    keys = keys_over(store)
    for _ in range(3):
        viewer = await keys.viewer(text, SECONDS)
    assert viewer.scopes == {"write", "read:people"} | PUBLIC
    assert (viewer.key, viewer.rate, viewer.origins) == (text.id, 5, ("https://example.org",))
    assert viewer.counties == {"HU223"}
    assert len(store.looks) == 1


async def test_a_key_for_all_counties_names_none() -> None:
    store = KeyStore()
    assert (await keys_over(store).viewer(store.add("write"), SECONDS)).counties is None


async def test_a_revoked_key_works_no_longer_than_it_is_remembered() -> None:
    store = KeyStore()
    text, keys = store.add(), keys_over(store, seconds=0.2)
    await keys.viewer(text, SECONDS)
    revoked = time.monotonic()
    store.change(text, revoked_at=datetime.now(UTC))
    while keys.known_viewer(text) is not None:
        assert time.monotonic() - revoked < SECONDS
        await asyncio.sleep(0.01)
    assert await code_of(keys, text) == "KEY_REVOKED"
    assert keys.known_viewer(text) is None


async def test_a_remembered_key_expires_in_time() -> None:
    store = KeyStore()
    text = store.add(expires="1")
    keys = keys_over(store)
    await keys.viewer(text, SECONDS)
    keys._now = lambda: datetime.now(UTC) + timedelta(days=1, seconds=1)
    assert keys.known_viewer(text) is None
    assert await code_of(keys, text) == "KEY_EXPIRED"


async def test_an_unknown_id_and_a_wrong_secret_are_told_the_same_after_as_many_looks() -> None:
    store = KeyStore()
    text, keys = store.add(), keys_over(store)
    wrong = replace(new_key_text(), id=text.id)
    nobody = new_key_text()
    looks = []
    for attempt in (wrong, wrong, nobody, nobody):
        assert await code_of(keys, attempt) == "KEY_UNKNOWN"
        looks.append(len(store.looks))
    assert looks == [1, 1, 2, 2]


async def test_what_is_revoked_or_expired_is_told_to_holders_of_the_secret_only() -> None:
    store = KeyStore()
    text, keys = store.add(), keys_over(store)
    store.change(text, revoked_at=datetime.now(UTC))
    assert await code_of(keys, replace(new_key_text(), id=text.id)) == "KEY_UNKNOWN"
    assert await code_of(keys, text) == "KEY_REVOKED"


async def test_many_who_ask_at_once_make_one_look_and_one_who_leaves_stops_nobody() -> None:
    store = KeyStore(look_seconds=0.05)
    text, keys = store.add(), keys_over(store)
    asking = [asyncio.create_task(keys.viewer(text, SECONDS)) for _ in range(20)]
    await until(lambda: store.looks)
    asking[0].cancel()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert {viewer.key for viewer in answers[1:]} == {text.id}  # type: ignore[union-attr]  # viewers all
    assert len(store.looks) == 1


async def test_misses_are_bounded_and_push_no_key_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_keys, "_MOST_MISSED", 50)
    store = KeyStore()
    text, keys = store.add(), keys_over(store)
    await keys.viewer(text, SECONDS)
    for _ in range(200):
        assert await code_of(keys, new_key_text()) == "KEY_UNKNOWN"
    assert len(keys._missed) == 50
    assert keys.known_viewer(text) is not None


async def test_a_failing_database_is_told_and_not_remembered() -> None:
    store = KeyStore(trouble=StoreError("STORE_UNAVAILABLE"))
    text, keys = store.add(), keys_over(store)
    assert await code_of(keys, text) == "STORE_UNAVAILABLE"
    store.trouble = None
    assert (await keys.viewer(text, SECONDS)).key == text.id

"""The subscription `changed` as it is sent: ids of events, what a browser says when it comes back, and the rate."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from graph_service.app import Application
from graph_service.store.store import Store
from tests.http.conftest import Started
from tests.http.fakes import FakeStore, RawAnswer, asking
from tests.http.socket import begun
from tests.http.test_streams import EVENTS, events
from tests.live.writing import badge, key_to_write, write
from tests.waiting import until

pytestmark = pytest.mark.anyio
NEWS = "subscription { changed { dataVersion cursor changes { subject } } }"


@asynccontextmanager
async def streaming(app: Application, query: str = NEWS, last: str | None = None) -> AsyncIterator[RawAnswer]:
    headers = [(b"host", b"test"), (b"content-type", b"application/json"), (b"accept", EVENTS.encode())]
    if last is not None:
        headers.append((b"last-event-id", last.encode()))
    async with asking(app, json.dumps({"query": query}).encode(), headers=headers) as answer:
        yield answer


def ids(answer: RawAnswer) -> list[str]:
    """The ids of the events."""
    return [line.removeprefix("id: ") for line in answer.body.decode().splitlines() if line.startswith("id:")]


def subjects(answer: RawAnswer) -> list[str]:
    told = [content["data"]["changed"]["changes"] for _, content in events(answer)]
    return [change["subject"] for changes in told for change in changes]


async def test_each_event_has_an_id_and_the_last_one_is_gone_on_from(started: Started, bare_store: Store) -> None:
    first = await write(bare_store, [badge("first")])
    async with started(bare_store) as app:
        async with streaming(app) as answer:
            await until(lambda: ids(answer) == [str(first)], 60)
            await write(bare_store, [badge("a")])
            await until(lambda: subjects(answer) == ["badge:a"], 60)
        assert ids(answer) == [str(first), str(first + 1)]
        await write(bare_store, [badge("b"), badge("c")])
        since = NEWS.replace("changed", f"changed(since: {first})")
        async with streaming(app, since, last=ids(answer)[-1]) as again:
            await until(lambda: len(subjects(again)) == 2, 60)
        assert subjects(again) == ["badge:b", "badge:c"]
        async with streaming(app, since) as whole:
            await until(lambda: len(subjects(whole)) == 3, 60)
        assert subjects(whole) == ["badge:a", "badge:b", "badge:c"]


async def test_an_id_that_is_none_is_told_as_an_event(started: Started, bare_store: Store) -> None:
    async with started(bare_store) as app, streaming(app, last="garbage") as answer:
        await until(lambda: answer.is_whole, 60)
    (name, content), end = events(answer)
    assert (name, end) == ("next", ("complete", None))
    assert content["errors"][0]["extensions"]["code"] == "CHANGES_CURSOR"
    assert "Last-Event-ID" in content["errors"][0]["message"]


async def test_a_socket_goes_on_by_the_argument(started: Started, bare_store: Store) -> None:
    first = await write(bare_store, [badge("first")])
    number = await write(bare_store, [badge("a")])
    async with started(bare_store) as app, begun(app) as socket:
        await socket.subscribe("1", NEWS.replace("changed", f"changed(since: {first})"))
        message = await socket.next(60)
    assert message["payload"]["data"]["changed"] == {
        "dataVersion": number,
        "cursor": str(number),
        "changes": [{"subject": "badge:a"}],
    }
    assert message["payload"]["extensions"]["cursor"] == str(number)


async def test_what_is_written_through_a_mutation_is_told_at_once(started: Started, bare_store: Store) -> None:
    """By the look that the write asks for: the next one by itself would be an hour away."""
    await write(bare_store, [badge("first")])
    made = '{dataOrigin: SYNTHETIC, name: {hu: "a"}, threshold: 1, id: "badge:a"}'
    mutation = f"mutation {{ badgeCreate(input: {made}) {{ errors {{ code }} }} }}"
    key = {"Authorization": await key_to_write(bare_store)}
    async with started(bare_store) as app, streaming(app) as answer:
        await until(lambda: len(ids(answer)) == 1, 60)
        versions = app.state.service.versions
        versions._seconds = 3600.0
        versions.wake()
        await until(lambda: versions._next_look > time.monotonic() + 3000, 60)
        async with begun(app, key) as socket:
            await socket.subscribe("1", mutation)
            assert (await socket.next(60))["payload"]["data"] == {"badgeCreate": {"errors": []}}
        await until(lambda: subjects(answer) == ["badge:a"], 60)


async def test_events_are_paid_for_and_wait_for_the_rate(started: Started, bare_store: Store) -> None:
    """Twenty points a minute: one for the subscription, fifteen for the first event; the next one has to wait."""
    first = await write(bare_store, [badge("first")])
    await write(bare_store, [badge(f"a{number}") for number in range(15)])
    await write(bare_store, [badge(f"b{number}") for number in range(15)])
    async with started(bare_store, KALAKA_RATE="20") as app:
        async with streaming(app, NEWS.replace("changed", f"changed(since: {first})")) as answer:
            await until(lambda: len(subjects(answer)) == 15, 60)
            body = json.dumps({"query": "{ dataVersion }"}).encode()
            async with asking(app, body, headers=[(b"host", b"test"), (b"content-type", b"application/json")]) as one:
                await until(lambda: one.is_whole, 60)
        assert subjects(answer) == [f"badge:a{number}" for number in range(15)]
    assert one.status == 200
    left = dict(one.headers)[b"ratelimit"]
    assert b"r=3" in left


async def test_the_end_of_the_service_ends_a_follower_without_completing_it(
    started: Started, bare_store: Store
) -> None:
    await write(bare_store, [badge("first")])
    async with started(bare_store) as app, streaming(app) as answer:
        await until(lambda: len(ids(answer)) == 1, 60)
        app.ending.begin()
        await until(lambda: answer.is_whole, 60)
    assert [name for name, _ in events(answer)] == ["next"]


async def test_who_may_not_read_may_not_follow(started: Started) -> None:
    async with started(FakeStore(row=[None]), KALAKA_PUBLIC_SCOPES="analyse") as app, streaming(app) as answer:
        await until(lambda: answer.is_whole, 60)
    assert [content["errors"][0]["extensions"]["code"] for _, content in events(answer) if content] == ["SCOPE_MISSING"]

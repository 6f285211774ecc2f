"""Streams of events by the rules of graphql-sse, what is negotiated, and that no other page can change anything."""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from graph_service.app import Application
from tests.http.conftest import Client, Started
from tests.http.fakes import QUESTION, FakeStore, RawAnswer, asking
from tests.http.test_graphql import GRAPHQL_JSON, URQL
from tests.waiting import until

pytestmark = pytest.mark.anyio
EVENTS = "text/event-stream"
NEWS = "subscription { dataVersion }"


def streaming(app: Application, accept: str = EVENTS) -> AbstractAsyncContextManager[RawAnswer]:
    """The news as they come; on leaving, the client goes."""
    headers = [(b"host", b"test"), (b"content-type", b"application/json"), (b"accept", accept.encode())]
    return asking(app, json.dumps({"query": NEWS}).encode(), headers=headers)


async def told(answer: RawAnswer, count: int = 1) -> None:
    """Return once so many events have come."""
    await until(lambda: len(events(answer)) >= count)


def events(answer: RawAnswer) -> list[tuple[str, Any]]:
    """The events with their decoded data; comments are left out."""
    found = []
    for block in answer.body.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in block.splitlines())
        if fields.get("event"):
            found.append((fields["event"], json.loads(fields["data"]) if fields["data"] else None))
    return found


async def test_a_query_is_a_stream_of_one(client: Client) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept": EVENTS})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "no-transform" in answer.headers["cache-control"]
    (name, content), end = events(RawAnswer(body=answer.content))
    assert (name, content["data"]) == ("next", {"county": {"nuts3": "HU223", "population": 268_648}})
    assert end == ("complete", None)


async def test_a_browser_asks_by_get(client: Client) -> None:
    async with client() as http:
        answer = await http.get("/graphql", params={"query": QUESTION}, headers={"Accept": EVENTS})
    assert [name for name, _ in events(RawAnswer(body=answer.content))] == ["next", "complete"]


@pytest.mark.parametrize("document", ["{ nope }", "{", "subscription { nope }", "query A { a } query B { b }"])
async def test_errors_of_a_document_are_events(client: Client, document: str) -> None:
    """The page of an EventSource is told nothing of a refused request."""
    async with client() as http:
        answer = await http.post("/graphql", json={"query": document}, headers={"Accept": EVENTS})
    assert answer.status_code == 200
    (name, content), end = events(RawAnswer(body=answer.content))
    assert (name, end) == ("next", ("complete", None))
    assert content["errors"][0]["extensions"]["code"]
    assert "data" not in content


@pytest.mark.parametrize(("body", "status"), [(b"nonsense", 400), (b"{}", 400)])
async def test_what_is_no_request_is_refused_as_json(client: Client, body: bytes, status: int) -> None:
    headers = {"Accept": EVENTS, "Content-Type": "application/json"}
    async with client() as http:
        answer = await http.post("/graphql", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")


async def test_a_subscription_goes_on_until_the_client_leaves(started: Started, fake: FakeStore) -> None:
    async with started() as app:
        async with streaming(app) as answer:
            await told(answer)
            fake.row = [8]
            await told(answer, 2)
        await asyncio.sleep(1.1)
        before = fake.started
        await asyncio.sleep(1.1)
    assert [content["data"]["dataVersion"] for _, content in events(answer)] == [7, 8]
    assert [name for name, _ in events(answer)] == ["next", "next"]
    assert fake.started == before


async def test_a_quiet_stream_stays_alive_by_comments(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_service.web.streams._ALIVE_SECONDS", 0.1)
    async with started(FakeStore(row=[None])) as app, streaming(app) as answer:
        await until(lambda: answer.body.count(b":\n\n") >= 3)
    assert events(answer) == []


async def test_the_end_of_the_service_ends_a_stream_without_completing_it(started: Started) -> None:
    async with started() as app, streaming(app) as answer:
        await told(answer)
        app.ending.begin()
        await until(lambda: answer.is_whole)
    assert [name for name, _ in events(answer)] == ["next"]


async def test_streams_count_among_what_an_address_holds_open(started: Started) -> None:
    async with started(KALAKA_SOCKETS_PER_ADDRESS="1") as app:
        async with streaming(app) as first:
            await told(first)
            async with streaming(app) as second:
                await until(lambda: second.body)
        async with streaming(app) as third:
            await told(third)
    assert json.loads(second.body)["errors"][0]["extensions"]["code"] == "SOCKETS_EXCEEDED"
    assert (second.status, third.status) == (503, 200)


@pytest.mark.parametrize("accept", ["application/json", GRAPHQL_JSON, "*/*", None])
async def test_a_subscription_needs_a_stream(client: Client, accept: str | None) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": NEWS}, headers={"Accept": accept or ""})
    assert answer.status_code == 406
    assert answer.json()["errors"][0]["extensions"]["code"] == "SUBSCRIPTION_TRANSPORT"


async def test_a_subscription_takes_the_stream_that_a_query_would_not(started: Started) -> None:
    """urql names JSON first and streams later: where there is no JSON to be had, the stream fits."""
    async with started() as app, streaming(app, URQL) as answer:
        await told(answer)
    assert [name for name, _ in events(answer)] == ["next"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (f"{EVENTS}, application/json", EVENTS),
        (f"application/json;q=0.5, {EVENTS}", EVENTS),
        (f"application/json, {EVENTS}", "application/json"),
        (f"{EVENTS};q=0, */*", "application/json"),
        ("text/*", EVENTS),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        (f"image/png, {GRAPHQL_JSON};q=0.1", GRAPHQL_JSON),
        ("application/json;q=0, application/*", GRAPHQL_JSON),
    ],
)
async def test_quality_and_order_decide(client: Client, accept: str, media_type: str) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    "accept", ["image/png", "multipart/mixed", "application/json;q=0", "application/xml, text/html"]
)
async def test_nothing_that_fits(client: Client, fake: FakeStore, accept: str) -> None:
    async with client() as http:
        fake.started = 0
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"
    assert fake.started == 0


async def test_options_tells_what_may_be_sent(client: Client) -> None:
    async with client() as http:
        answer = await http.options("/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


async def test_get_changes_nothing_whatever_it_accepts(client: Client) -> None:
    async with client() as http:
        for accept in ("application/json", GRAPHQL_JSON, EVENTS):
            answer = await http.get("/graphql", params={"query": "mutation { a }"}, headers={"Accept": accept})
            assert answer.status_code == 405
            assert answer.json()["errors"][0]["extensions"]["code"] == "GET_ONLY_QUERIES"


async def test_a_page_may_send_what_clients_send(client: Client) -> None:
    asked = "authorization, content-type, x-request-id, apollo-require-preflight, apollographql-client-name"
    headers = {
        "Origin": "https://partner.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
    }
    async with client(KALAKA_CORS_ORIGINS="https://partner.example") as http:
        answer = await http.options("/graphql", headers=headers)
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert answer.status_code == 204
    assert set(asked.split(", ")) <= allowed
    assert "access-control-allow-credentials" not in answer.headers
    assert "set-cookie" not in answer.headers

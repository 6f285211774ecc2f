"""GraphQL over WebSockets: the protocol's messages and closing codes, the caps, and the checks of every request."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.http.conftest import Started
from tests.http.fakes import QUESTION, FakeStore
from tests.http.socket import begun, connected
from tests.waiting import until

pytestmark = pytest.mark.anyio
INIT = {"type": "connection_init"}
NEWS = "subscription { dataVersion }"
PARTNER = "https://partner.example"


async def test_a_query_is_answered_and_completed(started: Started) -> None:
    async with started() as app, begun(app) as socket:
        await socket.subscribe("1", QUESTION)
        answer, end = await socket.next(), await socket.next()
    assert (answer["id"], answer["type"]) == ("1", "next")
    assert answer["payload"]["data"] == {"county": {"nuts3": "HU223", "population": 268_648}}
    assert answer["payload"]["extensions"]["cost"]["price"] >= 1
    assert answer["payload"]["extensions"]["requestId"]
    assert end == {"id": "1", "type": "complete"}


async def test_a_subscription_tells_each_later_number_once(started: Started, fake: FakeStore) -> None:
    async with started() as app, begun(app) as socket:
        await socket.subscribe("a", NEWS)
        first = await socket.next()
        fake.row = [9]
        second = await socket.next()
        fake.row = [8]
        assert await socket.is_silent(1.3)
    assert [one["payload"]["data"]["dataVersion"] for one in (first, second)] == [7, 9]


async def test_the_database_is_asked_once_a_second_for_all_and_only_while_somebody_listens(
    started: Started, fake: FakeStore
) -> None:
    async with started() as app:
        async with begun(app) as socket:
            for number in range(5):
                await socket.subscribe(str(number), NEWS)
            for _ in range(5):
                assert (await socket.next())["payload"]["data"] == {"dataVersion": 7}
            before = fake.started
            await asyncio.sleep(2.2)
            assert 1 <= fake.started - before <= 3
        await asyncio.sleep(1.1)
        before = fake.started
        await asyncio.sleep(1.2)
        assert fake.started == before


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ nope }", "FIELD_UNKNOWN"),
        ("{", "PARSE"),
        ("subscription { nope }", "FIELD_UNKNOWN"),
        ("subscription { dataVersion again: dataVersion }", None),
        ("query A { dataVersion } query B { dataVersion }", "OPERATION_UNKNOWN"),
        ("", "QUERY_MISSING"),
        ("{ " + "a " * 3_000 + "}", "LIMIT_TOKENS"),
    ],
)
async def test_a_refused_document_is_one_error_and_the_socket_goes_on(
    started: Started, document: str, code: str | None
) -> None:
    async with started() as app, begun(app, headers=[(b"accept-language", b"hu")]) as socket:
        await socket.subscribe("1", document)
        refused = await socket.next()
        await socket.subscribe("1", QUESTION)  # the id is free again
        answer = await socket.next()
    assert (refused["id"], refused["type"]) == ("1", "error")
    assert all(error["message"] and error["extensions"]["code"] for error in refused["payload"])
    assert code is None or refused["payload"][0]["extensions"]["code"] == code
    assert answer["type"] == "next"


BAD_MESSAGES = {
    "no JSON": "nonsense",
    "a number": "1",
    "null": "null",
    "a list": "[]",
    "no type": "{}",
    "an unknown type": {"type": "start"},
    "a type of the server": {"type": "connection_ack"},
    "subscribe without an id": {"type": "subscribe", "payload": {"query": NEWS}},
    "subscribe with a number as id": {"type": "subscribe", "id": 1, "payload": {"query": NEWS}},
    "subscribe without a payload": {"type": "subscribe", "id": "1"},
    "subscribe without a query": {"type": "subscribe", "id": "1", "payload": {}},
    "subscribe with variables in a list": {
        "type": "subscribe",
        "id": "1",
        "payload": {"query": NEWS, "variables": []},
    },
    "complete without an id": {"type": "complete"},
    "a ping with a text": {"type": "ping", "payload": "x"},
    "a 10,000-digit number": '{"type": "ping", "payload": {"a": ' + "1" * 10_000 + "}}",
    "deep arrays": "[" * 20_000 + "]" * 20_000,
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
async def test_what_is_no_message_closes_the_socket(started: Started, name: str) -> None:
    async with started() as app, begun(app) as socket:
        await socket.send(BAD_MESSAGES[name])
        assert await socket.next() == ("closed", 4400, "Invalid message received")


async def test_a_binary_frame_closes_the_socket(started: Started) -> None:
    async with started() as app, begun(app) as socket:
        await socket.to_app.put({"type": "websocket.receive", "bytes": b"{}"})
        assert (await socket.next())[:2] == ("closed", 4400)


async def test_an_unknown_subprotocol(started: Started) -> None:
    async with started() as app:
        for offered in ((), ("graphql-ws",)):
            async with connected(app, protocols=offered) as socket:
                assert await socket.next() == ("closed", 4406, "Subprotocol not acceptable")


async def test_nobody_subscribes_before_the_acknowledgement(started: Started) -> None:
    async with started() as app, connected(app) as socket:
        await socket.subscribe("1", QUESTION)
        assert await socket.next() == ("closed", 4401, "Unauthorized")


async def test_connection_init_comes_within_its_seconds(started: Started) -> None:
    async with started(KALAKA_REQUEST_SECONDS="0.1") as app, connected(app) as socket:
        assert await socket.next() == ("closed", 4408, "Connection initialisation timeout")


async def test_connection_init_comes_once(started: Started) -> None:
    async with started() as app, begun(app) as socket:
        await socket.send(INIT)
        assert await socket.next() == ("closed", 4429, "Too many initialisation requests")


async def test_an_id_is_used_once_at_a_time(started: Started) -> None:
    async with started() as app, begun(app) as socket:
        await socket.subscribe("mine", NEWS)
        assert (await socket.next())["type"] == "next"
        await socket.subscribe("mine", QUESTION)
        assert await socket.next() == ("closed", 4409, "Subscriber for mine already exists")


async def test_complete_ends_a_subscription_and_frees_its_id(started: Started, fake: FakeStore) -> None:
    async with started() as app, begun(app) as socket:
        await socket.subscribe("1", NEWS)
        assert (await socket.next())["type"] == "next"
        await socket.send({"id": "1", "type": "complete"})
        await socket.send({"id": "never", "type": "complete"})
        fake.row = [8]
        assert await socket.is_silent(1.3)
        fake.row = [7, [["HU223", 1]]]
        await socket.subscribe("1", QUESTION)
        assert (await socket.next())["payload"]["data"]["county"] == {"nuts3": "HU223", "population": 1}


async def test_complete_cancels_a_query_that_runs(started: Started, fake: FakeStore) -> None:
    async with started() as app, begun(app) as socket:
        fake.seconds, fake.started, fake.finished = 60.0, 0, 0
        await socket.subscribe("1", QUESTION)
        await until(lambda: fake.started)
        await socket.send({"id": "1", "type": "complete"})
        await until(lambda: fake.cancelled)
        assert await socket.is_silent()
    assert (fake.started, fake.finished, fake.cancelled) == (1, 0, 1)


async def test_leaving_cancels_what_runs(started: Started, fake: FakeStore) -> None:
    async with started() as app:
        fake.seconds, fake.started, fake.finished = 60.0, 0, 0
        async with begun(app) as socket:
            await socket.subscribe("1", QUESTION)
            await until(lambda: fake.started)
        await until(lambda: fake.cancelled)
    assert (fake.started, fake.finished, fake.cancelled) == (1, 0, 1)


async def test_a_ping_is_answered_also_before_init(started: Started) -> None:
    async with started() as app, connected(app) as socket:
        await socket.send({"type": "ping", "payload": {"at": 1}})
        assert await socket.next() == {"type": "pong", "payload": {"at": 1}}
        await socket.send({"type": "pong"})
        await socket.send({"type": "ping"})
        assert await socket.next() == {"type": "pong"}


async def test_so_many_operations_are_open_at_once(started: Started) -> None:
    async with started(KALAKA_SUBSCRIPTIONS_PER_SOCKET="2") as app, begun(app) as socket:
        for id_ in "123":
            await socket.subscribe(id_, NEWS)
        messages = [await socket.next() for _ in range(3)]
    told = {message["id"]: message for message in messages}
    assert {told["1"]["type"], told["2"]["type"]} == {"next"}
    assert told["3"]["type"] == "error"
    assert told["3"]["payload"][0]["extensions"]["code"] == "TOO_MANY_OPERATIONS"


async def test_a_message_is_no_longer_than_a_body(started: Started) -> None:
    async with started(KALAKA_BODY_BYTES="1000") as app, begun(app) as socket:
        await socket.send(json.dumps({"type": "ping"}).ljust(1000))
        assert await socket.next() == {"type": "pong"}
        await socket.send(json.dumps({"type": "ping", "payload": {"é": "é" * 300}}, ensure_ascii=False))
        assert (await socket.next())["type"] == "pong"
        await socket.send(json.dumps({"type": "ping"}).ljust(1001))
        assert await socket.next() == ("closed", 1009, "Message too big")


@pytest.mark.parametrize("where", ["payload", "header"])
async def test_wrong_credentials_close_with_their_code(started: Started, where: str) -> None:
    key = "Bearer kalaka_nobody000000_" + "x" * 43
    headers = [(b"authorization", key.encode())] if where == "header" else []
    payload = {"Authorization": key} if where == "payload" else {}
    async with started(FakeStore(row=[None])) as app, connected(app, headers=headers) as socket:
        await socket.send({**INIT, "payload": payload})
        assert await socket.next() == ("closed", 4403, "Forbidden: KEY_UNKNOWN")


async def test_each_operation_spends_of_the_rate(started: Started) -> None:
    async with started(KALAKA_RATE="3") as app, begun(app) as socket:
        codes = []
        for number in range(5):
            await socket.subscribe(str(number), QUESTION)
            message = await socket.next()
            codes.append(message["payload"][0]["extensions"]["code"] if message["type"] == "error" else "ok")
            if message["type"] == "next":
                await socket.next()
    assert codes[0] == "ok"
    assert codes[-1] == "RATE_EXCEEDED"


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"https://test.evil"])
async def test_no_other_page_opens_a_socket(started: Started, origin: bytes) -> None:
    async with started(KALAKA_CORS_ORIGINS=PARTNER) as app, connected(app, headers=[(b"origin", origin)]) as socket:
        assert socket.accepted is None
        assert socket.refused is not None
        assert socket.refused["status"] == 403
        assert (b"x-content-type-options", b"nosniff") in socket.refused["headers"]


@pytest.mark.parametrize("origin", [b"http://test", b"https://TEST", PARTNER.encode()])
async def test_pages_of_ours_and_of_partners_open_sockets(started: Started, origin: bytes) -> None:
    async with started(KALAKA_CORS_ORIGINS=PARTNER) as app, begun(app, headers=[(b"origin", origin)]) as socket:
        assert socket.accepted is not None
        names = {name for name, _ in socket.accepted["headers"]}
        assert {b"content-security-policy", b"x-content-type-options", b"x-request-id"} <= names
        assert b"set-cookie" not in names


async def test_the_end_of_the_service_closes_sockets_and_completes_nothing(started: Started) -> None:
    """A client of graphql-ws connects again after 1001, and asks the next process what was not completed."""
    async with started() as app, begun(app) as socket:
        await socket.subscribe("1", NEWS)
        assert (await socket.next())["type"] == "next"
        app.ending.begin()
        assert await socket.next() == ("closed", 1001, "")


async def test_credentials_are_checked_again(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph_service.errors import AccessError
    from graph_service.web.identify import Identify

    found = Identify.caller

    async with started(KALAKA_CREDENTIAL_SECONDS="1") as app, begun(app) as socket:
        await socket.subscribe("1", NEWS)
        assert (await socket.next())["type"] == "next"

        async def revoked(self: Identify, *given: object, spends: bool) -> object:
            if not spends:
                raise AccessError("KEY_REVOKED")
            return await found(self, *given, spends=spends)  # type: ignore[arg-type]

        monkeypatch.setattr(Identify, "caller", revoked)
        assert await socket.next() == ("closed", 4403, "Forbidden: KEY_REVOKED")

"""Requests that no honest client sends: each is refused in words, none with 500, and the store never hears of it."""

from __future__ import annotations

import asyncio
import gzip
import json

import pytest

from tests.http.conftest import Client, Started
from tests.http.fakes import QUESTION, FakeStore, RawAnswer, asking, raw_request
from tests.waiting import until

pytestmark = pytest.mark.anyio
GOOD = json.dumps({"query": QUESTION}).encode()

BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "BODY_MALFORMED"),
    "a number": (b"1", "BODY_SHAPE"),
    "a string": (b'"query"', "BODY_SHAPE"),
    "a boolean": (b"true", "BODY_SHAPE"),
    "null": (b"null", "BODY_SHAPE"),
    "a list": (b"[]", "BODY_SHAPE"),
    "a batch": (b"[" + GOOD + b"]", "BODY_SHAPE"),
    "not JSON": (b"{query}", "BODY_MALFORMED"),
    "half an object": (GOOD[:-1], "BODY_MALFORMED"),
    "invalid UTF-8": (b'{"query": "\xff"}', "BODY_MALFORMED"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "BODY_MALFORMED"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, "BODY_MALFORMED"),
    "half a surrogate": (b'{"query": "\\ud800"}', "BODY_MALFORMED"),
    "deep arrays": (b"[" * 20_000 + b"]" * 20_000, "BODY_MALFORMED"),
    "deep objects": (b'{"a":' * 9_000 + b"1" + b"}" * 9_000, "BODY_MALFORMED"),
    "a 10,000-digit integer": (b'{"query": ' + b"1" * 10_000 + b"}", "BODY_MALFORMED"),
    "NaN": (b'{"query": NaN}', "BODY_MALFORMED"),
    "gzip": (gzip.compress(GOOD), "BODY_MALFORMED"),
    "no query": (b"{}", "QUERY_MISSING"),
    "an empty query": (b'{"query": ""}', "QUERY_MISSING"),
    "a query that is a number": (b'{"query": 1}', "BODY_FIELD"),
    "variables that are a list": (b'{"query": "{ dataVersion }", "variables": []}', "BODY_FIELD"),
    "variables that are text": (b'{"query": "{ dataVersion }", "variables": "{}"}', "BODY_FIELD"),
    "an operation name that is a list": (b'{"query": "{ dataVersion }", "operationName": []}', "BODY_FIELD"),
    "deep variables": (
        b'{"query": "{ dataVersion }", "variables": {"a":' + b"[" * 100 + b"]" * 100 + b"}}",
        "BODY_DEPTH",
    ),
}


@pytest.mark.parametrize("name", BODIES)
async def test_bodies_that_are_no_request(client: Client, fake: FakeStore, name: str) -> None:
    body, code = BODIES[name]
    async with client() as http:
        before = fake.started
        answer = await http.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == code
    assert answer.json()["extensions"]["requestId"]
    assert fake.started == before


async def test_a_compressed_body_that_says_so(client: Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    async with client() as http:
        answer = await http.post("/graphql", content=gzip.compress(GOOD), headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "CONTENT_ENCODING"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/jsonx",
        "application/json; charset=utf-16",
    ],
)
async def test_other_content_types(client: Client, content_type: str) -> None:
    """A form could be sent by any page without asking first."""
    async with client() as http:
        answer = await http.post("/graphql", content=GOOD, headers={"Content-Type": content_type})
    assert answer.status_code == 415
    assert answer.json()["errors"][0]["extensions"]["code"] == "CONTENT_TYPE"


@pytest.mark.parametrize(
    "content_type", ["application/json", "APPLICATION/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
async def test_content_types_that_are_json(client: Client, content_type: str) -> None:
    async with client() as http:
        answer = await http.post("/graphql", content=GOOD, headers={"Content-Type": content_type})
    assert answer.status_code == 200


async def test_body_of_the_longest_length_and_one_byte_more(client: Client) -> None:
    headers = {"Content-Type": "application/json"}
    async with client(KALAKA_BODY_BYTES="1000") as http:
        fits = await http.post("/graphql", content=GOOD.ljust(1000), headers=headers)
        too_long = await http.post("/graphql", content=GOOD.ljust(1001), headers=headers)
    assert fits.status_code == 200
    assert too_long.status_code == 413
    assert too_long.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_body_in_pieces_is_put_together(started: Started) -> None:
    async with started() as app:
        answer = await raw_request(app, [GOOD[:10], GOOD[10:20], GOOD[20:]])
    assert answer.status == 200
    assert json.loads(answer.body)["data"]["county"]["nuts3"] == "HU223"


async def test_a_body_that_never_ends_is_given_up(started: Started) -> None:
    async with started(KALAKA_REQUEST_SECONDS="0.1") as app:
        answer = await raw_request(app, [GOOD[:10], 5.0, GOOD[10:]])
    assert answer.status == 408
    assert json.loads(answer.body)["errors"][0]["extensions"]["code"] == "BODY_SLOW"


@pytest.mark.parametrize("hosts", [[], [(b"host", b"a"), (b"host", b"b")]])
async def test_exactly_one_host_header(started: Started, hosts: list[tuple[bytes, bytes]]) -> None:
    async with started() as app:
        answer = await raw_request(app, [GOOD], headers=[*hosts, (b"content-type", b"application/json")])
    assert answer.status == 400
    assert json.loads(answer.body)["errors"][0]["extensions"]["code"] == "HOST_MISSING"


async def test_work_for_a_client_that_left_is_cancelled(started: Started, fake: FakeStore) -> None:
    async with started() as app:
        fake.seconds, fake.started, fake.finished = 60.0, 0, 0
        async with asking(app, GOOD) as answer:
            await until(lambda: fake.started)
    assert (fake.started, fake.finished, fake.cancelled) == (1, 0, 1)
    assert answer.status == 0


async def test_leaving_before_the_body_is_complete(started: Started, fake: FakeStore) -> None:
    async with started() as app:
        fake.started = 0
        answer, unfinished = RawAnswer(), RawAnswer()
        answer.leaves.set()
        unfinished.leaves.set()
        await raw_request(app, [GOOD[:5], b""], answer=answer)
        await raw_request(app, [], answer=unfinished)
    assert answer.status == 400
    assert unfinished.status == 0
    assert fake.started == 0


async def test_a_cancelled_server_cancels_the_request(started: Started, fake: FakeStore) -> None:
    async with started() as app:
        fake.seconds, fake.started = 60.0, 0
        task = asyncio.ensure_future(raw_request(app, [GOOD]))
        await until(lambda: fake.started)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


BAD_DOCUMENTS = {
    "malformed": ("{", "PARSE"),
    "unknown field": ("{ nope }", "FIELD_UNKNOWN"),
    "page of 0": ("{ counties(first: 0) { totalCount nodes { nuts3 } } }", "PAGE_SIZE"),
    "page of 101": ("{ counties(first: 101) { nodes { nuts3 } } }", "PAGE_SIZE"),
    "first with last": ("{ counties(first: 1, last: 1) { nodes { nuts3 } } }", "PAGE_DIRECTION"),
    "malformed cursor": ('{ counties(after: "x") { nodes { nuts3 } } }', "CURSOR_MALFORMED"),
    "search without a text": ("{ search { totalCount } }", "ARGUMENT_MISSING"),
    "search for null": ("{ search(text: null) { totalCount } }", "VALUE_TYPE"),
    "search for too long a text": (f'{{ search(text: "{"a" * 201}") {{ totalCount }} }}', "STRING_LENGTH"),
    "search for nine words": ('{ search(text: "a b c d e f g h i") { totalCount } }', "SEARCH_WORDS"),
    "search for an unknown type": ('{ search(text: "a", types: [MENTOR]) { totalCount } }', "VALUE_TYPE"),
    "search with a cursor of a list": (
        '{ search(text: "a", after: "WyIwMDAwMDAwMCIsIkFTIl0") { totalCount nodes { id } } }',
        "CURSOR_ORDER",
    ),
    "search with a page of 0": ('{ search(text: "a", first: 0) { totalCount } }', "PAGE_SIZE"),
    "deep braces": ("{a" * 900 + "}" * 900, "PARSE_DEPTH"),
    "many tokens": ("{ " + "a " * 3000 + "}", "LIMIT_TOKENS"),
}


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
async def test_documents_that_cannot_be_answered(client: Client, fake: FakeStore, name: str) -> None:
    document, code = BAD_DOCUMENTS[name]
    async with client() as http:
        fake.started = 0
        answer = await http.post("/graphql", json={"query": document})
    assert answer.status_code == 200
    found = answer.json()["errors"][0]
    assert found["extensions"]["code"] != "INTERNAL"
    assert code is None or found["extensions"]["code"] == code
    assert "data" not in answer.json()
    assert fake.started == 0


async def test_a_wrong_variable_is_named_and_not_echoed(client: Client, fake: FakeStore) -> None:
    question = "query($n: Int) { counties(first: $n) { nodes { nuts3 } } }"
    async with client() as http:
        fake.started = 0
        answer = await http.post("/graphql", json={"query": question, "variables": {"n": "hunter2"}})
    [error] = answer.json()["errors"]
    assert "$n" in error["message"] or "`n`" in error["message"]
    assert "hunter2" not in answer.text
    assert fake.started == 0

"""Who asks over HTTP, and what is left of the rate: answers, headers and statuses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

import graph_service.access.buckets
from graph_service.access.buckets import Buckets
from graph_service.access.keys import new_key_text
from graph_service.errors import StoreError
from tests.access.keeping import KeyStore
from tests.http.conftest import Client
from tests.http.fakes import QUESTION

pytestmark = pytest.mark.anyio
REFUSED = "{ nothing }"
EXPLAINED = {"query": QUESTION, "extensions": {"explain": True}}


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands, so that what headers say of the rate depends on the requests alone."""
    alone = Buckets.alone

    def pinned(*arguments: Any) -> Buckets:
        buckets = alone(*arguments)
        buckets.clock = lambda: 1_000.0
        return buckets

    monkeypatch.setattr(graph_service.access.buckets.Buckets, "alone", pinned)


async def ask(http: httpx.AsyncClient, query: str = QUESTION, **headers: str) -> httpx.Response:
    return await http.post("/graphql", json={"query": query}, headers={"Accept-Language": "en", **headers})


def code(answer: httpx.Response) -> str | None:
    """The code of the first error, if there is one."""
    errors = answer.json().get("errors")
    return errors[0]["extensions"]["code"] if errors else None


def told(answer: httpx.Response) -> tuple[bytes, dict[str, str]]:
    """Body and headers without the request's id."""
    own = answer.headers["x-request-id"]
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.content.replace(own.encode(), b"id"), headers


async def test_no_credentials_are_everybody_and_a_key_may_more(client: Client) -> None:
    store = KeyStore()
    text = store.add("admin")
    async with client(store) as http:
        assert code(await http.post("/graphql", json=EXPLAINED)) == "EXPLAIN_DENIED"
        answer = await http.post("/graphql", json=EXPLAINED, headers={"Authorization": f"Bearer {text.reveal()}"})
        assert "plan" in answer.json()["extensions"]["explain"]
        assert (await ask(http, Authorization=f"bearer  {text.reveal()}")).status_code == 200
    assert store.looks == [text.id]


async def test_an_unknown_id_and_a_wrong_secret_get_the_same_bytes(client: Client) -> None:
    store = KeyStore()
    text = store.add("admin")
    wrong, nobody = replace(new_key_text(), id=text.id), new_key_text()
    answers = []
    for attempt in (wrong, nobody):
        async with client(store) as http:
            answers.append([await ask(http, Authorization=f"Bearer {attempt.reveal()}") for _ in range(2)])
    for one, other in zip(*answers, strict=True):
        assert told(one) == told(other)
        assert (one.status_code, one.headers["www-authenticate"], code(one)) == (401, "Bearer", "KEY_UNKNOWN")


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("", "AUTHORIZATION_INVALID"),
        ("Bearer", "AUTHORIZATION_INVALID"),
        ("Bearer ", "AUTHORIZATION_INVALID"),
        ("Bearer a b", "AUTHORIZATION_INVALID"),
        ("Basic YTpi", "AUTHORIZATION_INVALID"),
        ("kalaka_aaaaaaaaaaaa_" + "a" * 43, "AUTHORIZATION_INVALID"),
        ("Bearer " + "a" * 9_000, "AUTHORIZATION_INVALID"),
        ("Bearer kalaka_short", "KEY_UNKNOWN"),
        ("Bearer eyJhbGciOiJub25lIn0.e30.", "KEY_UNKNOWN"),
    ],
)
async def test_what_is_no_key_is_refused_without_a_look(client: Client, authorization: str, expected: str) -> None:
    store = KeyStore()
    async with client(store) as http:
        answer = await ask(http, Authorization=authorization)
    assert (answer.status_code, code(answer)) == (401, expected)
    assert answer.headers["www-authenticate"] == "Bearer"
    assert (store.looks, store.started) == ([], 0)
    assert "data" not in answer.json()


async def test_two_authorizations_are_refused_even_where_one_is_good(client: Client) -> None:
    store = KeyStore()
    good = ("Authorization", f"Bearer {store.add('admin').reveal()}")
    async with client(store) as http:
        for headers in ([good, good], [good, ("Authorization", "Basic x")]):
            answer = await http.post("/graphql", json={"query": QUESTION}, headers=headers)
            assert (answer.status_code, code(answer)) == (401, "AUTHORIZATION_INVALID")
    assert store.looks == []


async def test_revoked_and_expired_keys_are_refused(client: Client) -> None:
    store = KeyStore()
    revoked, expired = store.add(), store.add()
    store.change(revoked, revoked_at=datetime.now(UTC))
    store.change(expired, expires_at=datetime.now(UTC))
    async with client(store) as http:
        for text, expected in ((revoked, "KEY_REVOKED"), (expired, "KEY_EXPIRED")):
            answer = await ask(http, Authorization=f"Bearer {text.reveal()}")
            assert (answer.status_code, code(answer)) == (401, expected)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://example.org", 200),
        ("https://example.org.evil.net", 403),
        ("http://example.org", 403),
        ("https://example.org:8443", 403),
        ("null", 403),
        (None, 403),
    ],
)
async def test_a_key_of_a_page_works_on_that_page_only(client: Client, origin: str | None, status: int) -> None:
    store = KeyStore()
    text = store.add("read:people", origins=["https://example.org"])
    async with client(store) as http:
        headers = {"Origin": origin} if origin else {}
        answer = await ask(http, Authorization=f"Bearer {text.reveal()}", **headers)
    assert answer.status_code == status
    assert code(answer) == (None if status == 200 else "KEY_ORIGIN")


async def test_a_key_in_the_query_string_is_not_looked_at(client: Client) -> None:
    store = KeyStore()
    text = store.add("admin").reveal()
    async with client(store) as http:
        names = ("key", "access_token", "authorization", "api_key")
        parameters = {"query": QUESTION, "extensions": '{"explain": true}', **dict.fromkeys(names, text)}
        assert code(await http.get("/graphql", params=parameters)) == "EXPLAIN_DENIED"
    assert store.looks == []


async def test_a_database_that_is_down_is_503_and_costs_nothing(client: Client) -> None:
    store = KeyStore(trouble=StoreError("STORE_UNAVAILABLE"))
    text = store.add("admin")
    async with client(store, KALAKA_RATE="20") as http:
        for _ in range(5):
            answer = await ask(http, Authorization=f"Bearer {text.reveal()}")
            assert (answer.status_code, code(answer)) == (503, "STORE_UNAVAILABLE")
            assert "www-authenticate" not in answer.headers
        store.trouble = StoreError("STORE_REFUSED", status="Neo.ClientError.Secret")
        answer = await ask(http, Authorization=f"Bearer {text.reveal()}")
        assert (answer.status_code, code(answer)) == (503, "STORE_UNAVAILABLE")


async def test_keys_that_are_tried_end_the_rate_of_the_address_but_not_of_keys_and_others(client: Client) -> None:
    store = KeyStore()
    text = store.add("admin")
    async with client(store, KALAKA_RATE="50") as http:
        await ask(http, Authorization=f"Bearer {text.reveal()}")
        tried = [await ask(http, Authorization=f"Bearer {new_key_text().reveal()}") for _ in range(20)]
        assert [answer.status_code for answer in tried] == [401] * 5 + [429] * 15
        assert tried[-1].headers["ratelimit"].startswith('"credentials";r=0;')
        assert (await ask(http, Authorization=f"Bearer {text.reveal()}")).status_code == 200
        assert (await ask(http)).status_code == 200
    assert len(store.looks) == 6, "the refused ones ask no database"


async def test_many_who_use_a_good_key_at_once_are_let_in_though_it_is_looked_for(client: Client) -> None:
    store = KeyStore(look_seconds=0.05)
    text = store.add("admin")
    async with client(store, KALAKA_RATE="30") as http:
        answers = await asyncio.gather(*(ask(http, Authorization=f"Bearer {text.reveal()}") for _ in range(12)))
        assert [answer.status_code for answer in answers] == [200] * 12
        assert len(store.looks) == 1
        wrong = replace(new_key_text(), id=new_key_text().id)
        answers = await asyncio.gather(*(ask(http, Authorization=f"Bearer {wrong.reveal()}") for _ in range(6)))
        assert [answer.status_code for answer in answers] == [401] * 6
        assert len(store.looks) == 2
        assert (await ask(http, Authorization=f"Bearer {new_key_text().reveal()}")).status_code == 429


async def test_every_answer_tells_what_is_left(client: Client) -> None:
    store = KeyStore()
    text = store.add("admin", rate=500)
    async with client(store, KALAKA_RATE="100") as http:
        answers = [
            await ask(http),
            await ask(http),
            await ask(http, REFUSED),
            await ask(http, REFUSED, Accept="application/graphql-response+json"),
            await http.post("/graphql", content=b"{", headers={"Content-Type": "application/json"}),
            await http.put("/graphql"),
            await ask(http, Authorization=f"Bearer {text.reveal()}"),
        ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 400, 400, 405, 200]
    assert [answer.headers["ratelimit"] for answer in answers[:6]] == [
        f'"public";r={left};t=65' for left in (99, 98, 88, 78, 68, 58)
    ]
    assert {answer.headers["ratelimit-policy"] for answer in answers[:6]} == {'"public";q=100;w=60'}
    assert answers[6].headers["ratelimit-policy"] == '"key";q=500;w=60'
    assert answers[6].headers["ratelimit"] == '"key";r=499;t=65'


@pytest.mark.parametrize("times", [1, 2])
async def test_the_price_is_charged_once_on_either_way(client: Client, times: int) -> None:
    """The first time the long way answers, the second time the short one."""
    async with client() as http:
        query = '{ counties(first: 20) { nodes { nuts3 } } county(nuts3: "HU223") { nuts3 } }'
        answers = [await ask(http, query) for _ in range(times)]
    price = answers[0].json()["extensions"]["cost"]["price"]
    assert price > 20
    assert [answer.headers["ratelimit"] for answer in answers] == [
        f'"public";r={60_000 - price * (number + 1)};t=65' for number in range(times)
    ]


async def test_a_price_that_is_not_left_is_429_before_the_database(client: Client) -> None:
    store = KeyStore()
    async with client(store, KALAKA_RATE="50") as http:
        query = "{ counties(first: 40) { nodes { nuts3 } } }"
        await ask(http, query)
        asked = store.started
        for accept in ("application/json", "application/graphql-response+json"):
            answer = await ask(http, query, Accept=accept)
            assert (answer.status_code, code(answer)) == (429, "RATE_EXCEEDED")
            assert answer.headers["retry-after"] == "65"
            assert answer.json()["errors"][0]["extensions"]["retryAfter"] == 65
        assert code(await ask(http, "{ counties(first: 60) { nodes { nuts3 } } }")) == "PRICE_ABOVE_RATE"
    assert store.started == asked


async def test_broken_requests_end_in_429_before_anything_is_parsed(client: Client) -> None:
    async with client(KALAKA_RATE="50") as http:
        statuses = [(await http.post("/graphql", content=b"{}")).status_code for _ in range(8)]
        assert statuses == [415] * 5 + [429] * 3
        answer = await ask(http, "{")
        assert (answer.status_code, code(answer)) == (429, "RATE_EXCEEDED")
        assert answer.headers["retry-after"] == "65"
        assert "nuts3" not in answer.text


async def test_the_start_page_is_charged_to_the_address(client: Client) -> None:
    async with client(KALAKA_RATE="20") as http:
        answer = await http.get("/")
        assert code(answer) == "PRICE_ABOVE_RATE"


async def test_where_reading_needs_a_key_the_start_page_shows_no_data(client: Client) -> None:
    store = KeyStore()
    text = store.add("read")
    async with client(store, KALAKA_PUBLIC_SCOPES="analyse") as http:
        page = await http.get("/")
        assert page.status_code == 403
        assert "`read`" in page.text
        assert code(await ask(http)) == "SCOPE_MISSING"
        assert store.started == 0
        assert code(await ask(http, Authorization=f"Bearer {text.reveal()}")) is None


async def test_pages_of_other_origins_may_read_the_headers(client: Client) -> None:
    async with client(KALAKA_CORS_ORIGINS="https://example.org") as http:
        answer = await ask(http, Origin="https://example.org")
        exposed = answer.headers["access-control-expose-headers"]
        assert {"RateLimit", "RateLimit-Policy"} <= set(exposed.split(", "))
        assert "set-cookie" not in answer.headers


async def test_metrics_are_for_keys_of_administrators(client: Client) -> None:
    store = KeyStore()
    admin, other = store.add("admin"), store.add("read:people")
    async with client(store) as http:
        statuses = [
            (await http.get("/metrics", headers=headers)).status_code
            for headers in (
                {},
                {"Authorization": f"Bearer {other.reveal()}"},
                {"Authorization": f"Bearer {new_key_text().reveal()}"},
                {"Authorization": f"Bearer {admin.reveal()}"},
            )
        ]
    assert statuses == [401, 403, 401, 200]


async def test_no_log_line_and_no_answer_holds_a_secret(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    store = KeyStore()
    good, bad = store.add("admin"), new_key_text()
    with caplog.at_level(logging.DEBUG):
        async with client(store) as http:
            answers = [await ask(http, Authorization=f"Bearer {text.reveal()}") for text in (good, bad)]
            store.trouble = StoreError("STORE_TIMEOUT", seconds=1)
            answers.append(await ask(http, Authorization=f"Bearer {new_key_text().reveal()}"))
    lines = [f"{record.getMessage()} {getattr(record, 'fields', '')} {record.exc_text}" for record in caplog.records]
    assert any(good.id in line for line in lines), "the log names the key by its public id"
    for text in (good, bad):
        assert not any(text.secret in line for line in lines)
        assert not any(text.secret in answer.text for answer in answers)


@pytest.mark.parametrize(
    ("forwarded", "other"),
    [("203.0.113.9", "203.0.113.10"), ("2001:db8:1:1::9", "2001:db8:1:2::9")],
)
async def test_behind_a_trusted_proxy_each_client_has_a_rate(client: Client, forwarded: str, other: str) -> None:
    left: Callable[[httpx.Response], str] = lambda answer: answer.headers["ratelimit"]  # noqa: E731  # one word
    async with client(KALAKA_TRUSTED_PROXIES="127.0.0.0/8") as http:
        first = [left(await ask(http, **{"X-Forwarded-For": f"198.51.100.1, {forwarded}"})) for _ in range(2)]
        assert first == ['"public";r=59999;t=65', '"public";r=59998;t=65']
        assert left(await ask(http, **{"X-Forwarded-For": other})) == '"public";r=59999;t=65'
    async with client() as http:
        for number, address in enumerate((forwarded, other)):
            assert left(await ask(http, **{"X-Forwarded-For": address})) == f'"public";r={59_999 - number};t=65'

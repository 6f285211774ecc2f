"""Headers of every answer: security, CORS for exact origins, request ids; and what is missing is said."""

from __future__ import annotations

import re

import pytest

from graph_service.errors import StoreError
from graph_service.store.store import Store
from graph_service.web.language import preferred_language
from tests.http.conftest import Client
from tests.http.fakes import QUESTION, FakeStore
from tests.waiting import until

pytestmark = pytest.mark.anyio
PARTNER = "https://partner.example"


@pytest.mark.parametrize("path", ["/", "/query", "/graphql", "/health", "/ready", "/static/kalaka.css", "/nothing"])
async def test_every_answer_has_the_security_headers(client: Client, path: str) -> None:
    async with client() as http:
        answer = await http.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert "set-cookie" not in answer.headers


async def test_a_request_id_that_could_forge_a_log_is_replaced(client: Client) -> None:
    async with client() as http:
        answer = await http.get("/health", headers={"X-Request-Id": 'a"b, c'})
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])


async def test_a_named_origin_may_ask_without_credentials(client: Client) -> None:
    async with client(KALAKA_CORS_ORIGINS=PARTNER) as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Origin": PARTNER})
    assert answer.headers["access-control-allow-origin"] == PARTNER
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" in answer.headers.get_list("vary", split_commas=True)


@pytest.mark.parametrize("origin", ["https://partner.example.evil", "http://partner.example", "null", "*", None])
async def test_no_other_origin_may(client: Client, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with client(KALAKA_CORS_ORIGINS=PARTNER) as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers=headers)
    assert "access-control-allow-origin" not in answer.headers
    assert "Origin" in answer.headers.get_list("vary", split_commas=True)


@pytest.mark.parametrize(("origin", "status"), [(PARTNER, 204), ("https://other.example", 403)])
async def test_preflight(client: Client, origin: str, status: int) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    async with client(KALAKA_CORS_ORIGINS=PARTNER) as http:
        answer = await http.options("/graphql", headers=headers)
    assert answer.status_code == status
    assert ("access-control-allow-origin" in answer.headers) is (status == 204)
    if status == 204:
        assert "Content-Type" in answer.headers["access-control-allow-headers"]


async def test_an_unknown_address_is_named(client: Client) -> None:
    async with client() as http:
        answer = await http.get("/nothing/<b>", headers={"Accept-Language": "hu"})
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "ADDRESS_UNKNOWN"
    assert answer.headers["content-type"] == "application/json"


async def test_static_files_stay_in_their_folder(client: Client) -> None:
    async with client() as http:
        answers = [await http.get(f"/static/{name}") for name in ("..%2ftexts.py", "%2e%2e/texts.py", "none.css")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


async def test_health_asks_no_database(client: Client, fake: FakeStore) -> None:
    async with client(FakeStore(error=StoreError("STORE_UNAVAILABLE"))) as http:
        answer = await http.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "alive")


async def test_ready_with_data(client: Client) -> None:
    async with client(FakeStore(row=[3])) as http:
        answer = await http.get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.headers["cache-control"] == "no-store"


async def test_not_ready_says_what_is_missing(client: Client) -> None:
    async with client(FakeStore(row=[None])) as http:
        empty = await http.get("/ready", headers={"Accept-Language": "hu"})
    async with client(FakeStore(error=StoreError("STORE_UNAVAILABLE"))) as http:
        down = await http.get("/ready")
    assert (empty.status_code, down.status_code) == (503, 503)
    assert empty.json()["missing"] == [{"code": "GRAPH_EMPTY", "message": "A gráf üres. Futtassa: kalaka seed."}]
    assert down.json()["missing"][0]["code"] == "STORE_UNAVAILABLE"


async def test_an_empty_graph_is_ready_where_it_was_asked_for(client: Client) -> None:
    async with client(FakeStore(row=[None]), KALAKA_SEED="none") as http:
        answer = await http.get("/ready")
    assert answer.status_code == 200


async def test_ready_on_a_real_store(client: Client, store: Store) -> None:
    async with client(store) as http:

        async def is_ready() -> bool:
            return (await http.get("/ready")).json()["status"] == "ready"

        await until(is_ready)  # a busy database may be late for a moment


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("hu", "hu"),
        ("hu-HU,hu;q=0.9,en;q=0.8", "hu"),
        ("en-US,en;q=0.9,hu;q=0.8", "en"),
        ("de, hu;q=0.8, en;q=0.7", "hu"),
        ("de", "en"),
        ("*", "en"),
        ("hu;q=0", "en"),
        ("hu;q=abc, en;q=0.1", "en"),
        ("hu;q=9", "en"),
        ("," * 10_000, "en"),
    ],
)
def test_preferred_language(header: str, language: str) -> None:
    assert preferred_language(header) == language

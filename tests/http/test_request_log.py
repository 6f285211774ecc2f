"""One line of the log a request, whatever came of it: short, without values, and counted once."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from graph_service.access.viewer import Viewer
from graph_service.errors import StoreError
from graph_service.observability import JsonLines
from graph_service.web.metrics import MetricsPage
from tests.http.conftest import Client, Started
from tests.http.fakes import QUESTION, FakeStore, asking, raw_request
from tests.waiting import until

pytestmark = pytest.mark.anyio
SECRET = "Bőrdíszműves Ödön"


class Lines(logging.Handler):
    """Keeps the lines of requests as they would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(JsonLines().format(record))

    @property
    def last(self) -> dict[str, Any]:
        """The last line, decoded."""
        line = json.loads(self.texts[-1])
        assert isinstance(line, dict)
        return line


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What is logged of requests during a test."""
    handler, log = Lines(), logging.getLogger("graph_service.request")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)
    log.setLevel(before)


async def test_every_request_has_one_line_pages_and_refusals_too(client: Client, lines: Lines) -> None:
    async with client() as http:
        for path in ("/health", "/metrics", "/nowhere", "/static/none.css", "/graphql/schema"):
            await http.get(path)
        await http.put("/graphql")
        await http.post("/graphql", json={"query": QUESTION})
        await http.options("/graphql", headers={"Origin": "https://a", "Access-Control-Request-Method": "POST"})
    told = [json.loads(text) for text in lines.texts]
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("GET", "/health", 200),
        ("GET", "/metrics", 401),
        ("GET", "other", 404),
        ("GET", "/static", 404),
        ("GET", "/graphql/schema", 200),
        ("PUT", "/graphql", 405),
        ("POST", "/graphql", 200),
        ("OPTIONS", "/graphql", 403),
    ]
    assert [line["outcome"] for line in told[1:4]] == ["SCOPE_MISSING", "ADDRESS_UNKNOWN", "ADDRESS_UNKNOWN"]


async def test_a_line_tells_what_an_operation_cost_and_which_caches_knew_it(client: Client, lines: Lines) -> None:
    async with client() as http:
        for _ in range(2):
            await http.post("/graphql", json={"query": 'query Two { county(nuts3: "HU223") { nuts3 population } }'})
    first, second = (json.loads(text) for text in lines.texts)
    assert (first["operation"], first["roots"], first["statements"]) == ("Two", ["county"], 1)
    assert first["price"] >= 1
    assert first["bytes"] > 50
    assert (first["documentKept"], first["planKept"]) == (False, False)
    assert (second["documentKept"], second["planKept"]) == (True, True)
    assert {"database", "complete", "encode"} <= set(second["ms"])


async def test_no_line_holds_a_value_a_document_a_path_or_an_address(client: Client, lines: Lines) -> None:
    query = f'query Named($a: String!) {{ county(nuts3: $a) {{ nuts3 }} settlement(id: "{SECRET}") {{ id }} }}'
    async with client() as http:
        await http.post("/graphql", json={"query": query, "variables": {"a": SECRET}, "operationName": "Named"})
        await http.post("/graphql", json={"query": QUESTION, "operationName": f"{SECRET}\u202e"})
        await http.get(f"/private/{SECRET}", params={"secret": SECRET})
        await http.get("/graphql", headers={"Authorization": "Bearer klk_topsecrettoken", "Cookie": "a=topsecret"})
    said = "\n".join(lines.texts)
    assert len(lines.texts) == 4
    for word in ("Bőrdíszműves", "private", "topsecret", "127.0.0.1", "settlement(", "testclient"):
        assert word not in said


HOSTILE = (
    {"query": "{ " + "a" * 60_000 + " }"},
    {"query": "query " + "Q" * 50_000 + " { __typename }"},
    {"query": "{ " + " ".join(f"{'x' * 90}{number}: __typename" for number in range(29)) + " }"},
    {"query": QUESTION, "operationName": "\x00\x1b[31m\u2028" * 9_000},
    {"query": QUESTION, "variables": {"\u0085" * 900: "\x7f" * 9_000}},
    {"query": "\x07" * 900},
)


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: str(body["query"])[:12].encode("unicode_escape").decode())
async def test_a_line_is_short_and_plain_whatever_was_sent(client: Client, lines: Lines, body: Any) -> None:
    async with client() as http:
        await http.post("/graphql", json=body, headers={"X-Request-Id": "9" * 64, "traceparent": "0" * 5_000})
    [text] = lines.texts
    assert len(text.encode()) <= 2_000
    assert text.isprintable()
    json.loads(text)


async def test_a_method_that_a_caller_made_up_is_not_repeated(started: Started, lines: Lines) -> None:
    async with started() as app:
        await raw_request(app, [b""], method="X" * 3_000)
    assert lines.last["method"] == "OTHER"
    assert len(lines.texts[-1]) < 1_000


async def test_a_failed_read_is_told_by_its_code(client: Client, lines: Lines, fake: FakeStore) -> None:
    fake.error = StoreError("STORE_TIMEOUT", seconds=2)
    async with client() as http:
        await http.post("/graphql", json={"query": QUESTION})
    assert lines.last["outcome"] == "STORE_TIMEOUT"


async def test_a_client_that_leaves_has_a_line_too(started: Started, lines: Lines, fake: FakeStore) -> None:
    async with started() as app:
        fake.seconds, fake.started = 60, 0
        async with asking(app, json.dumps({"query": QUESTION}).encode()):
            await until(lambda: fake.started)
        assert app.observer.metrics.in_flight == 0
    assert lines.last["outcome"] == "disconnected"


async def test_the_callers_trace_stands_in_the_line(client: Client, lines: Lines) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    async with client() as http:
        await http.get("/health", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
        await http.get("/health", headers={"traceparent": f"00-{'0' * 32}-b7ad6b7169203331-01"})
    assert [json.loads(text).get("trace") for text in lines.texts] == [trace, None]


async def test_metrics_are_for_the_scope_admin_only(started: Started) -> None:
    async with started() as app:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
            without = await http.get("/metrics")
            await http.get("/nowhere")
        told = {}
        for name, viewer in (("reader", Viewer(key="k1")), ("admin", Viewer(frozenset({"admin"}), key="k2"))):
            told[name] = await _asked_as(app, viewer)
    assert (without.status_code, without.headers["www-authenticate"]) == (401, "Bearer")
    assert without.json()["errors"][0]["extensions"]["code"] == "SCOPE_MISSING"
    assert told["reader"].status == 403
    assert told["admin"].status == 200
    content = told["admin"].body.decode()
    assert 'kalaka_requests_total{code="ADDRESS_UNKNOWN",route="other",status="404"} 1.0' in content
    assert "kalaka_loop_lag_seconds" in content
    assert "no-store" in dict(told["admin"].headers)[b"cache-control"].decode()


async def _asked_as(app: Any, viewer: Viewer) -> Any:
    """The metrics as `viewer` gets them: who that is, is found out before the routes (see tests/access)."""

    async def known(scope: Any, receive: Any, send: Any) -> None:
        scope.setdefault("state", {}).update(viewer=viewer, request_id="request-1", language="en")
        answer = await MetricsPage(app.observer.metrics.text)(Request(scope, receive))
        await answer(scope, receive, send)

    return await raw_request(known, [b""], method="GET", path="/metrics")


async def test_the_callers_trace_goes_on_to_the_database_beside_the_request_id(client: Client) -> None:
    told: list[dict[str, str]] = []

    class Noting(FakeStore):
        async def read(self, statement: Any, *, seconds: float, metadata: Any = None) -> list[Any]:
            told.append(dict(metadata or {}))
            return await super().read(statement, seconds=seconds)

    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    async with client(Noting()) as http:
        for header in ({"traceparent": parent, "X-Request-Id": "request-7"}, {"traceparent": "nonsense"}):
            answer = await http.post("/graphql", json={"query": QUESTION}, headers=header)
            assert "data" in answer.json(), answer.json()
    asked = [metadata for metadata in told if "requestId" in metadata]
    assert asked[0] == {"requestId": "request-7", "traceparent": parent}
    assert set(asked[1]) == {"requestId"}

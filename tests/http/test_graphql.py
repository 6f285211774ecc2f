"""/graphql: what a well-formed request gets, by POST and GET, under both media types."""

from __future__ import annotations

import json
import logging

import pytest

from graph_service.errors import StoreError
from tests.http.conftest import Client
from tests.http.fakes import QUESTION, FakeStore

pytestmark = pytest.mark.anyio
GRAPHQL_JSON = "application/graphql-response+json"
MUTATION = "mutation { nope }"
URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
)


async def test_post_answers_with_data_version_cost_and_request_id(client: Client) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"X-Request-Id": "abcd-1234"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-request-id"] == "abcd-1234"
    content = answer.json()
    assert content["data"] == {"county": {"nuts3": "HU223", "population": 268_648}}
    assert content["extensions"]["dataVersion"] == 7
    assert content["extensions"]["cost"]["statements"] == 1
    assert content["extensions"]["requestId"] == "abcd-1234"


async def test_get_answers_the_same(client: Client) -> None:
    question = "query($code: String!) { county(nuts3: $code) { nuts3 population } }"
    async with client() as http:
        answer = await http.get("/graphql", params={"query": question, "variables": '{"code": "HU223"}'})
    assert answer.json()["data"] == {"county": {"nuts3": "HU223", "population": 268_648}}


async def test_get_takes_queries_only(client: Client) -> None:
    async with client() as http:
        answer = await http.get("/graphql", params={"query": MUTATION})
    assert answer.status_code in (400, 405)
    assert "data" not in answer.json()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_named_as_wrong(client: Client, method: str) -> None:
    async with client() as http:
        answer = await http.request(method, "/graphql", content=b"{}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_the_address_itself_answers_without_a_redirect(client: Client) -> None:
    """A mounted application would answer 307 first, and many clients lose the body of a redirected POST."""
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, follow_redirects=False)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("accept", "media_type", "status"),
    [
        ("application/json", "application/json", 200),
        ("*/*", "application/json", 200),
        ("", "application/json", 200),
        (GRAPHQL_JSON, GRAPHQL_JSON, 400),
        (f"{GRAPHQL_JSON}, application/json;q=0.9", GRAPHQL_JSON, 400),
        (f"application/json, {GRAPHQL_JSON}", "application/json", 200),
        ("application/json, text/event-stream", "application/json", 200),
        ("text/event-stream;q=0.5, application/json", "application/json", 200),
        (URQL, GRAPHQL_JSON, 400),
    ],
)
async def test_an_invalid_document_by_media_type(client: Client, accept: str, media_type: str, status: int) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": "{ nope }"}, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"] == media_type
    content = answer.json()
    assert "data" not in content
    assert content["errors"][0]["extensions"]["code"] == "FIELD_UNKNOWN"
    assert content["errors"][0]["locations"] == [{"line": 1, "column": 3}]


async def test_an_error_of_execution_keeps_data_and_200(client: Client) -> None:
    async with client(FakeStore(error=StoreError("STORE_UNAVAILABLE"))) as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"


@pytest.mark.parametrize(
    ("language", "words"),
    [("hu", "Az adatbázis most nem érhető el"), ("en-GB", "The database cannot be reached"), ("de", "The database")],
)
async def test_errors_come_in_the_language_of_the_viewer(client: Client, language: str, words: str) -> None:
    async with client(FakeStore(error=StoreError("STORE_UNAVAILABLE"))) as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept-Language": language})
    assert answer.json()["errors"][0]["message"].startswith(words)


async def test_which_operation_must_be_known(client: Client) -> None:
    document = "query A { dataVersion } query B { dataVersion }"
    async with client() as http:
        unnamed = await http.post("/graphql", json={"query": document})
        wrong = await http.post("/graphql", json={"query": document, "operationName": "C"})
        right = await http.post("/graphql", json={"query": document, "operationName": "B"})
    for refused in (unnamed, wrong):
        assert refused.json()["errors"][0]["extensions"]["code"] == "OPERATION_UNKNOWN"
        assert "data" not in refused.json()
    assert right.json()["data"] == {"dataVersion": 7}


async def test_introspection_passes_the_limits(client: Client) -> None:
    from graphql import get_introspection_query

    async with client() as http:
        answer = await http.post("/graphql", json={"query": get_introspection_query()})
    assert "errors" not in answer.json()
    assert len(answer.json()["data"]["__schema"]["types"]) > 100


async def test_one_log_line_an_operation_without_values(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    question = "query Secret($code: String!) { county(nuts3: $code) { nuts3 population } }"
    async with client() as http:
        with caplog.at_level(logging.INFO, logger="graph_service.request"):
            await http.post("/graphql", json={"query": question, "variables": {"code": "HU223-private"}})
    [record] = [r for r in caplog.records if r.name == "graph_service.request"]
    line = record.fields.line()  # type: ignore[attr-defined]  # the record of the request
    assert line["operation"] == "Secret"
    assert line["outcome"] == "ok"
    assert line["statements"] == 1
    assert line["planKept"] is False
    assert line["roots"] == ["county"]
    assert {"plan", "database", "complete", "encode"} <= set(line["ms"])
    assert "HU223" not in json.dumps(line)


async def test_nobody_without_a_key_gets_an_explanation(client: Client, fake: FakeStore) -> None:
    body = {"query": QUESTION, "extensions": {"explain": True}}
    async with client() as http:
        before = fake.started
        known = await http.post("/graphql", json={"query": QUESTION})
        refused = await http.post("/graphql", json=body)
        by_get = await http.get("/graphql", params={"query": QUESTION, "extensions": '{"explain": true}'})
        not_asked = await http.post("/graphql", json={**body, "extensions": {"explain": "please"}})
    assert "explain" not in known.json()["extensions"]
    for answer in (refused, by_get):
        content = answer.json()
        assert [error["extensions"]["code"] for error in content["errors"]] == ["EXPLAIN_DENIED"]
        assert "data" not in content
        assert "explain" not in content["extensions"]
    assert not_asked.json()["data"] == known.json()["data"]
    assert fake.started == before + 2


async def test_an_answer_has_a_length_and_introspection_another(client: Client) -> None:
    from graphql import get_introspection_query

    async with client(KALAKA_ANSWER_BYTES="100") as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept": GRAPHQL_JSON})
        whole = await http.post("/graphql", json={"query": get_introspection_query()})
        part = await http.post(
            "/graphql", json={"query": '{ __typename __schema: county(nuts3: "HU223") { nuts3 population } }'}
        )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "ANSWER_TOO_LARGE"
    assert "data" not in answer.json()
    assert len(whole.content) > 1_000_000
    assert part.json()["errors"][0]["extensions"]["code"] == "ANSWER_TOO_LARGE"

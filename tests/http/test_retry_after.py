"""An analysis that is busy, slow, broken off or too large says in the answer and in its header when to come back."""

from __future__ import annotations

import json

import pytest

from graph_service.errors import AnalysisError, KalakaError, RequestError
from graph_service.web.refusals import refusal
from tests.http.conftest import Client
from tests.http.fakes import QUESTION, FakeStore

BUSY = AnalysisError("ANALYSIS_BUSY", most=8, seconds="10", retry_after=4)
TIMEOUT = AnalysisError("ANALYSIS_TIMEOUT", seconds="10", retry_after=2)
FAILED = AnalysisError("ANALYSIS_FAILED", retry_after=1)
TOO_LARGE = RequestError("SCOPE_TOO_LARGE", cost=12_000, limit=5_000)
WITHOUT_EXTRA = AnalysisError("EXTRA_MISSING")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("error", "extensions", "header"),
    [
        (BUSY, {"code": "ANALYSIS_BUSY", "retryAfter": 4}, "4"),
        (TIMEOUT, {"code": "ANALYSIS_TIMEOUT", "retryAfter": 2}, "2"),
        (FAILED, {"code": "ANALYSIS_FAILED", "retryAfter": 1}, "1"),
        (TOO_LARGE, {"code": "SCOPE_TOO_LARGE", "retryAfter": 3_600, "cost": 12_000, "limit": 5_000}, "3600"),
        (WITHOUT_EXTRA, {"code": "EXTRA_MISSING"}, None),
        (RequestError("SCOPE_EMPTY"), {"code": "SCOPE_EMPTY"}, None),
    ],
    ids=lambda value: value.code if isinstance(value, KalakaError) else "",
)
async def test_an_error_of_a_field_tells_when_to_come_back(
    client: Client, fake: FakeStore, error: KalakaError, extensions: dict[str, object], header: str | None
) -> None:
    fake.error = error
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION}, headers={"Accept-Language": "hu"})
    [told] = answer.json()["errors"]
    told["extensions"].pop("requestId", None)
    assert (told["message"], told["extensions"]) == (error.text("hu"), extensions)
    assert answer.headers.get("retry-after") == header


@pytest.mark.anyio
async def test_an_answer_without_errors_has_no_such_header(client: Client) -> None:
    async with client() as http:
        answer = await http.post("/graphql", json={"query": QUESTION})
    assert "errors" not in answer.json()
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(("error", "status"), [(BUSY, 503), (TIMEOUT, 503), (FAILED, 503), (TOO_LARGE, 400)])
def test_a_refusal_of_the_whole_request_tells_it_too(error: KalakaError, status: int) -> None:
    answer = refusal(error, "en", request_id="request-1")
    [told] = json.loads(bytes(answer.body))["errors"]
    assert told["extensions"]["retryAfter"] == error.retry_after
    assert (answer.status_code, answer.headers["retry-after"]) == (status, str(error.retry_after))


@pytest.mark.parametrize("code", ["ANALYSIS_BUSY", "ANALYSIS_TIMEOUT", "ANALYSIS_FAILED", "SCOPE_TOO_LARGE"])
def test_an_error_that_does_not_say_when_has_a_usual_wait(code: str) -> None:
    seconds = AnalysisError(code).retry_after
    assert seconds is not None
    assert seconds >= 1

"""Clients as their makers ship them: a query, by POST and by GET, what is refused, and a subscription."""

from __future__ import annotations

import pytest

from tests.clients.conftest import RunClient
from tests.robustness.served import Served

pytestmark = pytest.mark.embedded
ZALA = {"county": {"nuts3": "HU223", "name": {"hu": "Zala"}}}
TOLD = {"dataVersion": 1}


@pytest.fixture(scope="module")
def url(service: Served) -> str:
    return f"{service.url}/graphql"


def test_every_audit_of_graphql_http_passes(node: RunClient, url: str) -> None:
    results = node("audits.mjs", url)
    assert [one for one in results if one["status"] != "ok"] == []
    assert len(results) == 61


def test_graphql_request(node: RunClient, url: str) -> None:
    told = node("graphql_request.mjs", url)
    assert told.pop("left").startswith('"public";r=')
    assert told == {
        "county": ZALA,
        "version": 1,
        "cost": 1,
        "refused": {"status": 400, "code": "FIELD_UNKNOWN"},
    }


def test_apollo_client(node: RunClient, url: str) -> None:
    told = node("apollo.mjs", url)
    assert told["county"]["__typename"] == "County"
    assert told["county"] == told["got"]
    assert (told["county"]["nuts3"], told["county"]["name"]["hu"], told["kept"]) == ("HU223", "Zala", "Zala")
    assert told["refused"] == "FIELD_UNKNOWN"
    assert told["told"] == TOLD


def test_urql_gets_json_though_it_would_take_a_stream(node: RunClient, url: str) -> None:
    told = node("urql.mjs", url)
    assert told["county"] == told["byGet"] == ZALA
    assert told["refused"] == "FIELD_UNKNOWN"
    assert told["streamed"] == told["told"] == TOLD
    assert told["answers"] == [
        *["application/graphql-response+json"] * 3,
        "text/event-stream; charset=utf-8",
    ]


def test_graphql_ws(node: RunClient, url: str) -> None:
    told = node("sockets.mjs", url, "Bearer not-a-key")
    assert told["county"] == ZALA
    assert told["told"] == TOLD
    assert told["refused"] == "FIELD_UNKNOWN"
    assert told["pongs"] >= 1
    assert told["closed"] == [1000]
    assert told["denied"] == {"code": 4403, "reason": "Forbidden: KEY_UNKNOWN"}


def test_graphql_sse(node: RunClient, url: str) -> None:
    assert node("events.mjs", url) == {"county": [ZALA], "told": TOLD, "refused": "FIELD_UNKNOWN"}


def test_gql_over_http_and_websocket(python_client: RunClient, url: str) -> None:
    told = python_client("gql_client.py", url)
    assert told["http"].pop("types") > 100
    assert told == {
        "http": {"county": ZALA, "refused": "FIELD_UNKNOWN"},
        "socket": {"county": ZALA, "told": TOLD},
    }

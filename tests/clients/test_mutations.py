"""Clients as their makers ship them send mutations: over HTTP and WebSockets, repeated, with a key and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph_service.access.scopes import READ, WRITE
from tests.clients.conftest import PATIENT, RunClient
from tests.robustness.served import Served, served

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def writable() -> Iterator[Served]:
    """A service of its own: others count on the number of the data."""
    with served("embedded", KALAKA_WRITE_SECONDS="60", **PATIENT) as running:
        yield running


def assert_written_once(told: dict[str, Any]) -> None:
    """By client: a mutation, its repeat, and another one under the same id."""
    for client, answers in told.items():
        payload = answers["first"]["badgeCreate"]
        assert payload["badge"]["id"] == f"badge:{client}"
        assert (payload["badge"]["threshold"], payload["errors"]) == (1, [])
        assert answers["again"] == answers["first"]
        [error] = answers["other"]["badgeCreate"]["errors"]
        assert (error["code"], error["path"]) == ("CLIENT_MUTATION_ID_USED", ["input", "clientMutationId"])


def test_clients_send_mutations_and_repeat_them(node: RunClient, writable: Served) -> None:
    told = node("writing.mjs", f"{writable.url}/graphql", writable.new_key(READ, WRITE))
    assert_written_once(told.pop("told"))
    assert told == {
        "byGet": {"status": 405, "codes": ["GET_ONLY_QUERIES"]},
        "refused": ["SCOPE_MISSING"],
        "without": ["SCOPE_MISSING"],
    }


def test_gql_sends_mutations_over_http_and_websocket(python_client: RunClient, writable: Served) -> None:
    told = python_client("gql_writing.py", f"{writable.url}/graphql", writable.new_key(READ, WRITE))["told"]
    assert set(told) == {"gql", "gql-socket"}
    assert_written_once(told)

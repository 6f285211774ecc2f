"""What the access matrix says of viewers holds over every way in: POST, GET, server-sent events, WebSocket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from tests.robustness.served import FREE_RATE, Served, served
from tests.subscribing import events, subscribed, told

Answer = dict[str, Any]
Way = Callable[[Served, str, str | None], Answer]
_PATIENT = {"KALAKA_PUBLIC_SCOPES": "read", "KALAKA_LAG_MS": "60000", "KALAKA_READ_SECONDS": "60", **FREE_RATE}
NAMES = '{ mentors(first: 1, where: {id: {eq: "mentor:HU223:2"}}) { totalCount suppressed nodes { id displayName } } }'
FILTER = '{ mentors(where: {displayName: {eq: "x"}}) { totalCount } }'
ANALYSIS = "{ institutions(first: 1) { nodes { network { degree } } } }"


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    with served("embedded", **_PATIENT) as running:
        yield running


@pytest.fixture(scope="module")
def keys(service: Served) -> Mapping[str, str | None]:
    """A key of each kind, by what its holder may do."""

    def kalaka(*arguments: str) -> Any:
        command = [sys.executable, "-m", "graph_service", "keys", *arguments, "--json"]
        environment = {**os.environ, **service.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def made(name: str, *scopes: str) -> Any:
        return kalaka("create", name, "--scope", ",".join(scopes))

    revoked = made("revoked", "read", "read:people")
    kalaka("revoke", revoked["id"])
    return {
        "nobody": None,
        "reader of people": made("people", "read", "read:people")["key"],
        "analyst": made("analyst", "analyse")["key"],
        "revoked": revoked["key"],
    }


def _headers(key: str | None, **more: str) -> dict[str, str]:
    return {**({"Authorization": f"Bearer {key}"} if key else {}), **more}


def by_post(service: Served, document: str, key: str | None) -> Answer:
    answer = httpx.post(f"{service.url}/graphql", json={"query": document}, headers=_headers(key), timeout=60)
    return dict(answer.json())


def by_get(service: Served, document: str, key: str | None) -> Answer:
    answer = httpx.get(f"{service.url}/graphql", params={"query": document}, headers=_headers(key), timeout=60)
    return dict(answer.json())


def by_events(service: Served, document: str, key: str | None) -> Answer:
    headers = _headers(key, Accept="text/event-stream")
    answer = httpx.post(f"{service.url}/graphql", json={"query": document}, headers=headers, timeout=60)
    if not answer.headers["content-type"].startswith("text/event-stream"):
        return dict(answer.json())
    return dict(next(events(answer.text.splitlines())))


def by_socket(service: Served, document: str, key: str | None) -> Answer:
    with subscribed(f"{service.url}/graphql", document, 30, additional_headers=_headers(key)) as socket:
        message = told(socket, 30)
    return {"errors": message["payload"]} if message["type"] == "error" else dict(message["payload"])


WAYS: tuple[Way, ...] = (by_post, by_get, by_events, by_socket)
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


def codes(answer: Answer) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors") or ()]


@each_way
def test_names_and_small_numbers_are_for_those_who_may_read_people(
    way: Way, service: Served, keys: Mapping[str, str | None]
) -> None:
    hidden, shown = (way(service, NAMES, keys[name])["data"]["mentors"] for name in ("nobody", "reader of people"))
    assert hidden == {"totalCount": None, "suppressed": True, "nodes": [{"id": "mentor:HU223:2", "displayName": None}]}
    assert (shown["totalCount"], shown["suppressed"]) == (1, False)
    assert shown["nodes"][0]["displayName"]


@each_way
def test_nobody_filters_by_a_name_and_the_answer_holds_nothing(
    way: Way, service: Served, keys: Mapping[str, str | None]
) -> None:
    answers = [way(service, FILTER, keys[name]) for name in ("nobody", "reader of people")]
    assert codes(answers[0]) == codes(answers[1]) != []
    assert [set(answer) - {"extensions"} for answer in answers] == [{"errors"}, {"errors"}]


@each_way
def test_who_may_not_analyse_is_told_which_scope_is_missing(
    way: Way, service: Served, keys: Mapping[str, str | None]
) -> None:
    for name in ("nobody", "reader of people"):
        assert codes(way(service, ANALYSIS, keys[name])) == ["SCOPE_MISSING"]
    assert "SCOPE_MISSING" not in codes(way(service, ANALYSIS, keys["analyst"]))


@pytest.mark.parametrize("way", [by_post, by_get, by_events], ids=lambda way: way.__name__)
def test_a_revoked_key_is_refused(way: Way, service: Served, keys: Mapping[str, str | None]) -> None:
    assert codes(way(service, NAMES, keys["revoked"])) == ["KEY_REVOKED"]

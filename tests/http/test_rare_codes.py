"""Codes that few ever see: a page of another's, a service that ends, operations that are none, a row that is gone."""

from __future__ import annotations

import json

import pytest

from graph_service.errors import RequestError
from graph_service.network.jobs.told import Window, slice_of
from tests.http.conftest import Started
from tests.http.fakes import raw_request
from tests.http.socket import connected
from tests.robustness.pricing import refused_code


@pytest.mark.anyio
async def test_a_page_of_anothers_is_told_why_its_socket_is_refused(started: Started) -> None:
    headers = [(b"origin", b"https://evil.example")]
    async with started() as app, connected(app, headers=headers) as socket:
        body = (await socket.from_app.get())["body"]
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "ORIGIN_DENIED"


@pytest.mark.anyio
async def test_a_service_that_ends_is_not_ready_and_lives(started: Started) -> None:
    async with started() as app:
        app.ending.begin()
        ready, health = [await raw_request(app, [b""], method="GET", path=path) for path in ("/ready", "/health")]
    assert (ready.status, health.status) == (503, 200)
    assert [reason["code"] for reason in json.loads(ready.body)["missing"]] == ["SHUTTING_DOWN"]


def test_a_subscription_has_one_root() -> None:
    assert refused_code("subscription { a: dataVersion b: dataVersion }") == "VALIDATION"


@pytest.mark.parametrize("backward", [False, True])
def test_a_page_does_not_begin_behind_a_row_that_is_gone(backward: bool) -> None:
    with pytest.raises(RequestError) as refused:
        slice_of(["a", "b"], str, Window(1, backward, cursor="2"))
    assert refused.value.code == "CURSOR_GONE"
    assert slice_of(["a", "b"], str, Window(1, backward=False, cursor="0")).rows == ("b",)

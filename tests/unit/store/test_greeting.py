"""A server that takes a connection and is slow over its first answer is asked again; one that is down is not."""

from __future__ import annotations

import pytest
from neo4j.exceptions import ServiceUnavailable

from graph_service.store import greeting
from graph_service.store.check import server_version
from graph_service.store.driver import open_driver
from tests.engines.bolt_proxy import BoltProxy

pytestmark = pytest.mark.anyio


async def test_a_silent_server_is_asked_again_for_as_long_as_it_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the real driver, with its real patience."""
    monkeypatch.setattr(greeting, "_GREETING_SECONDS", 1.5)
    with BoltProxy("bolt://127.0.0.1:1") as server:
        server.silent = 99
        async with open_driver(server.uri, ("neo4j", "x"), pool_size=1) as driver:
            with pytest.raises(ServiceUnavailable):
                await server_version(driver, "neo4j")
        assert server.connections == 2


async def test_a_server_that_is_down_is_told_at_once() -> None:
    asked = []

    @greeting.patient
    async def down() -> None:
        asked.append(1)
        raise ServiceUnavailable("refused")

    with pytest.raises(ServiceUnavailable):
        await down()
    assert len(asked) == 1

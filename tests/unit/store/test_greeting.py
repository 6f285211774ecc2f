"""A server that is slow over its first answer is asked again; one that is down is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from neo4j.exceptions import ServiceUnavailable

from graph_service.store import open as opening

pytestmark = pytest.mark.anyio


class Server:
    """Fails so many times, each after so many seconds of a clock that the test owns."""

    def __init__(self, failures: int, seconds: float) -> None:
        self.failures, self.seconds, self.asked, self.now = failures, seconds, 0, 0.0

    async def version(self, _driver: Any, _database: str) -> str:
        self.asked += 1
        if self.asked > self.failures:
            return "5.26.12"
        self.now += self.seconds
        raise ServiceUnavailable("no answer")


def install(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "server_version", server.version)
    monkeypatch.setattr(opening, "time", SimpleNamespace(monotonic=lambda: server.now))


async def test_a_slow_first_answer_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(failures=3, seconds=2.0)
    install(server, monkeypatch)
    assert await opening._greeted(None, "neo4j") == "5.26.12"  # type: ignore[arg-type]
    assert server.asked == 4


async def test_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(failures=99, seconds=2.0)
    install(server, monkeypatch)
    with pytest.raises(ServiceUnavailable):
        await opening._greeted(None, "neo4j")  # type: ignore[arg-type]
    assert server.asked == 4


async def test_a_server_that_is_down_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(failures=99, seconds=0.01)
    install(server, monkeypatch)
    with pytest.raises(ServiceUnavailable):
        await opening._greeted(None, "neo4j")  # type: ignore[arg-type]
    assert server.asked == 1

"""The application over a fake store, started through its lifespan; the schema is derived once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache

import httpx
import pytest

import graph_service.app
from graph_service.api.context import Reads
from graph_service.api.service import Api
from graph_service.app import Application, create_app
from graph_service.settings import Settings
from tests.http.fakes import FakeStore

Started = Callable[..., AbstractAsyncContextManager[Application]]
Client = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]
_api_of = cache(graph_service.app.api_of)


@pytest.fixture
def fake() -> FakeStore:
    """A store that answers with one county."""
    return FakeStore()


@pytest.fixture
def started(fake: FakeStore, monkeypatch: pytest.MonkeyPatch) -> Started:
    """Start the application: over the fake store unless told otherwise, with settings as variables."""

    def api(settings: Settings) -> Api:
        return _api_of(settings)

    monkeypatch.setattr(graph_service.app, "api_of", api)

    @asynccontextmanager
    async def start(over: Reads | None = None, **variables: str) -> AsyncIterator[Application]:
        if over is not None:
            # A database plans each text once, and slowly on a busy machine; the deadline has tests of its own.
            variables.setdefault("KALAKA_READ_SECONDS", "60")
        # A busy machine is late; the gate that refuses requests then has tests of its own.
        variables.setdefault("KALAKA_LAG_MS", "60000")
        app = create_app(Settings.from_environment(variables), over or fake)
        async with app.router.lifespan_context(app):
            yield app

    return start


@pytest.fixture
def client(started: Started) -> Client:
    """A client of the started application."""

    @asynccontextmanager
    async def connect(over: Reads | None = None, **variables: str) -> AsyncIterator[httpx.AsyncClient]:
        async with started(over, **variables) as app:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                yield http

    return connect


Ask = Callable[..., Awaitable[httpx.Response]]

"""The service with a desk: one worker for all tests that only read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graph_service.api.network.desk import Desk, open_desk
from graph_service.api.service import Api
from graph_service.model import load_model
from graph_service.store.store import Store
from tests.answering import Service


@pytest.fixture(scope="session")
async def desk(store: Store, anyio_backend: str) -> AsyncIterator[Desk]:
    """The desk over the demonstration, shared by the whole session."""
    opened = open_desk(store, load_model(), seconds=120, queue=8)
    assert opened is not None
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def analysis(api: Api, store: Store, desk: Desk) -> Service:
    """The service whose analysis roots are answered."""
    return Service(api, store, tables=desk)

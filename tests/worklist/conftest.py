"""Fixtures: a small world in an empty graph of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graph_service.api.network.desk import open_desk
from graph_service.api.service import Api
from graph_service.model import load_model
from graph_service.store.store import Store
from tests.worklist.world import World, open_world


@pytest.fixture
async def world(api: Api, bare_store: Store, anyio_backend: str) -> AsyncIterator[World]:
    """Two counties, three institutions in one and one in the other; `:a`, `:b` and `:c` are near each other."""
    desk = open_desk(bare_store, load_model(), seconds=60.0, queue=8)
    made = await open_world(api, bare_store, desk)
    for id_ in ("inst:a", "inst:b", "inst:l"):
        await made.institution(id_)
    await made.institution("inst:far", "settlement:HU232")
    yield made
    if desk is not None:
        await desk.close()

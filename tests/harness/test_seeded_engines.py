"""The fixtures that other tests stand on: both engines hold the same demonstration, and the proxy sees all."""

from __future__ import annotations

import pytest

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.engines.running import CountingProxy, RunningEngine, node_count

COUNT = Statement("MATCH (n) RETURN count(n) AS nodes")


def test_demonstration_is_there(engine: RunningEngine) -> None:
    assert node_count(engine) > 10_000


@pytest.mark.anyio
async def test_shared_store_reads_it(engine: RunningEngine, store: Store) -> None:
    assert await store.read(COUNT, seconds=10) == [node_count(engine)]


@pytest.mark.anyio
async def test_proxy_stands_before_the_same_data(counting_proxy: CountingProxy, engine: RunningEngine) -> None:
    async with open_store(counting_proxy.engine.options) as behind:
        with counting_proxy.proxy.counting() as seen:
            assert await behind.read(COUNT, seconds=10) == [node_count(engine)]
    assert seen.statements == [COUNT.text]
    assert seen.count("BEGIN") == 0

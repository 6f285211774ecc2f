"""A start over a real engine: an empty graph is seeded, an interrupted seed finished, other data left alone."""

from __future__ import annotations

import pytest

from graph_service.app import _seeded
from graph_service.cypher import Statement
from graph_service.observability.starting import Silent
from graph_service.seeding.seed import Seeded
from graph_service.store.store import Store

pytestmark = pytest.mark.anyio
CREATE_OTHER = Statement("CREATE (n:Visitor {name: 'somebody'}) RETURN n.name AS name")
CREATE_HALF = Statement("CREATE (n:Country {id: 'country:HU', dataOrigin: 'real_open'}) RETURN n.id AS id")
CREATE_VERSION = Statement("CREATE (v:DataVersion {id: 'current', number: 4}) RETURN v.number AS number")


@pytest.fixture
def seeds(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """The stores that were seeded; nothing is loaded."""
    seeded: list[Store] = []

    async def seed(store: Store, *_: object, **__: object) -> Seeded:
        seeded.append(store)
        return Seeded(1, 2, created=True, version=1)

    monkeypatch.setattr("graph_service.seeding.seed.seed", seed)
    return seeded


async def test_an_empty_graph_is_seeded(bare_store: Store, seeds: list[Store]) -> None:
    assert await _seeded(bare_store, Silent()) == "1 nodes, 2 relationships"
    assert seeds == [bare_store]


async def test_an_interrupted_seed_is_finished(bare_store: Store, seeds: list[Store]) -> None:
    await bare_store.write([CREATE_HALF], seconds=10)
    await _seeded(bare_store, Silent())
    assert seeds == [bare_store]


async def test_a_seeded_graph_is_left_as_it_is(bare_store: Store, seeds: list[Store]) -> None:
    await bare_store.write([CREATE_HALF, CREATE_VERSION], seconds=10)
    assert await _seeded(bare_store, Silent()) == "there already, data version 4"
    assert seeds == []


async def test_somebody_elses_graph_is_left_alone(bare_store: Store, seeds: list[Store]) -> None:
    await bare_store.write([CREATE_OTHER], seconds=10)
    assert "other data" in await _seeded(bare_store, Silent())
    assert seeds == []

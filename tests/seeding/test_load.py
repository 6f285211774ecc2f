"""Loading the demonstration on both engines: it equals the rows, a repeat heals, invariants hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.generator import demonstration
from graph_service.seeding.invariants import check_invariants
from graph_service.seeding.load import dataset_digest, is_empty, load
from graph_service.store.store import Store
from graph_service.writes.digest import graph_digest
from tests.engines.part import part_of_demonstration
from tests.engines.running import RunningEngine

pytestmark = pytest.mark.anyio


async def test_invariants_hold_after_the_seed_command(store: Store) -> None:
    outcomes = await check_invariants(store)
    assert [(o.invariant.en, o.found, o.invariant.expected) for o in outcomes if not o.holds] == []


async def test_load_equals_the_dataset_and_a_repeat_heals(scratch_store: Store, scratch_engine: RunningEngine) -> None:
    model, dataset = load_model(), demonstration() if scratch_engine.name == "embedded" else part_of_demonstration()
    more = Dataset({"County": [{"id": "county:HU223", "nameHuCurrent": "Zala vármegye"}]}, {})
    expected = dataset_digest(model, [dataset, more])
    assert expected != dataset_digest(model, [dataset])
    assert await is_empty(scratch_store)

    first = await load(scratch_store, model, [dataset, more])
    assert (first.created, first.nodes, first.relationships) == (
        True,
        dataset.node_count(),
        dataset.relationship_count(),
    )
    assert await graph_digest(scratch_store, model) == expected

    damage = "MATCH (p:Publication) DETACH DELETE p"
    await scratch_store.write(
        [Statement(damage), Statement("MATCH (c:County {nuts3: 'HU223'}) SET c.population = 0")], seconds=60
    )
    assert await graph_digest(scratch_store, model) != expected
    again = await load(scratch_store, model, [dataset, more])
    assert again == replace(first, created=False)
    assert await graph_digest(scratch_store, model) == expected

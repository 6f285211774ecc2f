"""The Neo4j of the tests runs with the very settings that docker-compose.yml gives the deployed one."""

from __future__ import annotations

import pytest

from graph_service.cypher import Statement
from graph_service.store.store import Store
from tests.engines import neo4j

pytestmark = pytest.mark.anyio
ASKED = Statement("SHOW SETTINGS YIELD name, value RETURN name, value")
SPELT = {"256m": "256.00MiB"}


@pytest.mark.parametrize("_scratch", [pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True)
async def test_settings_of_the_compose_file_are_in_force(bare_store: Store) -> None:
    found = {row["name"]: row["value"] for row in await bare_store.records(ASKED)}
    wanted = neo4j.server_settings()
    assert len(wanted) >= 9
    assert {name: found.get(name) for name in wanted} == {n: SPELT.get(value, value) for n, value in wanted.items()}

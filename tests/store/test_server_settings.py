"""The Neo4j of the tests runs with the very settings that docker-compose.yml gives the deployed one."""

from __future__ import annotations

import pytest

from graph_service.cypher import Statement
from graph_service.store.store import Store
from tests.engines import neo4j
from tests.engines.running import RunningEngine

pytestmark = [pytest.mark.anyio, pytest.mark.neo4j]
ASKED = Statement("SHOW SETTINGS YIELD name, value RETURN name, value")
UNITS = {"256m": "256.00MiB"}


@pytest.mark.parametrize("engine", ["neo4j"], indirect=True)
async def test_settings_of_the_compose_file_are_in_force(engine: RunningEngine, store: Store) -> None:
    found = {row["name"]: row["value"] for row in await store.records(ASKED)}
    wanted = neo4j.server_settings()
    assert len(wanted) >= 9
    assert {name: found.get(name) for name in wanted} == {
        name: UNITS.get(value, value) for name, value in wanted.items()
    }

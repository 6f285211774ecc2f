"""Data that does not fit the schema: graphql-core completes it once, over the same rows, and says where."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from tests.answering import Service
from tests.engines.bolt_proxy import BoltProxy
from tests.engines.running import RunningEngine

pytestmark = pytest.mark.anyio

GOOD = (
    "CREATE (r:Region:Place:Searchable {id: 'region:R', nuts2: 'R', kshCode: '1', nameHu: 'Régió', nameSort: 'r', "
    "dataOrigin: 'synthetic', createdAt: datetime('2018-01-01T00:00:00Z'), "
    "updatedAt: datetime('2018-01-01T00:00:00Z')}) "
    "CREATE (c:County:Place:Searchable {id: 'county:C', nuts3: 'C', kshCode: '2', iso31662: 'HU-C', nameHu: 'Megye', "
    "nameEn: 'County', nameSort: 'm', population: 7, inProgrammeArea: true, dataOrigin: 'synthetic', "
    "createdAt: datetime('2018-01-01T00:00:00Z'), updatedAt: datetime('2018-01-01T00:00:00Z')}) "
    "CREATE (c)-[:IN_REGION]->(r) CREATE (:DataVersion {id: 'current', number: 1})"
)
DOCUMENT = """
query Bad {
  here: region(id: "region:R") { nuts2 name { hu text(lang: EN) } }
  there: county(id: "county:C") { code: nuts3 dataOrigin people: population createdAt region { nuts2 } }
  list: counties { totalCount nodes { inProgrammeArea name { hu } } edges { cursor node { id } } }
}
"""
WHOLE = {
    "here": {"nuts2": "R", "name": {"hu": "Régió", "text": "Régió"}},
    "there": {
        "code": "C",
        "dataOrigin": "SYNTHETIC",
        "people": 7,
        "createdAt": "2018-01-01T00:00:00Z",
        "region": {"nuts2": "R"},
    },
}


@dataclass(frozen=True)
class Fault:
    """A change that spoils the data, and what the answer is then: paths of errors, and the two single roots."""

    change: str
    paths: tuple[tuple[str | int, ...], ...]
    here: Any = None
    there: Any = None


KEPT = WHOLE["here"]
FAULTS = {
    "a required value is missing": Fault("MATCH (n:County) REMOVE n.nuts3", (("there", "code"),), here=KEPT),
    "a code of no vocabulary": Fault(
        "MATCH (n:County) SET n.dataOrigin = 'rumour'", (("there", "dataOrigin"),), here=KEPT
    ),
    "a number too large for Int": Fault(
        "MATCH (n:County) SET n.population = 3000000000", (("there", "people"),), here=KEPT
    ),
    "a text instead of a number": Fault(
        "MATCH (n:County) SET n.population = 'seven'", (("there", "people"),), here=KEPT
    ),
    "a required relative is missing": Fault(
        "MATCH (:County)-[r:IN_REGION]->() DELETE r", (("there", "region"),), here=KEPT
    ),
    "a required text is missing": Fault("MATCH (n:Region) REMOVE n.nameHu", (("here", "name"),), there=WHOLE["there"]),
}


@pytest.fixture
async def planted(
    scratch_engine: RunningEngine, api: Any, tmp_path: Path, anyio_backend: str
) -> AsyncIterator[Service]:
    """A service on a graph of two good nodes."""
    with BoltProxy(scratch_engine.uri) as proxy:
        options = scratch_engine.through(proxy.uri, tmp_path / "through").options
        async with open_store(options, run_migrations=False) as store:  # two nodes need no index
            await store.write([Statement(GOOD)], seconds=30)
            yield Service(api, store, proxy)


async def counted(service: Service) -> tuple[ExecutionResult, int, int]:
    """The result, how often the slow path was taken, and how many statements ran."""
    before = service.api.door.slow_path
    with service.proxy.counting() as seen:
        result = await service.execute(DOCUMENT)
    return result, service.api.door.slow_path - before, seen.count("RUN")


async def test_good_data_needs_no_slow_path(planted: Service) -> None:
    result, slow, runs = await counted(planted)
    assert not result.errors
    assert (slow, runs) == (0, 1)
    assert result.data is not None
    assert json.dumps({name: result.data[name] for name in WHOLE}) == json.dumps(WHOLE)


@pytest.mark.parametrize("name", list(FAULTS))
async def test_bad_data_is_completed_once_by_graphql_core(name: str, planted: Service) -> None:
    fault = FAULTS[name]
    await planted.store.write([Statement(fault.change)], seconds=30)
    result, slow, runs = await counted(planted)
    assert (slow, runs) == (1, 1)
    assert result.errors
    assert tuple(tuple(error.path or ()) for error in result.errors) == fault.paths
    assert all(error.locations for error in result.errors)
    assert result.data is not None
    assert (result.data["here"], result.data["there"]) == (fault.here, fault.there)
    assert result.data["list"]["totalCount"] == 1

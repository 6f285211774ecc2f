"""Answers follow the data, after one changed collaboration by its rows alone; where they cannot yet, they say so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest

from graph_service.api.network.desk import Desk, open_desk
from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.seeding.load import load as load_dataset
from graph_service.store.store import Store
from tests.answering import Service
from tests.store.test_projection import changed, part_of_the_demonstration

pytestmark = pytest.mark.anyio
META = "meta { dataVersion stale }"
ASKED = f"""{{
    networkSummary {{ {META} collaborations ties }}
    networkSeries(quarters: 1) {{ {META} points {{ ties }} }}
    brokerage(first: 1, minOpenPairs: 0) {{ {META} }}
    collaborationGaps {{ {META} nodes {{ observed }} }}
}}"""
END = (
    "MATCH (k:Collaboration {id: 'collab:HU222:13'})<-[r:PARTICIPATES_IN]-() "
    "SET k.endDate = date('2019-01-01'), k.updatedAt = datetime(), r.to = date('2019-01-01')"
)


class Held:
    """A store whose reads of several statements wait while the gate is closed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.gate = asyncio.Event()
        self.gate.set()

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        return await self._store.read(statement, seconds=seconds, metadata=metadata)

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[list[Any]]:
        await self.gate.wait()
        return await self._store.read_all(statements, seconds=seconds, metadata=metadata)


@pytest.fixture
async def gated(bare_store: Store) -> Held:
    """A store that holds who takes part in what, and where."""
    await load_dataset(bare_store, load_model(), [part_of_the_demonstration()])
    return Held(bare_store)


@pytest.fixture
async def own_desk(gated: Held) -> AsyncIterator[Desk]:
    """A desk over it."""
    opened = open_desk(gated, load_model(), seconds=60, queue=8)
    assert opened is not None
    yield opened
    await opened.close()


async def settled(service: Service, version: int) -> dict[str, Any]:
    """The answers of a version, once it is loaded; until then they are of the one before, all of them, and say so."""
    while True:
        data = await service.data(ASKED)
        found = versions(data)
        if found == {(version, False)}:
            return data
        assert found == {(version - 1, True)}


def versions(data: dict[str, Any]) -> set[tuple[int, bool]]:
    """What the roots say that they rest on."""
    return {(root["meta"]["dataVersion"], root["meta"]["stale"]) for root in data.values()}


async def test_answers_follow_a_changed_collaboration_and_say_where_they_cannot_yet(
    bare_store: Store, gated: Held, own_desk: Desk, api: Api, request: pytest.FixtureRequest
) -> None:
    service = Service(api, bare_store, tables=own_desk)
    before = await service.data(ASKED)
    [(version, is_stale)] = versions(before)
    assert not is_stale
    assert own_desk.rows_loaded is not None
    whole = own_desk.rows_loaded[1]

    await changed(bare_store, END)
    after = await settled(service, version + 1)
    read, _ = own_desk.rows_loaded
    request.node.user_properties.append(
        ("told", f"one changed collaboration, seen by the desk: {read} rows read of {whole}")
    )
    assert 1 <= read <= whole / 100
    lost = lost_by(before, after)
    assert lost["collaborations"] == 1
    assert lost["ties"] >= 1
    assert after["networkSeries"]["points"][0]["ties"] == after["networkSummary"]["ties"]

    gated.gate.clear()
    await changed(bare_store, END.replace("collab:HU222:13", "collab:HU331:24"))
    stale = await service.data(ASKED)
    assert versions(stale) == {(version + 1, True)}
    assert [one["ties"] for one in stale["networkSeries"]["points"]] == [after["networkSummary"]["ties"]]
    gated.gate.set()
    newest = await settled(service, version + 2)
    assert newest["networkSummary"]["collaborations"] == after["networkSummary"]["collaborations"] - 1


def lost_by(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """What the summary lost."""
    return {name: before["networkSummary"][name] - after["networkSummary"][name] for name in ("collaborations", "ties")}

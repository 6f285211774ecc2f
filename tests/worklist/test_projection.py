"""The projection follows real writes by deltas: after each it equals one loaded anew, and little was read for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.network.keeping.delta import Loaded, load
from graph_service.store.store import Store
from tests.network.keeping.same import differences
from tests.worklist.world import World

pytestmark = pytest.mark.anyio

Write = Callable[[World], Awaitable[Any]]


class Reading:
    """Reads as the desk does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, statements: Sequence[Statement]) -> list[list[Any]]:
        return await self._store.read_all(statements, seconds=60.0)


WRITES: dict[str, Write] = {
    "a new institution": lambda w: w.institution("inst:new"),
    "a name": lambda w: w.do("institutionUpdate", id="inst:a", name={"hu": "Más"}),
    "another place": lambda w: w.do("institutionUpdate", id="inst:a", place="settlement:HU232"),
    "a sector": lambda w: w.do("institutionUpdate", id="inst:b", sector="LIBRARY", institutionType="NATIONAL_LIBRARY"),
    "a new collaboration": lambda w: w.collaboration("collab:2", "inst:new"),
    "somebody takes part": lambda w: w.join("collab:2", "inst:b"),
    "one goes and another comes in one transaction": lambda w: w.data(_SWAP),
    "days": lambda w: w.do("collaborationUpdate", id="collab:2", startDate="2018-05-05", endDate="2018-06-06"),
    "days of one": lambda w: w.do("collaborationUpdateParticipant", **_ONE),
    "somebody leaves": lambda w: w.leave("collab:2", "inst:b"),
    "an item": lambda w: w.add("inst:a", "inst:l"),
    "an item closes by itself": lambda w: w.join("collab:1", "inst:l"),
    "an institution goes": lambda w: w.do("institutionDelete", id="inst:l", cascade=True),
    "a collaboration goes": lambda w: w.do("collaborationDelete", id="collab:2"),
}
_ONE = {"collaboration": "collab:2", "participant": "inst:b", "role": "PARTNER", "from": "2018-05-20"}
_SWAP = """mutation {
    gone: collaborationRemoveParticipant(
        input: {collaboration: "collab:1", participant: "inst:far"}) { errors { code } }
    come: collaborationAddParticipant(
        input: {collaboration: "collab:1", participant: "inst:b", role: PARTNER, key: "x"}) { errors { code } }
}"""
MOST = 15
"""Rows of a node and its neighbours, and those of the newest moment held, which are read again."""
_MANY = (
    "UNWIND range(1, 200) AS n CREATE (i:Institution:Organisation:Node {id: 'inst:many:' + n, sector: 'museum', "
    "updatedAt: datetime('2018-01-01T00:00:00Z')}) "
    "CREATE (c:Collaboration:Undertaking:Node {id: 'collab:many:' + n, type: 'other', startDate: date('2017-01-01'), "
    "updatedAt: datetime('2018-01-01T00:00:00Z')}) CREATE (i)-[:PARTICIPATES_IN {key: 'x'}]->(c) "
    "RETURN count(*) AS written"
)


async def test_after_each_write_it_equals_one_loaded_anew(world: World) -> None:
    await world.store.write([Statement(_MANY)], seconds=60)
    await world.collaboration("collab:1", "inst:a", "inst:far")
    read = Reading(world.store)
    held = await load(read)
    assert held.rows > 600
    for name, write in WRITES.items():
        await write(world)
        after = await _same(read, held, name)
        assert 0 < after.rows_loaded <= MOST, (name, after.rows_loaded)
        assert differences(after.projection, held.projection) or name == "a name", name
        held = after


async def _same(read: Reading, held: Loaded, name: str) -> Loaded:
    after, anew = await load(read, held), await load(read)
    assert differences(after.projection, anew.projection) == [], name
    assert after.rows == anew.rows, name
    return after


async def test_what_was_set_back_to_an_older_moment_is_read_by_the_history(world: World) -> None:
    """As an undo does: nodes, relationships and moments as they were before, and one change more in the history."""
    await world.collaboration("collab:1", "inst:a", "inst:far")
    await world.collaboration("collab:2", "inst:a", "inst:far")
    read = Reading(world.store)
    before = await load(read)
    [kept] = await world.store.records(Statement(_MOMENTS), quiet=True)
    await world.data(_SWAP)
    held = await load(read, before)
    await world.data(_SWAP.replace("inst:far", "inst:?").replace('"inst:b"', '"inst:far"').replace("inst:?", "inst:b"))
    await world.store.write([Statement(_SET_BACK, {"rows": kept["rows"]})], seconds=30)
    after = await _same(read, held, "set back")
    assert differences(after.projection, before.projection) == []
    assert after.rows_loaded <= MOST


_MOMENTS = "MATCH (n:Node) WHERE n:Institution OR n:Collaboration RETURN collect([n.id, toString(n.updatedAt)]) AS rows"
_SET_BACK = "UNWIND $rows AS r MATCH (n:Node {id: r[0]}) SET n.updatedAt = datetime(r[1]) RETURN count(n) AS written"


async def test_relationships_of_other_tables_are_followed(world: World) -> None:
    """A space is swapped for another, so that no number of rows and no sum of days tells of it."""
    read = Reading(world.store)
    await world.do("communityCreate", **_COMMUNITY)
    await world.do("communityAddSpace", community="comm:1", space="inst:a", **{"from": "2018-01-01"})
    held = await load(read)
    await world.data(_SPACES)
    after = await _same(read, held, "spaces")
    assert {name.partition(".")[0] for name in differences(after.projection, held.projection)} == {"spaces"}


_COMMUNITY = {
    **{"id": "comm:1", "name": {"hu": "Kör"}, "formal": False, "themes": []},
    **{"dataOrigin": "REAL_CITED", "place": "settlement:HU223"},
}
_SPACES = """mutation {
    gone: communityRemoveSpace(input: {community: "comm:1", space: "inst:a"}) { errors { code } }
    come: communityAddSpace(input: {community: "comm:1", space: "inst:b", from: "2018-01-01"}) { errors { code } }
}"""


async def test_measures_and_analyses_follow(world: World) -> None:
    asked = """{ institution(id: "inst:a") { network { degree strength } }
        networkSummary(scope: {data: REAL}) { meta { dataVersion stale } } }"""
    await world.collaboration("collab:1", "inst:a", "inst:b")
    first = await world.fresh("networkSummary", asked)
    assert first["institution"]["network"] == {"degree": 1, "strength": 1}
    await world.join("collab:1", "inst:l")
    await world.fresh("networkSummary", asked)
    second = await world.data(asked)
    assert second["institution"]["network"] == {"degree": 2, "strength": 2}
    meta = second["networkSummary"]["meta"]
    assert (meta["dataVersion"], meta["stale"]) == (await world.number(), False)
    await world.do("collaborationDelete", id="collab:1")
    await world.fresh("networkSummary", asked)
    third = await world.data(asked)
    assert third["institution"]["network"] == {"degree": 0, "strength": 0}

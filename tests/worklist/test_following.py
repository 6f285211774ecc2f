"""Items close by themselves when a collaboration joins their pair, and open again when it goes away."""

from __future__ import annotations

import json

import pytest

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.writes.derive import derive
from tests.worklist.world import World

pytestmark = pytest.mark.anyio


async def test_a_collaboration_of_both_closes_their_item_in_its_transaction(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    other = await world.add("inst:b", "inst:l")
    alone = await world.add("inst:a", kind="GAP")
    await world.do("workItemUpdate", id=id_, state="CONTACTED")
    await world.collaboration("collab:1", "inst:a")
    assert await world.state(id_) == "CONTACTED"
    await world.join("collab:1", "inst:l")
    item = await world.item(id_)
    assert (item["state"], item["became"], item["revision"]) == ("BECAME_COLLABORATION", {"id": "collab:1"}, 3)
    assert item["closedAt"] is not None
    assert [await world.state(one) for one in (other, alone)] == ["OPEN", "OPEN"]
    last = (await world.changes(id_))[-1]
    assert last["number"] == await world.number() == await world.number("label:WorkItem")
    assert [json.loads(one) | {"b": 0, "a": 0} for one in last["fields"]][1:] == [{"n": "state", "b": 0, "a": 0}]
    assert [json.loads(one) for one in last["relationships"]] == [
        {"t": "BECAME", "k": "added", "f": id_, "o": "collab:1", "p": []}
    ]
    found = await world.data('{ collaboration(id: "collab:1") { workItems { nodes { id } } } }')
    assert found["collaboration"]["workItems"]["nodes"] == [{"id": id_}]


async def test_it_is_as_before_when_the_collaboration_goes_away(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    await world.do("workItemUpdate", id=id_, state="CONTACTED")
    await world.collaboration("collab:1", "inst:a", "inst:l")
    await world.leave("collab:1", "inst:l")
    item = await world.item(id_)
    assert (item["state"], item["became"], item["closedAt"]) == ("CONTACTED", None, None)
    await world.join("collab:1", "inst:l")
    assert await world.state(id_) == "BECAME_COLLABORATION"
    await world.do("collaborationDelete", id="collab:1")
    assert await world.state(id_) == "CONTACTED"
    [record] = await world.store.records(
        Statement("MATCH (w:WorkItem {id: $id}) RETURN w.reopensAs AS left", {"id": id_}), quiet=True
    )
    assert record["left"] is None


async def test_it_stays_closed_while_another_collaboration_joins_the_pair(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    await world.collaboration("collab:1", "inst:a", "inst:l")
    await world.collaboration("collab:2", "inst:a", "inst:l")
    assert (await world.item(id_))["became"] == {"id": "collab:1"}
    await world.do("collaborationDelete", id="collab:1")
    item = await world.item(id_)
    assert (item["state"], item["became"]) == ("BECAME_COLLABORATION", {"id": "collab:2"})


async def test_what_a_person_closed_or_changed_since_stays(world: World) -> None:
    rejected, changed = await world.add("inst:a", "inst:l"), await world.add("inst:b", "inst:l")
    await world.do("workItemUpdate", id=rejected, state="REJECTED")
    await world.collaboration("collab:1", "inst:a", "inst:b", "inst:l")
    assert [await world.state(one) for one in (rejected, changed)] == ["REJECTED", "BECAME_COLLABORATION"]
    await world.do("workItemUpdate", id=changed, workNotes="szerződés aláírva")
    error = await world.refused("workItemUpdate", id=rejected, state="OPEN")
    assert (error["code"], error["allowed"]) == ("WORK_PAIR_TIED", ["collab:1"])
    await world.do("collaborationDelete", id="collab:1")
    assert [await world.state(one) for one in (rejected, changed)] == ["REJECTED", "BECAME_COLLABORATION"]
    assert (await world.item(changed))["became"] is None


async def test_a_rebuild_closes_and_opens_what_came_another_way_and_tells_of_it(world: World) -> None:
    tied, loose = await world.add("inst:a", "inst:l"), await world.add("inst:b", "inst:l")
    await world.collaboration("collab:1", "inst:b", "inst:l")
    await world.collaboration("collab:2", "inst:a")
    await world.store.write([Statement(_BEHIND)], seconds=30)
    assert [await world.state(one) for one in (tied, loose)] == ["OPEN", "BECAME_COLLABORATION"]
    report = await derive(world.store, load_model())
    steps = {step.name: step for step in report.steps}
    assert (steps["worklist"].updated, report.version) == (2, await world.number())
    assert [await world.state(one) for one in (tied, loose)] == ["BECAME_COLLABORATION", "OPEN"]
    assert (await world.item(tied))["became"] == {"id": "collab:2"}
    assert [change["action"] for change in await world.changes(tied)] == ["created", "updated"]
    again = await derive(world.store, load_model())
    assert not again.changed


_BEHIND = (
    "MATCH (:Institution {id: 'inst:l'})-[old:PARTICIPATES_IN]->(:Collaboration {id: 'collab:1'}) DELETE old "
    "WITH count(*) AS gone MATCH (l:Institution {id: 'inst:l'}) MATCH (c:Collaboration {id: 'collab:2'}) "
    "CREATE (l)-[:PARTICIPATES_IN {key: 'x', role: 'partner'}]->(c) RETURN gone"
)

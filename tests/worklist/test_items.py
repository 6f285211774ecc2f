"""Items of the worklist: how they are written, what is refused, what the history keeps, and who may read what."""

from __future__ import annotations

import json

import pytest

from graph_service.access.scopes import PUBLIC
from graph_service.access.viewer import Viewer
from graph_service.cypher import Statement
from tests.worklist.world import World

pytestmark = pytest.mark.anyio


async def test_an_item_is_put_on_the_list_and_read_back_as_one_of_a_connection(world: World) -> None:
    given = {"method": "candidates/2", "assignee": "Kiss Anna", "workNotes": "Áprilisban hívni"}
    id_ = await world.add("inst:a", "inst:l", **given)
    await world.add("inst:b", kind="GAP", gap="gap:county:HU223:library:museum")
    item = await world.item(id_)
    assert item | {"concerns": None} == {
        **{"state": "OPEN", "kind": "CANDIDATE", "closedAt": None, "revision": 1, "became": None, "concerns": None},
        **{"assignee": "Kiss Anna", "workNotes": "Áprilisban hívni"},
    }
    assert {one["id"] for one in item["concerns"]["nodes"]} == {"inst:a", "inst:l"}
    listed = "{ worklist(orderBy: {field: KIND}) { totalCount nodes { kind gap method } } }"
    found = (await world.data(listed))["worklist"]
    assert found == {
        "totalCount": 2,
        "nodes": [
            {"kind": "CANDIDATE", "gap": None, "method": "candidates/2"},
            {"kind": "GAP", "gap": "gap:county:HU223:library:museum", "method": None},
        ],
    }
    zala = 'where: {concerns: {some: {place: {id: {eq: "settlement:HU223"}}}}}'
    groups = "groupBy(keys: [STATE, KIND]) { nodes { key { value } count } }"
    grouped = (await world.data(f"{{ worklist({zala}) {{ {groups} }} }}"))["worklist"]["groupBy"]["nodes"]
    assert [([key["value"] for key in one["key"]], one["count"]) for one in grouped] == [
        (["OPEN", "CANDIDATE"], 1),
        (["OPEN", "GAP"], 1),
    ]


async def test_an_update_tells_absent_from_null_and_asks_for_the_revision(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l", assignee="Kiss Anna", workNotes="x")
    told = "workItem { state assignee workNotes revision }"
    first = await world.do("workItemUpdate", told, id=id_, state="CONTACTED", workNotes=None, expectedVersion=1)
    assert first["workItem"] == {"state": "CONTACTED", "assignee": "Kiss Anna", "workNotes": None, "revision": 2}
    late = await world.send("workItemUpdate", told, id=id_, state="REJECTED", expectedVersion=1)
    assert [error["code"] for error in late["errors"]] == ["VERSION_CONFLICT"]
    assert late["workItem"] == first["workItem"]
    missing = await world.refused("workItemUpdate", id=id_, state=None)
    assert (missing["code"], missing["path"]) == ("REQUIRED_MISSING", ["input", "state"])


async def test_a_repeat_with_the_same_key_gives_the_first_item(world: World) -> None:
    input_ = {"kind": "IDEA", "concerns": ["inst:a", "inst:l"], "clientMutationId": "once"}
    first = await world.do("workItemCreate", "workItem { id }", **input_)
    assert await world.do("workItemCreate", "workItem { id }", **input_) == first
    assert (await world.data("{ worklist { totalCount } }"))["worklist"] == {"totalCount": 1}


async def test_closing_and_reopening_by_hand_sets_the_moment(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    await world.do("workItemUpdate", id=id_, state="REJECTED")
    closed = (await world.item(id_))["closedAt"]
    assert closed is not None
    await world.do("workItemUpdate", id=id_, workNotes="mert messze van")
    assert (await world.item(id_))["closedAt"] == closed
    await world.do("workItemUpdate", id=id_, state="OPEN")
    assert (await world.item(id_))["closedAt"] is None


async def test_what_an_item_cannot_be_of_is_refused(world: World) -> None:
    for kind, concerns, code, path in (
        ("CANDIDATE", ["inst:a"], "WORK_CONCERNS", ["input", "concerns"]),
        ("IDEA", [], "WORK_CONCERNS", ["input", "concerns"]),
        ("GAP", ["inst:a", "inst:b", "inst:l"], "WORK_CONCERNS", ["input", "concerns"]),
        ("IDEA", ["inst:a", "inst:a"], "TIE_EXISTS", ["input", "concerns", "1"]),
        ("IDEA", ["inst:a", "inst:none"], "END_UNKNOWN", ["input", "concerns", "1"]),
        ("IDEA", ["inst:a", "settlement:HU223"], "END_LABEL", ["input", "concerns", "1"]),
    ):
        error = await world.refused("workItemCreate", kind=kind, concerns=concerns)
        assert (error["code"], error["path"]) == (code, path)
    world.viewer = Viewer(PUBLIC)
    with pytest.raises(AssertionError, match="SCOPE_MISSING"):
        await world.add("inst:a", "inst:l")


async def test_a_pair_has_one_open_item(world: World) -> None:
    first = await world.add("inst:a", "inst:l")
    error = await world.refused("workItemCreate", kind="IDEA", concerns=["inst:l", "inst:a"])
    assert (error["code"], error["allowed"]) == ("WORK_PAIR_OPEN", [first])
    await world.add("inst:a", kind="GAP")  # of one of them alone
    await world.do("workItemUpdate", id=first, state="REJECTED")
    second = await world.add("inst:l", "inst:a")
    error = await world.refused("workItemUpdate", id=first, state="CONTACTED")
    assert (error["code"], error["allowed"]) == ("WORK_PAIR_OPEN", [second])


async def test_a_pair_that_works_together_has_no_open_item(world: World) -> None:
    await world.collaboration("collab:1", "inst:a", "inst:l")
    error = await world.refused("workItemCreate", kind="IDEA", concerns=["inst:a", "inst:l"])
    assert (error["code"], error["allowed"]) == ("WORK_PAIR_TIED", ["collab:1"])


async def test_an_institution_with_items_goes_only_with_them(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    error = await world.refused("institutionDelete", id="inst:a")
    assert (error["code"], error["allowed"]) == ("DELETE_ORPHANS", [id_])
    gone = await world.do("institutionDelete", "deleted", id="inst:a", cascade=True)
    assert sorted(gone["deleted"]) == ["inst:a", id_]
    assert (await world.data(f'{{ workItem(id: "{id_}") {{ id }} }}'))["workItem"] is None


async def test_a_deleted_item_leaves_the_institutions_and_its_history(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    before = (await world.data('{ institution(id: "inst:a") { revision updatedAt } }'))["institution"]
    await world.do("workItemDelete", id=id_)
    found = await world.data('{ institution(id: "inst:a") { revision updatedAt workItems { totalCount } } }')
    assert found["institution"] == {**before, "workItems": {"totalCount": 0}}
    assert [change["action"] for change in await world.changes(id_)] == ["created", "deleted"]


async def test_the_history_of_an_item_keeps_persons_and_notes_apart(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l", assignee="Kiss Anna", workNotes="titok", comment="mert kell")
    await world.do("workItemUpdate", id=id_, state="CONTACTED", workNotes="más titok")
    first, second = await world.changes(id_)
    assert {json.loads(one)["n"] for one in first["personalFields"]} == {"workAssignee", "workNotes"}
    assert [json.loads(one) for one in second["personalFields"]] == [{"n": "workNotes", "b": "titok", "a": "más titok"}]
    assert [json.loads(one) for one in second["fields"]] == [{"n": "state", "b": "open", "a": "contacted"}]
    assert "titok" not in json.dumps([first["fields"], second["fields"], first["hidden"], second["hidden"]])
    assert {json.loads(one)["o"] for one in first["relationships"]} == {"inst:a", "inst:l"}
    told = "{ nodes { action madeBy comment personalFields { name } } }"
    asked = f'{{ workItem(id: "{id_}") {{ assignee workNotes history {told} }} }}'
    public = (await world.seen_by(Viewer(PUBLIC)).data(asked))["workItem"]
    assert (public["assignee"], public["workNotes"]) == (None, None)
    assert all(one["madeBy"] is one["comment"] is None for one in public["history"]["nodes"])
    assert all(not one["personalFields"] for one in public["history"]["nodes"])
    seen = (await world.data(asked))["workItem"]
    assert seen["workNotes"] == "más titok"
    assert [one["comment"] for one in seen["history"]["nodes"]] == ["mert kell", None]


async def test_an_item_is_written_with_the_scope_for_it_and_within_the_counties_of_the_key(world: World) -> None:
    zala = Viewer(frozenset({"read", "write"}), key="key:zala", counties=frozenset({"HU223"}))
    await world.store.write([Statement(_SITED)], seconds=30)
    id_ = await world.seen_by(zala).add("inst:a", "inst:l")
    error = await world.seen_by(zala).refused("workItemCreate", kind="IDEA", concerns=["inst:a", "inst:far"])
    assert error["code"] == "COUNTY_FORBIDDEN"
    assert await world.number("county:HU223") == await world.number() == await world.number("label:WorkItem")
    assert await world.number("county:HU232") < await world.number()
    assert (await world.changes(id_))[0]["counties"] == ["HU223"]


_SITED = (
    "MATCH (i:Institution)-[:LOCATED_IN]->(s)-[:IN_COUNTY]->(c:County) WHERE NOT (i)-[:SITED_IN]->(c) "
    "CREATE (i)-[:SITED_IN]->(c) RETURN count(*) AS n"
)

"""What was changed is put back to the last property, and what others changed since is left alone and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from graph_service.cypher import Statement
from graph_service.store.store import Store
from graph_service.writes import undo_run
from graph_service.writes.derivations import derivations
from graph_service.writes.edits import Edit, NodeEdit, TieEdit
from graph_service.writes.history import Author
from graph_service.writes.pending import catch_up
from graph_service.writes.undo_run import Undoing
from graph_service.writes.undoing import Undone
from tests.engines.running import Name, RunningEngine
from tests.store.derived import state
from tests.undoing.edits import MODEL, SHAPES, Random, held, write

pytestmark = pytest.mark.anyio

WHO = Author("key:test")
KINDS = {"created", "deleted", "updated", "linked", "unlinked"}
PARTNER = {"role": "partner"}
TRANSACTIONS: Mapping[Name, int] = {"embedded": 25, "neo4j": 12}


async def undo(store: Store, what: str | int, *, partial: bool = False, dry: bool = False) -> Undone:
    return await Undoing(store, SHAPES, str(what), WHO, partial, dry).run()


async def made(store: Store, edits: Sequence[Edit], import_id: str | None = None) -> int:
    """The number of the data after edits that nobody refuses."""
    written = await write(store, edits, Author("key:test", None, import_id))
    assert written is not None
    assert written.number is not None
    return written.number


async def what_follows(store: Store) -> dict[str, str]:
    """All that is derived, caught up, by the derivation."""
    await catch_up(store, MODEL)
    return {one.name: await state(store, one) for one in derivations(MODEL)}


async def import_at_random(store: Store, seed: int, transactions: int) -> str:
    """An import of random edits, in so many transactions; its id. Every kind of change is in it."""
    name, draw, kinds, done = f"import:r{seed}", Random(store, seed), set[str](), 0
    text = "CREATE (i:Import {id: $id, state: 'done', name: 'r', digest: $id})"
    await store.write([Statement(text, {"id": name})], seconds=60)
    while done < transactions or not kinds >= KINDS:
        written = await write(store, await draw.edits(), Author("key:test", None, name))
        for change in written.changes if written is not None else ():
            kind = "created" if change.before is None else "deleted" if change.after is None else "updated"
            kinds.add(kind)
            for tie in change.ties:
                kind = "linked" if tie.before is None else "unlinked" if tie.after is None else "relinked"
                kinds.add(kind)
        done += written is not None
    return name


@pytest.mark.parametrize("size", [2_000, 10])
async def test_an_import_is_undone_and_redone_to_the_last_property(
    own_store: Store, monkeypatch: pytest.MonkeyPatch, size: int, own_engine: RunningEngine
) -> None:
    monkeypatch.setattr(undo_run, "BATCH", size)
    followed, before = await what_follows(own_store), await held(own_store)
    name = await import_at_random(own_store, size, TRANSACTIONS[own_engine.name])
    assert await what_follows(own_store) != followed
    after = await held(own_store)
    assert after != before
    told = await undo(own_store, name, dry=True)
    assert (await held(own_store)) == after
    assert (told.left, told.problems, told.numbers) == ([], [], [])
    done = await undo(own_store, name)
    assert (done.left, done.problems) == ([], [])
    assert len(done.numbers) == 1 if size == 2_000 else len(done.numbers) > 3
    assert done.changes == told.changes
    assert await what_follows(own_store) == followed
    again = await held(own_store)
    assert again.nodes == before.nodes
    assert again.ties == before.ties
    [row] = await own_store.records(Statement("MATCH (i:Import {id: $id}) RETURN i.state AS state", {"id": name}))
    assert row["state"] == "undone"
    assert (await undo(own_store, name)).changes == 0
    for number in reversed(done.numbers):
        redone = await undo(own_store, number)
        assert (redone.left, redone.problems) == ([], [])
    await catch_up(own_store, MODEL)
    redone_state = await held(own_store)
    assert redone_state.nodes == after.nodes
    assert redone_state.ties == after.ties
    assert (await undo(own_store, name)).left == []
    assert await what_follows(own_store) == followed
    assert (await held(own_store)) == before


async def some(store: Store, label: str, number: int = 3) -> list[str]:
    """Ids of nodes of a label, always the same."""
    text = f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id LIMIT {number}"
    return [row["id"] for row in await store.records(Statement(text), seconds=60)]


def renamed(id_: str, name: str) -> NodeEdit:
    return NodeEdit("update", "Institution", id_, {"nameHu": name})


async def name_of(store: Store, id_: str) -> str:
    [row] = await store.records(Statement("MATCH (n:Node {id: $id}) RETURN n.nameHu AS name", {"id": id_}), seconds=60)
    return str(row["name"])


async def test_what_others_changed_since_is_left_and_named(own_store: Store) -> None:
    before = await held(own_store)
    a, b, c = await some(own_store, "Institution")
    name = "import:touched"
    first = await made(own_store, [renamed(a, "A1"), renamed(b, "B1"), renamed(c, "C1")], name)
    later = await made(own_store, [renamed(b, "B2")])
    refused = await undo(own_store, name)
    assert [(left.node, [change.number for change in left.changes]) for left in refused.left] == [(b, [later])]
    [change] = refused.left[0].changes
    assert change.made_by == "key:test"
    assert (refused.changes, refused.numbers) == (0, [])
    assert [await name_of(own_store, id_) for id_ in (a, b, c)] == ["A1", "B2", "C1"]
    done = await undo(own_store, name, partial=True)
    assert (done.changes, [left.node for left in done.left]) == (2, [b])
    state = await held(own_store)
    assert [state.nodes[id_] for id_ in (a, c)] == [before.nodes[id_] for id_ in (a, c)]
    assert state.nodes[b]["nameHu"] == "B2"
    assert (await undo(own_store, later)).changes == 1
    assert (await undo(own_store, first)).left == []
    assert await held(own_store) == before


async def test_an_undone_change_in_between_does_not_count_and_one_that_stands_does(own_store: Store) -> None:
    a, b, _ = await some(own_store, "Institution")
    before = await held(own_store)
    first = await made(own_store, [renamed(a, "A1")])
    second = await made(own_store, [renamed(a, "A2")])
    [off] = (await undo(own_store, second)).numbers
    [away] = (await undo(own_store, first)).numbers
    assert await held(own_store) == before
    # The second would bring back a name that follows from the first, which is undone.
    assert [left.node for left in (await undo(own_store, off)).left] == [a]
    assert (await undo(own_store, away)).left == []
    assert (await undo(own_store, off)).left == []
    assert await name_of(own_store, a) == "A2"
    assert (await undo(own_store, first)).left != []
    for number in (second, first):
        assert (await undo(own_store, number)).left == []
    assert await held(own_store) == before
    assert (await undo(own_store, first)).changes == 0
    assert b != a


async def test_a_new_node_that_others_have_come_to_need_stays(own_store: Store) -> None:
    before = await held(own_store)
    [old] = await some(own_store, "Institution", 1)
    copied = await Random(own_store, 7).copy("Institution", old)
    new = copied[0]
    assert isinstance(new, NodeEdit)
    first = await made(own_store, copied)
    [collaboration] = await some(own_store, "Collaboration", 1)
    later = await made(own_store, [TieEdit("add", "PARTICIPATES_IN", new.id, collaboration, "k", PARTNER)])
    refused = await undo(own_store, first)
    assert [(left.node, [c.number for c in left.changes]) for left in refused.left] == [(new.id, [later])]
    assert new.id in (await held(own_store)).nodes
    partly = await undo(own_store, first, partial=True)
    assert (partly.changes, [left.node for left in partly.left]) == (0, [new.id])
    assert new.id in (await held(own_store)).nodes
    assert (await undo(own_store, later)).left == []
    assert (await undo(own_store, first)).left == []
    assert await held(own_store) == before


async def test_a_relationship_whose_end_is_gone_cannot_come_back(own_store: Store) -> None:
    [institution] = await some(own_store, "Institution", 1)
    text = "MATCH (n {id: $id})-[e:PARTICIPATES_IN]->(c) RETURN c.id AS id, e.key AS key ORDER BY id LIMIT 1"
    [row] = await own_store.records(Statement(text, {"id": institution}), seconds=60)
    first = await made(own_store, [TieEdit("remove", "PARTICIPATES_IN", institution, row["id"], row["key"])])
    label = SHAPES.model.label_of(row["id"])
    assert label is not None
    later = await made(own_store, [NodeEdit("delete", label.name, row["id"], cascades=True)])
    refused = await undo(own_store, first)
    assert [(left.node, [c.number for c in left.changes]) for left in refused.left] == [(institution, [later])]
    for number in (later, first):
        assert (await undo(own_store, number)).left == []


async def test_what_would_break_a_rule_is_left_and_told(own_store: Store) -> None:
    before = await held(own_store)
    text = (
        "MATCH (p:TopProject)<-[:PARTNER_IN]-(n) WITH p, n ORDER BY p.id, n.id WITH p, collect(n.id) AS partners "
        "RETURN p.id AS id, partners ORDER BY size(partners) LIMIT 1"
    )
    [row] = await own_store.records(Statement(text), seconds=60)
    known = set(row["partners"])
    everybody = await some(own_store, "Institution", 40)
    a, b = [id_ for id_ in everybody if id_ not in known][:2]
    name = "import:rules"
    first = [
        *(TieEdit("add", "PARTNER_IN", one, row["id"], None, {"role": "member"}) for one in (a, b)),
        renamed(a, "Aa"),
    ]
    await made(own_store, first, name)
    later = await made(own_store, [TieEdit("remove", "PARTNER_IN", one, row["id"]) for one in row["partners"]])
    refused = await undo(own_store, name)
    assert [problem.code for problem in refused.problems] == ["RULE_TOP_PARTNERS"]
    assert (refused.changes, await name_of(own_store, a)) == (0, "Aa")
    partly = await undo(own_store, name, partial=True)
    assert [problem.code for problem in partly.problems] == ["RULE_TOP_PARTNERS"]
    assert {left.node for left in partly.left} == {a, b}
    assert await name_of(own_store, a) == before.nodes[a]["nameHu"]
    for what in (later, name):
        assert (await undo(own_store, what)).left == []
    state = await held(own_store)
    # It was undone in two parts: that counts as changes of what both touched.
    for name_ in ("revision", "updatedAt"):
        assert state.nodes[a].pop(name_) != before.nodes[a].pop(name_, None)
    assert state == before


async def test_history_is_found_again_at_what_came_back(own_store: Store) -> None:
    [id_] = await some(own_store, "Event", 1)
    label = SHAPES.model.label_of(id_)
    assert label is not None
    renaming = await made(own_store, [NodeEdit("update", label.name, id_, {"nameHu": "Új név"})])
    deleted = await made(own_store, [NodeEdit("delete", label.name, id_, cascades=True)])
    [back] = (await undo(own_store, deleted)).numbers
    text = (
        "MATCH (c:Change {subject: $id})-[:CHANGED]->({id: $id}) WHERE c.number >= $first "
        "RETURN c.number AS number, c.undoes AS undoes ORDER BY number"
    )
    rows = await own_store.records(Statement(text, {"id": id_, "first": renaming}), seconds=60)
    assert [(row["number"], row["undoes"]) for row in rows] == [(renaming, None), (deleted, None), (back, str(deleted))]
    [row] = await own_store.records(
        Statement(
            "MATCH (c:Change {number: $n}) WHERE c.subject = $id RETURN c.changeComment AS why, c.action AS did",
            {"n": back, "id": id_},
        ),
        seconds=60,
    )
    assert row == {"why": f"undo of {deleted}", "did": "created"}
    assert (await undo(own_store, renaming)).left == []


async def test_what_was_taken_since_does_not_come_back_twice(own_store: Store) -> None:
    a, b, _ = await some(own_store, "Institution")
    [row] = await own_store.records(
        Statement("MATCH (n:Institution {id: $id}) RETURN n.dataOrigin AS origin", {"id": a}), seconds=60
    )
    real = [NodeEdit("update", "Institution", id_, {"dataOrigin": "real_open"}) for id_ in (a, b)]
    start = await made(own_store, real)
    given = await made(own_store, [NodeEdit("update", "Institution", a, {"isil": "HU-ZZ1"})])
    gone = await made(own_store, [NodeEdit("update", "Institution", a, {"isil": None})])
    moved = await made(own_store, [NodeEdit("update", "Institution", b, {"isil": "HU-ZZ1"})])
    assert [left.node for left in (await undo(own_store, gone)).left] == [a]
    for number in (moved, gone, given, start):
        assert (await undo(own_store, number)).left == []
    assert row["origin"] == (await held(own_store)).nodes[a]["dataOrigin"]

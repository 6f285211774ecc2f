"""`changed` over both engines: every kind of change, filters, going on, whatever is selected, and writers that race."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from graph_service.access.scopes import PUBLIC, READ_PEOPLE
from graph_service.access.viewer import Viewer
from graph_service.api.service import Api, build_api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.edits import NodeEdit
from tests.live.following import FOLLOWED, Followed, followed
from tests.live.writing import badge, tied, write, write_until_done

pytestmark = pytest.mark.anyio
NEWS = f"subscription {{ changed {{ {FOLLOWED} }} }}"
AFTER = f"subscription ($since: ID) {{ changed(since: $since) {{ {FOLLOWED} }} }}"
FILTERED = f"subscription ($c: ID, $l: [ChangedLabel!]) {{ changed(county: $c, labels: $l) {{ {FOLLOWED} }} }}"
_PLACES = Statement(
    "UNWIND [['zala', 'HU223'], ['somogy', 'HU232']] AS p "
    "CREATE (:Node:County {id: 'county:' + p[0], nuts3: p[1], dataOrigin: 'real', nameHu: p[0]})"
    "<-[:IN_COUNTY]-(:Node:Settlement {id: 'settlement:' + p[0], dataOrigin: 'real', nameHu: p[0]}) "
    "RETURN count(*) AS made"
)


@pytest.fixture(scope="module")
def whole_api() -> Api:
    return build_api(load_model())


@pytest.fixture
def here(whole_api: Api, bare_store: Store) -> Iterator[Followed]:
    """A service over an empty graph."""
    with followed(whole_api, bare_store) as made:
        yield made


def event(name: str, settlement: str) -> NodeEdit:
    values = {
        **{"dataOrigin": "synthetic", "nameHu": name, "type": "workshop", "startDate": date(2018, 5, 1)},
        **{"international": False, "languages": ["hu"]},
    }
    return NodeEdit("create", "Event", f"event:{name}", values, {"settlement": f"settlement:{settlement}"})


async def test_each_kind_of_change_is_told_in_order(here: Followed, bare_store: Store) -> None:
    started = await write(bare_store, [badge("first")])
    quest = NodeEdit(
        "create", "Quest", "quest:q", {"dataOrigin": "synthetic", "nameHu": "q", "points": 1, "active": True}
    )
    app = NodeEdit("create", "GameApp", "game:g", {"dataOrigin": "synthetic", "nameHu": "g", "kind": "game"})
    document = (
        "subscription { changed { dataVersion changes { number action subject "
        "fields { name before after } relationships { type action from to } } } }"
    )
    steps = [
        [badge("b"), app, quest],
        [tied("add", "AWARDS", quest.id, "badge:b")],
        [NodeEdit("update", "Badge", "badge:b", {"threshold": 9})],
        [tied("remove", "AWARDS", quest.id, "badge:b")],
        [NodeEdit("delete", "Badge", "badge:b")],
    ]
    async with here.events(document) as events:
        assert await events.next() == {"dataVersion": started, "changes": []}
        found = []
        for step in steps:
            number = await write(bare_store, step)
            here.wake()
            told = await events.next()
            assert told["dataVersion"] == number
            assert {change["number"] for change in told["changes"]} == {number}
            found.append(told["changes"])
    assert [[(c["action"], c["subject"]) for c in changes] for changes in found] == [
        [("CREATED", "badge:b"), ("CREATED", "game:g"), ("CREATED", "quest:q")],
        [("UPDATED", "quest:q")],
        [("UPDATED", "badge:b")],
        [("UPDATED", "quest:q")],
        [("DELETED", "badge:b")],
    ]
    tie = {"type": "AWARDS", "from": "quest:q", "to": "badge:b"}
    assert found[1][0]["relationships"] == [{**tie, "action": "added"}]
    assert found[2][0]["fields"] == [{"name": "threshold", "before": "3", "after": "9"}]
    assert found[3][0]["relationships"] == [{**tie, "action": "removed"}]


async def test_what_touched_a_county_and_what_is_of_a_label(here: Followed, bare_store: Store) -> None:
    await bare_store.write([_PLACES], seconds=60)
    await write(bare_store, [badge("first")])
    asked = [{"c": "county:zala"}, {"c": "HU232", "l": ["EVENT"]}, {"l": ["BADGE", "QUEST"]}]
    wanted = ["event:zala", "event:somogy", "badge:nowhere"]
    for turn, (variables, subject) in enumerate(zip(asked, wanted, strict=True)):
        async with here.events(FILTERED, variables) as events:
            assert (await events.next())["changes"] == []
            for again in "ab":
                name = f"-{turn}{again}"
                await write(bare_store, [event(f"zala{name}", "zala"), event(f"somogy{name}", "somogy")])
                await write(bare_store, [badge(f"nowhere{name}")])
            here.wake()
            changes = await events.changes(2)
        assert [change["subject"] for change in changes] == [f"{subject}-{turn}a", f"{subject}-{turn}b"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('county: "HU999"', "NOT_FOUND"),
        ("labels: []", "LIST_EMPTY"),
        ("labels: [COUNTY]", "VALUE_TYPE"),
        ('since: "yesterday"', "CHANGES_CURSOR"),
        ("since: 99", "CHANGES_AHEAD"),
        ("since: 1", "CHANGES_GONE"),
    ],
)
async def test_what_cannot_be_followed_is_refused(here: Followed, bare_store: Store, arguments: str, code: str) -> None:
    await write(bare_store, [badge("first")])
    await write(bare_store, [badge("second")])
    await write(bare_store, [badge("third")])
    await bare_store.write([Statement("MATCH (c:Change) WHERE c.number < 3 DETACH DELETE c")], seconds=60)
    async with here.events(f"subscription {{ changed({arguments}) {{ cursor }} }}") as events:
        assert await events.next() == [code]


async def test_every_event_can_be_gone_on_from(here: Followed, bare_store: Store) -> None:
    await write(bare_store, [badge("first")])
    for size in (1, 130, 40, 40, 40):
        await write(bare_store, [badge(f"{size}-{number}-{await _count(bare_store)}") for number in range(size)])
    async with here.events(AFTER, {"since": 1}) as events:
        told = [await events.next() for _ in range(4)]
    sizes = [(len(one["changes"]), one["dataVersion"], one["cursor"]) for one in told]
    assert sizes == [(1, 2, "2"), (100, 2, "3:99"), (70, 4, "4"), (80, 6, "6")]
    for one, following in pairwise(told):
        async with here.events(AFTER, {"since": one["cursor"]}) as events:
            assert (await events.next())["changes"][0] == following["changes"][0]


async def test_guarded_fields_need_their_scope_and_nodes_take_any_selection(whole_api: Api, bare_store: Store) -> None:
    await write(bare_store, [badge("first")])
    name = {"dataOrigin": "synthetic", "familyName": "Próba", "givenName": "Erzsébet"}
    await write(bare_store, [NodeEdit("create", "Professional", "prof:p", name)])
    document = (
        "subscription { changed(since: 1) { changes { id personalFields { name after } "
        "nodes { nodes { __typename id ... on Professional { familyName } } } } } }"
    )
    with followed(whole_api, bare_store) as here:
        async with here.events(document) as events:
            [change] = (await events.next())["changes"]
    assert change["personalFields"] is None
    assert change["nodes"]["nodes"] == [{"__typename": "Professional", "id": "prof:p", "familyName": None}]
    with followed(whole_api, bare_store, Viewer(PUBLIC | {READ_PEOPLE})) as here:
        async with here.events(document) as events:
            [change] = (await events.next())["changes"]
    assert {"name": "familyName", "after": "Próba"} in change["personalFields"]
    assert change["nodes"]["nodes"] == [{"__typename": "Professional", "id": "prof:p", "familyName": "Próba"}]


async def test_writers_that_race_are_followed_in_the_order_of_their_numbers(here: Followed, bare_store: Store) -> None:
    """Numbers are given under one lock: no later number is seen before an earlier one, and none is seen in part."""
    await write(bare_store, [badge("first")])
    written: dict[int, set[str]] = {}

    async def writer(name: str) -> None:
        for turn in range(8):
            names = [f"{name}-{turn}-{place}" for place in range(1 + turn * 3)]
            number = await write_until_done(bare_store, [badge(one) for one in names])
            written[number] = {f"badge:{one}" for one in names}

    async with here.events(NEWS) as events:
        await events.next()
        writers = asyncio.gather(*(writer(name) for name in "abcd"))
        total = 4 * sum(1 + turn * 3 for turn in range(8))
        changes = await events.changes(total)
        await writers
    numbers = [change["number"] for change in changes]
    assert numbers == sorted(numbers)
    found: dict[int, set[str]] = {}
    for change in changes:
        found.setdefault(change["number"], set()).add(change["subject"])
    assert found == written
    assert len(changes) == total


async def _count(store: Store) -> int:
    [count] = await store.read(Statement("CALL () { MATCH (b:Badge) RETURN count(b) AS n } RETURN n"), seconds=60)
    return int(count)

"""Operations with mutations: one transaction or one by one, repeats, partial updates, payloads as selected."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext
from graph_service.api.service import build_api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.writes.edits import Edit, NodeEdit, TieEdit
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import Run
from graph_service.writes.writing import Writing
from tests.engines.bolt_proxy import BoltProxy
from tests.engines.running import RunningEngine
from tests.mutations.world import EVERYTHING, HOME, SECONDS, World, codes, operation

pytestmark = pytest.mark.anyio

NAME = {"hu": "Név", "en": "Name"}


def badge(id_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "dataOrigin": "REAL_CITED", "name": NAME, "threshold": 1, **more}


async def count_of(world: World, label: str) -> int:
    [record] = await world.store.records(Statement(f"MATCH (n:{label}) RETURN count(n) AS number"), quiet=True)
    return int(record["number"])


# One transaction


async def test_one_that_fails_takes_all_others_back(world: World) -> None:
    before = await world.digest()
    asked = (
        ("badgeCreate", badge("badge:good"), "badge { id }"),
        ("badgeUpdate", {"id": "badge:nobody", "threshold": 2}, "badge { id }"),
        ("badgeCreate", badge("badge:better"), "badge { id }"),
    )
    data = await world.data(*operation(*asked))
    told = [[error["code"] for error in data[key]["errors"]] for key in ("m0", "m1", "m2")]
    assert told == [["ROLLED_BACK"], ["NODE_UNKNOWN"], ["ROLLED_BACK"]]
    assert [data[key]["badge"] for key in data] == [None, None, None]
    assert [data[key]["dataVersion"] for key in data] == [None, None, None]
    assert await world.digest() == before


async def test_one_by_one_each_stands_for_itself(world: World) -> None:
    before = await world.number()
    asked = (
        ("badgeCreate", badge("badge:one"), "badge { id }"),
        ("badgeUpdate", {"id": "badge:nobody", "threshold": 2}, "badge { id }"),
        ("badgeUpdate", {"id": "badge:one", "threshold": 7}, "badge { threshold revision }"),
    )
    data = await world.data(*operation(*asked, directive="@oneByOne"))
    assert [[error["code"] for error in data[key]["errors"]] for key in data] == [[], ["NODE_UNKNOWN"], []]
    assert data["m2"]["badge"] == {"threshold": 7, "revision": 2}
    assert [data[key]["dataVersion"] for key in data] == [before + 1, None, before + 2]


async def test_two_changes_of_one_node_in_one_transaction_are_one_change(world: World) -> None:
    await world.do("badgeCreate", badge("badge:twice"))
    asked = [("badgeUpdate", {"id": "badge:twice", "threshold": n}, "badge { threshold revision }") for n in (5, 6)]
    data = await world.data(*operation(*asked))
    # Both payloads tell of the end of the transaction.
    assert [data[key]["badge"] for key in data] == [{"threshold": 6, "revision": 2}] * 2
    assert len(await world.changes("badge:twice")) == 2


async def test_what_changes_nothing_raises_no_number(world: World) -> None:
    await world.do("badgeCreate", badge("badge:same"))
    before = await world.digest()
    payload = await world.send("badgeUpdate", {"id": "badge:same", "threshold": 1, "name": NAME}, "badge { revision }")
    assert (payload["errors"], payload["dataVersion"], payload["badge"]) == ([], None, {"revision": 1})
    assert await world.digest() == before


async def test_the_number_of_the_data_stands_in_the_extensions(world: World) -> None:
    result = await world.execute(*operation(("badgeCreate", badge("badge:extended"), "")))
    assert result.data
    assert result.extensions
    assert result.extensions["dataVersion"] == result.data["m0"]["dataVersion"] == await world.number()
    assert result.extensions["cost"]["price"] >= 10


# Absent and null


@pytest.mark.parametrize("way", ["literal", "variable", "field"])
async def test_absent_stays_and_null_takes_away(world: World, way: str) -> None:
    id_ = await world.institution("MUSEUM", address="a", staffCount=3)
    select = "institution { address staffCount }"
    head, shown, variables = {
        "literal": ("", f'{{id: "{id_}", address: null}}', {}),
        "variable": ("($i: InstitutionUpdateInput!)", "$i", {"i": {"id": id_, "address": None}}),
        "field": ("($a: String, $s: Int)", f'{{id: "{id_}", address: $a, staffCount: $s}}', {"a": None}),
    }[way]
    data = await world.data(
        f"mutation {head} {{ m: institutionUpdate(input: {shown}) {{ errors {{ code }} {select} }} }}", variables
    )
    assert data["m"] == {"errors": [], "institution": {"address": None, "staffCount": 3}}


async def test_half_of_a_text_in_two_languages_changes_alone(world: World) -> None:
    await world.do("badgeCreate", badge("badge:half"))
    select = "badge { name { hu en } }"
    payload = await world.do("badgeUpdate", {"id": "badge:half", "name": {"en": "Other"}}, select)
    assert payload["badge"] == {"name": {"hu": "Név", "en": "Other"}}
    payload = await world.do("badgeUpdate", {"id": "badge:half", "name": {"hu": "Más", "en": None}}, select)
    assert payload["badge"] == {"name": {"hu": "Más", "en": None}}


# Payloads


async def test_payloads_are_shaped_as_they_were_selected(world: World) -> None:
    document = """
      mutation Shaped($i: BadgeCreateInput!, $no: Boolean!) {
        __typename
        first: badgeCreate(input: $i) {
          __typename kept: dataVersion @skip(if: $no) gone: dataVersion @include(if: $no)
          badge { ...Told ... on Badge { label: __typename } }
          errors { code }
        }
        second: badgeUpdate(input: {id: "badge:shaped", threshold: 9}) { badge { t: threshold ...Told } }
        third: badgeUpdate(input: {id: "badge:none", threshold: 9}) @include(if: $no) { badge { id } }
      }
      fragment Told on Badge { id history { nodes { action } } }
    """
    data = await world.data(document, {"i": badge("badge:shaped"), "no": False})
    number, history = await world.number(), {"nodes": [{"action": "CREATED"}]}
    told = {"id": "badge:shaped", "history": data["second"]["badge"]["history"]}
    assert data == {
        "__typename": "Mutation",
        "first": {
            "__typename": "BadgePayload",
            "kept": number,
            "badge": {**told, "label": "Badge"},
            "errors": [],
        },
        "second": {"badge": {"t": 9, **told}},
    }
    read = await world.data('{ node(id: "badge:shaped") { ... on Badge { threshold history { nodes { action } } } } }')
    assert read["node"] == {"threshold": 9, "history": history}


# Repeats


async def test_a_repeat_gives_the_first_result_whatever_became_of_the_node(world: World) -> None:
    input_ = badge("badge:once", clientMutationId="once-1")
    first = await world.do("badgeCreate", input_, "badge { id threshold revision }")
    before = await world.digest()
    assert await world.send("badgeCreate", input_, "badge { id threshold revision }") == first
    assert await world.digest() == before
    await world.do("badgeUpdate", {"id": "badge:once", "threshold": 50})
    assert await world.send("badgeCreate", input_, "badge { id threshold revision }") == first
    # What was not selected the first time is read as it is now.
    other = await world.send("badgeCreate", input_, "badge { threshold }")
    assert (other["badge"], other["dataVersion"], other["errors"]) == ({"threshold": 50}, first["dataVersion"], [])
    await world.do("badgeDelete", {"id": "badge:once"})
    assert await world.send("badgeCreate", input_, "badge { id threshold revision }") == first
    gone = await world.send("badgeCreate", input_, "badge { threshold }")
    assert (gone["badge"], gone["errors"], gone["dataVersion"]) == (None, [], first["dataVersion"])
    assert await world.stored("badge:once") is None


async def test_a_repeat_of_a_deletion_tells_what_was_deleted(world: World) -> None:
    await world.do("badgeCreate", badge("badge:away"))
    input_ = {"id": "badge:away", "clientMutationId": "away"}
    first = await world.do("badgeDelete", input_, "deleted")
    assert await world.send("badgeDelete", input_, "deleted") == first
    assert first["deleted"] == ["badge:away"]
    assert (await world.send("badgeDelete", input_, "again: deleted"))["again"] == ["badge:away"]


async def test_another_process_knows_what_was_asked(world: World, written_engine: RunningEngine) -> None:
    input_ = badge("badge:elsewhere", clientMutationId="elsewhere")
    first = await world.do("badgeCreate", input_, "badge { id revision }")
    options = replace(written_engine.options, notifications=False)
    async with open_store(options, run_migrations=False) as store:
        other = World(build_api(load_model()), store, world.model)
        assert await other.send("badgeCreate", input_, "badge { id revision }") == first


async def test_an_id_used_for_something_else_is_refused(world: World) -> None:
    await world.do("badgeCreate", badge("badge:mine", clientMutationId="mine"))
    for name, input_ in (
        ("badgeCreate", badge("badge:yours", clientMutationId="mine")),
        ("badgeUpdate", {"id": "badge:mine", "threshold": 1, "clientMutationId": "mine"}),
    ):
        [error] = await world.refused(name, input_)
        assert (error["code"], error["path"]) == ("CLIENT_MUTATION_ID_USED", ["input", "clientMutationId"])
    stranger = world.seen_by(Viewer(EVERYTHING.scopes, key="key:other"))
    await stranger.do("badgeCreate", badge("badge:yours", clientMutationId="mine"))


async def test_an_id_used_twice_in_one_operation_is_refused(world: World) -> None:
    before = await world.digest()
    twice = [("badgeCreate", badge(f"badge:t{n}", clientMutationId="twice"), "") for n in range(2)]
    data = await world.data(*operation(*twice))
    told = [[error["code"] for error in data[key]["errors"]] for key in data]
    assert told == [["ROLLED_BACK"], ["CLIENT_MUTATION_ID_USED"]]
    assert await world.digest() == before


async def test_what_was_refused_is_not_kept(world: World) -> None:
    input_ = badge("badge:later", clientMutationId="later", threshold=-1)
    [error] = await world.refused("badgeCreate", input_)
    assert error["code"] == "VALUE_BOUNDS"
    await world.do("badgeCreate", {**input_, "threshold": 1})


async def test_a_repeat_beside_what_fails_is_told_as_it_was(world: World) -> None:
    first = await world.do("badgeCreate", badge("badge:told", clientMutationId="told"), "badge { id }")
    again = ("badgeCreate", badge("badge:told", clientMutationId="told"), "badge { id }")
    other = ("badgeCreate", badge("badge:told", clientMutationId="told"), "badge { threshold }")
    fails = ("badgeUpdate", {"id": "badge:nobody", "threshold": 1}, "")
    data = await world.data(*operation(again, fails))
    assert data["m0"] == first
    assert [error["code"] for error in data["m1"]["errors"]] == ["NODE_UNKNOWN"]
    data = await world.data(*operation(other, fails))
    assert data["m0"]["badge"] == {"threshold": 1}
    assert data["m0"]["errors"] == []


async def test_the_same_at_once_happens_once(world: World) -> None:
    input_ = {"dataOrigin": "REAL_CITED", "name": NAME, "threshold": 1, "clientMutationId": "at once"}
    before = await count_of(world, "Badge")
    payloads = await asyncio.gather(*(world.send("badgeCreate", input_, "badge { id }") for _ in range(6)))
    assert len({str(payload) for payload in payloads}) == 1
    assert payloads[0]["errors"] == []
    assert await count_of(world, "Badge") == before + 1


async def test_the_same_at_once_from_two_processes_happens_once(world: World, written_engine: RunningEngine) -> None:
    """Two stores do not know of each other's turns: the database makes one of them wait, or try again."""
    options = replace(written_engine.options, notifications=False)
    async with open_store(options, run_migrations=False) as store:
        other = replace(world, store=store)
        for n in range(5):
            input_ = {"dataOrigin": "REAL_CITED", "name": NAME, "threshold": n, "clientMutationId": f"two-{n}"}
            before = await count_of(world, "Badge")
            sent = [one.send("badgeCreate", input_, "badge { id }") for one in (world, other, world, other)]
            payloads = await asyncio.gather(*sent)
            assert len({str(payload) for payload in payloads}) == 1
            assert await count_of(world, "Badge") == before + 1


async def test_a_connection_lost_after_the_commit_is_told_and_the_repeat_finds_it_done(
    world: World, written_engine: RunningEngine, tmp_path: Any
) -> None:
    with BoltProxy(written_engine.uri) as proxy:
        engine = written_engine.through(proxy.uri, tmp_path / "proxied")
        async with open_store(replace(engine.options, notifications=False), run_migrations=False) as store:
            behind = replace(world, store=store)
            for how, happened in (("after", 1), ("before", 0)):
                input_ = badge(f"badge:lost-{how}", clientMutationId=f"lost-{how}")
                with proxy.failing("COMMIT", how):
                    assert await behind.code(*operation(("badgeCreate", input_, ""))) == "STORE_OUTCOME_UNKNOWN"
                assert (await world.stored(f"badge:lost-{how}") is not None) is bool(happened)
                payload = await world.send("badgeCreate", input_, "badge { id revision }")
                assert payload["errors"] == []
                assert payload["badge"] == {"id": f"badge:lost-{how}", "revision": 1}
                assert len(await world.changes(f"badge:lost-{how}")) == 1


async def test_old_ids_are_forgotten_and_newer_ones_kept(world: World) -> None:
    now = datetime.now(UTC)
    text = "CREATE (k:IdempotencyKey {id: $id, at: datetime($at), request: '', outcome: '', subjects: []}) RETURN k.id"
    for id_, days in (("once:old", 31), ("once:young", 29)):
        await world.store.write(
            [Statement(text, {"id": id_, "at": (now - timedelta(days=days)).isoformat()})], seconds=9
        )
    await world.do("badgeCreate", badge("badge:sweeps", clientMutationId="sweeps"))
    [record] = await world.store.records(
        Statement("MATCH (k:IdempotencyKey) WHERE k.id IN ['once:old', 'once:young'] RETURN collect(k.id) AS ids")
    )
    assert record["ids"] == ["once:young"]


# Limits, and who may not


async def test_a_long_id_and_a_long_comment_are_refused(world: World) -> None:
    before = await world.digest()
    for name, most in (("clientMutationId", 200), ("comment", 1_000)):
        text = operation(("badgeCreate", badge("badge:long", **{name: "x" * (most + 1)}), ""))
        assert await world.code(*text) == "STRING_LENGTH"
    assert await world.digest() == before
    await world.do("badgeCreate", badge("badge:long", clientMutationId="y" * 200, comment="x" * 1_000))
    [change] = await world.changes("badge:long")
    assert change["changeComment"] == "x" * 1_000


async def test_more_mutations_than_may_be_are_refused(world: World) -> None:
    before = await world.digest()
    singles = [label.single for label in Shapes(world.model).labels.values()]
    fields = [
        f'{one}{end}(input: {{id: "x:1"}}) {{ errors {{ code }} }}' for one in singles for end in ("Delete", "Update")
    ]
    assert await world.code(f"mutation {{ {' '.join(fields[:51])} }}") == "TOO_MANY_MUTATIONS"
    assert await world.digest() == before
    assert len(await world.data(f"mutation {{ {' '.join(fields[:50])} }}")) == 50


async def test_a_list_of_more_items_than_may_be_is_refused(world: World) -> None:
    event = await world.node("Event")
    [error] = await world.refused("eventUpdate", {"id": event, "languages": ["hu"] * 251})
    assert (error["code"], error["path"]) == ("VALUE_ITEMS", ["input", "languages"])
    await world.do("eventUpdate", {"id": event, "languages": ["hu"] * 250})


async def test_a_service_without_a_way_to_write_says_so(world: World) -> None:
    context = RequestContext(world.store, "test", "en", EVERYTHING, SECONDS)
    document, variables = operation(("badgeCreate", badge("badge:no"), ""))
    result = await world.api.execute(document, variables, context)
    assert codes(result) == ["WRITES_MISSING"]


async def test_a_write_beyond_its_deadline_is_told_and_not_done(world: World) -> None:
    context = RequestContext(world.store, "test", "en", EVERYTHING, SECONDS, writes=world.store, write_seconds=0.0001)
    document, variables = operation(("badgeCreate", badge("badge:slow"), ""))
    before = await world.digest()
    result = await world.api.execute(document, variables, context)
    assert codes(result) == ["STORE_TIMEOUT"]
    assert await world.digest() == before


# What only imports can ask for


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (NodeEdit("update", "Settlement", HOME, {"name": "x"}), "LABEL_NOT_WRITABLE"),
        (NodeEdit("update", "Badge", "badge:by-hand", {"colour": "x"}), "FIELD_NOT_WRITABLE"),
        (NodeEdit("update", "Badge", "badge:by-hand", {"threshold": "x"}), "VALUE_KIND"),
        (NodeEdit("update", "Badge", "badge:by-hand", {"threshold": True}), "VALUE_KIND"),
        (NodeEdit("update", "Badge", "badge:by-hand", {"dataOrigin": "guessed"}), "VALUE_CODE"),
        (NodeEdit("update", "Event", "event:by-hand", {"languages": ["hu"] * 251}), "VALUE_ITEMS"),
        (NodeEdit("update", "Institution", "inst:by-hand", {"socialised": True}), "RULE_SOCIALISED"),
        (NodeEdit("update", "Institution", "inst:by-hand", {"participationLevel": 3}), "RULE_DERIVED"),
        (TieEdit("add", "COOPERATES_WITH", "inst:by-hand", "inst:by-hand"), "TYPE_NOT_WRITABLE"),
        (TieEdit("add", "PROMOTES", "badge:by-hand", "badge:by-hand"), "END_LABEL"),
        (TieEdit("add", "DESCRIBES", "pub:by-hand", "game:by-hand"), "END_LABEL"),
        (TieEdit("add", "PROMOTES", "game:by-hand", "game:by-hand"), "END_LABEL"),
        (TieEdit("add", "ADOPTED", "inst:by-hand", "practice:by-hand"), "REQUIRED_MISSING"),
        (TieEdit("add", "PROMOTES", "pub:by-hand", "practice:by-hand"), ""),
    ],
)
async def test_edits_that_no_input_can_hold_are_refused_all_the_same(world: World, edit: Edit, code: str) -> None:
    for label in ("Badge", "Event", "Publication", "GoodPractice", "GameApp", "Institution"):
        node = world.model.types[label]
        if await world.stored(f"{node.prefix}:by-hand") is None:
            await world.do(f"{node.single}Create", {**await world.least(label), "id": f"{node.prefix}:by-hand"})

    async def work(run: Run) -> set[str]:
        examined = await Writing(run, Shapes(world.model)).apply([edit])
        return {problem.code for problem in examined.problems}

    before = await world.number()
    found = await world.store.transact(work, seconds=SECONDS)
    assert found == ({code} if code else set())
    assert await world.number() == before

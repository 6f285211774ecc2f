"""Every mutation that the model gives: created with all fields and with the least, changed field by field, deleted."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLObjectType, build_schema

from graph_service.api.mutations.named import TieMutation, node_mutations, tie_mutations
from graph_service.model import load_model
from graph_service.model.structure import Property
from graph_service.model.writable import writable_labels, writable_ties, written_links, written_properties
from tests.engines.running import RunningEngine
from tests.exported import read_sdl
from tests.mutations.drawn import distinct, drawn, expected, told
from tests.mutations.world import SECTORS, World, everything_of, operation

pytestmark = pytest.mark.anyio

MODEL = load_model()
LABELS = [label.name for label in writable_labels(MODEL)]
HOMES = [
    pytest.param(tie.type, place, id=f"{tie.type}-{home.label.name}")
    for tie in writable_ties(MODEL)
    for place, home in enumerate(tie.homes)
]
ALL = {m.name for m in node_mutations(MODEL)} | {m.name for m in tie_mutations(MODEL)}
WRITTEN_OUT = {"workItemCreate", "workItemUpdate", "workItemDelete"} | {"importUndo", "transactionUndo", "nodeMerge"}
"""Tested in tests/worklist and in tests/undoing."""


@pytest.mark.static
def test_the_sdl_has_the_mutations_that_are_tested_here_and_no_others() -> None:
    root = build_schema(read_sdl()).mutation_type
    assert isinstance(root, GraphQLObjectType)
    assert set(root.fields) == ALL | WRITTEN_OUT
    assert len(ALL) >= 234


def given_properties(label: str) -> list[Property]:
    return [p for p in distinct(written_properties(MODEL.types[label])) if p.public]


def full_values(label: str) -> dict[str, Any]:
    """All properties; a made-up identifier stands beside data that say that they are real."""
    values = {p.name: drawn(p) for p in given_properties(label)} | {"dataOrigin": "REAL_CITED"}
    if label == "Institution":
        values |= {"sector": "LIBRARY", "institutionType": SECTORS["LIBRARY"]}
    return values | ({"form": "DIRECT"} if label == "VolunteerProgramme" else {})


async def full(world: World, label: str) -> dict[str, Any]:
    """An input with every field that there is."""
    links = {}
    for link in written_links(MODEL, MODEL.types[label]):
        links[link.name] = await world.node(link.labels[-1])
    return {**full_values(label), **links}


def read_back(label: str, node: dict[str, Any]) -> dict[str, Any]:
    """What an input could have given, of what was read."""
    links = [link.name for link in written_links(MODEL, MODEL.types[label])]
    read = {p.name: node[p.name] for p in given_properties(label)}
    return {**read, **{name: node[name] and node[name]["id"] for name in links}}


def as_read(label: str, values: dict[str, Any]) -> dict[str, Any]:
    """What is to be read of an input; lists that were not given are empty."""
    known = {p.name: p for p in given_properties(label)}
    missing = {name: [] if p.many else None for name, p in known.items()}
    missing |= dict.fromkeys((link.name for link in written_links(MODEL, MODEL.types[label])), None)
    given = {name: expected(known[name], v) if name in known else v for name, v in values.items() if name != "id"}
    return {**missing, **given}


async def read(world: World, label: str, id_: str) -> dict[str, Any] | None:
    """The node as a query reads it."""
    select = everything_of(MODEL, MODEL.types[label])
    text = f"query ($id: ID!) {{ node(id: $id) {{ ... on {label} {{ {select} }} }} }}"
    node: dict[str, Any] | None = (await world.data(text, {"id": id_}))["node"]
    return node


@pytest.mark.parametrize("label", LABELS)
async def test_created_with_all_fields_and_with_the_least(world: World, label: str) -> None:
    select, name = everything_of(MODEL, MODEL.types[label]), f"{MODEL.types[label].single}Create"
    for input_ in (await full(world, label), await world.least(label)):
        node = await world.make(label, name, input_, select)
        assert read_back(label, node) == as_read(label, input_)
        assert node["revision"] == 1
        assert await read(world, label, node["id"]) == node
        [change] = await world.changes(node["id"])
        assert (change["action"], change["label"], change["madeBy"]) == ("created", label, "key:test")
        assert MODEL.types[label].prefix == node["id"].partition(":")[0]


@pytest.mark.parametrize("label", LABELS)
async def test_each_field_changes_alone(world: World, label: str, written_engine: RunningEngine) -> None:
    """A value, nothing where that is allowed, and all others as they were; every fourth change on a Neo4j."""
    node = MODEL.types[label]
    id_ = (await world.make(label, f"{node.single}Create", await full(world, label)))["id"]
    held = await read(world, label, id_)
    assert held is not None
    for field, value in (await changes_of(world, label))[:: 4 if written_engine.name == "neo4j" else 1]:
        now = await updated(world, label, {"id": id_, field: value})
        is_changed = as_read(label, {field: value})[field] != read_back(label, held)[field]
        wanted = read_back(label, held) | {field: as_read(label, {field: value})[field]}
        assert read_back(label, now) == wanted, field
        assert now["revision"] == held["revision"] + is_changed
        held = now
    assert await read(world, label, id_) == held


async def changes_of(world: World, label: str) -> list[tuple[str, Any]]:
    """New values one by one, and null for what may be missing."""
    found: list[tuple[str, Any]] = []
    fresh = full_values(label)
    for prop in given_properties(label):
        if prop.name == "dataOrigin":
            found.append(("dataOrigin", "REAL_OPEN"))
            continue
        if not prop.required:
            found.append((prop.name, None))
        if prop.name not in ("sector", "institutionType"):  # of each other: `test_rules.py`
            found.append((prop.name, fresh[prop.name]))
    if label == "Institution":
        found += [("institutionType", "CITY_LIBRARY"), ("institutionType", SECTORS["LIBRARY"])]
    for link in written_links(MODEL, MODEL.types[label]):
        if link.card != "one":
            found.append((link.name, None))
        found.append((link.name, await world.node(link.labels[0])))
    return found


async def updated(world: World, label: str, input_: dict[str, Any]) -> dict[str, Any]:
    """The node after an update; the number rises where something changed, and only there."""
    single, before = MODEL.types[label].single, await world.number()
    payload = await world.send(f"{single}Update", input_, f"{single} {{ {everything_of(MODEL, MODEL.types[label])} }}")
    assert payload["errors"] == [], (input_, payload["errors"])
    after = await world.number()
    assert payload["dataVersion"] == (after if after > before else None)
    assert after - before in (0, 1)
    if after > before:
        world.tested.add(f"{single}Update")
    return dict(payload[single])


@pytest.mark.parametrize("label", LABELS)
async def test_what_is_required_cannot_be_taken_away(world: World, label: str) -> None:
    node = MODEL.types[label]
    id_ = (await world.make(label, f"{node.single}Create", await world.least(label)))["id"]
    required = [p.name for p in given_properties(label) if p.required]
    required += [link.name for link in written_links(MODEL, node) if link.card == "one"]
    before = await world.mark()
    for field in required:
        payload = await world.send(f"{node.single}Update", {"id": id_, field: None}, f"{node.single} {{ id }}")
        # A text of two languages is missing in both of them.
        assert {e["code"] for e in payload["errors"]} == {"REQUIRED_MISSING"}, field
        assert payload["errors"][0]["path"][:2] == ["input", field]
        assert payload[node.single] is None
    assert await world.mark() == before


@pytest.mark.parametrize("label", LABELS)
async def test_the_expected_version_must_be_the_present_one(world: World, label: str) -> None:
    node = MODEL.types[label]
    id_ = (await world.make(label, f"{node.single}Create", await world.least(label)))["id"]
    input_ = {"id": id_, "dataOrigin": "REAL_OPEN"}
    seen = await world.do(f"{node.single}Update", {**input_, "expectedVersion": 1}, f"{node.single} {{ revision }}")
    assert seen[node.single] == {"revision": 2}
    before = await world.mark()
    stale = {**input_, "dataOrigin": "REAL_CITED", "expectedVersion": 1}
    payload = await world.send(f"{node.single}Update", stale, f"{node.single} {{ revision dataOrigin }}")
    [error] = payload["errors"]
    assert (error["code"], error["path"]) == ("VERSION_CONFLICT", ["input", "expectedVersion"])
    assert payload[node.single] == {"revision": 2, "dataOrigin": "REAL_OPEN"}
    [error] = (await world.send(f"{node.single}Delete", {"id": id_, "expectedVersion": 1}))["errors"]
    assert error["code"] == "VERSION_CONFLICT"
    assert await world.mark() == before


@pytest.mark.parametrize("label", LABELS)
async def test_a_deleted_node_is_gone_with_its_relationships_and_its_history_stays(world: World, label: str) -> None:
    node = MODEL.types[label]
    id_ = (await world.make(label, f"{node.single}Create", await full(world, label)))["id"]
    payload = await world.do(f"{node.single}Delete", {"id": id_, "expectedVersion": 1}, "deleted")
    assert payload["deleted"] == [id_]
    assert await world.stored(id_) is None
    assert [c["action"] for c in await world.changes(id_)] == ["created", "deleted"]
    [error] = await world.refused(f"{node.single}Update", {"id": id_, "dataOrigin": "REAL_OPEN"})
    assert (error["code"], error["path"]) == ("NODE_UNKNOWN", ["input", "id"])
    [error] = await world.refused(f"{node.single}Delete", {"id": id_})
    assert error["code"] == "NODE_UNKNOWN"


@pytest.mark.parametrize(("type_", "place"), HOMES)
async def test_a_relationship_is_added_changed_and_removed(world: World, type_: str, place: int) -> None:
    [tie] = [tie for tie in writable_ties(MODEL) if tie.type == type_]
    home = tie.homes[place]
    near = await world.node(home.label.name)
    pairs = [pair for pair in tie.ends if pair[0 if home.starts_here else 1] == home.label.name]
    for number, pair in enumerate(pairs):
        far = await world.node(pair[1 if home.starts_here else 0])
        start, end = (near, far) if home.starts_here else (far, near)
        ends = {home.label.single: near, home.singular: far}
        values = {p.name: drawn(p) for p in tie.properties if p.required}
        held = len(await world.ties(type_, start, end))
        add, update, remove = (
            TieMutation(MODEL, tie, home, "add").name,
            TieMutation(MODEL, tie, home, "update").name,
            TieMutation(MODEL, tie, home, "remove").name,
        )
        keyed = {"key": "k"} if tie.keyed else {}
        await world.do(add, {**ends, **values, **keyed}, f"{home.label.single} {{ id }}")
        assert len(await world.ties(type_, start, end)) == held + 1
        [error] = await world.refused(add, {**ends, **values, **keyed})
        assert error["code"] == "TIE_EXISTS"
        if tie.properties and not number:
            await _changed(world, update, tie.properties, {**ends, **keyed}, (type_, start, end))
        await world.do(remove, {**ends, **keyed})
        assert len(await world.ties(type_, start, end)) == held
        [error] = await world.refused(remove, {**ends, **keyed})
        assert error["code"] == "TIE_UNKNOWN"


async def _changed(
    world: World, update: str, properties: tuple[Property, ...], which: dict[str, Any], place: tuple[str, str, str]
) -> None:
    """Each property alone: a value, nothing where that is allowed, all others as they were."""
    for prop in properties:
        for value in (drawn(prop), drawn(prop), *(() if prop.required else (None, drawn(prop)))):
            [before] = [t for t in await world.ties(*place) if t.get("key") == which.get("key")]
            payload = await world.send(update, {**which, prop.name: value})
            assert payload["errors"] == [], (prop.name, value, payload["errors"])
            [after] = [t for t in await world.ties(*place) if t.get("key") == which.get("key")]
            assert told(after.pop(prop.stored, None)) == told(value)
            before.pop(prop.stored, None)
            assert after == before
            if payload["dataVersion"] is not None:
                world.tested.add(update)
        if prop.required:
            [error] = await world.refused(update, {**which, prop.name: None})
            assert (error["code"], error["path"]) == ("REQUIRED_MISSING", ["input", prop.name])


async def test_every_mutation_of_the_sdl_was_tested_and_changed_something(world: World) -> None:
    """Runs last: the tests before it note what they have sent."""
    assert ALL - world.tested == set()


async def test_several_operations_build_on_each_other(world: World) -> None:
    """A node and what hangs on it, made in one transaction under ids of the caller's own."""
    game = {**await world.least("GameApp"), "id": "game:own"}
    quest = {**await world.least("Quest"), "app": "game:own", "id": "quest:own"}
    awards = {"quest": "quest:own", "awards": await world.node("Badge")}
    before = await world.number()
    data = await world.data(
        *operation(
            ("gameAppCreate", game, "gameApp { id }"),
            ("questCreate", quest, "quest { app { id } }"),
            ("questAddAwards", awards, "quest { awards { totalCount } }"),
        )
    )
    assert [data[key]["errors"] for key in data] == [[], [], []]
    assert data["m1"]["quest"] == {"app": {"id": "game:own"}}
    assert data["m2"]["quest"] == {"awards": {"totalCount": 1}}
    assert {data[key]["dataVersion"] for key in data} == {before + 1}

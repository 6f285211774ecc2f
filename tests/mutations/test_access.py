"""Who may write what: the scope, the counties of a key, and names that only some may read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_service.access.scopes import PUBLIC, READ, READ_PEOPLE, SCOPES, WRITE
from graph_service.access.viewer import ANYONE, Viewer
from graph_service.api.mutations.named import node_mutations, tie_mutations
from graph_service.model import load_model
from tests.mutations.world import EVERYTHING, FAR, HOME, NEAR, SOMOGY, World, codes, operation
from tests.robustness.access_matrix import SECRET, VIEWERS

pytestmark = pytest.mark.anyio

MODEL = load_model()
ALL = [m.name for m in (*node_mutations(MODEL), *tie_mutations(MODEL))]
SOMOGY_ONLY = Viewer(PUBLIC | {WRITE, READ_PEOPLE}, key="key:somogy", counties=frozenset({SOMOGY}))
WRITER = Viewer(frozenset({READ, WRITE}), key="key:writer")


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_every_mutation_wants_the_scope_to_write(world: World, viewer: str) -> None:
    """All mutations × all kinds of viewers: whoever lacks it is refused before anything is read."""
    schema = world.api.core
    asked = world.seen_by(VIEWERS[viewer])
    before = await world.mark()
    lets_in = WRITE in VIEWERS[viewer].scopes
    for name in ALL:
        input_ = schema.mutation_type.fields[name].args["input"].type.of_type  # type: ignore[union-attr]  # it has one
        given = {field: "x:1" for field, one in input_.fields.items() if str(one.type) == "ID!"}
        if "Create" in name or "Add" in name:
            continue
        document = f"mutation ($i: {input_}!) {{ m: {name}(input: $i) {{ errors {{ code }} }} }}"
        result = await asked.execute(document, {"i": given})
        assert codes(result) == ([] if lets_in else ["SCOPE_MISSING"]), name
    assert await world.mark() == before


async def test_creating_wants_the_scope_too(world: World) -> None:
    before = await world.mark()
    for viewer in (name for name in VIEWERS if WRITE not in VIEWERS[name].scopes):
        asked = world.seen_by(VIEWERS[viewer])
        for label in ("Badge", "TopCall", "Source"):
            single = MODEL.types[label].single
            text = operation((f"{single}Create", await world.least(label), ""))
            assert await asked.code(*text) == "SCOPE_MISSING"
    assert await world.mark() == before
    assert ANYONE in VIEWERS.values()


# Counties


async def least_at(world: World, place: str) -> dict[str, Any]:
    return await world.least("Institution") | {"place": place}


async def refused_there(world: World, *asked: tuple[str, dict[str, Any], str]) -> None:
    """Refused for the county, and nothing changed."""
    before = await world.digest()
    data = await world.seen_by(SOMOGY_ONLY).data(*operation(*asked))
    errors = [error for key in data for error in data[key]["errors"] if error["code"] != "ROLLED_BACK"]
    assert {error["code"] for error in errors} == {"COUNTY_FORBIDDEN"}
    assert all(error["allowed"] == [SOMOGY] for error in errors)
    assert await world.digest() == before


async def test_a_key_of_a_county_writes_there_and_nowhere_else(world: World) -> None:
    keeper = world.seen_by(SOMOGY_ONLY)
    await keeper.do("institutionCreate", {**await least_at(world, HOME), "id": "inst:home"})
    await keeper.do("institutionUpdate", {"id": "inst:home", "place": NEAR, "staffCount": 3})
    await refused_there(world, ("institutionCreate", await least_at(world, FAR), ""))
    await world.do("institutionCreate", {**await least_at(world, FAR), "id": "inst:far"})
    await refused_there(world, ("institutionUpdate", {"id": "inst:far", "staffCount": 3}, ""))
    await refused_there(world, ("institutionDelete", {"id": "inst:far"}, ""))
    await keeper.do("institutionDelete", {"id": "inst:home"})


async def test_nothing_is_moved_out_of_the_county_or_into_it(world: World) -> None:
    await world.do("institutionCreate", {**await least_at(world, HOME), "id": "inst:moves"})
    await refused_there(world, ("institutionUpdate", {"id": "inst:moves", "place": FAR}, ""))
    await world.do("institutionUpdate", {"id": "inst:moves", "place": FAR})
    await refused_there(world, ("institutionUpdate", {"id": "inst:moves", "place": HOME}, ""))


async def test_a_relationship_with_an_end_outside_changes_that_end_too_and_is_refused(world: World) -> None:
    near = await world.institution("MUSEUM", HOME)
    far = (await world.make("Municipality", "municipalityCreate", {**await world.least("Municipality"), "place": FAR}))[
        "id"
    ]
    close = (
        await world.make("Municipality", "municipalityCreate", {**await world.least("Municipality"), "place": HOME})
    )["id"]
    await refused_there(world, ("institutionAddMaintainer", {"institution": near, "maintainer": far}, ""))
    await world.seen_by(SOMOGY_ONLY).do("institutionAddMaintainer", {"institution": near, "maintainer": close})


async def test_what_lies_in_no_county_is_not_for_the_key_of_one(world: World) -> None:
    await refused_there(world, ("badgeCreate", await world.least("Badge"), ""))
    await refused_there(world, ("topCallCreate", await world.least("TopCall"), ""))
    # A collaboration lies where its participants do.
    institution = await world.institution("MUSEUM", HOME)
    collaboration = {**await world.least("Collaboration"), "id": "collab:somogy"}
    join = {"collaboration": "collab:somogy", "participant": institution, "role": "PARTNER"}
    await refused_there(world, ("collaborationCreate", collaboration, ""))
    text = operation(("collaborationCreate", collaboration, ""), ("collaborationAddParticipant", join, ""))
    data = await world.seen_by(SOMOGY_ONLY).data(*text)
    assert [data[key]["errors"] for key in data] == [[], []]


# Guarded names


async def test_names_of_people_stand_in_no_payload_error_or_history_of_who_may_not_read_them(world: World) -> None:
    writer = world.seen_by(WRITER)
    names = {"familyName": SECRET, "givenName": SECRET, "displayName": SECRET}
    select = (
        "mentor { id familyName givenName displayName history { nodes { fields { name before after } "
        "personalFields { name after } comment madeBy } } }"
    )
    input_ = {**await world.least("Mentor"), **names, "id": "mentor:secret", "comment": SECRET, "clientMutationId": "s"}
    payloads = [
        await writer.send("mentorCreate", input_, select),
        await writer.send("mentorCreate", input_, select),
        await writer.send(
            "mentorUpdate", {"id": "mentor:secret", "mentorStatus": "ACTIVE", "expectedVersion": 9}, select
        ),
        await writer.send(
            "mentorUpdate", {"id": "mentor:secret", "joinedOn": "2030-01-01", "leftOn": "2020-01-01"}, select
        ),
        await writer.data('{ node(id: "mentor:secret") { ... on ' + "Mentor { " + select[8:-1] + "} } }"),
    ]
    assert SECRET not in json.dumps(payloads)
    assert [payload["errors"] for payload in payloads[:2]] == [[], []]
    seen = (await world.data('{ node(id: "mentor:secret") { ... on ' + "Mentor { " + select[8:-1] + "} } }"))["node"]
    assert seen["familyName"] == SECRET
    [change] = seen["history"]["nodes"]
    assert (change["comment"], change["madeBy"]) == (SECRET, "key:writer")
    assert {one["name"]: one["after"] for one in change["personalFields"]} == names
    assert EVERYTHING.scopes == frozenset(SCOPES)

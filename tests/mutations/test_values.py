"""Values that cannot be: each refused where it stands, with its code, and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutations.world import CONCEPT, HOME, World, operation

pytestmark = pytest.mark.anyio

BEYOND = {
    "an empty text": ({"address": ""}, "VALUE_EMPTY", ["input", "address"]),
    "blanks": ({"address": " \t\n "}, "VALUE_EMPTY", ["input", "address"]),
    "a text too long": ({"address": "x" * 10_001}, "VALUE_LENGTH", ["input", "address"]),
    "a control character": ({"address": "a\u0000b"}, "VALUE_CONTROL", ["input", "address"]),
    "a bell": ({"name": {"hu": "\u0007"}}, "VALUE_CONTROL", ["input", "name", "hu"]),
    "no name in Hungarian": ({"name": {"hu": None, "en": "x"}}, "REQUIRED_MISSING", ["input", "name", "hu"]),
    "no address of a page": ({"website": "javascript:alert(1)"}, "VALUE_PATTERN", ["input", "website"]),
    "no identifier of a library": ({"isil": "XX-1"}, "VALUE_PATTERN", ["input", "isil"]),
    "less than none": ({"staffCount": -1}, "VALUE_BOUNDS", ["input", "staffCount"]),
    "a place off the Earth": (
        {"location": {"longitude": 19.0, "latitude": 90.1}},
        "VALUE_POINT",
        ["input", "location"],
    ),
    "a place that is none": ({"place": "settlement:none"}, "END_UNKNOWN", ["input", "place"]),
    "a place that is a county": ({"place": "county:1"}, "END_LABEL", ["input", "place"]),
    "a real identifier of an invention": (
        {"dataOrigin": "SYNTHETIC", "isil": "HU-1"},
        "SYNTHETIC_IDENTIFIER",
        ["input", "isil"],
    ),
}


@pytest.mark.parametrize("name", BEYOND)
async def test_a_value_that_cannot_be_is_refused_where_it_stands(world: World, name: str) -> None:
    values, code, path = BEYOND[name]
    id_ = await world.institution("MUSEUM")
    before = await world.mark()
    result = await world.execute(*operation(("institutionUpdate", {"id": id_, **values}, "")))
    assert not result.errors
    assert result.data
    [error] = result.data["m0"]["errors"]
    assert (error["code"], error["path"]) == (code, path)
    assert error["message"]
    assert await world.mark() == before


AT_THE_BORDER: dict[str, dict[str, Any]] = {
    "a text of 10,000": {"address": "x" * 10_000},
    "none": {"staffCount": 0},
    "the greatest number": {"staffCount": 2**31 - 1},
    "the pole": {"location": {"longitude": -180.0, "latitude": 90.0}},
    "a line break and a tab": {"address": "a\n\tb"},
    "a flag of two letters": {"address": "🇭🇺 ẞ\u0301 \u202e"},
}


@pytest.mark.parametrize("name", AT_THE_BORDER)
async def test_a_value_at_the_border_is_taken_as_it_is(world: World, name: str) -> None:
    id_ = await world.institution("MUSEUM")
    select = "institution { address staffCount location { longitude latitude } }"
    payload = await world.do("institutionUpdate", {"id": id_, **AT_THE_BORDER[name]}, select)
    [(field, value)] = AT_THE_BORDER[name].items()
    assert payload["institution"][field] == value


async def test_an_id_of_the_callers_own_has_the_prefix_and_is_free(world: World) -> None:
    input_ = await world.least("Badge")
    for id_ in ("inst:1", "badge:", "badge", "badge:" + "x" * 200):
        [error] = await world.refused("badgeCreate", {**input_, "id": id_})
        assert (error["code"], error["path"], error["allowed"]) == ("ID_PREFIX", ["input", "id"], ["badge:…"])
    await world.do("badgeCreate", {**input_, "id": "badge:" + "x" * 194})
    [error] = await world.refused("badgeCreate", {**input_, "id": "badge:" + "x" * 194})
    assert error["code"] == "ID_TAKEN"


async def test_what_is_unique_is_taken_once_in_one_operation_too(world: World) -> None:
    one, other = await world.least("TopCall"), await world.least("TopCall")
    await world.do("topCallCreate", {**one, "id": "call:one"})
    [error] = await world.refused("topCallCreate", {**other, "code": one["code"]})
    assert (error["code"], error["path"]) == ("VALUE_TAKEN", ["input", "code"])
    assert "call:one" in error["message"]
    data = await world.data(*operation(("topCallCreate", other, ""), ("topCallCreate", other, "")))
    assert {e["code"] for key in data for e in data[key]["errors"]} == {"VALUE_TAKEN", "ROLLED_BACK"}
    await world.do("topCallUpdate", {"id": "call:one", "code": "another"})
    await world.do("topCallCreate", {**other, "code": one["code"]})


async def test_a_relationship_leads_where_it_may_and_not_to_itself(world: World) -> None:
    event, concept = await world.node("Event"), CONCEPT
    [error] = await world.refused("eventUpdate", {"id": event, "series": concept})
    assert error["code"] == "END_LABEL"
    collaboration = await world.node("Collaboration")
    join = {"collaboration": collaboration, "participant": HOME, "role": "PARTNER"}
    [error] = await world.refused("collaborationAddParticipant", join)
    assert (error["code"], error["path"]) == ("END_LABEL", ["input", "participant"])
    [error] = await world.refused("collaborationAddParticipant", {**join, "participant": "inst:none"})
    assert (error["code"], error["path"]) == ("END_UNKNOWN", ["input", "participant"])
    institution = await world.institution("MUSEUM")
    maintains = {"institution": institution, "maintainer": institution}
    [error] = await world.refused("institutionAddMaintainer", maintains)
    assert error["code"] == "TIE_TO_ITSELF"


async def test_parallel_relationships_are_told_apart_by_their_keys(world: World) -> None:
    mentor, community = await world.node("Mentor"), await world.node("Community")
    ends = {"mentor": mentor, "community": community}
    for key, day in (("a", "2016-01-01"), ("b", "2018-01-01")):
        await world.do("mentorAddCommunity", {**ends, "key": key, "from": day})
    for name in ("mentorUpdateCommunity", "mentorRemoveCommunity"):
        more = {"from": "2017-01-01"} if "Update" in name else {}
        [error] = await world.refused(name, {**ends, **more})
        assert (error["code"], error["path"], error["allowed"]) == ("TIE_AMBIGUOUS", ["input", "key"], ["a", "b"])
    await world.do("mentorRemoveCommunity", {**ends, "key": "a"})
    await world.do("mentorRemoveCommunity", ends)
    assert await world.ties("MENTORS", mentor, community) == []

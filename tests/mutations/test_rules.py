"""The rules of the domain: each refused with its code in both languages, allowed at the border, held at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from graph_service.messages import MESSAGES
from tests.mutations.world import (
    CONCEPT,
    FAR,
    HOME,
    OUTER_PART,
    OUTSIDE,
    PART,
    SECTORS,
    Asked,
    World,
    operation,
)

pytestmark = pytest.mark.anyio

METHOD = {"method": "COMMUNITY_DEVELOPMENT"}
HUNGARIAN = set("áéíóöőúüű")


async def refused(world: World, *asked: Asked) -> list[dict[str, Any]]:
    """The errors of an operation that a rule refuses: nothing changes, and both languages have their words."""
    before = await world.digest()
    told = {}
    for language in ("en", "hu"):
        data = await world.seen_by(world.viewer, language).data(*operation(*asked))
        told[language] = [e for key in data for e in data[key]["errors"] if e["code"] != "ROLLED_BACK"]
        assert all(data[key]["errors"] and data[key]["dataVersion"] is None for key in data)
        assert await world.digest() == before
    english, hungarian = told["en"], told["hu"]
    assert english
    assert [e["code"] for e in english] == [e["code"] for e in hungarian]
    for one, other in zip(english, hungarian, strict=True):
        assert one["message"] != other["message"]
        assert HUNGARIAN & set(other["message"])
        assert "{" not in one["message"] + other["message"]
        assert one["code"] in MESSAGES
    return english


async def done(world: World, *asked: Asked) -> dict[str, Any]:
    """The payloads of an operation that is allowed, and changes something."""
    before = await world.number()
    data = await world.data(*operation(*asked))
    assert [e for key in data for e in data[key]["errors"]] == []
    assert await world.number() == before + 1
    return data


def partner(of: str, id_: str, organisation: str) -> Asked:
    return f"{of}AddPartner", {of: id_, "partner": organisation, "role": "MEMBER"}, ""


async def sample_project(world: World, id_: str, sectors: tuple[str, ...] = tuple(SECTORS)) -> tuple[list[Asked], Any]:
    """The mutations of a new sample project, and its partners by sector."""
    made = {sector: await world.institution(sector) for sector in sectors}
    create = ("sampleProjectCreate", {**await world.least("SampleProject"), "id": id_}, "")
    return [create, *(partner("sampleProject", id_, one) for one in made.values())], made


# Rule 1


@pytest.mark.parametrize("lacking", SECTORS)
async def test_a_sample_project_has_a_partner_of_each_sector(world: World, lacking: str) -> None:
    sectors = tuple(sector for sector in SECTORS if sector != lacking)
    asked, _ = await sample_project(world, f"sample:without-{lacking.lower()}", sectors)
    [error] = await refused(world, *asked)
    assert (error["code"], error["allowed"]) == ("RULE_SAMPLE_SECTORS", [lacking.lower()])
    assert error["path"][0] == "input"


async def test_a_sample_project_keeps_a_partner_of_each_sector(world: World) -> None:
    """Its last one of a sector cannot leave, change its sector or be deleted; one of two can, and a swap at once."""
    asked, made = await sample_project(world, "sample:kept")
    await done(world, *asked)
    library, museum = made["LIBRARY"], made["MUSEUM"]
    leave = ("sampleProjectRemovePartner", {"sampleProject": "sample:kept", "partner": library}, "")
    change = {"id": library, "sector": "MUSEUM", "institutionType": SECTORS["MUSEUM"]}
    for one in (leave, ("institutionUpdate", change, ""), ("institutionDelete", {"id": library}, "")):
        [error] = await refused(world, one)
        assert (error["code"], error["allowed"]) == ("RULE_SAMPLE_SECTORS", ["library"])
    await done(world, leave, partner("sampleProject", "sample:kept", await world.institution("LIBRARY")))
    await done(world, partner("sampleProject", "sample:kept", await world.institution("MUSEUM")))
    await done(world, ("sampleProjectRemovePartner", {"sampleProject": "sample:kept", "partner": museum}, ""))


async def test_an_organisation_of_no_sector_is_a_partner_besides(world: World) -> None:
    asked, _ = await sample_project(world, "sample:besides")
    await done(world, *asked, partner("sampleProject", "sample:besides", await world.node("Municipality")))


# Rules 2 and 7: no input has such fields


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("institutionUpdate", "socialised"),
        ("institutionUpdate", "socialisedSince"),
        ("institutionUpdate", "participationLevel"),
        ("developmentProcessUpdate", "currentPhase"),
        ("goodPracticeUpdate", "adoptersElsewhere"),
    ],
)
async def test_what_follows_from_other_data_is_in_no_input(world: World, name: str, field: str) -> None:
    before = await world.digest()
    text = f'mutation {{ {name}(input: {{id: "x:1", {field}: null}}) {{ errors {{ code }} }} }}'
    assert await world.code(text) == "VALUE_TYPE"
    assert await world.digest() == before


# Rule 3


async def test_a_top_project_has_two_partners(world: World) -> None:
    create = ("topProjectCreate", {**await world.least("TopProject"), "id": "top:two"}, "")
    one, other, third = [await world.node("Municipality") for _ in range(3)]
    for few in ([], [partner("topProject", "top:two", one)]):
        [error] = await refused(world, create, *few)
        assert error["code"] == "RULE_TOP_PARTNERS"
    await done(world, create, partner("topProject", "top:two", one), partner("topProject", "top:two", other))
    leave = ("topProjectRemovePartner", {"topProject": "top:two", "partner": one}, "")
    [error] = await refused(world, leave)
    assert error["code"] == "RULE_TOP_PARTNERS"
    [error] = await refused(world, ("municipalityDelete", {"id": other}, ""))
    assert error["code"] == "RULE_TOP_PARTNERS"
    await done(world, leave, partner("topProject", "top:two", third))


# Rule 4


async def test_an_indirect_volunteer_programme_has_a_civil_supplier(world: World) -> None:
    input_ = {**await world.least("VolunteerProgramme"), "id": "vol:four", "form": "INDIRECT"}
    create = ("volunteerProgrammeCreate", input_, "")
    [error] = await refused(world, create)
    assert error["code"] == "RULE_VOLUNTEER_SUPPLIER"
    civil = await world.node("CivilOrganisation")
    supply = {"civilOrganisation": civil, "suppliesVolunteers": "vol:four"}
    await done(world, create, ("civilOrganisationAddSuppliesVolunteers", supply, ""))
    withdraw = ("civilOrganisationRemoveSuppliesVolunteers", supply, "")
    direct = ("volunteerProgrammeUpdate", {"id": "vol:four", "form": "DIRECT"}, "")
    for one in (withdraw, ("civilOrganisationDelete", {"id": civil}, "")):
        [error] = await refused(world, one)
        assert error["code"] == "RULE_VOLUNTEER_SUPPLIER"
    await done(world, withdraw, direct)
    [error] = await refused(world, ("volunteerProgrammeUpdate", {"id": "vol:four", "form": "INDIRECT"}, ""))
    assert error["code"] == "RULE_VOLUNTEER_SUPPLIER"


# Rule 5


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("Collaboration", "startDate", "endDate"),
        ("DevelopmentProcess", "startedOn", "endedOn"),
        ("Mentor", "joinedOn", "leftOn"),
        ("CountyOffice", "openedOn", "closedOn"),
        ("Event", "startDate", "endDate"),
        ("TrainingSession", "startDate", "endDate"),
    ],
)
async def test_nothing_ends_before_it_began(world: World, label: str, start: str, end: str) -> None:
    single = world.model.types[label].single
    id_ = (await world.make(label, f"{single}Create", await world.least(label)))["id"]
    await done(world, (f"{single}Update", {"id": id_, start: "2018-05-02", end: "2018-05-03"}, ""))
    [error] = await refused(world, (f"{single}Update", {"id": id_, end: "2018-05-01"}, ""))
    assert (error["code"], error["path"], error["allowed"]) == ("RULE_SPAN", ["input", end], ["≥ 2018-05-02"])
    [error] = await refused(world, (f"{single}Update", {"id": id_, start: "2018-05-04"}, ""))
    assert error["code"] == "RULE_SPAN"
    await done(world, (f"{single}Update", {"id": id_, end: "2018-05-02"}, ""))


async def test_no_relationship_ends_before_it_began(world: World) -> None:
    mentor, community = await world.node("Mentor"), await world.node("Community")
    ends = {"mentor": mentor, "community": community, "key": "k"}
    await done(world, ("mentorAddCommunity", {**ends, "from": "2018-05-02", "to": "2018-05-02"}, ""))
    [error] = await refused(world, ("mentorUpdateCommunity", {**ends, "to": "2018-05-01"}, ""))
    assert (error["code"], error["path"]) == ("RULE_SPAN", ["input", "to"])
    [error] = await refused(world, ("mentorUpdateCommunity", {**ends, "from": "2018-05-03"}, ""))
    assert error["code"] == "RULE_SPAN"
    await done(world, ("mentorUpdateCommunity", {**ends, "from": "2018-05-03", "to": None}, ""))


# Rule 6


@pytest.mark.parametrize(("place", "is_inside"), [(HOME, True), (FAR, True), (PART, True), (OUTSIDE, False)])
async def test_the_programme_reaches_what_lies_in_its_area(world: World, place: str, is_inside: bool) -> None:
    programme = await world.node("Programme")
    reach: Mapping[str, Any] = {"programme": programme, "reached": place, "on": "2018-01-01", **METHOD}
    if is_inside:
        await done(world, ("programmeAddReached", reach, ""))
    else:
        [error] = await refused(world, ("programmeAddReached", reach, ""))
        assert (error["code"], error["allowed"]) == ("RULE_PROGRAMME_AREA", [place])


async def test_a_part_of_an_outer_settlement_is_outside_and_so_is_a_sample_project_there(world: World) -> None:
    reach = {"programme": await world.node("Programme"), "reached": OUTER_PART, "on": "2018-01-01", **METHOD}
    [error] = await refused(world, ("programmeAddReached", reach, ""))
    assert error["code"] == "RULE_PROGRAMME_AREA"
    project = await world.node("SampleProject")
    takes = ("sampleProjectAddSettlement", {"sampleProject": project, "settlement": OUTSIDE}, "")
    [error] = await refused(world, takes)
    assert error["code"] == "RULE_PROGRAMME_AREA"
    await done(world, ("sampleProjectAddSettlement", {"sampleProject": project, "settlement": HOME}, ""))


# Phases, and a type of the sector


async def test_a_process_has_entered_a_phase(world: World) -> None:
    create = ("developmentProcessCreate", {**await world.least("DevelopmentProcess"), "id": "process:p"}, "")
    [error] = await refused(world, create)
    assert error["code"] == "RULE_PHASE"
    enter = {"developmentProcess": "process:p", "phase": CONCEPT, "on": "2018-01-01"}
    await done(world, create, ("developmentProcessAddPhase", enter, ""))
    [error] = await refused(world, ("developmentProcessRemovePhase", {**enter_key(enter)}, ""))
    assert error["code"] == "RULE_PHASE"


def enter_key(enter: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in enter.items() if name != "on"}


async def test_the_type_of_an_institution_is_one_of_its_sector(world: World) -> None:
    id_ = await world.institution("MUSEUM")
    for more in ({"institutionType": "VILLAGE_LIBRARY"}, {"sector": "LIBRARY"}):
        [error] = await refused(world, ("institutionUpdate", {"id": id_, **more}, ""))
        assert (error["code"], error["path"]) == ("RULE_KIND", ["input", "institutionType"])
        assert ("village_library" in error["allowed"]) is ("sector" in more)
    both = {"sector": "LIBRARY", "institutionType": "VILLAGE_LIBRARY"}
    await done(world, ("institutionUpdate", {"id": id_, **both}, ""))


# Deleting


async def with_end(world: World, label: str, **ends: str) -> str:
    """A new node that is nothing without these."""
    name = f"{world.model.types[label].single}Create"
    return str((await world.make(label, name, {**await world.least(label), **ends}))["id"])


async def test_what_others_cannot_be_without_is_deleted_with_them_or_not_at_all(world: World) -> None:
    app = await world.node("GameApp")
    quests = sorted(
        [(await world.make("Quest", "questCreate", {**await world.least("Quest"), "app": app}))["id"] for _ in range(3)]
    )
    stat = (await world.make("QuestStat", "questStatCreate", {**await world.least("QuestStat"), "quest": quests[0]}))[
        "id"
    ]
    [error] = await refused(world, ("gameAppDelete", {"id": app}, "deleted"))
    assert (error["code"], error["allowed"]) == ("DELETE_ORPHANS", sorted([*quests, stat]))
    data = await done(world, ("gameAppDelete", {"id": app, "cascade": True}, "deleted"))
    assert data["m0"]["deleted"][0] == app
    assert sorted(data["m0"]["deleted"]) == sorted([app, *quests, stat])
    for id_ in (app, *quests, stat):
        assert await world.stored(id_) is None
        assert (await world.changes(id_))[-1]["action"] == "deleted"


async def test_what_is_given_another_end_at_once_is_no_orphan(world: World) -> None:
    """Rules are held when the operation is done: first away, then deleted."""
    app, other = await world.node("GameApp"), await world.node("GameApp")
    quest = await with_end(world, "Quest", app=app)
    move = ("questUpdate", {"id": quest, "app": other}, "quest { app { id } }")
    data = await done(world, move, ("gameAppDelete", {"id": app}, "deleted"))
    assert data["m1"]["deleted"] == [app]
    assert (await world.ties("HAS_QUEST", other, quest)) != []


async def test_there_can_be_one_where_a_field_leads_to_one(world: World) -> None:
    """Who maintains an institution today; who did before may stay, with the day it ended."""
    institution = await world.institution("MUSEUM")
    one, other = await world.node("Municipality"), await world.node("Municipality")
    ends = {"institution": institution, "maintainer": one, "key": "k"}
    await done(world, ("institutionAddMaintainer", {**ends, "from": "2015-01-01"}, ""))
    add = ("institutionAddMaintainer", {**ends, "maintainer": other, "from": "2018-01-01"}, "")
    [error] = await refused(world, add)
    assert error["code"] == "LINK_MANY"
    await done(world, ("institutionUpdateMaintainer", {**ends, "to": "2017-12-31"}, ""), add)

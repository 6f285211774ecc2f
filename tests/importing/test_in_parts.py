"""Imports in many transactions: broken off and gone on with, nothing twice, history and derived data whole."""

from __future__ import annotations

import json
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph_service.errors import SettingsError, StoreError
from graph_service.importing.sources import Source
from graph_service.store.open import StoreOptions, open_store
from graph_service.store.store import Store
from graph_service.writes.derive import derive
from tests.importing.breaking import Breaking, Broken, breaks_at
from tests.importing.imported import MODEL, Told, asked, bring, lines_of, stored, table, unchanged, workbook
from tests.importing.test_imports import book, both, organisation
from tests.mutations.world import HOME
from tests.waiting import until

pytestmark = pytest.mark.anyio

ORIGIN = "real_cited"
PARTS = {"at_once": 10, "part": 10}
APPS, QUESTS = 4, 30
_OWN = ("createdAt", "updatedAt", "nameSort")
"""What differs between two imports of the same at two times under two marks."""


def games(mark: str) -> tuple[Source, Source, Source]:
    """4 apps, 30 quests in them and 30 awards of 4 badges: in parts of 10, 4 parts of nodes and 3 of relationships."""
    kept = {"dataOrigin": ORIGIN}
    apps = [{"id": f"game:{mark}{n}", "nameHu": f"Játék {mark}{n}", "kind": "game", **kept} for n in range(APPS)]
    quest = {"nameHu": "Küldetés", "points": 3, "active": True, **kept}
    quests = [{"id": f"quest:{mark}{n}", **quest, "app": f"Játék {mark}{n % APPS}"} for n in range(QUESTS)]
    awards = [{"from_id": f"quest:{mark}{n}", "to_id": f"badge:{mark}{n % 4}"} for n in range(QUESTS)]
    return lines_of("Quest", *quests), lines_of("AWARDS", *awards), lines_of("GameApp", *apps)


async def badges(store: Store, mark: str) -> None:
    rows = [
        {"id": f"badge:{mark}{n}", "nameHu": f"Jelvény {mark}{n}", "threshold": 1, "dataOrigin": ORIGIN}
        for n in range(4)
    ]
    assert not (await bring(store, lines_of("Badge", *rows))).of("refused")


async def brought(store: Store, mark: str) -> str:
    """All that is there of a mark but for the moments, as text in which the mark does not stand."""
    text = (
        "MATCH (n:Node) WHERE n.id STARTS WITH $game OR n.id STARTS WITH $quest "
        "WITH n ORDER BY n.id RETURN n.id AS id, properties(n) AS p, [(n)-[r]-(m:Node) | [type(r), m.id]] AS r"
    )
    found = [
        [{k: str(v) for k, v in sorted(one["p"].items()) if k not in _OWN}, sorted(one["r"])]
        for one in await asked(store, text, game=f"game:{mark}", quest=f"quest:{mark}")
    ]
    assert len(found) == APPS + QUESTS
    return json.dumps(found).replace(mark, "")


async def changes(store: Store, told: Told) -> list[dict[str, Any]]:
    """The history of an import."""
    text = "MATCH (c:Change {importId: $id}) WITH c ORDER BY c.id RETURN properties(c) AS p"
    return [one["p"] for one in await asked(store, text, id=told.report.id)]


async def note(store: Store, told: Told) -> dict[str, Any]:
    """What is kept of an import."""
    [found] = await asked(store, "MATCH (i:Import {id: $id}) RETURN properties(i) AS p", id=told.report.id)
    return dict(found["p"])


async def assert_whole(store: Store, mark: str, told: Told) -> None:
    """History and notes of an import of `games` in any number of runs."""
    found = await changes(store, told)
    created = [one["subject"] for one in found if one["action"] == "created"]
    assert len(created) == len(set(created)) == APPS + QUESTS
    ties = [json.loads(tie) for one in found for tie in one["relationships"]]
    assert len(ties) == len({(tie["t"], tie["f"], tie["o"]) for tie in ties}) == 2 * QUESTS
    assert {tie["k"] for tie in ties} == {"added"}
    kept = await note(store, told)
    wanted = {"state": "done", "created": APPS + 2 * QUESTS, "rows": APPS + 2 * QUESTS, "refused": 0}
    assert {name: kept[name] for name in wanted} == wanted
    assert kept["startedAt"] <= kept["finishedAt"]
    text = "MATCH (i:Import) WHERE i.digest = $digest RETURN count(i) AS n"
    assert await asked(store, text, digest=kept["digest"]) == [{"n": 1}]


async def test_many_transactions_come_to_the_same_as_one(ground: Store) -> None:
    for mark in ("a1", "a2"):
        await badges(ground, mark)
    one = await bring(ground, *games("a1"))
    counting = Breaking(ground)
    many = await bring(counting, *games("a2"), **PARTS)
    assert (await note(ground, one))["done"] == 1
    assert counting.number >= (await note(ground, many))["done"] == 7
    assert one.counts == many.counts == {"created": APPS + 2 * QUESTS}
    assert await brought(ground, "a1") == await brought(ground, "a2")
    for mark, told in (("a1", one), ("a2", many)):
        await assert_whole(ground, mark, told)
    assert (await stored(ground, "quest:a21") or {})["revision"] == 1, "its own import does not touch it again"
    assert (await stored(ground, "badge:a21") or {})["revision"] == 4, "what was there is touched by three parts"


@pytest.mark.parametrize(("place", "is_within"), [(1, True), (2, False), (5, True), (6, False), (7, True)])
async def test_the_same_command_goes_on_after_a_break(ground: Store, place: int, is_within: bool) -> None:
    mark, whole = f"b{place}", f"w{place}"
    for each in (mark, whole):
        await badges(ground, each)
    await bring(ground, *games(whole), **PARTS)
    hook = breaks_at(place)
    breaking = Breaking(ground, within=hook) if is_within else Breaking(ground, before=hook)
    with pytest.raises(Broken):
        await bring(breaking, *games(mark), **PARTS)
    resumed = await bring(ground, *games(mark), **PARTS)
    assert resumed.report.resumed == (place > 1)
    assert resumed.counts["created"] + resumed.counts.get("unchanged", 0) == APPS + 2 * QUESTS
    assert not resumed.of("refused")
    assert await brought(ground, mark) == await brought(ground, whole)
    await assert_whole(ground, mark, resumed)
    async with unchanged(ground):
        again = await bring(ground, *games(mark), **PARTS)
    assert (again.counts, again.report.id) == ({"unchanged": APPS + 2 * QUESTS}, None)


async def test_what_somebody_else_finished_is_noted_as_done(ground: Store) -> None:
    await badges(ground, "c1")
    with pytest.raises(Broken):
        await bring(Breaking(ground, before=breaks_at(7)), *games("c1"), **PARTS)
    rest = table("AWARDS.csv", "from_id;to_id", *(f"quest:c1{n};badge:c1{n % 4}" for n in range(QUESTS)))
    assert (await bring(ground, rest)).counts["unchanged"] > 0
    resumed = await bring(ground, *games("c1"), **PARTS)
    assert (resumed.report.resumed, resumed.counts) == (True, {"unchanged": APPS + 2 * QUESTS})
    assert (await note(ground, resumed))["state"] == "done"


async def test_data_that_changed_meanwhile_keep_a_whole_import_out(ground: Store) -> None:
    await badges(ground, "d1")

    async def taken_away(number: int) -> None:
        if number == 1:
            await bring(ground, table("Badge.csv", "id;Művelet", "badge:d10;törlés"))

    told = await bring(Breaking(ground, before=taken_away), *games("d1"))
    assert told.report.is_broken
    assert not told.report.is_written
    assert [one.code for one in told.of("refused")] == ["END_UNKNOWN"] * 8 + ["IMPORT_OUTDATED"]
    assert await stored(ground, "quest:d11") is None
    assert await changes(ground, told) == []


async def broken_in_the_middle(store: Store, mark: str, *, building: bool = False, **wanted: Any) -> Told:
    """An import of which the fifth part cannot be written, because a badge is gone by then. Somebody may be `building`
    on what is already there."""
    await badges(store, mark)

    async def meanwhile(number: int) -> None:
        if number == 5:
            await bring(store, table("Badge.csv", "id;Művelet", f"badge:{mark}0;törlés"))
            if building:
                built = await bring(store, table("GameApp.csv", "id;Név", f"game:{mark}1;Új név"))
                assert built.counts == {"changed": 1}, built.csv

    told = await bring(Breaking(store, before=meanwhile), *games(mark), **PARTS, **wanted)
    assert told.report.is_broken
    codes = [one.code for one in told.of("refused")]
    assert set(codes[:-1]) == {"END_UNKNOWN"}
    return told


async def test_an_import_that_breaks_off_between_two_parts_takes_back_what_it_wrote(ground: Store) -> None:
    told = await broken_in_the_middle(ground, "g1")
    assert told.of("refused")[-1].code == "IMPORT_TAKEN_BACK"
    assert not told.report.is_written
    assert await asked(ground, "MATCH (n:Node) WHERE n.id STARTS WITH 'quest:g1' RETURN count(n) AS n") == [{"n": 0}]
    assert (await note(ground, told))["state"] == "undone"
    assert (await stored(ground, "badge:g11") or {})["id"] == "badge:g11", "what was there before stays"
    await badges(ground, "g1")  # the four of them, one anew
    again = await bring(ground, *games("g1"), **PARTS)
    assert not again.report.resumed, "it begins anew"
    assert again.counts == {"created": APPS + 2 * QUESTS}


async def test_a_rule_that_two_break_together_is_held_at_the_end(ground: Store) -> None:
    """Each takes one partner of three away, which is right by itself."""
    await badges(ground, "p1")
    sheets = book("p1", *both("p1"), ("civil:p13", "top:p1", "member", None))
    sheets["CivilOrganisation"].append(organisation("civil:p13", "Harmadik p1 Egyesület"))
    assert (await bring(ground, workbook(sheets))).counts == {"created": 8}

    def leaving(id_: str) -> Source:
        return table("PARTNER_IN.csv", "from_id;to_id;Művelet", f"{id_};top:p1;törlés")

    async def meanwhile(number: int) -> None:
        if number == 5:
            assert (await bring(ground, leaving("civil:p13"))).counts == {"removed": 1}

    told = await bring(Breaking(ground, before=meanwhile), *games("p1"), leaving("civil:p11"), **PARTS)
    [rule, end] = told.of("refused")
    assert (rule.code, rule.sheet, rule.row) == ("RULE_TOP_PARTNERS", "PARTNER_IN.csv", 2)
    assert end.code == "IMPORT_TAKEN_BACK"
    partners = "MATCH (o)-[:PARTNER_IN]->({id: 'top:p1'}) RETURN count(o) AS n"
    assert await asked(ground, partners) == [{"n": 2}]
    assert await stored(ground, "quest:p11") is None


@pytest.mark.parametrize("why", ["partial", "building"])
async def test_what_cannot_be_taken_back_or_is_wanted_all_the_same_stays(ground: Store, why: str) -> None:
    mark = f"h{why[0]}"
    told = await broken_in_the_middle(ground, mark, **{why: True})
    assert told.of("refused")[-1].code == "IMPORT_BROKEN"
    assert f"kalaka undo {told.report.id}" in told.of("refused")[-1].message
    kept = await note(ground, told)
    assert (kept["state"], kept["done"]) == ("running", 4)
    await badges(ground, mark)
    if why == "partial":
        assert (await bring(ground, *games(mark), **PARTS, partial=True)).report.resumed
        await assert_whole(ground, mark, told)


async def test_an_import_that_another_process_went_on_with_ends(ground: Store) -> None:
    await badges(ground, "e1")

    async def overtake(number: int) -> None:
        if number == 3:
            assert (await bring(ground, *games("e1"), **PARTS)).report.resumed

    told = await bring(Breaking(ground, before=overtake), *games("e1"), **PARTS)
    assert [one.code for one in told.of("refused")] == ["IMPORT_OVERTAKEN"]
    await assert_whole(ground, "e1", told)


def shared_work(mark: str, number: int = 24) -> tuple[Source, ...]:
    """Organisations at one place in collaborations: counties, settlements and cooperation ties follow from them."""
    organisation = {"organisationForm": "civil", "active": True, "place": HOME, "dataOrigin": ORIGIN}
    names = [{"id": f"civil:{mark}{n}", "nameHu": f"Egylet {mark} {n}", **organisation} for n in range(number)]
    collaboration = {"type": "joint_event", "startDate": "2018-01-01", "agreementSigned": True, "status": "active"}
    together = {"id": f"collab:{mark}", "nameHu": f"Közös {mark}", **collaboration, "dataOrigin": ORIGIN}
    ties = [{"from_id": f"civil:{mark}{n}", "to_id": f"collab:{mark}", "role": "partner"} for n in range(number)]
    return (
        lines_of("CivilOrganisation", *names),
        lines_of("Collaboration", together),
        lines_of("PARTICIPATES_IN", *ties),
    )


async def test_derived_data_versions_and_places_follow(ground: Store) -> None:
    await derive(ground, MODEL)
    scopes = ["current", "county:HU232", "county:HU223", "label:Collaboration"]
    numbers = f"MATCH (v:DataVersion) WHERE v.id IN {scopes} RETURN v.id AS id, v.number AS n"
    before = {one["id"]: one["n"] for one in await asked(ground, numbers)}
    told = await bring(ground, *shared_work("f1"), **PARTS)
    assert told.counts == {"created": 49}, told.csv
    after = {one["id"]: one["n"] for one in await asked(ground, numbers)}
    assert after["county:HU232"] > before.get("county:HU232", 0)
    assert after["label:Collaboration"] > before.get("label:Collaboration", 0)
    assert after.get("county:HU223") == before.get("county:HU223"), "another county's number stays"
    sited = "MATCH (n:CivilOrganisation)-[:SITED_IN]->(c:County) WHERE n.id STARTS WITH 'civil:f1' RETURN count(c) AS n"
    assert await asked(ground, sited) == [{"n": 24}]
    found = await changes(ground, told)
    assert {tuple(one["counties"]) for one in found if one["label"] == "CivilOrganisation"} == {("HU232",)}
    rebuilt = await derive(ground, MODEL)
    assert [step for step in rebuilt.steps if step.changed] == []
    assert {(await stored(ground, f"civil:f1{n}") or {})["revision"] for n in range(24)} == {1}


async def test_a_process_killed_in_the_middle_leaves_whole_parts(tmp_path: Path) -> None:
    """A real process, killed −9 within its fourth transaction, together with the engine that it owns."""
    folder, files = tmp_path / "data", tmp_path / "files"
    files.mkdir()
    paths = []
    for source in games("k1"):
        paths.append(files / source.name)
        assert isinstance(source.content, bytes)
        paths[-1].write_bytes(source.content)
    async with open_store(StoreOptions(data_dir=folder)) as store:
        await badges(store, "k1")
    process = await start(folder, paths)
    assert process.stdout is not None
    assert process.stdin is not None
    for number in (1, 2, 3, 4):
        assert await process.stdout.readline() == f"{number}\n".encode()
        if number < 4:
            process.stdin.write(b"go on\n")
    process.kill()
    await process.communicate()
    assert process.returncode == -9
    await until(partial(can_be_opened, folder), 60)  # its engine ends after it
    async with open_store(StoreOptions(data_dir=folder)) as store:
        there = "MATCH (n:Quest) RETURN count(n) AS n"
        assert await asked(store, there) == [{"n": 20}], "three parts of whole ones, nothing of the fourth"
        resumed = await bring(store, *(Source(path.name, path) for path in paths), **PARTS)
        assert resumed.report.resumed
        await assert_whole(store, "k1", resumed)
        await badges(store, "k2")
        await bring(store, *games("k2"), **PARTS)
        assert await brought(store, "k1") == await brought(store, "k2")


async def can_be_opened(folder: Path) -> bool:
    try:
        async with open_store(StoreOptions(data_dir=folder)):
            return True
    except (SettingsError, StoreError):
        return False


async def start(folder: Path, paths: list[Path]) -> Process:
    command = [sys.executable, "-m", "tests.importing.breaking", str(folder), *map(str, paths)]
    return await create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)

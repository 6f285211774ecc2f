"""Whole imports into a small graph: what each row comes to, how rows find what they name, and what is refused where."""

from __future__ import annotations

import csv
import io
import json

import pytest

from graph_service.importing.report import HEADINGS
from graph_service.store.store import Store
from tests.importing.imported import (
    Sheets,
    Told,
    asked,
    bring,
    ends,
    lines_of,
    refused,
    stored,
    table,
    unchanged,
    workbook,
)
from tests.mutations.world import HOME, OUTSIDE

pytestmark = pytest.mark.anyio

ORIGIN = "real_cited"
_MUNICIPALITY = ("id", "Név", "Szervezeti forma", "active", "place", "governs", "dataOrigin", "Művelet")
_CIVIL = ("id", "Név", "organisationForm", "active", "place", "dataOrigin")
_CALL = ("id", "code", "nameHu", "dataOrigin")
_PROJECT = ("id", "Név", "status", "featured", "call", "dataOrigin")
_PARTNER = ("from_id", "to_id", "role", "Művelet")


def organisation(id_: str, name: str, place: str = HOME) -> tuple[object, ...]:
    return (id_, name, "civil", True, place, ORIGIN)


def book(mark: str, *partners: tuple[object, ...]) -> Sheets:
    """Sheets that name each other by id, by natural key and by name."""
    return {
        "PARTNER_IN": [_PARTNER, *partners],
        "TopProject": [_PROJECT, (f"top:{mark}", f"Projekt {mark}", "running", True, f"TOP-{mark}", ORIGIN)],
        "TopCall": [_CALL, (None, f"TOP-{mark}", f"Felhívás {mark}", ORIGIN)],
        "CivilOrganisation": [
            _CIVIL,
            organisation(f"civil:{mark}1", f"Első {mark} Egyesület"),
            (None, f"Második {mark} Egyesület", "civil", True, HOME, ORIGIN),
        ],
    }


def both(mark: str) -> tuple[tuple[object, ...], ...]:
    """Two partners: one by id, one by name."""
    return (
        (f"civil:{mark}1", f"top:{mark}", "lead", None),
        (f"Második {mark} Egyesület", f"Projekt {mark}", "member", None),
    )


async def test_sheets_refer_to_each_other_by_id_natural_key_and_name(ground: Store) -> None:
    told = await bring(ground, workbook(book("a", *both("a"))))
    assert told.counts == {"created": 6}
    assert [(one.sheet, one.row) for one in told.of("created")] == [
        *(("PARTNER_IN", row) for row in (2, 3)),
        ("TopProject", 2),
        ("TopCall", 2),
        *(("CivilOrganisation", row) for row in (2, 3)),
    ]
    [call] = await ends(ground, "UNDER_CALL", "top:a")
    assert (await stored(ground, call) or {})["code"] == "TOP-a"
    partners = await asked(ground, "MATCH (o)-[r:PARTNER_IN]->({id: 'top:a'}) RETURN o.nameHu AS n, r.role AS r")
    assert sorted((one["n"], one["r"]) for one in partners) == [
        ("Első a Egyesület", "lead"),
        ("Második a Egyesület", "member"),
    ]
    [note] = await asked(ground, "MATCH (i:Import {id: $id}) RETURN properties(i) AS p", id=told.report.id)
    assert {name: note["p"][name] for name in ("state", "created", "changed", "rows", "done", "madeBy", "name")} == {
        "state": "done",
        "created": 6,
        "changed": 0,
        "rows": 6,
        "done": 1,
        "madeBy": "key:test",
        "name": "munka.xlsx",
    }


async def test_the_same_file_again_changes_nothing_and_a_row_without_id_is_the_same(ground: Store) -> None:
    await bring(ground, workbook(book("b", *both("b"))))
    async with unchanged(ground):
        again = await bring(ground, workbook(book("b", *both("b"))))
    assert again.counts == {"unchanged": 6}
    assert (again.report.id, again.report.number) == (None, None)


async def test_the_report_of_a_dry_run_is_that_of_the_import_but_for_its_mode(ground: Store) -> None:
    await bring(ground, workbook(book("c", *both("c"))))
    sheets = book("c", *both("c"), ("civil:c2", "top:c", "member", None))
    sheets["CivilOrganisation"] = [
        *sheets["CivilOrganisation"][:1],
        organisation("civil:c1", "Új név"),
        organisation("civil:c2", "Harmadik"),
    ]
    sheets["TopProject"] = [_PROJECT, ("top:c", None, "closed", None, None, None)]
    async with unchanged(ground):
        dry = await bring(ground, workbook(sheets), dry_run=True)
    real = await bring(ground, workbook(sheets))
    assert (dry.report.mode, real.report.mode) == ("dry-run", "import")
    assert dry.lines == real.lines
    assert dry.csv == real.csv
    [told, done] = [json.loads(one.json) for one in (dry, real)]
    assert told | {"mode": "", "import": "", "dataVersion": 0} == done | {"mode": "", "import": "", "dataVersion": 0}
    assert [(one.what, one.column, one.before, one.after) for one in real.of("changed")] == [
        ("top:c", "status", "running", "closed"),
        ("civil:c1", "nameHu", "Első c Egyesület", "Új név"),
    ]
    assert real.counts == {"created": 2, "changed": 2, "unchanged": 3}


async def test_the_csv_report_holds_each_line_and_no_formula(ground: Store) -> None:
    told = await bring(
        ground,
        workbook(
            {"Közösség": [("Név", "Bejegyzett"), ("=1+1", "talán")], "GameApp": [("id", "nameHu"), ("game:=1", "@a")]}
        ),
    )
    rows = list(csv.reader(io.StringIO(told.csv)))
    assert tuple(rows[0]) == HEADINGS
    assert len(rows) == 1 + len(told.lines)
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))] == []


async def test_what_files_name_and_nothing_has_is_told_in_its_place(ground: Store) -> None:
    await bring(
        ground,
        table(
            "CivilOrganisation.csv",
            ";".join(_CIVIL),
            *(f"civil:d{n};Ikrek d;civil;igen;{HOME};{ORIGIN}" for n in (1, 2)),
        ),
    )
    sheets = book(
        "d",
        ("Ikrek d", "top:d", "lead", None),
        ("Nincs ilyen", "top:d", "member", None),
        ("civil:nobody", "top:d", "member", None),
    )
    told = await refused(ground, workbook(sheets))
    assert set(told.refusals()) == {
        ("PARTNER_IN", 2, "from_id", "REFERENCE_AMBIGUOUS"),
        ("PARTNER_IN", 3, "from_id", "REFERENCE_UNKNOWN"),
        ("PARTNER_IN", 4, "start", "END_UNKNOWN"),
        ("TopProject", 2, "partners", "RULE_TOP_PARTNERS"),
    }
    [ambiguous] = [one for one in told.of("refused") if one.code == "REFERENCE_AMBIGUOUS"]
    assert ambiguous.before == "Ikrek d"
    assert set(ambiguous.allowed.split(", ")) == {"civil:d1", "civil:d2"}


async def test_rules_hold_of_files_as_a_whole(ground: Store) -> None:
    told = await refused(ground, workbook(book("e", both("e")[0])))
    assert told.refusals() == [("TopProject", 2, "partners", "RULE_TOP_PARTNERS")]
    await bring(ground, workbook(book("e", *both("e"))))
    removal = [("civil:e1", "top:e", None, "törlés")]
    told = await refused(ground, workbook({"PARTNER_IN": [_PARTNER, *removal]}))
    assert told.refusals() == [("PARTNER_IN", 2, "partners", "RULE_TOP_PARTNERS")]
    other = [*removal, ("civil:e3", "top:e", "member", None)]
    sheets = {"PARTNER_IN": [_PARTNER, *other], "CivilOrganisation": [_CIVIL, organisation("civil:e3", "Harmadik e")]}
    assert (await bring(ground, workbook(sheets))).counts == {"created": 2, "removed": 1}
    programme = lines_of(
        "Programme",
        {
            "id": "programme:e",
            "nameHu": "P",
            "code": "PE",
            "startDate": "2018-01-01",
            "endDate": "2019-01-01",
            "dataOrigin": ORIGIN,
        },
    )
    reached = lines_of(
        "REACHED", {"from_id": "programme:e", "to_id": OUTSIDE, "on": "2018-01-01", "method": "measurement"}
    )
    told = await refused(ground, programme, reached)
    assert [one.code for one in told.of("refused")] == ["RULE_PROGRAMME_AREA"], told.csv


async def test_a_to_one_field_is_led_elsewhere_and_required_ones_stay(ground: Store) -> None:
    await bring(ground, workbook(book("f", *both("f"))))
    moved = {
        "TopProject": [("id", "call"), ("top:f", "TOP-f2")],
        "TopCall": [_CALL, ("call:f2", "TOP-f2", "Új", ORIGIN)],
    }
    told = await bring(ground, workbook(moved))
    assert [(one.what, one.column, one.after) for one in told.of("changed")] == [("top:f", "call", "call:f2")]
    assert await ends(ground, "UNDER_CALL", "top:f") == ["call:f2"]
    told = await refused(ground, workbook({"TopProject": [("id", "call"), ("top:f", "(üres)")]}))
    assert (
        told.refusals() == [("TopProject", 2, "call", "CELL_REQUIRED")] or told.refusals()[0][3] == "REQUIRED_MISSING"
    )


async def test_deletions_leave_no_orphans_unless_the_file_deletes_them_too(ground: Store) -> None:
    quests = [
        {"id": f"quest:g{n}", "nameHu": f"Q{n}", "points": 1, "active": True, "app": "game:g", "dataOrigin": ORIGIN}
        for n in (1, 2)
    ]
    await bring(
        ground,
        lines_of(
            "GameApp",
            *({"id": id_, "nameHu": id_, "kind": "game", "dataOrigin": ORIGIN} for id_ in ("game:g", "game:g2")),
        ),
        lines_of("Quest", *quests),
    )
    app = table("GameApp.csv", "id;Művelet", "game:g;törlés")
    told = await refused(ground, app)
    [line] = told.of("refused")
    assert (line.sheet, line.row, line.what, line.code) == ("GameApp.csv", 2, "game:g", "DELETE_ORPHANS")
    assert set(line.allowed.split(", ")) == {"quest:g1", "quest:g2"}
    # One goes too, the other is led elsewhere before.
    told = await bring(ground, app, table("Quest.csv", "id;app;Művelet", "quest:g1;;törlés", "quest:g2;game:g2;"))
    assert told.counts == {"removed": 2, "changed": 1}
    assert [await stored(ground, id_) for id_ in ("game:g", "quest:g1")] == [None, None]
    assert await ends(ground, "HAS_QUEST", "game:g2") == ["quest:g2"]
    told = await refused(ground, app)
    assert told.refusals() == [("GameApp.csv", 2, "id", "NODE_UNKNOWN")]


def event(id_: str | None, name: str, series: str | None = None, **more: object) -> dict[str, object]:
    given = {"id": id_, "nameHu": name, "type": "workshop", "startDate": "2018-05-01", "international": False}
    return {
        k: v
        for k, v in {**given, "languages": ["hu"], "dataOrigin": ORIGIN, "series": series, **more}.items()
        if v is not None
    }


async def test_a_series_may_stand_in_a_later_row(ground: Store) -> None:
    rows = [event("event:h1", "Első", "event:h2"), event("event:h2", "Második", "Sorozat h"), event(None, "Sorozat h")]
    for part in (1_000, 1):
        dry = await bring(ground, lines_of("Event", *rows), dry_run=True, part=part)
        assert dry.counts == {"created": 3}, dry.csv
    told = await bring(ground, lines_of("Event", *rows), part=1, at_once=1)
    assert told.counts == {"created": 3}
    assert await ends(ground, "PART_OF_SERIES", "event:h1") == ["event:h2"]
    [series] = await ends(ground, "PART_OF_SERIES", "event:h2")
    assert (await stored(ground, series) or {})["nameHu"] == "Sorozat h"
    assert {(await stored(ground, id_) or {})["revision"] for id_ in ("event:h1", "event:h2", series)} == {1}


async def test_a_circle_of_new_nodes_is_refused_however_it_is_named(ground: Store) -> None:
    first = lines_of("Event", event("event:i1", "Első i", "event:i2"))
    second = table(
        "Event.csv",
        "id;nameHu;type;startDate;international;languages;dataOrigin;series",
        f"event:i2;Második i;workshop;2018-05-01;nem;hu;{ORIGIN};Első i",
    )
    told = await refused(ground, first, second)
    assert {one.code for one in told.of("refused")} == {"ROW_CIRCLE"}, told.csv


async def test_the_same_thing_in_two_files_is_refused_with_both_places(ground: Store) -> None:
    rows = [event("event:j1", "Kettős j"), event("event:j2", "j")]
    told = await refused(ground, lines_of("Event", *rows), table("Event.csv", "id;Név", "event:j1;Más"))
    [line] = told.of("refused")
    assert (line.sheet, line.row, line.code) == ("Event.csv", 2, "ROW_TWICE")
    assert "Event.jsonl:1" in line.message
    tie = {"from_id": "event:j1", "to_id": "event:j2"}
    told = await refused(
        ground, lines_of("Event", *rows), lines_of("PART_OF_SERIES", tie, {**tie, "from_id": "Kettős j"})
    )
    assert told.refusals() == [("PART_OF_SERIES.jsonl", 2, "from_id", "ROW_TWICE")]


async def test_a_partial_import_writes_what_is_right_and_nothing_that_rests_on_the_rest(ground: Store) -> None:
    sheets = book("k", *both("k"))
    sheets["TopCall"] = [
        _CALL,
        (None, "TOP-k", None, ORIGIN),
    ]  # without its name it is refused, and the project with it
    told = await bring(ground, workbook(sheets), partial=True)
    assert {one.what for one in told.of("created")} == {
        "civil:k1",
        next(one.what for one in told.of("created") if one.row == 3),
    }
    assert {(one.sheet, one.row) for one in told.of("refused")} == {
        ("TopCall", 2),
        ("TopProject", 2),
        ("PARTNER_IN", 2),
        ("PARTNER_IN", 3),
    }
    assert await stored(ground, "top:k") is None
    assert told.report.is_written
    left = await asked(ground, "MATCH (c:Change {importId: $id}) RETURN c.subject AS s", id=told.report.id)
    assert len(left) == 2
    # A rule that is broken takes only what breaks it.
    sheets = book("l", both("l")[0])
    told = await bring(ground, workbook(sheets), partial=True)
    assert {(one.sheet, one.row, one.code) for one in told.of("refused")} == {
        ("TopProject", 2, "RULE_TOP_PARTNERS"),
        ("PARTNER_IN", 2, "END_UNKNOWN"),
    }
    assert told.counts == {"created": 3, "refused": 2}


async def test_without_partial_one_refused_row_keeps_all_out(ground: Store) -> None:
    sheets = book("m", *both("m"))
    sheets["CivilOrganisation"] = [
        *sheets["CivilOrganisation"],
        ("civil:m3", "Rossz", "nincs ilyen", True, HOME, ORIGIN),
    ]
    told: Told = await refused(ground, workbook(sheets))
    assert told.refusals() == [("CivilOrganisation", 4, "organisationForm", "CELL_CODE")]
    assert told.counts == {"created": 6, "refused": 1}
    assert not told.report.is_written


async def test_counties_of_a_key_hold_and_a_dry_run_tells_so(ground: Store) -> None:
    inside, outside = frozenset({"HU232"}), frozenset({"HU223"})
    for dry in (True, False):
        told = await refused(ground, workbook(book("n", *both("n"))), counties=outside, dry_run=dry)
        assert {one.code for one in told.of("refused")} == {"COUNTY_FORBIDDEN"}
        assert {(one.sheet, one.row) for one in told.of("refused")} == {
            (one.sheet, one.row) for one in told.of("refused") if one.row
        }
    dry = await bring(ground, workbook(book("n", *both("n"))), counties=inside, dry_run=True)
    assert "TopCall" in {one.sheet for one in dry.of("refused")}, "what lies nowhere is refused"
    plain = {"CivilOrganisation": book("n")["CivilOrganisation"]}
    real = await bring(ground, workbook(plain), counties=inside)
    assert real.counts == {"created": 2}
    for part in (1_000, 1):
        moved = table("CivilOrganisation.csv", "id;place", "civil:n1;settlement:3")
        told = await refused(ground, moved, counties=inside, at_once=part)
        assert told.refusals() == [("CivilOrganisation.csv", 2, "", "COUNTY_FORBIDDEN")]


async def test_a_unique_value_that_another_node_has_is_refused_in_a_dry_run_too(ground: Store) -> None:
    calls = lines_of("TopCall", {"id": "call:o", "code": "TOP-o", "nameHu": "Felhívás", "dataOrigin": ORIGIN})
    await bring(ground, calls)
    other = {"id": "call:o1", "code": "TOP-o", "nameHu": "Felhívás", "dataOrigin": ORIGIN}
    for dry_run in (True, False):
        told = await refused(ground, lines_of("TopCall", other), dry_run=dry_run)
        assert [(one.column, one.code) for one in told.of("refused")] == [("code", "VALUE_TAKEN")]
    twice = table("TopCall.csv", "id;code;nameHu;dataOrigin", *(f"call:o{n};TOP-o2;F;{ORIGIN}" for n in (2, 3)))
    told = await refused(ground, twice)
    assert [(one.row, one.column, one.code) for one in told.of("refused")] == [(3, "code", "ROW_TWICE")]

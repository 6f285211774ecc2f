"""What a row says of a node or a relationship: id or keys, values, where its fields lead, and what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_service.importing.plan import NodeRow, Reference, TieRow
from graph_service.importing.reading import rows_of
from graph_service.importing.sources import Source
from graph_service.model import load_model
from graph_service.writes.problems import Problem
from graph_service.writes.seats import Spot


def read(name: str, *lines: str) -> list[Any]:
    """What a CSV of lines says."""
    return list(rows_of(Source(name, ("\n".join(lines) + "\n").encode()), load_model()))


def test_an_institution() -> None:
    [row] = read(
        "Intézmény.csv",
        "Azonosító;Név;Ágazat;Működik;Hely (szélesség);Hely (hosszúság);Település;Honlap",
        "inst:1;Városi Könyvtár;Könyvtár;igen;46,84;16,84;Zalaegerszeg (Zala);(üres)",
    )
    assert row == NodeRow(
        "Institution",
        "inst:1",
        {},
        {
            "nameHu": "Városi Könyvtár",
            "sector": "library",
            "active": True,
            "location": Spot(16.84, 46.84),
            "website": None,
        },
        {"place": Reference("Zalaegerszeg (Zala)", ("Settlement", "SettlementPart"))},
        "upsert",
        ("Intézmény.csv", 2),
    )


def test_links_by_id_and_links_taken_away() -> None:
    rows = read("Event.csv", "id;Település;Rendezvénysorozat", "event:1;settlement:2;event:3", "event:2;(none);")
    assert [dict(row.links) for row in rows] == [
        {
            "settlement": Reference("settlement:2", ("Settlement",), "settlement:2"),
            "series": Reference("event:3", ("Event",), "event:3"),
        },
        {"settlement": None},
    ]


def test_a_point_is_taken_away_as_a_whole() -> None:
    [row] = read("Quest.csv", "id;location.lat;location.lon", "quest:1;(üres);(üres)")
    assert dict(row.values) == {"location": None}
    [problem] = read("Quest.csv", "id;location.lat;location.lon", "quest:1;(üres);16,8")
    assert problem.code == "CELL_POINT_HALF"


def test_rows_are_known_by_their_natural_keys() -> None:
    rows = read("Training.csv", "code;hours", "K1;12", "K2;30")
    assert [(row.id, dict(row.keys)) for row in rows] == [(None, {"code": "K1"}), (None, {"code": "K2"})]


def test_a_row_without_id_and_key_has_to_be_whole() -> None:
    head = "id;Név;Bejegyzett;Település"
    rows = read("Közösség.csv", head, ";Kör;nem;Pécs", ";;nem;Pécs", "comm:1;;;Pécs")
    assert [(row.id, row.place[1]) for row in rows if isinstance(row, NodeRow)] == [(None, 2), ("comm:1", 4)]
    assert [(one.code, one.place) for one in rows if isinstance(one, Problem)] == [
        ("CELL_REQUIRED", ("Közösség.csv", 3, "Név"))
    ]


@pytest.mark.parametrize(
    ("word", "action"), [("", "upsert"), ("törlés", "delete"), ("DELETE", "delete"), ("felvétel", "upsert")]
)
def test_actions(word: str, action: str) -> None:
    [row] = read("Közösség.csv", "id;Név;Művelet", f"comm:1;Kör;{word}")
    assert row.action == action


def test_empty_rows_say_nothing() -> None:
    assert read("Közösség.csv", "id;Név", ";", " ;", ";\t") == []


def test_a_participation() -> None:
    [row] = read(
        "PARTICIPATES_IN.csv",
        "Honnan (azonosító);Hová (azonosító);Szerep;Mettől;Meddig;Kulcs",
        "inst:1;collab:2;Kezdeményező;2018. 03. 05.;;1",
    )
    assert isinstance(row, TieRow)
    assert (row.start.id, row.end.id, row.key, row.action) == ("inst:1", "collab:2", "1", "upsert")
    assert dict(row.values) == {"role": "initiator", "from": date(2018, 3, 5)}


def test_the_label_of_an_end_may_be_said() -> None:
    [row] = read("OF.csv", "from_id;from_label;to_id;to_label", "measure:1;Measurement;Zalaegerszeg;Település")
    assert row.end == Reference("Zalaegerszeg", ("Settlement",))


def test_parallel_relationships_differ_in_key_or_in_what_they_say() -> None:
    head = "from_id;to_id;from"
    rows = read(
        "MENTORS.csv", head, "mentor:1;comm:1;2018-01-01", "mentor:1;comm:1;2019-01-01", "mentor:1;comm:1;2018.1.1."
    )
    assert [type(one).__name__ for one in rows] == ["TieRow", "TieRow", "Problem"]
    assert (rows[2].code, rows[2].values["first"]) == ("ROW_TWICE", "MENTORS.csv:2")


def test_a_platform_may_be_a_game() -> None:
    [row] = read("PROMOTES.csv", "from_id;to_id", "game:1;practice:1")
    assert row.start.id == "game:1"


def test_each_circle_is_told_once_and_rows_beside_it_are_read() -> None:
    lines = [
        "event:1;event:2",
        "event:2;event:1",
        "event:3;event:1",
        "event:4;event:5",
        "event:5;event:4",
        "event:6;event:7",
    ]
    found = read("Event.csv", "id;series", *lines)
    told = [(one.code, one.place, one.values["value"]) for one in found if isinstance(one, Problem)]
    assert told == [
        ("ROW_CIRCLE", ("Event.csv", 2, "series"), "event:1 → event:2 → event:1"),
        ("ROW_CIRCLE", ("Event.csv", 5, "series"), "event:4 → event:5 → event:4"),
    ]
    assert len([one for one in found if isinstance(one, NodeRow)]) == len(lines)

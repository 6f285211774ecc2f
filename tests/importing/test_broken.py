"""Broken files are refused with the code of what is wrong, and the sheet, row and column where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.importing.problems import Notice
from graph_service.importing.reading import rows_of
from graph_service.importing.sources import Caps, Source
from graph_service.messages.importing import MESSAGES
from graph_service.model import load_model
from graph_service.writes.problems import Problem
from tests.importing.broken import FILES, Broken
from tests.importing.made import bomb


def problems_of(source: Source, caps: Caps) -> list[Problem]:
    """What is wrong with a file."""
    found = rows_of(source, load_model(), caps)
    return [one for one in found if isinstance(one, Problem) and not isinstance(one, Notice)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("broken", FILES.values(), ids=FILES)
def test_broken_files_are_refused_in_place(broken: Broken) -> None:
    found = problems_of(Source(broken.name, broken.content()), broken.caps)
    assert [(one.code, one.place) for one in found] == [(broken.code, broken.place)]
    assert found[0].text("hu") != found[0].text("en")
    assert "{" not in found[0].text("hu") + found[0].text("en")


def test_there_are_as_many_as_promised() -> None:
    assert len(FILES) >= 60
    assert len({broken.code for broken in FILES.values()}) >= 25


def test_every_code_of_files_is_told_by_a_broken_one_or_below() -> None:
    told = {broken.code for broken in FILES.values()}
    held_against_the_graph = {"REFERENCE_AMBIGUOUS", "REFERENCE_UNKNOWN", "ROWS_LEFT_OUT"}  # `test_imports.py`
    below = {"CELL_MOMENT", "HEADING_UNKNOWN", "HEADING_KEPT", "SHEET_HIDDEN"}
    assert set(MESSAGES) - told == held_against_the_graph | below


def test_a_file_of_50_mib_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Community.csv"
    with path.open("wb") as stream:
        stream.truncate(52_428_801)
    assert [(one.code, one.place) for one in problems_of(Source(path.name, path), Caps())] == [
        ("FILE_TOO_LARGE", ("Community.csv",))
    ]


def test_a_bomb_on_disk_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "Community.xlsx"
    path.write_bytes(bomb())
    assert [one.code for one in problems_of(Source(path.name, path), Caps())] == ["FILE_BOMB"]


def test_every_problem_of_a_row_is_told_and_the_others_are_read() -> None:
    text = "id;Név;Tagok száma;Alapítás napja\ncomm:1;Kör;sok;tavaly\ncomm:2;Kórus;7;2001.5.6.\ninst:3;;;\n"
    found = list(rows_of(Source("Közösség.csv", text.encode()), load_model()))
    told = [(one.code, one.place[1:]) for one in found if isinstance(one, Problem)]
    assert told == [
        ("CELL_NUMBER", (2, "Tagok száma")),
        ("CELL_DATE", (2, "Alapítás napja")),
        ("CELL_ID_PREFIX", (4, "id")),
    ]
    assert [one.id for one in found if not isinstance(one, Problem)] == ["comm:2"]  # type: ignore[union-attr]


def test_values_are_shown_to_80_characters() -> None:
    [found] = problems_of(Source("Community.csv", f"id;memberCount\ncomm:1;{'x' * 500}\n".encode()), Caps())
    assert found.values["value"] == "x" * 79 + "…"


def test_the_nearest_codes_are_allowed() -> None:
    [found] = problems_of(Source("Community.csv", "id;themes\ncomm:1;hagyományok\n".encode()), Caps())
    assert found.code == "CELL_CODE"
    assert "tradition" in found.allowed

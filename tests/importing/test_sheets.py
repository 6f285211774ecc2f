"""Files of every format become the same rows, whatever their encoding, delimiter and way to keep texts."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from graph_service.importing.charsets import charset_of
from graph_service.importing.csv_files import delimiter_of
from graph_service.importing.kept_texts import KeptTexts, kept_texts
from graph_service.importing.plan import NodeRow
from graph_service.importing.problems import Notice
from graph_service.importing.reading import rows_of
from graph_service.importing.seen import Seen
from graph_service.importing.sheets import Row, Sheet, letter_of, sheets_of
from graph_service.importing.sources import Caps, Source
from graph_service.importing.xlsx_cells import column_index
from graph_service.model import load_model
from graph_service.writes.problems import Problem
from tests.importing.made import COMMUNITY, FINE, SHEET, repacked, with_texts, xlsx_of

TEXT = "Név;Település\nŐrségi „Árvíztűrő” kör – új;Győr\n"


def cells_of(source: Source) -> list[list[Any]]:
    """The cells of the only sheet, the headings first."""
    [sheet] = list(sheets_of_kept(source))
    return sheet


def sheets_of_kept(source: Source) -> list[list[list[Any]]]:
    """The cells of every sheet."""
    found = []
    for sheet in sheets_of(source, Caps()):
        assert isinstance(sheet, Sheet), sheet
        rows = [list(row.cells) for row in sheet.rows if isinstance(row, Row)]
        found.append([[heading.text for heading in sheet.headings], *rows])
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_of_hungarian_files(encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    assert cells_of(Source("Közösség.csv", data)) == [line.split(";") for line in TEXT.splitlines()]


def test_an_accent_at_the_very_end_is_windows_1250() -> None:
    data = "Name;Place\nKlub;Pápá".encode("cp1250")
    assert charset_of(Source("x.csv", data), io.BytesIO(data)) == "cp1250"


def test_letters_across_pieces_are_whole() -> None:
    data = ("x" * ((1 << 20) - 1) + "ő").encode()
    assert charset_of(Source("x.csv", data), io.BytesIO(data)) == "utf-8-sig"


@given(st.text(st.sampled_from("áéíóöőúüűÁÉÍÓÖŐÚÜŰabc ;"), min_size=1))
def test_hungarian_in_windows_1250_is_never_refused(text: str) -> None:
    data = text.encode("cp1250")
    stream = io.BytesIO(data)
    read = data.decode(charset_of(Source("x.csv", data), stream))
    assert read == text
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("a;b,c;d", ";"), ("a,b,c;d", ","), ("a\tb", "\t"), ('"a;b;c",d', ","), ("a", ";"), ("\n\na,b\nc;d;e", ",")],
)
def test_the_delimiter_is_that_of_the_heading_line(line: str, delimiter: str) -> None:
    assert delimiter_of(line) == delimiter


def test_the_delimiter_that_excel_names() -> None:
    found = list(rows_of(Source("Community.csv", b"sep=,\r\nid,memberCount\r\ncomm:1,5\r\n"), load_model()))
    assert [(row.values, row.place) for row in found if isinstance(row, NodeRow)] == [
        ({"memberCount": 5}, ("Community.csv", 3))
    ]


cell_texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from(';,"\n\t'), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(cell_texts, min_size=2, max_size=2), max_size=5), st.sampled_from(";,\t"))
def test_whatever_csv_writes_is_read(rows: list[list[str]], delimiter: str) -> None:
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["id", "name"], *rows])
    found = cells_of(Source("Community.csv", sink.getvalue().encode()))
    assert found == [["id", "name"], *(row for row in rows if any(row))]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    text = 'id;Név\n\ncomm:1;"két\nsor"\ncomm:2;Kör\n'
    found = list(rows_of(Source("Community.csv", text.encode()), load_model()))
    assert [row.place for row in found if isinstance(row, NodeRow)] == [("Community.csv", 3), ("Community.csv", 4)]


def test_types_of_a_workbook() -> None:
    made = xlsx_of(("a", "b", "c", "d", "e"), ("x", 1, 1.5, True, date(2018, 3, 5)))
    assert cells_of(Source("Közösség.xlsx", made()))[1] == ["x", 1, 1.5, True, datetime(2018, 3, 5)]


def test_texts_that_excel_keeps_apart() -> None:
    made = with_texts(
        repacked(
            xlsx_of(("id", "Név"), ("comm:1", 0), ("comm:2", 1)),
            SHEET,
            lambda data: data.replace(b't="n"', b't="s"'),
        ),
        "Ki_x000D_s",
        "Nagy kör",
    )
    assert cells_of(Source("Közösség.xlsx", made()))[1:] == [["comm:1", "Ki\rs"], ["comm:2", "Nagy kör"]]


def test_runs_of_a_text_are_one_and_how_to_say_it_is_none() -> None:
    part = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>a</t></si>'
        b"<si><r><t>Nagy</t></r><r><t> k</t></r><rPh sb='0'><t>x</t></rPh></si><si/></sst>"
    )
    texts = kept_texts(io.BytesIO(part))
    assert [texts[place] for place in range(len(texts))] == ["a", "Nagy k", ""]
    texts.close()


def test_kept_texts_come_back_however_many_are_asked_for() -> None:
    texts = KeptTexts()
    for place in range(30_000):
        texts.append(f"szöveg {place}")
    assert [texts[place] for place in (29_999, 0, 12_345, *range(25_000))][:3] == [
        "szöveg 29999",
        "szöveg 0",
        "szöveg 12345",
    ]
    assert texts[0] == "szöveg 0"
    with pytest.raises(IndexError):
        texts[30_000]
    texts.close()


def test_several_sheets_and_those_that_explain() -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("Magyarázat").append(["Oszlop"])
        book.create_sheet("Üres")
        book.create_sheet("Jelvény").append(["id", "Szükséges pontszám"])
        book["Jelvény"].append(["badge:1", 7])
        book.create_sheet("Rejtett").append(["x"])
        book["Rejtett"].sheet_state = "hidden"

    made = xlsx_of(tuple(COMMUNITY.split(";")), ("comm:1", "Kör", False), change=more)
    found = list(rows_of(Source("minden.xlsx", made()), load_model()))
    assert [row.place for row in found if isinstance(row, NodeRow)] == [("Közösség", 2), ("Jelvény", 2)]
    assert [(one.code, one.place) for one in found if isinstance(one, Problem)] == [("SHEET_HIDDEN", ("Rejtett",))]
    assert all(isinstance(one, Notice) for one in found if isinstance(one, Problem))


def test_a_workbook_of_one_sheet_may_be_named_by_its_file() -> None:
    made = xlsx_of(("id", "Név"), ("comm:1", "Kör"), sheet="Munka1")
    [row] = rows_of(Source("letöltések/Közösség.xlsx", made()), load_model())
    assert isinstance(row, NodeRow)


def test_a_size_that_a_sheet_says_of_itself_hides_nothing() -> None:
    import re

    made = xlsx_of(("id", "Név"), ("comm:1", "Kör"))
    small = repacked(made, SHEET, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data))
    assert len(list(rows_of(Source("Community.xlsx", small()), load_model()))) == 1


def test_json_lines_bring_headings_as_they_go() -> None:
    text = '{"id":"comm:1","Név":"Kör"}\n\n{"memberCount":7,"id":"comm:2","themes":["tradition"],"formal":false}\n'
    found = list(rows_of(Source("Community.jsonl", text.encode()), load_model()))
    assert [(row.id, dict(row.values)) for row in found if isinstance(row, NodeRow)] == [
        ("comm:1", {"nameHu": "Kör"}),
        ("comm:2", {"memberCount": 7, "themes": ["tradition"], "formal": False}),
    ]


def test_the_same_rows_from_every_format(tmp_path: Path) -> None:
    plain = f"{COMMUNITY}\n{FINE}\n".encode()
    path = tmp_path / "Community.csv"
    path.write_bytes(plain)
    row = dict(zip(COMMUNITY.split(";"), FINE.split(";"), strict=True))
    import json

    files = [
        Source("Community.csv", plain),
        Source("Community.csv", path),
        Source("Community.jsonl", (json.dumps(row) + "\n").encode()),
        Source("Community.xlsx", xlsx_of(tuple(row), tuple(row.values()))()),
    ]
    found = [next(iter(rows_of(one, load_model()))) for one in files]
    assert all(isinstance(one, NodeRow) for one in found)
    assert len({(one.id, str(one.values), str(one.links)) for one in found if isinstance(one, NodeRow)}) == 1


def test_a_stream_that_was_given_stays_open_and_can_be_read_again() -> None:
    for content in (f"{COMMUNITY}\n{FINE}\n".encode(), xlsx_of(("id", "Név"), ("comm:1", "Kör"))()):
        name = "Community.xlsx" if content.startswith(b"PK") else "Community.csv"
        stream = io.BytesIO(content)
        first = list(rows_of(Source(name, stream), load_model()))
        next(iter(rows_of(Source(name, stream), load_model())))
        assert list(rows_of(Source(name, stream), load_model())) == first
        assert not stream.closed


def test_columns_by_letter() -> None:
    assert [column_index(f"{letter_of(index)}7") for index in range(0, 16_384, 97)] == list(range(0, 16_384, 97))


@given(st.lists(st.text(max_size=3), max_size=3_000))
def test_what_was_seen_is_told_with_its_row(keys: list[str]) -> None:
    seen, rows = Seen(), {}
    for row, key in enumerate(keys, start=1):
        assert seen.first(key, row) == rows.get(key)
        rows.setdefault(key, row)


def test_many_are_seen_apart() -> None:
    seen = Seen()
    assert [seen.first(str(number), number) for number in range(20_000)] == [None] * 20_000
    assert seen.first("19999", 1) == 19_999

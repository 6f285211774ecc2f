"""Broken files, each made by code, with the code, sheet, row and column that the refusal has to name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph_service.importing.sources import Caps
from tests.importing.made import (
    COMMUNITY,
    FINE,
    SHEET,
    Content,
    archive,
    bomb,
    community,
    csv_of,
    lying_bomb,
    repacked,
    row,
    with_texts,
    xlsx_of,
)

SMALL = Caps(file_bytes=200_000, unpacked_bytes=400_000, ratio=200, rows=50, columns=60)


@dataclass(frozen=True)
class Broken:
    """A file, and what is wrong with it: a code, and the place of it."""

    name: str
    content: Callable[[], Content]
    code: str
    place: tuple[str | int, ...]
    caps: Caps = SMALL


_HEAD = tuple(COMMUNITY.split(";"))
_ROW = ("comm:1", "Hímzőkör", False, "tradition", 12, None, None)
_XLSX = xlsx_of(_HEAD, _ROW)
C, X = "Közösség.csv", "Közösség.xlsx"

FILES: dict[str, Broken] = {
    # The file as a whole.
    "nothing in it": Broken(C, lambda: b"", "FILE_EMPTY", (C,)),
    "too large": Broken(C, lambda: b"x" * 200_001, "FILE_TOO_LARGE", (C,)),
    "no kind of file": Broken("Közösség.pdf", lambda: b"%PDF", "FILE_FORMAT", ("Közösség.pdf",)),
    "no ending": Broken("Közösség", lambda: b"id", "FILE_FORMAT", ("Közösség",)),
    "old Excel": Broken(
        "Közösség.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "FILE_OLD_EXCEL", ("Közösség.xls",)
    ),
    "password": Broken(X, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "FILE_OLD_EXCEL", (X,)),
    "workbook named CSV": Broken(C, _XLSX, "FILE_NOT_TEXT", (C,)),
    "zeros in text": Broken(C, lambda: b"id;name\n\0\1\2;x\n", "FILE_NOT_TEXT", (C,)),
    "UTF-16 with mark": Broken(C, csv_of(COMMUNITY, encoding="utf-16"), "FILE_UTF16", (C,)),
    "UTF-16 without mark": Broken(C, csv_of(COMMUNITY, encoding="utf-16-le"), "FILE_UTF16", (C,)),
    "DOS encoding": Broken(C, csv_of("Név;Település", "Őrség;Győr", encoding="cp852"), "FILE_ENCODING", (C,)),
    "Mac encoding": Broken(C, csv_of("Név;Település", "Őrség;Győr", encoding="mac-latin2"), "FILE_ENCODING", (C,)),
    "half a letter": Broken(C, lambda: "Név;Őr".encode() + b"\xc5", "FILE_CUT", (C,)),
    "half a row": Broken(C, lambda: f"{COMMUNITY}\n{FINE}\ncomm:2;Kö".encode(), "FILE_CUT", (C, 3, "B")),
    "half a line of JSON": Broken(
        "Community.jsonl", lambda: b'{"id":"comm:1"}\n{"id":', "FILE_CUT", ("Community.jsonl", 2, "")
    ),
    "half a workbook": Broken(X, lambda: _XLSX()[:2_000], "FILE_CUT", (X,)),
    "no workbook": Broken(X, lambda: b"Not an archive", "FILE_NOT_ZIP", (X,)),
    "another archive": Broken(X, lambda: archive("a.txt", b"a"), "FILE_BROKEN", (X,)),
    "broken sheet": Broken(X, repacked(_XLSX, SHEET, lambda data: data[:-300]), "FILE_BROKEN", ("Közösség", 2, "")),
    "rows out of order": Broken(
        X,
        repacked(_XLSX, SHEET, lambda data: data.replace(b'<row r="2"', b'<row r="1"')),
        "FILE_BROKEN",
        ("Közösség", 1, ""),
    ),
    "text that is not there": Broken(
        X,
        with_texts(
            repacked(_XLSX, SHEET, lambda data: data.replace(b"<v>12</v>", b"<v>99</v>").replace(b't="n"', b't="s"'))
        ),
        "FILE_BROKEN",
        ("Közösség", 2, ""),
    ),
    "wrong check sum": Broken(
        X, lambda: _XLSX().replace(b"PK\x03\x04", b"PK\x03\x05", 1)[:-1] + b"\0", "FILE_BROKEN", (X,)
    ),
    "zip bomb": Broken(X, bomb, "FILE_BOMB", (X,)),
    "zip bomb of the default size": Broken(X, bomb, "FILE_BOMB", (X,), Caps()),
    "zip bomb that lies": Broken(X, lying_bomb, "FILE_BROKEN", (X,)),
    "a thousand parts": Broken(X, lambda: archive(*(("a", b"") * 1_001)), "FILE_BOMB", (X,)),
    "entities": Broken(
        X,
        repacked(_XLSX, "xl/workbook.xml", lambda data: b'<!DOCTYPE a [<!ENTITY b "c">]>' + data),
        "FILE_UNSAFE",
        (X,),
    ),
    "another encoding of XML": Broken(
        X,
        repacked(_XLSX, "xl/workbook.xml", lambda data: b'<?xml version="1.0" encoding="cp037"?>' + data),
        "FILE_UNSAFE",
        (X,),
    ),
    # Sheets and headings.
    "sheet of nothing": Broken("Valami.csv", csv_of(COMMUNITY), "SHEET_UNKNOWN", ("Valami.csv",)),
    "sheet of a workbook": Broken(
        "x.xlsx",
        xlsx_of(_HEAD, _ROW, sheet="Munka1", change=lambda book: book.create_sheet("Magyarázat").append(["a"])),
        "SHEET_UNKNOWN",
        ("Munka1",),
    ),
    "official data": Broken("Település.csv", csv_of("id;name"), "SHEET_NOT_WRITABLE", ("Település.csv",)),
    "derived ties": Broken(
        "COOPERATES_WITH.csv", csv_of("from_id;to_id"), "SHEET_NOT_WRITABLE", ("COOPERATES_WITH.csv",)
    ),
    "more rows than a sheet has": Broken(
        X,
        xlsx_of(_HEAD, change=lambda book: book.active.__setitem__("A60", "comm:1")),
        "SHEET_TOO_LONG",
        ("Közösség", 60, ""),
    ),
    "blank lines": Broken(C, csv_of("", "", ";;"), "HEADING_ROW_MISSING", (C,)),
    "no headings": Broken(C, csv_of("Hímzőkör;Zalaegerszeg", "Kórus;Pécs"), "HEADING_ROW_MISSING", (C, 1, "")),
    "doubled heading": Broken(C, csv_of("Név;név (magyarul);Bejegyzett"), "HEADING_DOUBLED", (C, 1, "név (magyarul)")),
    "heading in two languages": Broken(
        "Community.jsonl",
        lambda: b'{"Name":"a","Bejegyzett":true}\n{"nameHu":"b"}\n',
        "HEADING_DOUBLED",
        ("Community.jsonl", 2, "nameHu"),
    ),
    "missing column": Broken(C, csv_of("Név;Témák", "Kór;tradition"), "COLUMN_MISSING", (C, 1, "Bejegyzett")),
    "ties with one end": Broken(
        "MENTORS.csv", csv_of("from_id;from"), "COLUMN_MISSING", ("MENTORS.csv", 1, "Hová (azonosító)")
    ),
    "too many columns": Broken(C, csv_of(";".join(f"c{n}" for n in range(61))), "COLUMNS_TOO_MANY", (C, 1, "BI")),
    "a cell far to the right": Broken(
        X,
        xlsx_of(_HEAD, change=lambda book: book.active.__setitem__("XFD2", 1)),
        "COLUMNS_TOO_MANY",
        ("Közösség", 2, "XFD"),
    ),
    "too many keys": Broken(
        "Community.jsonl", row(**{f"c{n}": 1 for n in range(61)}), "COLUMNS_TOO_MANY", ("Community.jsonl", 1, "BI")
    ),
    "merged cells": Broken(
        X,
        xlsx_of(_HEAD, _ROW, change=lambda book: book.active.merge_cells("B2:C3")),
        "CELLS_MERGED",
        ("Közösség", 2, "B"),
    ),
    "formula as heading": Broken(X, xlsx_of(("Név", "=A1")), "CELL_FORMULA", ("Közösség", 1, "B")),
    # Rows.
    "ragged": Broken(C, csv_of(COMMUNITY, FINE + ";x"), "ROW_TOO_LONG", (C, 2, "H")),
    "ragged workbook": Broken(X, xlsx_of(_HEAD, (*_ROW, "x")), "ROW_TOO_LONG", ("Közösség", 2, "H")),
    "quotation in a cell": Broken(C, csv_of(COMMUNITY, 'comm:1;"Kör" név;nem'), "ROW_QUOTES", (C, 2, "")),
    "open quotation": Broken(
        C, csv_of(COMMUNITY, FINE, 'comm:2;"Kör;nem', "comm:3;Kör;nem"), "ROW_QUOTE_OPEN", (C, 3, "")
    ),
    "no JSON": Broken("Community.jsonl", lambda: b'{"id":"comm:1"}\n{id}\n', "ROW_JSON", ("Community.jsonl", 2, "")),
    "deep JSON": Broken("Community.jsonl", lambda: b"[" * 100_000 + b"\n", "ROW_JSON", ("Community.jsonl", 1, "")),
    "not a number of JSON": Broken(
        "Community.jsonl", lambda: b'{"memberCount":NaN}\n', "ROW_JSON", ("Community.jsonl", 1, "")
    ),
    "no object": Broken("Community.jsonl", lambda: b'["comm:1"]\n', "ROW_NOT_OBJECT", ("Community.jsonl", 1, "")),
    "key twice": Broken(
        "Community.jsonl", lambda: b'{"id":"comm:1","id":"comm:2"}\n', "ROW_KEY_DOUBLED", ("Community.jsonl", 1, "id")
    ),
    "nested object": Broken(
        "Community.jsonl", row(id="comm:1", place={"id": "settlement:1"}), "ROW_NESTED", ("Community.jsonl", 1, "place")
    ),
    "nested list": Broken(
        "Community.jsonl", row(id="comm:1", themes=[["tradition"]]), "ROW_NESTED", ("Community.jsonl", 1, "themes")
    ),
    "deleting nothing": Broken(
        C, csv_of("Név;Bejegyzett;Művelet", "Kór;nem;törlés"), "ROW_WITHOUT_ID", (C, 2, "Azonosító")
    ),
    "unknown action": Broken(C, csv_of("id;Művelet", "comm:1;eldob"), "ROW_ACTION", (C, 2, "Művelet")),
    "id twice": Broken(C, csv_of(COMMUNITY, FINE, FINE), "ROW_TWICE", (C, 3, "Azonosító")),
    "key of two": Broken(
        "Training.csv", csv_of("code;hours", "K1;12", "K2;12", "K1;30"), "ROW_TWICE", ("Training.csv", 4, "code")
    ),
    "tie twice": Broken(
        "ABOUT.csv",
        csv_of("from_id;to_id", "collab:1;concept:1", "collab:1;concept:1"),
        "ROW_TWICE",
        ("ABOUT.csv", 3, "from_id"),
    ),
    "keyed tie twice": Broken(
        "MENTORS.csv",
        csv_of("from_id;to_id;key;from", *["mentor:1;comm:1;1;2018-01-01"] * 2),
        "ROW_TWICE",
        ("MENTORS.csv", 3, "from_id"),
    ),
    "tie to itself": Broken(
        "MAINTAINS.csv", csv_of("from_id;to_id", "inst:1;inst:1"), "ROW_TO_ITSELF", ("MAINTAINS.csv", 2, "to_id")
    ),
    "ends that do not fit": Broken(
        "OF.csv", csv_of("from_id;to_id", "measure:1;mentor:1"), "CELL_ID_PREFIX", ("OF.csv", 2, "to_id")
    ),
    "pair that does not fit": Broken(
        "DESCRIBES.csv",
        csv_of("from_id;to_id", "practice:1;research:1"),
        "CELL_ID_PREFIX",
        ("DESCRIBES.csv", 2, "from_id"),
    ),
    "pair of no relationship": Broken(
        "GAVE_RISE_TO.csv",
        csv_of("from_id;from_label;to_id", "sample:1;Közösség;collab:1"),
        "CELL_LABEL",
        ("GAVE_RISE_TO.csv", 2, "from_label"),
    ),
    "series of itself": Broken(
        "Event.csv", csv_of("id;series", "event:1;event:1"), "ROW_CIRCLE", ("Event.csv", 2, "series")
    ),
    "series in a circle": Broken(
        "Event.csv",
        csv_of("id;series", "event:1;event:2", "event:2;event:3", "event:3;event:1"),
        "ROW_CIRCLE",
        ("Event.csv", 2, "series"),
    ),
    "series in a circle of ties": Broken(
        "PART_OF_SERIES.csv",
        csv_of("from_id;to_id", "event:1;event:2", "event:2;event:1"),
        "ROW_CIRCLE",
        ("PART_OF_SERIES.csv", 2, "to_id"),
    ),
    # Cells.
    "formula": Broken(
        X, xlsx_of(_HEAD, _ROW, ("comm:2", "=CONCAT(A1)", False)), "CELL_FORMULA", ("Közösség", 3, "Név")
    ),
    "formula in CSV": Broken(C, community(1, "=CMD()"), "CELL_FORMULA", (C, 3, "Név")),
    "error of a formula": Broken(
        X,
        repacked(
            xlsx_of(_HEAD, _ROW),
            "xl/worksheets/sheet1.xml",
            lambda data: data.replace(b'<c r="E2" t="n"><v>12</v>', b'<c r="E2" t="e"><v>#N/A</v>'),
        ),
        "CELL_ERROR",
        ("Közösség", 2, "Tagok száma"),
    ),
    "truth as name": Broken(X, xlsx_of(_HEAD, ("comm:1", True, False)), "CELL_KIND", ("Közösség", 2, "Név")),
    "list as name": Broken(
        "Community.jsonl", row(id="comm:1", nameHu=["a", "b"]), "CELL_KIND", ("Community.jsonl", 1, "nameHu")
    ),
    "name taken away": Broken(C, community(1, "(üres)"), "CELL_REQUIRED", (C, 3, "Név")),
    "new one without name": Broken(C, csv_of("Név;Bejegyzett", ";igen"), "CELL_REQUIRED", (C, 2, "Név")),
    "long text": Broken(C, community(1, "x" * 10_001), "CELL_TOO_LONG", (C, 3, "Név")),
    "long list": Broken(
        C,
        csv_of(COMMUNITY, 'comm:2;Kör;nem;"' + "tradition;" * 251 + '"'),
        "CELL_TOO_LONG",
        (C, 2, "Témák"),
    ),
    "control character": Broken(C, community(1, "Kö\x07r"), "CELL_CHARACTERS", (C, 3, "Név")),
    "no date": Broken(C, community(5, "tavaly"), "CELL_DATE", (C, 3, "Alapítás napja")),
    "serial number of a day": Broken(C, community(5, "43164"), "CELL_DATE", (C, 3, "Alapítás napja")),
    "ambiguous date": Broken(C, community(5, "05/03/2018"), "CELL_DATE_AMBIGUOUS", (C, 3, "Alapítás napja")),
    "short year": Broken(C, community(5, "5.3.18"), "CELL_DATE_AMBIGUOUS", (C, 3, "Alapítás napja")),
    "no such day": Broken(C, community(5, "2018.02.31."), "CELL_NO_SUCH_DAY", (C, 3, "Alapítás napja")),
    "no such day, year last": Broken(C, community(5, "31.02.2018"), "CELL_NO_SUCH_DAY", (C, 3, "Alapítás napja")),
    "day with time": Broken(C, community(5, "2018-03-05T10:00"), "CELL_DATE_TIME", (C, 3, "Alapítás napja")),
    "far year": Broken(C, community(5, "0218-03-05"), "CELL_RANGE", (C, 3, "Alapítás napja")),
    "no number": Broken(C, community(4, "tizenkettő"), "CELL_NUMBER", (C, 3, "Tagok száma")),
    "share as number": Broken(C, community(4, "12,5 %"), "CELL_NUMBER", (C, 3, "Tagok száma")),
    "ambiguous number": Broken(C, community(4, "1.234"), "CELL_NUMBER_AMBIGUOUS", (C, 3, "Tagok száma")),
    "no whole number": Broken(C, community(4, "12,5"), "CELL_NOT_WHOLE", (C, 3, "Tagok száma")),
    "below zero": Broken(C, community(4, "-1"), "CELL_RANGE", (C, 3, "Tagok száma")),
    "huge number": Broken(C, community(4, "9" * 5_000), "CELL_RANGE", (C, 3, "Tagok száma")),
    "no truth": Broken(C, community(2, "talán"), "CELL_TRUTH", (C, 3, "Bejegyzett")),
    "unknown code": Broken(C, community(3, "hagyományok"), "CELL_CODE", (C, 3, "Témák")),
    "broken list": Broken(C, community(3, "[tradition"), "CELL_LIST", (C, 3, "Témák")),
    "half a point": Broken(
        "Quest.csv",
        csv_of("id;location.lat;location.lon", "quest:1;46,5;"),
        "CELL_POINT_HALF",
        ("Quest.csv", 2, "location.lon"),
    ),
    "point off the earth": Broken(
        "Quest.csv",
        csv_of("id;location.lat;location.lon", "quest:1;146,5;17"),
        "CELL_RANGE",
        ("Quest.csv", 2, "location.lat"),
    ),
    "no id": Broken(C, community(0, "Hímzőkör"), "CELL_ID", (C, 3, "Azonosító")),
    "id of another label": Broken(C, community(0, "inst:1"), "CELL_ID_PREFIX", (C, 3, "Azonosító")),
    "link to another label": Broken(C, community(6, "mentor:1"), "CELL_ID_PREFIX", (C, 3, "Település")),
    "tie without end": Broken(
        "MENTORS.csv",
        csv_of("from_id;to_id;from", "mentor:1;;2018-01-01"),
        "CELL_REQUIRED",
        ("MENTORS.csv", 2, "to_id"),
    ),
    "unknown label of an end": Broken(
        "OF.csv", csv_of("from_id;to_id;to_label", "measure:1;x;Jelvény"), "CELL_LABEL", ("OF.csv", 2, "to_label")
    ),
    "pair of labels": Broken(
        "PARTNER_IN.csv",
        csv_of("from_id;to_id;role", "country:1;top:1;lead"),
        "CELL_ID_PREFIX",
        ("PARTNER_IN.csv", 2, "from_id"),
    ),
}

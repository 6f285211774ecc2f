"""Empty files to fill in: the headings of a label or relationship type, and in XLSX what each column takes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from graph_service.errors import Language
from graph_service.importing.examples import example_cell
from graph_service.importing.headings import CODES, EXPLANATIONS, Field, Schema, required_fields
from graph_service.importing.sheets import letter_of
from graph_service.importing.sources import Format
from graph_service.model.structure import Kind, Model
from graph_service.model.vocabulary import schemes

_LANGUAGES: tuple[Language, ...] = ("hu", "en")
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "hu": ("Oszlop", "Tárolt név", "Kötelező", "Mit vár", "Mi ez"),
    "en": ("Column", "Stored name", "Required", "What it takes", "What it is"),
}
_CODE_COLUMNS: dict[Language, tuple[str, ...]] = {
    "hu": ("Oszlop", "Kód", "Magyarul", "Angolul"),
    "en": ("Column", "Code", "Hungarian", "English"),
}
_ABOUT: dict[Language, str] = {
    "hu": (
        "Soronként egy adat. Az üres cella nem változtat semmit, az „(üres)” elveszi az értéket. Az azonosító nélküli "
        "sor új, kivéve, ha kulcsa alapján már megvan. A lap nevét és a fejlécet ne változtassa meg."
    ),
    "en": (
        "One thing a row. An empty cell changes nothing, “(none)” takes the value away. A row without id is a new one, "
        "unless its key says otherwise. Leave the sheet's name and the headings as they are."
    ),
}
_YES: dict[Language, str] = {"hu": "igen", "en": "yes"}
_TAKES: dict[Language, dict[Kind, str]] = {
    "hu": {
        Kind.STRING: "szöveg",
        Kind.INT: "egész szám",
        Kind.LONG: "egész szám",
        Kind.FLOAT: "szám (12,5)",
        Kind.BOOLEAN: "igen vagy nem",
        Kind.DATE: "nap (2018-03-05)",
        Kind.DATETIME: "időpont (2018-03-05T10:30:00Z)",
        Kind.ENUM: "kód vagy felirat a „Kódok” lapról",
    },
    "en": {
        Kind.STRING: "text",
        Kind.INT: "whole number",
        Kind.LONG: "whole number",
        Kind.FLOAT: "number (12.5)",
        Kind.BOOLEAN: "yes or no",
        Kind.DATE: "day (2018-03-05)",
        Kind.DATETIME: "moment (2018-03-05T10:30:00Z)",
        Kind.ENUM: "code or label of the sheet “Codes”",
    },
}
_LIST: dict[Language, str] = {"hu": "; több is, pontosvesszővel", "en": "; several, with semicolons"}
_REFERENCE: dict[Language, str] = {"hu": "azonosító, kulcs vagy név", "en": "id, key or name"}
_OWN: dict[Language, dict[str, str]] = {
    "hu": {"id": "azonosító; újnál üres", "action": "üres: felvétel vagy módosítás; törlés: törlés"},
    "en": {"id": "id; empty for a new one", "action": "empty: create or change; delete: delete"},
}


def template(model: Model, schema: Schema, format_: Format, language: Language, *, with_example: bool = False) -> bytes:
    """A file to fill in, with one invented row where `with_example`."""
    fields = offered_fields(schema)
    headings = [heading_of(field, language) for field in fields]
    example = [example_cell(model, field, language) for field in fields] if with_example else None
    match format_:
        case Format.CSV:
            return _csv(headings, example)
        case Format.JSONL:
            row: list[str | None] = [cell or None for cell in example] if example else [None] * len(headings)
            line = json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False)
            return f"{line}\n".encode()
        case Format.XLSX:
            return _xlsx(schema, language, example)


def offered_fields(schema: Schema) -> tuple[Field, ...]:
    """The columns of a template in their order: what tells rows apart, what must be there, the rest, what to do."""
    required = {field.name for field in required_fields(schema)}
    ranks = {"id": 0, "end": 0, "key": 1, "link": 4, "action": 5}
    offered = [field for field in schema.fields if field.role not in ("kept", "end_label")]
    return tuple(sorted(offered, key=lambda field: ranks.get(field.role, 2 if field.name in required else 3)))


def heading_of(field: Field, language: Language) -> str:
    """The heading of a column in a language."""
    return field.heading.hu if language == "hu" else field.heading.en


def explanations(schema: Schema, language: Language) -> list[tuple[str, ...]]:
    """Of each column: heading, stored name, whether a new row needs it, what it takes, and what it is."""
    required = {field.name for field in required_fields(schema)}
    return [
        (
            heading_of(field, language),
            field.name,
            _YES[language] if field.name in required else "",
            _takes(field, language),
            field.column.description if language == "en" else "",
        )
        for field in offered_fields(schema)
    ]


def codes(schema: Schema, language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Every code that a column takes: its heading, the code, and its labels."""
    for field in offered_fields(schema):
        if field.column.scheme:
            for term in schemes()[field.column.scheme].terms:
                yield heading_of(field, language), term.code, term.hu, term.en


def _takes(field: Field, language: Language) -> str:
    if field.role in _OWN[language]:
        return _OWN[language][field.role]
    if field.role in ("link", "end"):
        return f"{_REFERENCE[language]} ({', '.join(field.labels[:3])}{'…' if len(field.labels) > 3 else ''})"
    return _TAKES[language][field.column.kind] + (_LIST[language] if field.column.many else "")


def _csv(headings: list[str], example: list[str] | None) -> bytes:
    """UTF-8 with its mark and semicolons: what a Hungarian Excel opens as columns, with its accents."""
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
    writer.writerows([headings, example] if example else [headings])
    return sink.getvalue().encode("utf-8-sig")


def _xlsx(schema: Schema, language: Language, example: list[str] | None) -> bytes:
    book = Workbook(write_only=True)
    place = _LANGUAGES.index(language)
    fields = offered_fields(schema)
    rows = [tuple(example)] if example else []
    _sheet(book, schema.heading[place], tuple(heading_of(field, language) for field in fields), rows)
    about = [*explanations(schema, language), (), (_ABOUT[language],)]
    _sheet(book, EXPLANATIONS[place], _COLUMNS[language], about)
    listed = [*codes(schema, language)]
    if listed:
        _sheet(book, CODES[place], _CODE_COLUMNS[language], listed)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _sheet(book: Workbook, title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings):
        sheet.column_dimensions[letter_of(place)].width = max(14, len(heading) + 2)
    cells = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, heading)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    for row in rows:
        sheet.append(row)

"""A template of every label and relationship type, in every format and language, reads back as what it is of."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from graph_service.cli import kalaka
from graph_service.errors import Language
from graph_service.importing.headings import Schema, schemas
from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.reading import rows_of
from graph_service.importing.sources import Format, Source
from graph_service.importing.templates import codes, explanations, heading_of, offered_fields, template
from graph_service.model import load_model
from graph_service.model.writable import writable_labels, writable_ties
from graph_service.writes.values import value_problems

MODEL = load_model()
SCHEMAS = schemas(MODEL)
LANGUAGES: tuple[Language, ...] = ("hu", "en")


def test_there_is_one_for_each() -> None:
    assert len(SCHEMAS.by_name) == len(writable_labels(MODEL)) + len(writable_ties(MODEL)) == 99


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("schema", SCHEMAS.by_name.values(), ids=SCHEMAS.by_name)
def test_the_example_reads_back(schema: Schema, format_: Format) -> None:
    for language in LANGUAGES:
        name = f"{schema.heading.hu if language == 'hu' else schema.heading.en}.{format_.value}"
        empty = Source(name, template(MODEL, schema, format_, language))
        assert list(rows_of(empty, MODEL)) == []
        example = Source(name, template(MODEL, schema, format_, language, with_example=True))
        [row] = rows_of(example, MODEL)
        if isinstance(row, NodeRow):
            assert row.label == schema.subject
            label = MODEL.types[row.label]
            assert row.values["dataOrigin"] == "synthetic"
            assert [one for p in label.properties.values() for one in value_problems(p, row.values, ())] == []
        else:
            assert isinstance(row, TieRow)
            assert row.type == schema.subject


def test_required_columns_come_first_and_none_is_left_out() -> None:
    fields = offered_fields(SCHEMAS.by_name["Institution"])
    names = [field.name for field in fields]
    assert names[:3] == ["id", "nameHu", "organisationForm"]
    assert names[-2:] == ["place", "action"]
    kept = {field.name for field in SCHEMAS.by_name["Institution"].fields if field.role == "kept"}
    assert {"createdAt", "updatedAt", "revision", "nameSort"} <= kept
    assert not kept & set(names)


def test_a_workbook_explains_itself() -> None:
    schema = SCHEMAS.by_name["Community"]
    book = load_workbook(io.BytesIO(template(MODEL, schema, Format.XLSX, "hu")))
    assert book.sheetnames == ["Közösség", "Magyarázat", "Kódok"]
    headings = [cell.value for cell in book["Közösség"][1]]
    assert headings == [heading_of(field, "hu") for field in offered_fields(schema)]
    told = [[cell.value or "" for cell in row] for row in book["Magyarázat"].iter_rows(min_row=2, max_col=5)]
    assert [tuple(row) for row in told[: len(headings)]] == explanations(schema, "hu")
    listed = [tuple(cell.value for cell in row) for row in book["Kódok"].iter_rows(min_row=2)]
    assert listed == list(codes(schema, "hu"))
    assert ("Témák", "tradition", "Hagyományőrzés") in [row[:3] for row in listed]


def test_a_csv_opens_in_a_hungarian_excel() -> None:
    data = template(MODEL, SCHEMAS.by_name["Badge"], Format.CSV, "hu")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").count(";") == len(offered_fields(SCHEMAS.by_name["Badge"])) - 1


def test_the_command_writes_a_file_or_prints(tmp_path: Path) -> None:
    out = tmp_path / "kozosseg.xlsx"
    done = CliRunner().invoke(kalaka, ["template", "közösség", "--language", "hu", "--out", str(out)])
    assert (done.exit_code, out.read_bytes()[:2]) == (0, b"PK")
    printed = CliRunner().invoke(kalaka, ["template", "PARTICIPATES_IN", "--language", "en", "--example"])
    assert printed.stdout_bytes == template(
        MODEL, SCHEMAS.by_name["PARTICIPATES_IN"], Format.CSV, "en", with_example=True
    )
    told = json.loads(CliRunner().invoke(kalaka, ["template", "Badge", "--json", "--language", "en"]).stdout)
    assert told["subject"] == "Badge"
    assert [one["name"] for one in told["columns"]][:2] == ["id", "nameHu"]


def test_the_command_tells_of_what_is_near() -> None:
    done = CliRunner().invoke(kalaka, ["template", "Institutoin"], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 2
    assert "TEMPLATE_UNKNOWN" in done.stderr or "Institutoin" in done.stderr
    assert "Institution" in done.stderr

"""Every column and sheet that clients write has a heading in both languages, and is found by any of its names."""

from __future__ import annotations

import pytest

from graph_service.importing.codes import plain
from graph_service.importing.headings import Schema, schemas
from graph_service.importing.layouts import Layout, known_headings
from graph_service.importing.problems import Notice
from graph_service.importing.reading import rows_of
from graph_service.importing.sheets import Heading
from graph_service.importing.sources import Source
from graph_service.model import load_model
from graph_service.model.columns import property_columns
from graph_service.model.headings import column_heading, link_heading, type_heading
from graph_service.model.searching import called
from graph_service.model.writable import writable_labels, writable_ties, written_links, written_properties
from graph_service.writes.problems import Problem

MODEL = load_model()
SCHEMAS = schemas(MODEL)


def test_every_written_property_has_headings() -> None:
    holders = [(label.name, written_properties(label)) for label in writable_labels(MODEL)]
    holders += [(tie.type, tie.properties) for tie in writable_ties(MODEL)]
    missing = [
        f"{holder}.{column.name}"
        for holder, properties in holders
        for p in properties
        for column in property_columns(p)
        if column_heading(holder, column.name) is None
    ]
    assert missing == []


def test_every_link_type_and_label_has_names() -> None:
    labels = writable_labels(MODEL)
    assert [k.name for label in labels for k in written_links(MODEL, label) if link_heading(k.name) is None] == []
    assert [tie.type for tie in writable_ties(MODEL) if type_heading(tie.type) is None] == []
    assert [label.name for label in labels if called(label)[0] == label.name and label.name != "Mentor"] == []


def test_there_is_a_sheet_for_all_that_is_written() -> None:
    wanted = [label.name for label in writable_labels(MODEL)] + [tie.type for tie in writable_ties(MODEL)]
    assert sorted(SCHEMAS.by_name) == sorted(wanted)


def test_no_two_sheets_share_a_name_and_each_fits_a_workbook() -> None:
    names = [plain(name) for schema in SCHEMAS.by_name.values() for name in {schema.subject, *schema.heading}]
    twice = {name for name in names if names.count(name) > 1}
    # A label that both languages call as it is stored.
    assert twice - {"mentor"} <= {plain(name) for name in SCHEMAS.by_name}
    for schema in SCHEMAS.by_name.values():
        assert all(SCHEMAS.find((name,)) is schema for name in (schema.subject, *schema.heading))
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in schema.heading)


@pytest.mark.parametrize("schema", SCHEMAS.by_name.values(), ids=SCHEMAS.by_name)
def test_every_column_is_found_by_each_of_its_names(schema: Schema) -> None:
    known = known_headings(schema)
    for field in schema.fields:
        if field.role != "kept":
            assert [known[plain(name)] for name in (field.name, *field.heading)] == [field] * 3


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Institution", "Institution"),
        ("nodes/Institution", "Institution"),
        ("Intézmény", "Institution"),
        ("INTEZMENY", "Institution"),
        ("institutions", "Institution"),
        ("Jó gyakorlat", "GoodPractice"),
        ("jo_gyakorlat", "GoodPractice"),
        ("PARTICIPATES_IN", "PARTICIPATES_IN"),
        ("participates in", "PARTICIPATES_IN"),
        ("Részvétel együttműködésben", "PARTICIPATES_IN"),
    ],
)
def test_sheets_are_known_by_what_they_are_called(title: str, subject: str) -> None:
    found = SCHEMAS.find((title,))
    assert found is not None
    assert found.subject == subject


@pytest.mark.parametrize("text", ["Név", "név (magyarul)", "NEV", "Name", "name_hu", "nameHu", "  Name (Hungarian) "])
def test_headings_are_known_without_case_accents_and_punctuation(text: str) -> None:
    layout = Layout("s", SCHEMAS.by_name["Community"])
    assert list(layout.add([Heading(text, "A")], 1)) == []
    assert layout.has("nameHu")


def test_what_a_label_calls_otherwise_stays_with_it() -> None:
    assert column_heading("Quest", "active") != column_heading("Institution", "active")


def test_unknown_and_kept_columns_are_told_and_left_out() -> None:
    text = "id;Név;Kedvenc szín;updatedAt;nameSort\ncomm:1;Kör;kék;2018-01-01T00:00:00Z;x\n"
    found = list(rows_of(Source("Community.csv", text.encode()), MODEL))
    told = [(one.code, one.place) for one in found if isinstance(one, Notice)]
    assert told == [
        ("HEADING_UNKNOWN", ("Community.csv", 1, "Kedvenc szín")),
        ("HEADING_KEPT", ("Community.csv", 1, "updatedAt")),
        ("HEADING_KEPT", ("Community.csv", 1, "nameSort")),
    ]
    [row] = [one for one in found if not isinstance(one, Problem)]
    assert dict(row.values) == {"nameHu": "Kör"}


def test_what_a_file_holds_can_be_said() -> None:
    source = Source("lista_2024.csv", "Azonosító;Név\ncomm:1;Kör\n".encode())
    assert [one.code for one in rows_of(source, MODEL) if isinstance(one, Problem)] == ["SHEET_UNKNOWN"]
    [row] = rows_of(source, MODEL, subject="Közösség")
    assert row.place == ("lista_2024.csv", 2)

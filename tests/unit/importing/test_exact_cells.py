"""Every property that the model declares has cells, and each value of its kind comes back from them exactly."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.importing.exact_cells import Point, Read, Sheet
from graph_service.importing.takeout import taken_columns
from graph_service.model import load_model
from graph_service.model.columns import Column, node_columns
from graph_service.model.structure import Kind
from graph_service.writes.exact import Moment, exact

MODEL = load_model()
TEXTS = st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\n,;\"\0[a", max_size=8), st.just(""))
NUMBERS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False))
MOMENTS = st.builds(
    lambda moment, fraction: Moment(f"{moment.replace(microsecond=0).isoformat()}{fraction}Z"),
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)),
    st.one_of(st.just(""), st.integers(1, 999_999_999).map(lambda n: f".{n:09d}".rstrip("0"))),
)
VALUES: Mapping[Kind, st.SearchStrategy[Any]] = {
    **dict.fromkeys((Kind.STRING, Kind.ENUM, Kind.LOCALIZED, Kind.FIELD_CHANGE, Kind.TIE_CHANGE), TEXTS),
    **dict.fromkeys((Kind.INT, Kind.LONG, Kind.FLOAT), NUMBERS),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(),
    Kind.DATETIME: MOMENTS,
}
FILES = {name: columns if name.startswith("nodes/") else columns[4:] for name, columns in taken_columns(MODEL).items()}


def value_of(column: Column) -> st.SearchStrategy[Any]:
    return st.lists(TEXTS, max_size=4) if column.many else VALUES[column.kind]


def row_of(columns: tuple[Column, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Any values for any of the columns; points as one value."""
    points = {column.name.removesuffix(".lon") for column in columns if column.name.endswith(".lon")}
    plain = {c.name: value_of(c) for c in columns if c.name.rpartition(".")[0] not in points}
    degrees = st.builds(Point, st.floats(-180, 180), st.floats(-90, 90))
    return st.fixed_dictionaries({}, optional={**plain, **dict.fromkeys(points, degrees)})


def through_a_file(sheet: Sheet, row: Mapping[str, Any]) -> Read:
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator="\r\n").writerow(sheet.cells(row))
    [cells] = csv.reader(io.StringIO(sink.getvalue(), newline=""), strict=True)
    return sheet.read(cells or [""])


def same(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: exact(value) for name, value in values.items()}


@pytest.mark.parametrize("name", [name for name in FILES if FILES[name]])
def test_rows_of_every_file_come_back_exactly(name: str) -> None:
    sheet = Sheet(FILES[name])

    @settings(max_examples=25, deadline=None)
    @given(row_of(FILES[name]))
    def check(row: dict[str, Any]) -> None:
        assert list(sheet.unfit(row)) == []
        assert same(through_a_file(sheet, row).all) == same(row)

    check()


def declared() -> Iterator[tuple[str, str, Any]]:
    """File and stored name of every property of what is taken out."""
    for label in MODEL.types.values():
        for p in label.properties.values():
            if f"nodes/{label.name}.csv" in FILES:
                yield from ((f"nodes/{label.name}.csv", name, p) for name in p.stored_names)
    for type_ in MODEL.relationships.values():
        for p in type_.properties.values() if type_.stored else ():
            yield from ((f"relationships/{type_.type}.csv", name, p) for name in p.stored_names)


def test_every_declared_property_has_a_cell() -> None:
    samples = {Kind.BOOLEAN: True, Kind.DATE: date(2020, 1, 2), Kind.DATETIME: datetime(2020, 1, 2, tzinfo=UTC)}
    samples |= {Kind.POINT: Point(19.0, 47.0), Kind.INT: 1, Kind.LONG: 1, Kind.FLOAT: 1.5}
    found = list(declared())
    assert len(found) > 500
    wrong = [
        (file, name)
        for file, name, p in found
        if list(Sheet(FILES[file]).unfit({name: ["a"] if p.many else samples.get(p.kind, "a")}))
    ]
    assert wrong == []


SOURCE = Sheet(node_columns(MODEL.types["Source"]))


@pytest.mark.parametrize(
    ("name", "value", "type_"),
    [
        ("nobody", "x", "text"),
        ("title", 1, "int"),
        ("title", ["a"], "list"),
        ("revision", "1", "text"),
        ("revision", True, "truth"),
        ("accessedOn", "2020-01-02", "text"),
        ("accessedOn", datetime(2020, 1, 2, tzinfo=UTC), "moment"),
        ("createdAt", date(2020, 1, 2), "day"),
        ("createdAt", datetime(2020, 1, 2), "datetime"),
    ],
)
def test_what_is_not_declared_so_has_no_cell(name: str, value: object, type_: str) -> None:
    assert list(SOURCE.unfit({"id": "source:a", name: value})) == [(name, type_)]


def test_a_point_has_two_cells_and_these_names_belong_to_no_property() -> None:
    sheet = Sheet(node_columns(MODEL.types["Quest"]))
    assert list(sheet.unfit({"location.lon": 1.0})) == [("location.lon", "float")]
    assert list(sheet.unfit({"location": "POINT(1 2)"})) == [("location", "text")]
    assert list(sheet.unfit({"points": 1.0, "location": Point(1.0, 2.0)})) == []


def test_numbers_keep_their_type_and_every_digit() -> None:
    sheet = Sheet([c for c in node_columns(MODEL.types["Import"]) if c.name == "rows"])
    for number in (5, 5.0, -0.0, 0.1 + 0.2, 2**63 - 1, 5e-324, 1.7976931348623157e308, math.inf):
        assert exact(through_a_file(sheet, {"rows": number}).properties["rows"]) == exact(number)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("createdAt", "2020-01-02"), ("accessedOn", "2.1.2020"), ("revision", "one"), ("benchmark", "yes")],
)
def test_a_cell_that_is_never_written_is_refused(column: str, cell: str) -> None:
    sheet = Sheet([c for c in node_columns(MODEL.types["Source"]) if c.name == column])
    with pytest.raises((ValueError, KeyError)):
        sheet.read([cell])


def test_half_a_point_is_refused() -> None:
    sheet = Sheet([c for c in node_columns(MODEL.types["Quest"]) if c.name.startswith("location.")])
    with pytest.raises(ValueError, match="half"):
        sheet.read(["47.0", ""])

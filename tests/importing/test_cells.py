"""Cells as Hungarians and programs write them become values; what could mean two things is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.importing.cells import ABSENT, value_of
from graph_service.importing.problems import CellRefused
from graph_service.importing.protection import protected
from graph_service.importing.sheets import Cell
from graph_service.model import load_model
from graph_service.model.columns import Column
from graph_service.model.structure import Kind
from graph_service.model.vocabulary import schemes

NBSP, NARROW = "\u00a0", "\u202f"


def column(kind: Kind, *, many: bool = False, scheme: str | None = None, required: bool = False) -> Column:
    """A column of a kind."""
    return Column("c", kind, required, "", many=many, scheme=scheme)


def code(cell: Cell, of: Column) -> str:
    """Why a cell is refused."""
    with pytest.raises(CellRefused) as refused:
        value_of(cell, of)
    return refused.value.code


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-05",
        "2018.03.05.",
        "2018.03.05",
        "2018. 03. 05.",
        "2018. 3. 5.",
        "2018.3.5.",
        "2018/03/05",
        "2018. március 5.",
        "2018. MÁRCIUS 5.",
        "2018 marcius 5",
        "2018. márc. 5.",
        "5 March 2018",
        "March 5, 2018",
        " 2018-03-05 ",
        f"2018.{NBSP}03.{NBSP}05.",
    ],
)
def test_days(text: str) -> None:
    assert value_of(text, column(Kind.DATE)) == date(2018, 3, 5)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("05/03/2018", "CELL_DATE_AMBIGUOUS"),
        ("5.3.2018", "CELL_DATE_AMBIGUOUS"),
        ("25.03.2018", "CELL_DATE_AMBIGUOUS"),
        ("05-03-18", "CELL_DATE_AMBIGUOUS"),
        ("2018.02.31", "CELL_NO_SUCH_DAY"),
        ("31.02.2018", "CELL_NO_SUCH_DAY"),
        ("2018. február 30.", "CELL_NO_SUCH_DAY"),
        ("2018-13-01", "CELL_NO_SUCH_DAY"),
        ("2019.02.29.", "CELL_NO_SUCH_DAY"),
        ("2018. ju 5.", "CELL_DATE"),
        ("2018. jún 5. körül", "CELL_DATE"),
        ("2018. xii. 5.", "CELL_DATE"),
        ("2018", "CELL_DATE"),
        ("2018-03", "CELL_DATE"),
        ("2018.03-05", "CELL_DATE"),
        ("2018-03-05 10:00", "CELL_DATE_TIME"),
        ("0900.01.01.", "CELL_RANGE"),
    ],
)
def test_what_is_no_day_is_refused(text: str, wanted: str) -> None:
    assert code(text, column(Kind.DATE)) == wanted


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_comes_back_from_each_form(day: date) -> None:
    months = ("január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember")
    months += ("október", "november", "december")
    forms = (
        day.isoformat(),
        f"{day.year}.{day.month:02}.{day.day:02}.",
        f"{day.year}. {day.month}. {day.day}.",
        f"{day.year}. {months[day.month - 1]} {day.day}.",
    )
    assert {value_of(form, column(Kind.DATE)) for form in forms} == {day}


def test_days_of_workbooks() -> None:
    assert value_of(datetime(2018, 3, 5), column(Kind.DATE)) == date(2018, 3, 5)
    assert code(datetime(2018, 3, 5, 10), column(Kind.DATE)) == "CELL_DATE_TIME"
    assert code(43164, column(Kind.DATE)) == "CELL_DATE"


@pytest.mark.parametrize("text", ["2018-03-05T10:30:00Z", "2018-03-05T11:30:00+01:00"])
def test_moments_name_their_zone(text: str) -> None:
    assert value_of(text, column(Kind.DATETIME)) == datetime(2018, 3, 5, 10, 30, tzinfo=UTC)
    assert code("2018-03-05T10:30:00", column(Kind.DATETIME)) == "CELL_MOMENT"
    assert code("2018-03-05", column(Kind.DATETIME)) == "CELL_MOMENT"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-12", -12),
        ("−12", -12),
        ("+12", 12),
        ("1 234", 1234),
        (f"1{NBSP}234{NBSP}567", 1234567),
        (f"1{NARROW}234", 1234),
        ("1.234.567", 1234567),
        ("1234,0", 1234),
        ("1.234,0", 1234),
        ("12.0", 12),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    found = value_of(text, column(Kind.INT))
    assert (found, type(found)) == (number, int)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("46.123", 46.123),
        ("1,234", 1.234),
        ("-0,5", -0.5),
        ("1e-07", 1e-07),
        ("12", 12.0),
    ],
)
def test_numbers_with_fractions(text: str, number: float) -> None:
    found = value_of(text, column(Kind.FLOAT))
    assert (found, type(found)) == (number, float)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("1.234", Kind.INT, "CELL_NUMBER_AMBIGUOUS"),
        ("1,234", Kind.INT, "CELL_NUMBER_AMBIGUOUS"),
        ("12,5", Kind.INT, "CELL_NOT_WHOLE"),
        ("12,5 %", Kind.FLOAT, "CELL_NUMBER"),
        ("12 Ft", Kind.INT, "CELL_NUMBER"),
        ("1 23", Kind.INT, "CELL_NUMBER"),
        ("1,234.5", Kind.FLOAT, "CELL_NUMBER"),
        ("kb. 5", Kind.INT, "CELL_NUMBER"),
        ("NaN", Kind.FLOAT, "CELL_NUMBER"),
        ("1e999", Kind.FLOAT, "CELL_RANGE"),
        ("2147483648", Kind.INT, "CELL_RANGE"),
        ("9007199254740993", Kind.LONG, "CELL_RANGE"),
    ],
)
def test_what_is_no_number_is_refused(text: str, kind: Kind, wanted: str) -> None:
    assert code(text, column(kind)) == wanted


@given(st.integers(min_value=-(2**31) + 1, max_value=2**31 - 1))
def test_every_whole_number_comes_back_grouped(number: int) -> None:
    assert value_of(f"{number:,}".replace(",", NBSP), column(Kind.INT)) == number


def test_truth() -> None:
    boolean = column(Kind.BOOLEAN)
    assert {value_of(word, boolean) for word in ("igen", "Igen", "true", "TRUE", "x", "X", "1", 1, True)} == {True}
    assert {value_of(word, boolean) for word in ("nem", "NEM", "false", "0", 0, False)} == {False}
    assert code("2", boolean) == code("talán", boolean) == "CELL_TRUTH"


def test_terms_by_code_name_and_label_in_either_language() -> None:
    for scheme in schemes().values():
        labels = [term.hu for term in scheme.terms]
        for term in scheme.terms:
            names = [term.code, term.enum, term.code.upper()]
            names += [term.hu, term.hu.upper()] if labels.count(term.hu) == 1 else []
            of = column(Kind.ENUM, scheme=scheme.id)
            assert [value_of(name, of) for name in names] == [term.code] * len(names), scheme.id


def test_an_unknown_term_is_told_its_nearest() -> None:
    with pytest.raises(CellRefused) as refused:
        value_of("libary", column(Kind.ENUM, scheme="sector"))
    assert "library" in refused.value.allowed


@pytest.mark.parametrize("cell", ["hu; en", "hu;en;", '["hu", "en"]', ["hu", "en"], " hu ;; en "])
def test_lists(cell: Cell) -> None:
    assert value_of(cell, column(Kind.STRING, many=True)) == ["hu", "en"]


def test_lists_of_terms() -> None:
    themes = column(Kind.ENUM, many=True, scheme="goodPracticeTheme")
    assert value_of("Lokális identitás; tradition", themes) == ["local_identity", "tradition"]
    assert value_of('["tradition"]', themes) == ["tradition"]
    assert code('[{"a": 1}]', themes) == "CELL_LIST"
    assert code("[null]", themes) == "CELL_LIST"


@pytest.mark.parametrize("cell", [None, "", " ", NBSP, "\t"])
def test_an_empty_cell_says_nothing(cell: Cell) -> None:
    assert {value_of(cell, column(kind)) for kind in (Kind.STRING, Kind.INT, Kind.DATE)} == {ABSENT}


def test_a_value_is_taken_away_in_words() -> None:
    for word in ("(üres)", "(Üres)", "(none)", " (NONE) "):
        assert value_of(word, column(Kind.DATE)) is None
        assert value_of(word, column(Kind.STRING, many=True)) == []
        assert code(word, column(Kind.DATE, required=True)) == "CELL_REQUIRED"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(str.strip).filter(bool))
def test_protected_texts_come_back(text: str) -> None:
    if text.lower() not in ("(none)", "(üres)"):
        assert value_of(protected(text), column(Kind.STRING)) == text.strip()


def test_a_quote_of_the_text_stays() -> None:
    assert value_of("'s-Gravenhage", column(Kind.STRING)) == "'s-Gravenhage"
    assert value_of("''=1", column(Kind.STRING)) == "'=1"
    assert code("=1", column(Kind.STRING)) == "CELL_FORMULA"


def test_numbers_of_workbooks_as_texts() -> None:
    assert value_of(3595, column(Kind.STRING)) == "3595"
    assert value_of(3595.0, column(Kind.STRING)) == "3595"
    assert code(date(2018, 3, 5), column(Kind.STRING)) == "CELL_KIND"


def test_text_may_have_lines_but_no_control_characters() -> None:
    assert value_of("a\nb\tc\r\nd", column(Kind.STRING)) == "a\nb\tc\r\nd"
    assert {code(f"a{letter}b", column(Kind.STRING)) for letter in "\0\x1b\x7f\x85\ud800"} == {"CELL_CHARACTERS"}


def test_kinds_of_all_written_columns_can_be_read() -> None:
    from graph_service.importing.cells import _READ
    from graph_service.importing.headings import schemas

    kinds = {f.column.kind for schema in schemas(load_model()).by_name.values() for f in schema.fields}
    assert kinds <= set(_READ)

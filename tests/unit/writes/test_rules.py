"""Socialised operation, the current phase, the quarters and what an indicator counts."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.model import load_model
from graph_service.model.naming import name_columns, name_keys
from graph_service.writes.indicators import Span, Value, count_on, indicator_values, quarter_ends, socialised_spans
from graph_service.writes.phases import Entry, current_phase
from graph_service.writes.socialisation import Assessment, Period, Socialisation, socialisation, socialised_periods

ALL = ("planning", "implementation", "evaluation", "documented")


def assessed(
    day: str, degree: str, elements: tuple[str, ...] = ALL, level: int = 3, id_: str = "assess:1"
) -> Assessment:
    return Assessment(date.fromisoformat(day), id_, degree, elements, level)


@pytest.mark.parametrize(
    ("degree", "elements", "socialised"),
    [
        ("none", ALL, False),
        ("minimal", ALL, True),
        ("minimal", ("documented",), True),
        ("partial", ALL, True),
        ("optimal", ("planning", "implementation", "evaluation"), False),
        ("optimal", (), False),
    ],
)
def test_rule_two(degree: str, elements: tuple[str, ...], socialised: bool) -> None:
    found = socialisation([assessed("2018-01-01", degree, elements)])
    assert found == Socialisation(socialised, date(2018, 1, 1) if socialised else None, 3, None)


def test_the_newest_assessment_decides_whatever_the_order() -> None:
    rows = [assessed("2019-01-01", "none", level=2), assessed("2017-01-01", "optimal", level=5)]
    assert socialisation(rows) == socialisation(rows[::-1]) == Socialisation(False, None, 2, -3)


def test_since_is_the_start_of_the_unbroken_run() -> None:
    rows = [
        assessed("2017-01-01", "partial"),
        assessed("2017-07-01", "none"),
        assessed("2018-01-01", "minimal"),
        assessed("2019-01-01", "optimal", level=4),
    ]
    assert socialisation(rows) == Socialisation(True, date(2018, 1, 1), 4, 1)
    assert socialised_periods(rows) == [
        Period(date(2017, 1, 1), date(2017, 7, 1)),
        Period(date(2018, 1, 1), None),
    ]


def test_of_two_on_one_day_the_larger_id_is_newer() -> None:
    rows = [assessed("2018-01-01", "none", level=1, id_="assess:2"), assessed("2018-01-01", "optimal", id_="assess:1")]
    assert socialisation(rows) == Socialisation(False, None, 1, -2)


def test_without_assessment_there_is_no_level() -> None:
    assert socialisation([]) == Socialisation(False, None, None, None)


def test_phase_entered_last_and_of_one_day_the_later_one() -> None:
    first, last = Entry(date(2018, 1, 1), "action"), Entry(date(2018, 2, 1), "situation_analysis")
    assert current_phase([last, first]) == "situation_analysis"
    assert current_phase([Entry(date(2018, 1, 1), "sustaining"), first]) == "sustaining"
    assert current_phase([]) is None


def test_quarters_of_the_programme() -> None:
    ends = quarter_ends(date(2016, 9, 16), date(2019, 9, 15))
    assert [day.isoformat() for day in ends] == [
        *("2016-12-31", "2017-03-31", "2017-06-30", "2017-09-30", "2017-12-31", "2018-03-31"),
        *("2018-06-30", "2018-09-30", "2018-12-31", "2019-03-31", "2019-06-30", "2019-09-15"),
    ]


def test_a_quarter_that_ends_with_the_programme_is_the_last() -> None:
    assert quarter_ends(date(2016, 9, 16), date(2016, 12, 31)) == [date(2016, 12, 31)]


def test_things_count_once_from_their_first_day_until_their_last() -> None:
    spans = [
        Span("a", date(2018, 1, 1), date(2018, 6, 1)),
        Span("a", date(2018, 3, 1)),
        Span("b", date(2018, 1, 1), date(2018, 6, 1)),
    ]
    counted = [count_on(spans, date(2018, month, day)) for month, day in ((1, 1), (5, 31), (6, 1), (7, 1))]
    assert counted == [2, 2, 1, 1]
    assert count_on(spans, date(2017, 12, 31)) == 0


def test_an_institution_that_lost_its_state_no_longer_counts() -> None:
    spans = socialised_spans({"i": [assessed("2018-01-01", "partial"), assessed("2018-07-01", "none")]})
    assert [count_on(spans, date(2018, month, 30)) for month in (6, 7)] == [1, 0]


def test_ids_of_values_name_indicator_and_quarter() -> None:
    values = indicator_values("indicator:I1", "I1", [Span("c", date(2019, 1, 1))], date(2018, 9, 1), date(2019, 2, 3))
    assert values == [
        Value("indicator:I1", "I1", date(2018, 12, 31), 0.0),
        Value("indicator:I1", "I1", date(2019, 2, 3), 1.0),
    ]
    assert [value.id for value in values] == ["value:I1:2018-Q4", "value:I1:2019-Q1"]
    assert values[1].properties()["dataOrigin"] == "synthetic"


@pytest.mark.parametrize(
    ("label", "columns"),
    [
        ("Institution", ("nameHu", "nameEn")),
        ("Settlement", ("nameHu",)),
        ("Concept", ("prefLabelHu", "prefLabelEn")),
        ("Publication", ("titleHu", "titleEn")),
        ("MonitoringWave", ()),
    ],
)
def test_names_are_kept_from_hungarian_else_english(label: str, columns: tuple[str, ...]) -> None:
    assert name_columns(load_model().types[label]) == columns


def test_an_english_title_is_folded_where_there_is_no_hungarian() -> None:
    publication = load_model().types["Publication"]
    assert name_keys(publication, {"titleEn": "Café"})["nameFolded"] == "cafe"
    assert name_keys(publication, {"titleEn": "Café", "titleHu": "Győr"})["nameFolded"] == "gyor"
    assert name_keys(publication, {"titleHu": ""}) == {}


def test_search_knows_the_words_of_both_languages() -> None:
    publication = load_model().types["Publication"]
    kept = name_keys(publication, {"titleHu": "Győri (új) kávé", "titleEn": "Café of Győr"})
    assert kept["searchFolded"] == "| gyori uj kave | cafe of gyor |"
    assert name_keys(publication, {"titleEn": "Café"})["searchFolded"] == "| cafe |"
    assert name_keys(publication, {"titleHu": "Чай"})["searchFolded"] == "|"

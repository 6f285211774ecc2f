"""Articles, numbers and days for people."""

from __future__ import annotations

import pytest

from graph_service.errors import Language
from graph_service.model.wording import article, capitalised, day, decimal, equals, percent, whole, with_article
from tests.network.hungarian_checks import spoken


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("egri", "az"),
        ("makói", "a"),
        ("őrhalmi", "az"),
        ("„ajkai”", "az"),
        ("(Eger)", "az"),
        ("Észak-Alföld", "az"),
        ("1", "az"),
        ("2", "a"),
        ("5", "az"),
        ("10", "a"),
        ("11", "a"),
        ("15", "a"),
        ("50", "az"),
        ("100", "a"),
        ("108", "a"),
        ("1000", "az"),
        ("1\u00a0234", "az"),
        ("1\u202f234", "az"),
        ("10\u00a0000", "a"),
        ("55\u00a0000", "az"),
        ("1\u00a0000\u00a0000", "az"),
        ("1,5", "az"),
        ("0,5", "a"),
        ("−5", "a"),
        ("-1", "a"),
        ("5.", "az"),
    ],
)
def test_article_follows_the_first_sound(word: str, expected: str) -> None:
    assert article(word) == expected
    assert with_article(word) == f"{expected} {word}"


def test_articles_of_numbers_agree_with_how_they_are_said() -> None:
    numbers = [*range(2100), *range(4990, 5010), *range(99_990, 100_010), *range(999_990, 1_000_010), 5 * 10**8]
    for number in numbers:
        expected = "az" if spoken(number)[0] in "eéöő" else "a"
        assert (number, article(whole(number, "hu"))) == (number, expected)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nulla"),
        (15, "tizenöt"),
        (20, "húsz"),
        (1000, "ezer"),
        (2105, "kétezerszázöt"),
        (222_000, "kétszázhuszonkétezer"),
        (1_000_000, "egymillió"),
    ],
)
def test_numbers_are_said_as_they_are(number: int, said: str) -> None:
    assert spoken(number) == said


@pytest.mark.parametrize(
    ("value", "hu", "en"), [(0, "0", "0"), (999, "999", "999"), (1234, "1\u00a0234", "1,234"), (-5, "−5", "−5")]
)
def test_whole_numbers(value: int, hu: str, en: str) -> None:
    assert (whole(value, "hu"), whole(value, "en")) == (hu, en)


@pytest.mark.parametrize(
    ("value", "hu", "en"),
    [
        (1234.56, "1\u00a0234,6", "1,234.6"),
        (5.0, "5,0", "5.0"),
        (0.999, "1,0", "1.0"),
        (0.994, "0,99", "0.99"),
        (0.5, "0,5", "0.5"),
        (0.0424, "0,042", "0.042"),
        (0.01, "0,01", "0.01"),
        (0.0099, "kevesebb mint 0,01", "less than 0.01"),
        (0.0, "0", "0"),
        (-0.717949, "−0,72", "−0.72"),
    ],
)
def test_numbers_with_decimals(value: float, hu: str, en: str) -> None:
    assert (decimal(value, "hu"), decimal(value, "en")) == (hu, en)


@pytest.mark.parametrize(
    ("share", "hu"),
    [
        (0.0, "0"),
        (0.0004, "kevesebb mint 0,1"),
        (0.042, "4,2"),
        (0.5, "50"),
        (0.996, "99,6"),
        (0.99999, "99,9"),
        (1.0, "100"),
    ],
)
def test_only_all_is_a_hundred_per_cent_and_only_nothing_is_none(share: float, hu: str) -> None:
    assert percent(share, "hu") == hu


@pytest.mark.parametrize(
    ("value", "language", "cited"),
    [(0.0124, "hu", "q = 0,012"), (0.0004, "hu", "q < 0,001"), (0.5, "en", "q = 0.5"), (0.0, "en", "q < 0.001")],
)
def test_probabilities_are_cited_to_two_digits(value: float, language: Language, cited: str) -> None:
    assert equals("q", value, language) == cited


def test_days_are_written_as_each_language_does() -> None:
    assert day("2017-09-15", "hu") == "2017. 09. 15."
    assert day("2017-09-05T10:00:00Z", "en") == "5 September 2017"


def test_only_the_first_letter_is_made_a_capital() -> None:
    assert capitalised("az Észak-Alföld") == "Az Észak-Alföld"
    assert capitalised("") == ""

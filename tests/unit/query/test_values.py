"""Moments as the API writes them."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from neo4j.time import Date, DateTime, Time

from graph_service.query.values import Mismatch, formatted, lenient_cursor, lenient_datetime


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (DateTime(2018, 6, 1, 8, 0, 0, tzinfo=UTC), "2018-06-01T08:00:00Z"),
        (DateTime(2018, 6, 1, 8, 0, 0, 500_000_000, tzinfo=UTC), "2018-06-01T08:00:00.5Z"),
        (DateTime(2018, 6, 1, 8, 0, 0, 1, tzinfo=UTC), "2018-06-01T08:00:00.000000001Z"),
        (DateTime(2018, 6, 1, 10, 0, 0, tzinfo=timezone(timedelta(hours=2))), "2018-06-01T10:00:00+02:00"),
        (DateTime(2018, 6, 1, 8, 0, 10, tzinfo=UTC), "2018-06-01T08:00:10Z"),
    ],
)
def test_moments(value: DateTime, text: str) -> None:
    assert formatted(value) == text
    assert lenient_datetime(value) == text


@pytest.mark.parametrize("value", [None, "2018", 5, Date(2018, 6, 1), Time(8, 0, 0, tzinfo=UTC), DateTime(2018, 6, 1)])
def test_what_is_no_moment(value: Any) -> None:
    with pytest.raises(Mismatch):
        formatted(value)
    assert lenient_datetime(value) is value


def test_cursors_of_wrong_values_are_made_all_the_same() -> None:
    assert lenient_cursor("s", [Date(2018, 6, 1), float("nan"), None, b"x", "é"])

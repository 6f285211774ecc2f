"""Days, moments and long integers, written and read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import neo4j.time
import pytest
from graphql import GraphQLError

from graph_service.api.scalars import long, read_date, read_datetime, write_date, write_datetime

MOMENT = datetime(2018, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=2)))


def test_days_are_written_alike_whatever_gave_them() -> None:
    day = date(2018, 6, 1)
    assert {write_date(value) for value in (day, "2018-06-01", neo4j.time.Date.from_native(day))} == {"2018-06-01"}


def test_moments_are_written_in_utc_whatever_gave_them() -> None:
    given = (MOMENT, neo4j.time.DateTime.from_native(MOMENT), "2018-06-01T06:00:00Z")
    assert {write_datetime(value) for value in given} == {"2018-06-01T06:00:00Z"}


@pytest.mark.parametrize("value", [5, None, [], datetime])
def test_other_values_are_no_days_and_no_moments(value: object) -> None:
    with pytest.raises(GraphQLError):
        write_date(value)
    with pytest.raises(GraphQLError):
        write_datetime(value)


def test_days_and_moments_are_read() -> None:
    assert read_date("2018-06-01") == date(2018, 6, 1)
    assert read_datetime("2018-06-01T08:00:00+02:00") == MOMENT
    assert read_datetime("2018-06-01T08:00:00.5Z") == datetime(2018, 6, 1, 8, 0, 0, 500_000, UTC)


@pytest.mark.parametrize("value", ["2018-02-30", "2018-6-1", "20180601", "2018-W22-5", "", 20180601, None])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="2018-06-01"):
        read_date(value)


@pytest.mark.parametrize("value", ["2018-06-01", "2018-06-01T08:00:00", "2018-06-01T25:00:00Z", 5, None])
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="zone"):
        read_datetime(value)


def test_long_integers_end_where_json_does() -> None:
    assert long(2**53) == 2**53
    for value in (2**53 + 1, -(2**53) - 1, True, 1.0, "1"):
        with pytest.raises(GraphQLError):
            long(value)

"""Values as exact texts: types tell, places of numbers count, and one moment has one text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import neo4j.spatial
import neo4j.time
import pytest

from graph_service.writes.exact import Moment, exact

ALIKE = (
    *(1, 1.0, "1", True, [1], ["1"], [True], [1.0], "true", [], ""),
    *(date(2020, 1, 2), "2020-01-02", datetime(2020, 1, 2, tzinfo=UTC), "2020-01-02T00:00:00Z", datetime(2020, 1, 2)),
    *(0.0, -0.0, 0.1 + 0.2, 0.3, 2**53, 2**53 + 1, float(2**53)),
    *((19.0, 47.0), (47.0, 19.0), (19.0, 47.00000000000001), [19.0, 47.0]),
    *(neo4j.spatial.CartesianPoint((19.0, 47.0)), neo4j.spatial.WGS84Point((19.0, 47.0, 1.0))),
    *(["a", "b"], ["b", "a"], ['a","b'], ["a", "b", ""]),
    *(neo4j.time.Time(1, 2, 3), neo4j.time.Duration(days=1), b"a"),
)


def test_values_that_differ_in_anything_have_different_texts() -> None:
    texts = [exact(value) for value in ALIKE]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("of_the_driver", "of_python"),
    [
        (neo4j.time.Date(2020, 1, 2), date(2020, 1, 2)),
        (neo4j.time.DateTime(2020, 1, 2, 3, 4, 5, 6_000, tzinfo=UTC), datetime(2020, 1, 2, 3, 4, 5, 6, UTC)),
        (neo4j.time.DateTime(2020, 1, 2, 3, 4, 5, 6, tzinfo=UTC), Moment("2020-01-02T03:04:05.000000006Z")),
        (neo4j.time.DateTime(2020, 1, 2, tzinfo=UTC), Moment("2020-01-02T00:00:00Z")),
        (neo4j.spatial.WGS84Point((19.1, 47.2)), (19.1, 47.2)),
        ([neo4j.time.Date(2020, 1, 2)], [date(2020, 1, 2)]),
    ],
)
def test_the_driver_and_python_mean_the_same(of_the_driver: object, of_python: object) -> None:
    assert exact(of_the_driver) == exact(of_python)


def test_a_moment_is_an_instant_wherever_it_was_noted() -> None:
    there = datetime(2020, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    assert exact(there) == exact(datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)) == "moment:2020-01-02T03:04:05Z"

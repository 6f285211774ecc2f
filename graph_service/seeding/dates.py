"""The days of the demonstration: the programme's first and last day, its quarters, waves and seasons."""

from __future__ import annotations

from datetime import date, timedelta

START = date(2016, 9, 16)
LAST = date(2019, 9, 15)
GEOGRAPHY = date(2018, 1, 1)
VOCABULARY = START

# The waves of the monitoring.
WAVES = (
    (date(2018, 2, 1), date(2018, 4, 30)),
    (date(2018, 10, 1), date(2018, 12, 15)),
    (date(2019, 5, 6), date(2019, 8, 31)),
)
# A community is mentored from this interval; the last ones from the spring of 2019.
QUIET_BEFORE = date(2019, 6, 10)
BUSY_FROM = date(2019, 6, 20)


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def working(day: date) -> date:
    """`day`, or the Friday before it where it falls on a weekend."""
    return day - days(max(day.weekday() - 4, 0))


def capped(day: date, last: date = LAST) -> date:
    """`day`, but not after `last`."""
    return min(day, last)

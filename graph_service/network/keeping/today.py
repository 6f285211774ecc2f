"""The last day of the data: the day of every analysis that names none. It is read off the data, never off a clock."""

from __future__ import annotations

from graph_service.network.keeping.columns import Columns
from graph_service.network.projection import NONE

_CLOSING = 31
_DONE = (("visits", "day"), ("adoptions", "day"), ("reached", "day"))


def last_day(columns: Columns) -> int:
    """The day on which mentors, adopters or the programme last did something.

    Where a programme ended within a month after that day, it is the last day of the programme: the data reach to its
    end. The end of a programme that still runs lies further ahead and does not count. Where nothing was done at all it
    is the first day of the newest collaboration, else the end of the last programme, else day 1 of the calendar.
    """
    done = max(_latest(columns, table, column) for table, column in _DONE)
    ends = columns["programmes"].ints("end")
    if done == NONE:
        done = _latest(columns, "collaborations", "start")
    if done == NONE:
        return max(int(ends.max(initial=NONE)), 1)
    closing = ends[(ends >= done) & (ends <= done + _CLOSING)]
    return int(closing.max(initial=done))


def _latest(columns: Columns, table: str, column: str) -> int:
    return int(columns[table].ints(column).max(initial=NONE))

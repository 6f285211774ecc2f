"""Places in the history: what clients go on from, as text, and the marks that ids of changes are compared with.

A mark is the id of a change, or stands behind all changes of a number and before those of the next one.
"""

from __future__ import annotations

import re

from graph_service.writes.history import change_id

_TEXT = re.compile(r"([0-9]{1,10})(?::([0-9]{1,6}))?\Z")
_PREFIX = change_id(0, 0).partition(":")[0]


def mark_after(number: int) -> str:
    """Behind everything of the data's `number`."""
    return f"{_PREFIX}:{number + 1:012d}"


def mark_of(text: str) -> str | None:
    """The mark of a cursor, or of a number of the data; None for what is neither.

    >>> mark_of("8"), mark_of("8:3"), mark_of("eight")
    ('change:000000000009', 'change:000000000008:000003', None)
    """
    found = _TEXT.match(text)
    if found is None:
        return None
    number, place = found.groups()
    return mark_after(int(number)) if place is None else change_id(int(number), int(place))


def cursor_of(mark: str) -> str:
    """The text that `mark_of` reads.

    >>> cursor_of("change:000000000009"), cursor_of("change:000000000008:000003")
    ('8', '8:3')
    """
    _, number, *place = mark.split(":")
    return f"{int(number)}:{int(place[0])}" if place else str(int(number) - 1)


def version_of(mark: str) -> int:
    """The number of the data up to which everything lies before the mark.

    >>> version_of("change:000000000009"), version_of("change:000000000008:000003")
    (8, 7)
    """
    return int(mark.split(":")[1]) - 1

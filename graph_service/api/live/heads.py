"""What is read of many changes at once: enough to tell who wants them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph_service.api.live.marks import mark_after, version_of
from graph_service.cypher import Statement

Read = Callable[[Statement], Awaitable[Sequence[Any]]]
"""Gives the one row of a statement. Raises StoreError."""

MOST_HEADS = 1_000
"""Changes that one statement gives."""
MOST_NUMBERS = 500
"""Numbers that one statement looks at: the embedded engine reads the whole range before it takes the first."""
# No blocks: inside of one the embedded engine reads every change there is.
_HEADS = (
    "MATCH (c:Change) WHERE c.id > $after AND c.id < $until WITH c ORDER BY c.id LIMIT $most "
    "RETURN collect([c.id, c.label, c.counties]) AS heads"
)
_WHOLE = "MATCH (c:Change) WHERE c.id > $after AND c.id < $until RETURN count(c) AS found, max(c.total) AS total"
_ANY = "MATCH (c:Change) WHERE c.id > $after AND c.id < $until WITH c LIMIT 1 RETURN count(c) AS kept"
VERSION = Statement("MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS number")
"""The number of the data; None before the first seed."""


class Head(NamedTuple):
    """A change: what it is of, and the counties (NUTS 3) that it touched."""

    id: str
    label: str
    counties: frozenset[str]

    @property
    def number(self) -> int:
        """The number of the data after its transaction."""
        return version_of(self.id) + 1


@dataclass(frozen=True)
class Wanted:
    """Which changes somebody follows; None is all of them."""

    county: str | None = None
    labels: Collection[str] | None = None

    def has(self, head: Head) -> bool:
        """Whether a change is one of them."""
        if self.labels is not None and head.label not in self.labels:
            return False
        return self.county is None or self.county in head.counties


@dataclass(frozen=True)
class Piece:
    """Changes in order, and the mark up to which there are no others."""

    heads: Sequence[Head]
    end: str


async def read_piece(read: Read, after: str, until: str) -> Piece:
    """The first changes between two marks, as far as one statement goes; that may be none at all."""
    end = min(until, mark_after(version_of(after) + MOST_NUMBERS))
    [rows] = await read(Statement(_HEADS, {"after": after, "until": end, "most": MOST_HEADS}))
    heads = [Head(id_, label, frozenset(counties or ())) for id_, label, counties in rows]
    return Piece(heads, heads[-1].id if len(heads) == MOST_HEADS else end)


async def read_found(read: Read, number: int) -> tuple[int, int]:
    """How many changes of a number can be seen, and how many there are as far as they tell."""
    found, total = await read(Statement(_WHOLE, {"after": mark_after(number - 1), "until": mark_after(number)}))
    return int(found), int(total or 0)


async def read_present(read: Read) -> int:
    """The number of the data."""
    [number] = await read(VERSION)
    return int(number or 0)


async def has_history(read: Read, number: int) -> bool:
    """Whether any change is kept that is no later than the first one after `number`: then none after it is gone."""
    [kept] = await read(Statement(_ANY, {"after": mark_after(-1), "until": mark_after(number + 1)}))
    return bool(kept)

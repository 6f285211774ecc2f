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
"""Changes that one statement looks at."""
_HEADS = (
    "CALL () { MATCH (c:Change) WHERE c.id > $after AND c.id < $until WITH c ORDER BY c.id LIMIT $most "
    "RETURN collect([c.id, c.label, c.counties]) AS heads } RETURN heads"
)
_WHOLE = (
    "CALL () { MATCH (c:Change) WHERE c.id > $after AND c.id < $until "
    "RETURN count(c) AS found, max(c.total) AS total } RETURN found, total"
)
_KEPT = (
    "CALL () { MATCH (c:Change) WHERE c.id > $after WITH c ORDER BY c.id LIMIT 1 RETURN collect(c.number) AS numbers } "
    "CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS present } "
    "RETURN present, head(numbers) AS oldest"
)


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


async def read_heads(read: Read, after: str, until: str) -> list[Head]:
    """The first `MOST_HEADS` changes between two marks, in order."""
    [rows] = await read(Statement(_HEADS, {"after": after, "until": until, "most": MOST_HEADS}))
    return [Head(id_, label, frozenset(counties or ())) for id_, label, counties in rows]


async def read_found(read: Read, number: int) -> tuple[int, int]:
    """How many changes of a number can be seen, and how many there are as far as they tell."""
    found, total = await read(Statement(_WHOLE, {"after": mark_after(number - 1), "until": mark_after(number)}))
    return int(found), int(total or 0)


async def read_kept(read: Read) -> tuple[int, int | None]:
    """The number of the data, and that of the oldest change that is kept."""
    present, oldest = await read(Statement(_KEPT, {"after": mark_after(-1)}))
    return int(present or 0), None if oldest is None else int(oldest)

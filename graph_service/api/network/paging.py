"""Pages of computed rows: each row has a stable key, and a cursor holds the key of its row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graph_service.errors import RequestError
from graph_service.query.pages import decode_cursor, encode_cursor, page_size

T = TypeVar("T")
_PAGING = ("first", "after", "last", "before")
_CLASHES = (("first", "last"), ("first", "before"), ("after", "last"), ("after", "before"))


@dataclass(frozen=True)
class Page:
    """Which rows of a list are wanted; `signature` tells the list from others."""

    size: int
    backward: bool
    cursor: str | None
    """The key of the row after or before which the page lies."""
    signature: str

    def connection(
        self, rows: Sequence[T], key: Callable[[T], str], node: Callable[[T], Any], **more: Any
    ) -> dict[str, Any]:
        """The page of `rows` as the data of a connection. Raises RequestError where the row of the cursor is gone."""
        start, end = self._span([key(row) for row in rows] if self.cursor is not None else (), len(rows))
        shown = rows[start:end]
        nodes = [node(row) for row in shown]
        cursors = [encode_cursor(self.signature, (key(row),)) for row in shown]
        edges = [{"cursor": cursor, "node": one} for cursor, one in zip(cursors, nodes, strict=True)]
        info = {
            "hasNextPage": end < len(rows),
            "hasPreviousPage": start > 0,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }
        return {**more, "edges": edges, "nodes": nodes, "pageInfo": info, "totalCount": len(rows)}

    def rows(self, rows: Sequence[T], key: Callable[[T], str]) -> Sequence[T]:
        """The rows of the page."""
        start, end = self._span([key(row) for row in rows] if self.cursor is not None else (), len(rows))
        return rows[start:end]

    def _span(self, keys: Sequence[str], count: int) -> tuple[int, int]:
        if self.cursor is None:
            return (max(0, count - self.size), count) if self.backward else (0, min(count, self.size))
        if self.cursor not in keys:
            raise RequestError("CURSOR_GONE", argument="before" if self.backward else "after")
        place = keys.index(self.cursor)
        if self.backward:
            return max(0, place - self.size), place
        return place + 1, min(count, place + 1 + self.size)


def page_of(name: str, arguments: Mapping[str, Any]) -> Page:
    """The page that the arguments of the list `name` ask for; all others decide which list it is.

    Raises RequestError for a size outside 1 to 100, two directions at once, or a cursor of another list.
    """
    given = {key: value for key in _PAGING if (value := arguments.get(key)) is not None}
    for one, other in _CLASHES:
        if one in given and other in given:
            raise RequestError("PAGE_DIRECTION", one=one, other=other)
    signature = _signature(name, {key: value for key, value in arguments.items() if key not in _PAGING})
    backward = "last" in given or "before" in given
    size, cursor = ("last", "before") if backward else ("first", "after")
    after = given.get(cursor)
    key = None if after is None else decode_cursor(after, signature, (), 1, cursor)[0]
    return Page(page_size(given.get(size), size), backward, key, signature)


def first_of(rows: Sequence[T], first: Any) -> Sequence[T]:
    """The first rows of a list without pages. Raises RequestError outside 1 to 100."""
    return rows[: page_size(first)]


def _signature(name: str, arguments: Mapping[str, Any]) -> str:
    text = f"{name}|{_canonical(arguments)}"
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    return str(value)

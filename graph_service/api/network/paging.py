"""Pages of computed rows: each row has a stable key, and a cursor holds the key of its row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from graph_service.errors import RequestError
from graph_service.query.pages import decode_cursor, encode_cursor, page_size

if TYPE_CHECKING:
    from graph_service.network.jobs.told import Slice, Window

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

    @property
    def window(self) -> Window:
        """The page as the jobs take it."""
        from graph_service.network.jobs.told import Window

        return Window(self.size, self.backward, self.cursor)

    def connection(self, rows: Slice[T], node: Callable[[T], Any], **more: Any) -> dict[str, Any]:
        """The page `rows` as the data of a connection, each row by `node`."""
        nodes = [node(row) for row in rows.rows]
        cursors = [encode_cursor(self.signature, (key,)) for key in rows.keys]
        edges = [{"cursor": cursor, "node": one} for cursor, one in zip(cursors, nodes, strict=True)]
        info = {
            "hasNextPage": rows.start + len(nodes) < rows.total,
            "hasPreviousPage": rows.start > 0,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }
        return {**more, "edges": edges, "nodes": nodes, "pageInfo": info, "totalCount": rows.total}


def page_of(name: str, arguments: Mapping[str, Any]) -> Page:
    """The page that the arguments of the list `name` ask for; all others decide which list it is.

    Raises RequestError for a size outside 1 to 100, two directions at once, or a cursor of another list.
    """
    given = {key: value for key in _PAGING if (value := arguments.get(key)) is not None}
    for one, other in _CLASHES:
        if one in given and other in given:
            raise RequestError("PAGE_DIRECTION", one=one, other=other)
    signature = _signature(name, _others(arguments))
    backward = "last" in given or "before" in given
    size, cursor = ("last", "before") if backward else ("first", "after")
    after = given.get(cursor)
    key = None if after is None else decode_cursor(after, signature, (), 1, cursor)[0]
    return Page(page_size(given.get(size), size), backward, key, signature)


def list_of(name: str, arguments: Mapping[str, Any]) -> str:
    """What names a list inside the answer of a root: cursors of it fit where the root is asked the same again."""
    return f"{name} of {_signature(name, _others(arguments))}"


def listed(
    name: str,
    rows: Sequence[T],
    key: Callable[[T], str],
    arguments: Mapping[str, Any],
    node: Callable[[T], Any] = lambda row: row,
) -> dict[str, Any]:
    """A page of rows that are at hand, as the data of a connection within an answer; `name` is by `list_of`."""
    from graph_service.network.jobs.told import slice_of

    page = page_of(name, arguments)
    return page.connection(slice_of(rows, lambda place: key(rows[place]), page.window), node)


def _others(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in arguments.items() if key not in _PAGING}


def _signature(name: str, arguments: Mapping[str, Any]) -> str:
    text = f"{name}|{_canonical(arguments)}"
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    return str(value)

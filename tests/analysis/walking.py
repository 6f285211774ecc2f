"""Whole lists of the analysis over the API, page by page in both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.answering import Service

Row = dict[str, Any]
Document = Callable[[str], str]
"""The text of an operation, given the arguments of a page, such as `first: 7`."""
Path = tuple[str | int, ...]
"""Keys and places that lead from `data` to a connection."""
PARTS = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }"


def document(root: str, row: str, arguments: str = "", more: str = "") -> Document:
    """An operation for pages of a root, whose rows select `row`."""
    return lambda page: f"{{ {root}({arguments} {page}) {{ {PARTS} {more} nodes {{ {row} }} }} }}"


async def rows(service: Service, root: str, row: str, arguments: str = "", size: int = 100) -> list[Row]:
    """All rows of a root."""
    return await walked(service, document(root, row, arguments), (root,), size)


async def walked(
    service: Service, asked: Document, path: Path, size: int = 100, *, backward: bool = False
) -> list[Row]:
    """All rows of the connection at `path`, in its order, by pages of `size`; what every page must keep is asserted."""
    found: list[Row] = []
    cursors: list[str] = []
    cursor = None
    while True:
        page = at(await service.data(asked(_page(size, cursor, backward=backward))), path)
        found = [*page["nodes"], *found] if backward else [*found, *page["nodes"]]
        new = [edge["cursor"] for edge in page["edges"]]
        cursors += new
        _check(page, new, len(found), has_come=cursor is not None, backward=backward)
        if not page["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"]:
            break
        cursor = page["pageInfo"]["startCursor" if backward else "endCursor"]
    assert len(set(cursors)) == len(cursors) == len(found)
    return found


def at(data: Any, path: Path) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data


def _page(size: int, cursor: str | None, *, backward: bool) -> str:
    names = ("last", "before") if backward else ("first", "after")
    after = "" if cursor is None else f', {names[1]}: "{cursor}"'
    return f"{names[0]}: {size}{after}"


def _check(page: Row, cursors: list[str], so_far: int, *, has_come: bool, backward: bool) -> None:
    info = page["pageInfo"]
    has_more = so_far < page["totalCount"]
    assert so_far <= page["totalCount"]
    assert len(cursors) == len(page["nodes"])
    assert (info["startCursor"], info["endCursor"]) == ((cursors[0], cursors[-1]) if cursors else (None, None))
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (
        (has_more, has_come) if backward else (has_come, has_more)
    )

"""What the parts of the spool share: its database, reading from it in parts, and packing."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from graph_service.importing.plan import NodeRow, TieRow
from graph_service.writes.edits import NOTHING, NodeEdit, TieEdit

_MOST_NAMED = 500


class Known(NamedTuple):
    """Of a node that files speak of: its label, and whether it is new, or to be deleted."""

    label: str
    is_new: bool
    is_gone: bool


class Sought(NamedTuple):
    """A row of a node without id: its keys by stored name, and what others may call it."""

    seq: int
    label: str
    keys: dict[str, Any]
    names: list[str]


class Spooled(NamedTuple):
    """A node that a file speaks of: whether it is new, or to be deleted, and what the file gives of it."""

    label: str
    is_new: bool
    is_gone: bool
    edit: NodeEdit


class Base:
    """The database of a spool."""

    _db: sqlite3.Connection

    def _reading(self, text: str) -> Iterator[Any]:
        """Rows that are read while others are written: a cursor of its own, in parts."""
        cursor = self._db.cursor()
        cursor.execute(text)
        while part := cursor.fetchmany(1_000):
            yield from part


def listed(rows: Iterator[tuple[str]], size: int) -> Iterator[list[str]]:
    while part := [id_ for (id_,) in islice(rows, size)]:
        yield part


def some(ids: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    listed = tuple(ids)
    return (listed[start : start + _MOST_NAMED] for start in range(0, len(listed), _MOST_NAMED))


# Dataclasses as plain tuples: pickling them whole takes three times as long.
_KINDS: tuple[type[Any], ...] = (NodeEdit, TieEdit, NodeRow, TieRow)
_PARTS = {kind: attrgetter(*(one.name for one in fields(kind))) for kind in _KINDS}


def packed(value: Any) -> bytes:
    taken = _PARTS.get(type(value))
    if taken is None:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    parts = tuple({} if part is NOTHING else part for part in taken(value))  # a proxy cannot be pickled
    return pickle.dumps((_KINDS.index(type(value)), parts), pickle.HIGHEST_PROTOCOL)


def unpacked(body: bytes) -> Any:
    """The row or edit that was packed: by this process, in a folder of its own."""
    kind, parts = pickle.loads(body)
    return _KINDS[kind](*parts)

"""Marks that a restore leaves in the graph (`writes/restored.py`).

One that is not done has left half a graph, which is not for serving. One that is done has brought back old numbers of
the data: clients may hold answers of numbers that the lost graph had after them, so the service begins far above.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from graph_service.cypher import Statement
from graph_service.errors import SettingsError

JUMP = 1_000_000
"""More than a graph is written between two backups."""
_MARK = Statement("CALL () { MATCH (v:DataVersion {id: 'restoring'}) RETURN count(v) > 0 AS mark } RETURN mark")
_LEAVE = Statement(
    "MATCH (r:DataVersion {id: 'restored'}) WITH r MATCH (v:DataVersion {id: 'current'}) "
    f"SET v.number = v.number + {JUMP} DELETE r RETURN v.number AS number"
)


class Writer(Protocol):
    """What leaving the old numbers needs of a store."""

    async def write(self, statements: Sequence[Statement], *, seconds: float) -> list[Any]: ...


class Reader(Protocol):
    """What looking for the mark needs of a store."""

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]: ...


async def refuse_half_a_graph(store: Reader, *, seconds: float) -> None:
    """Raise SettingsError where a restore was begun and not finished."""
    if (await store.read(_MARK, seconds=seconds))[0]:
        raise SettingsError("RESTORE_UNFINISHED")


async def leave_old_numbers(store: Writer, *, seconds: float) -> None:
    """Where the graph was restored since it was served last: raise its number above all that it may have had."""
    await store.write([_LEAVE], seconds=seconds)

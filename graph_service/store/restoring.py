"""A restore that is not done has a mark in the graph (`importing/restore.py`): half a graph is not for serving."""

from __future__ import annotations

from typing import Any, Protocol

from graph_service.cypher import Statement
from graph_service.errors import SettingsError

_MARK = Statement("CALL () { MATCH (v:DataVersion {id: 'restoring'}) RETURN count(v) > 0 AS mark } RETURN mark")


class Reader(Protocol):
    """What looking for the mark needs of a store."""

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]: ...


async def refuse_half_a_graph(store: Reader, *, seconds: float) -> None:
    """Raise SettingsError where a restore was begun and not finished."""
    if (await store.read(_MARK, seconds=seconds))[0]:
        raise SettingsError("RESTORE_UNFINISHED")

"""Roots asked for by an id that was merged into another: looked for once they are not found, and read again.

What is asked for by its present id costs nothing more; the second look is seen in `extensions.cost.statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from graph_service.api.context import Row
from graph_service.api.measured import Measurable, Measured, RowsOf
from graph_service.cypher import Statement
from graph_service.writes.aliases import current_ids

P = TypeVar("P", bound="Renamable")


class Renamable(Measurable, Protocol):
    """What is needed of an operation that was read."""

    def unfound(self, rows: list[Row]) -> Mapping[tuple[int, str], Sequence[str]]: ...
    def renamed(self: P, places: Iterable[tuple[int, str]], names: Mapping[str, str]) -> P: ...


async def read_by_old_ids(read: Measured[P], rows_of: RowsOf) -> Measured[P]:
    """What was read or, where some of its roots are there under another id by now, that."""
    unfound = read.prepared.unfound(read.rows)
    if not unfound:
        return read

    async def run(statement: Statement) -> list[dict[str, Any]]:
        [[rows]] = await rows_of([statement])
        return [{"rows": rows}]

    names = await current_ids(run, {id_ for ids in unfound.values() for id_ in ids})
    if not names:
        return read
    renamed = read.prepared.renamed(unfound, names)
    return replace(read, prepared=renamed, rows=await rows_of(renamed.statements))

"""What a derivation wants changed in the graph, and how that is written: in slices, only where something differs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from graph_service.cypher import Statement

T = TypeVar("T")
Run = Callable[[Statement], Awaitable[list[dict[str, Any]]]]
"""Runs a statement in the transaction that is open; its records by name."""

# Small enough for the embedded engine's limit of 15 s a statement, also on a loaded machine.
SLICE = 1_000
_SECONDS = 60.0


class GraphStore(Protocol):
    """What a derivation needs of a store."""

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]: ...

    async def write(self, statements: Sequence[Statement], *, seconds: float) -> list[list[dict[str, Any]]]: ...


class TransactingStore(GraphStore, Protocol):
    """What work needs that reads and writes in one transaction."""

    async def transact(self, work: Callable[[Run], Awaitable[T]], *, seconds: float) -> T: ...


class InTransaction:
    """A store for derivations inside the one transaction that `run` belongs to."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]:
        """The values of the one record; the transaction has a deadline of its own."""
        [record] = await self._run(statement)
        return list(record.values())

    async def write(self, statements: Sequence[Statement], *, seconds: float) -> list[list[dict[str, Any]]]:
        """The records of each statement."""
        return [await self._run(statement) for statement in statements]


@dataclass(frozen=True)
class Change:
    """Rows for one statement that takes them as `$rows`."""

    kind: Literal["created", "updated", "removed"]
    text: str
    rows: Sequence[Mapping[str, Any]]


async def read_rows(store: GraphStore, text: str, **parameters: Any) -> list[Any]:
    """The one list that a reading statement returns."""
    row = await store.read(Statement(text, parameters), seconds=_SECONDS)
    found: list[Any] = row[0]
    return found


async def read_slices(store: GraphStore, text: str, ids: Sequence[str]) -> list[Any]:
    """The lists that `text` returns for slices of `ids`, which it takes as `$ids`, as one list."""
    found: list[Any] = []
    for part in slices(ids):
        found += await read_rows(store, text, ids=part)
    return found


async def write_changes(store: GraphStore, changes: Sequence[Change]) -> None:
    """Write `changes`, a transaction a slice."""
    for change in changes:
        for part in slices(change.rows):
            await store.write([Statement(change.text, {"rows": list(part)})], seconds=_SECONDS)


async def in_turn(run: Run, statements: Iterable[Statement]) -> AsyncIterator[list[dict[str, Any]]]:
    """The records of statements that run one after the other; each is made while the database works on the one before.

    Every record has to be asked for: a statement runs only once those of the one before it were taken.
    """
    coming = iter(statements)
    now = next(coming, None)
    while now is not None:
        at_work = asyncio.ensure_future(run(now))
        try:
            await asyncio.sleep(0)  # it is on its way
            now = next(coming, None)
            records = await at_work
        except BaseException:
            at_work.cancel()
            raise
        yield records


def slices(rows: Sequence[T], size: int = SLICE) -> Iterator[Sequence[T]]:
    """`rows` in parts of at most `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def dropped(changes: Sequence[Change]) -> list[Change]:
    """`changes` without those that have no rows."""
    return [change for change in changes if change.rows]


Progress = Callable[[str, int, int], None]

"""The store: reads and writes with a deadline, retries inside it, and errors in our words."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncManagedTransaction, AsyncResult, Query
from neo4j import unit_of_work as in_unit_of_work
from neo4j.exceptions import ConstraintError, ResultNotSingleError

from graph_service.cypher import Statement
from graph_service.errors import CompilerError, StoreError
from graph_service.store.faults import DATABASE_ERRORS, may_pass, planning_gave_up, store_error
from graph_service.store.plans import PlanStep, plan_tree

Row = list[Any]
Record = dict[str, Any]
Metadata = Mapping[str, str]
Run = Callable[[Statement], Awaitable[list[Record]]]
T = TypeVar("T")

_RETRIES = 2
_FIRST_DELAY, _DELAY_FACTOR, _JITTER = 0.05, 1.5, 0.1
_TOOL_SECONDS = 60.0


@dataclass(frozen=True)
class Store:
    """One database, named, and the two ways into it: `reader` cannot write, `writer` can.

    On a server that enforces READ both are the same driver.
    """

    writer: AsyncDriver
    reader: AsyncDriver
    database: str
    version: str
    embedded: bool
    run_sql: Callable[[str], Awaitable[None]] | None = None
    """How the embedded engine is given what it takes only as SQL."""
    alone: Callable[[], AbstractAsyncContextManager[None]] = nullcontext
    """Held while constraints and indexes are made, where the engine cannot bear two who do so at once."""

    async def read(self, statement: Statement, *, seconds: float, metadata: Metadata | None = None) -> Row:
        """The values of the one record that `statement` gives."""
        # The embedded engine heeds neither a driver's timeout nor metadata: it is spared the reading of them.
        query = statement.text if self.embedded else _query(statement, seconds, metadata)

        async def once() -> Row:
            async with self.reader.session(**self._reading) as session:
                result = await session.run(query, statement.parameters)
                return await _only_row(result)

        return await _within(seconds, once)

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Metadata | None = None
    ) -> list[Row]:
        """The rows of several statements, one each, read in one transaction."""

        async def once() -> list[Row]:
            async with self.reader.session(**self._reading) as session:
                work = await session.begin_transaction(metadata=dict(metadata or {}), timeout=seconds)
                async with work as transaction:
                    return [await _only_row(await transaction.run(one.text, one.parameters)) for one in statements]

        return await _within(seconds, once)

    async def records(
        self, statement: Statement, *, seconds: float = _TOOL_SECONDS, quiet: bool = False
    ) -> list[Record]:
        """All records of a reading `statement`, by name: for tools and tests, not for requests.

        `quiet` hears no warnings, for a question that an empty graph does not know the names of.
        """
        silence: dict[str, Any] = {"notifications_min_severity": "OFF"} if quiet else {}

        async def once() -> list[Record]:
            async with self.reader.session(**self._reading, **silence) as session:
                result = await session.run(_query(statement, seconds, None), statement.parameters)
                return await result.data()

        return await _within(seconds, once)

    async def write(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Metadata | None = None
    ) -> list[list[Record]]:
        """Run `statements` in one transaction, all or none; the records of each."""

        async def work(run: Run) -> list[list[Record]]:
            return [await run(statement) for statement in statements]

        return await self.transact(work, seconds=seconds, metadata=metadata)

    async def transact(
        self, work: Callable[[Run], Awaitable[T]], *, seconds: float, metadata: Metadata | None = None
    ) -> T:
        """Run `work` in one write transaction; it may run more than once, so it must only use `run`.

        A ConstraintError is retried too: two transactions that MERGE one new key can collide. What is retried was
        rolled back.
        """

        @in_unit_of_work(metadata=dict(metadata or {}), timeout=seconds)
        async def managed(transaction: AsyncManagedTransaction) -> T:
            async def run(statement: Statement) -> list[Record]:
                result = await transaction.run(statement.text, statement.parameters)
                return await result.data()

            return await work(run)

        async def once() -> T:
            async with self.writer.session(**self._writing) as session:
                return await session.execute_write(managed)

        return await _within(seconds, once, lambda error: isinstance(error, ConstraintError) or planning_gave_up(error))

    async def run_script(self, texts: Sequence[str], *, seconds: float = _TOOL_SECONDS) -> None:
        """Run statements without parameters one by one, each in its own transaction: constraints, indexes."""
        for text in texts:
            await self._run_alone(Statement(text), seconds)

    async def _run_alone(self, statement: Statement, seconds: float) -> None:
        async def once() -> None:
            async with self.writer.session(**self._writing) as session:
                result = await session.run(_query(statement, seconds, None), statement.parameters)
                await result.consume()

        await _within(seconds, once)

    async def database_plan(self, statement: Statement, *, profile: bool = False) -> PlanStep:
        """How the database would run a reading `statement`; with `profile` it runs, and counts its hits."""
        word = "PROFILE" if profile else "EXPLAIN"
        asked = Statement(f"{word} {statement.text}", statement.parameters)

        async def once() -> PlanStep:
            async with self.reader.session(**self._reading) as session:
                result = await session.run(_query(asked, _TOOL_SECONDS, None), asked.parameters)
                summary = await result.consume()
                plan = summary.profile if profile else summary.plan
                if plan is None:
                    raise StoreError("STORE_REFUSED", status=word)
                return plan_tree(plan)

        return await _within(_TOOL_SECONDS, once)

    async def ping(self, *, seconds: float) -> None:
        """Raise StoreError unless the database answers within `seconds`."""
        await self.read(Statement("RETURN 1 AS one"), seconds=seconds)

    async def close(self) -> None:
        """Close the connections; the engine, if there is one, belongs to whoever opened it."""
        await self.writer.close()
        if self.reader is not self.writer:
            await self.reader.close()

    @property
    def _reading(self) -> dict[str, Any]:
        return {"database": self.database, "default_access_mode": READ_ACCESS}

    @property
    def _writing(self) -> dict[str, Any]:
        return {"database": self.database, "default_access_mode": WRITE_ACCESS}


def _query(statement: Statement, seconds: float, metadata: Metadata | None) -> Query:
    return Query(statement.text, metadata=dict(metadata or {}), timeout=seconds)


async def _only_row(result: AsyncResult) -> Row:
    try:
        record = await result.single(strict=True)
    except ResultNotSingleError as error:
        raise CompilerError("INTERNAL") from error  # every statement of ours gives one row
    return list(record.values())


async def _within(
    seconds: float, once: Callable[[], Awaitable[T]], also_retry: Callable[[Exception], bool] = may_pass
) -> T:
    """What `once` gives, tried at most three times, all inside one deadline."""
    delay = _FIRST_DELAY
    try:
        async with asyncio.timeout(seconds):
            for left in reversed(range(_RETRIES + 1)):
                try:
                    return await once()
                except DATABASE_ERRORS as error:
                    if not left or not also_retry(error):
                        raise
                await asyncio.sleep(delay * random.uniform(1 - _JITTER, 1 + _JITTER))
                delay *= _DELAY_FACTOR
    except DATABASE_ERRORS as error:
        raise store_error(error, seconds) from error
    raise AssertionError("the last attempt returns or raises")

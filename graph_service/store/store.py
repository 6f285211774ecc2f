"""The store: reads and writes with a deadline, retries inside it, and errors in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import astuple, dataclass, field
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, AsyncDriver, AsyncManagedTransaction, AsyncResult, Query
from neo4j import unit_of_work as in_unit_of_work
from neo4j.exceptions import ConstraintError, ResultNotSingleError

from graph_service.cypher import Statement
from graph_service.errors import CompilerError, KalakaError, StoreError
from graph_service.store.attempts import Attempt, Calls, Ending, PoolUsage
from graph_service.store.embedded import Engine
from graph_service.store.faults import is_in_the_way, planning_gave_up
from graph_service.store.plans import PlanStep, plan_tree

Row = list[Any]
Record = dict[str, Any]
Metadata = Mapping[str, str]
Run = Callable[[Statement], Awaitable[list[Record]]]
T = TypeVar("T")

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
    engine: Engine | None = None
    """The embedded engine: takes SQL, is not to be changed by two at once, may have ended for good."""
    reads: Calls = field(default_factory=Calls)
    writes: Calls = field(default_factory=Calls)
    """The calls over the pool of either; the same where there is one driver."""
    _turns: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the one transaction of this process that writes."""

    async def read(self, statement: Statement, *, seconds: float, metadata: Metadata | None = None) -> Row:
        """The values of the one record that `statement` gives."""
        # The embedded engine heeds neither a driver's timeout nor metadata: it is spared the reading of them.
        query = statement.text if self.embedded else _query(statement, seconds, metadata)

        async def once() -> Row:
            async with self.reader.session(**self._reading) as session:
                result = await session.run(query, statement.parameters)
                return await _only_row(result)

        return await self.reads.within(seconds, Attempt(once))

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Metadata | None = None
    ) -> list[Row]:
        """The rows of several statements, one each, read in one transaction."""

        async def once() -> list[Row]:
            async with self.reader.session(**self._reading) as session:
                work = await session.begin_transaction(metadata=dict(metadata or {}), timeout=seconds)
                async with work as transaction:
                    return [await _only_row(await transaction.run(one.text, one.parameters)) for one in statements]

        return await self.reads.within(seconds, Attempt(once))

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

        return await self.reads.within(seconds, Attempt(once))

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

        The writers of one process take turns, so that they neither fail in each other's way nor hold all connections;
        so do those of all processes on one embedded engine. What is undone by others all the same is tried again until
        the deadline. A ConstraintError is retried too: two transactions that
        MERGE one new key can collide. What is retried was rolled back.
        """

        ending = Ending()

        @in_unit_of_work(metadata=dict(metadata or {}), timeout=seconds)
        async def managed(transaction: AsyncManagedTransaction) -> T:
            ending.has_begun = False

            async def run(statement: Statement) -> list[Record]:
                result = await transaction.run(statement.text, statement.parameters)
                # Not `data()`: that looks through every value for nodes, which no statement returns here.
                return [dict(zip(record.keys(), record.values(), strict=True)) async for record in result]

            done = await work(run)
            ending.has_begun = True
            return done

        async def once() -> T:
            async with self._turns, self._turn_of_processes(), self.writer.session(**self._writing) as session:
                return await session.execute_write(managed)

        return await self.writes.within(seconds, Attempt(once, _may_write_again, is_in_the_way, ending))

    async def run_script(self, texts: Sequence[str], *, seconds: float = _TOOL_SECONDS) -> None:
        """Run statements without parameters one by one, each in its own transaction: constraints, indexes."""
        for text in texts:
            await self._run_alone(Statement(text), seconds)

    async def _run_alone(self, statement: Statement, seconds: float) -> None:
        async def once() -> None:
            async with self.writer.session(**self._writing) as session:
                result = await session.run(_query(statement, seconds, None), statement.parameters)
                await result.consume()

        await self.writes.within(seconds, Attempt(once))

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

        return await self.reads.within(_TOOL_SECONDS, Attempt(once))

    async def ping(self, *, seconds: float) -> None:
        """Raise StoreError unless the database answers within `seconds`."""
        await self.read(Statement("RETURN 1 AS one"), seconds=seconds)

    @property
    def pool_usage(self) -> PoolUsage:
        """The connections of this process: in use, waited for, and how many there may be."""
        pools = [self.reads.usage] if self.writes is self.reads else [self.reads.usage, self.writes.usage]
        return PoolUsage(*(sum(column) for column in zip(*map(astuple, pools), strict=True)))

    @property
    def retries(self) -> int:
        """How often a statement was tried again inside its deadline."""
        return self.reads.retries + (0 if self.writes is self.reads else self.writes.retries)

    @property
    def is_down(self) -> bool:
        """Whether the database does not answer now, as far as calls have noticed."""
        return any(calls.pulse is not None and calls.pulse.is_down for calls in (self.reads, self.writes))

    @property
    def restarts(self) -> int:
        """How often this process has started its embedded engine again."""
        owned = self.engine and self.engine.owned
        return owned.restarts if owned else 0

    @property
    def trouble(self) -> KalakaError | None:
        """Why the embedded engine of this process is down for good, if it is."""
        owned = self.engine and self.engine.owned
        return owned.trouble if owned else None

    async def close(self) -> None:
        """Close the connections; the engine, if there is one, belongs to whoever opened it."""
        await self.writer.close()
        if self.reader is not self.writer:
            await self.reader.close()

    def _turn_of_processes(self) -> AbstractAsyncContextManager[None]:
        """Neo4j has locks for that (`writes/versions.py`)."""
        return nullcontext() if self.engine is None else self.engine.turn()

    @property
    def _reading(self) -> dict[str, Any]:
        return {"database": self.database, "default_access_mode": READ_ACCESS}

    @property
    def _writing(self) -> dict[str, Any]:
        return {"database": self.database, "default_access_mode": WRITE_ACCESS}


def _may_write_again(error: Exception) -> bool:
    return isinstance(error, ConstraintError) or planning_gave_up(error)


def _query(statement: Statement, seconds: float, metadata: Metadata | None) -> Query:
    return Query(statement.text, metadata=dict(metadata or {}), timeout=seconds)


async def _only_row(result: AsyncResult) -> Row:
    try:
        record = await result.single(strict=True)
    except ResultNotSingleError as error:
        raise CompilerError("INTERNAL") from error  # every statement of ours gives one row
    return list(record.values())

"""How often the database is asked for a node, relationship or property: PROFILE of every statement of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.questions import Question
from graph_service.access.scopes import PUBLIC, READ_PEOPLE
from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext
from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.store.store import Row, Store

_SECONDS = 300.0


@dataclass
class Counting:
    """A store that profiles each statement beside reading it."""

    store: Store
    hits: int = 0
    statements: int = 0

    async def read(self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None) -> Row:
        self.statements += 1
        self.hits += (await self.store.database_plan(statement, profile=True)).total_hits()
        return await self.store.read(statement, seconds=_SECONDS, metadata=metadata)

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Row]:
        return [await self.read(one, seconds=seconds, metadata=metadata) for one in statements]


async def our_hits(api: Api, store: Store, question: Question) -> Counting:
    """What our answer costs: planned in one statement, or searched in several."""
    counting = Counting(store)
    context = RequestContext(counting, "bench", "en", Viewer(PUBLIC | {READ_PEOPLE}), seconds=_SECONDS)
    result: Any = await api.execute(question.document, dict(question.variables), context)
    if result.errors:
        raise ValueError(f"{question.title}: {result.errors}")
    return counting


async def hand_hits(store: Store, question: Question) -> int:
    """What the statement by hand costs."""
    statement = Statement(question.statement, dict(question.parameters))
    return (await store.database_plan(statement, profile=True)).total_hits()

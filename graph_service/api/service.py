"""The GraphQL of one process: schema, planner and caches put together once, and documents executed with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLSchema
from strawberry.types import ExecutionResult

from graph_service.access.scopes import PUBLIC
from graph_service.api.analysis.searches import Analyses, Reading, Searches
from graph_service.api.context import Reads, RequestContext
from graph_service.api.documents import DocumentCache, Documents
from graph_service.api.error_format import Errors
from graph_service.api.limits import DocumentLimits
from graph_service.api.live.following import Live
from graph_service.api.mutations.door import MutationDoor
from graph_service.api.planned import Door, Planned
from graph_service.api.schema import DerivedSchema, build_schema, graphql_schema
from graph_service.api.shortcut import Shortcut
from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.query.cost import Cost
from graph_service.query.operands import Bounds
from graph_service.query.reading import Limits, Reader, Unplanned

_EXPLAIN_SECONDS = 60.0


@dataclass(frozen=True)
class Outline:
    """An operation before it runs: its plan, its price, and the statements of its planned roots."""

    plan: str
    cost: Cost
    planned: tuple[Statement, ...]
    searches: Searches

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that are known before anything is read: those of hops are not."""
        return (*self.planned, *self.searches.statements)

    async def read(self, store: Reads) -> tuple[Statement, ...]:
        """All statements, as they are read: searches are run to learn theirs."""
        reading = Reading(RequestContext(store, "explain", seconds=_EXPLAIN_SECONDS), None)
        await self.searches.run(reading)
        return (*self.planned, *reading.read)


@dataclass(frozen=True)
class Api:
    """`schema` executes documents; `core` is graphql-core's form of it; `reader` prepares operations."""

    schema: DerivedSchema
    core: GraphQLSchema
    reader: Reader
    door: Door

    async def execute(
        self, document: str, variables: dict[str, Any] | None, context: RequestContext, operation: str | None = None
    ) -> ExecutionResult:
        """The result of one operation of `document`."""
        return await self.schema.execute(
            document, variable_values=variables, context_value=context, operation_name=operation
        )

    def outline(self, document: DocumentNode, operation: str | None, variables: dict[str, Any]) -> Outline:
        """What an operation would do. Raises Unplanned where graphql-core answers, RequestError where it is refused."""
        prepared, searches = self.door.ways(document, operation, variables, PUBLIC)
        if prepared is None and not searches.all:
            raise Unplanned
        planned = prepared.statements if prepared is not None else ()
        plans = [prepared.plan] if prepared is not None else []
        plan = "\n".join([*plans, *(search.plan for search in searches.all)])
        return Outline(plan, self.door.price(prepared, searches), tuple(planned), searches)


def build_api(
    model: Model, documents: DocumentLimits | None = None, limits: Limits | None = None, bounds: Bounds | None = None
) -> Api:
    """Derive the schema of `model` and open the door to the planner. Takes about a second."""
    cache = DocumentCache(documents or DocumentLimits())
    opened: list[Door] = []
    schema = build_schema(model, (Errors, lambda: Documents(cache), lambda: Planned(opened[0])))
    core = graphql_schema(schema)
    reader = Reader(model, core, limits)
    analyses, mutations = Analyses(model, reader, schema.network), MutationDoor(model, reader, schema.mutations)
    live = Live(model, reader)
    opened.append(Door(reader, core, analyses, reader.most_rows, bounds or Bounds(), mutations=mutations, live=live))
    schema.short_way = Shortcut(cache, opened[0])
    return Api(schema, core, reader, opened[0])

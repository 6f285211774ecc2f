"""The GraphQL of one process: schema, planner and caches put together once, and documents executed with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema
from strawberry.types import ExecutionResult

from graph_service.api.analysis.searches import Analyses
from graph_service.api.context import RequestContext
from graph_service.api.documents import DocumentCache, Documents
from graph_service.api.error_format import Errors
from graph_service.api.limits import DocumentLimits
from graph_service.api.planned import Door, Planned
from graph_service.api.schema import DerivedSchema, build_schema, graphql_schema
from graph_service.api.shortcut import Shortcut
from graph_service.model.structure import Model
from graph_service.query.reading import Limits, Reader


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


def build_api(model: Model, documents: DocumentLimits | None = None, limits: Limits | None = None) -> Api:
    """Derive the schema of `model` and open the door to the planner. Takes about a second."""
    cache = DocumentCache(documents or DocumentLimits())
    opened: list[Door] = []
    schema = build_schema(model, (Errors, lambda: Documents(cache), lambda: Planned(opened[0])))
    core = graphql_schema(schema)
    reader = Reader(model, core, limits)
    opened.append(Door(reader, core, Analyses(model, reader), reader.most_rows))
    schema.short_way = Shortcut(cache, opened[0])
    return Api(schema, core, reader, opened[0])

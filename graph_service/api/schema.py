"""Builds the GraphQL schema of a model, in one call and never at import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import strawberry
from graphql import DirectiveLocation, GraphQLDirective, GraphQLError, GraphQLSchema
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from graph_service.api.context import RequestContext
from graph_service.api.derive import derive_query
from graph_service.api.live.types import changed_fields
from graph_service.api.mutations.named import ONE_BY_ONE, Mutation
from graph_service.api.mutations.special import Special
from graph_service.api.mutations.types import MutationTypes
from graph_service.api.network.asking import Root
from graph_service.api.scalars import SCALARS
from graph_service.api.subscriptions import subscription_root
from graph_service.model.structure import Model

ExtensionFactory = Callable[[], SchemaExtension]


class ShortWay(Protocol):
    """What may answer before Strawberry does; None leaves it to Strawberry."""

    async def answer(
        self, text: str | None, variables: dict[str, Any] | None, context: RequestContext
    ) -> ExecutionResult | None:
        """The result of a document, if nothing about it is unusual."""
        ...


class DerivedSchema(strawberry.Schema):
    """A schema whose errors are logged where they are formatted, once; `short_way` is asked first."""

    short_way: ShortWay | None = None
    network: Mapping[str, Root] = MappingProxyType({})
    """The roots of network analysis, by name."""
    mutations: Mapping[str, Mutation | Special] = MappingProxyType({})
    """The mutations, by name."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: `error_format` logs what a caller cannot correct."""

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """Remembers whether the caller named an operation: Strawberry would take the first of several."""
        if isinstance(context_value, RequestContext):
            context_value.operation_name = operation_name
            if self.short_way is not None:
                result = await self.short_way.answer(query, variable_values, context_value)
                if result is not None:
                    return result
        return await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )


_ONE_BY_ONE = GraphQLDirective(
    ONE_BY_ONE,
    [DirectiveLocation.MUTATION],
    description="Each mutation of the operation is a transaction of its own: one that fails undoes no other.",
)


def build_schema(model: Model, extensions: Sequence[ExtensionFactory] = ()) -> DerivedSchema:
    """The Strawberry schema of `model`. Takes about a second, so call it once a process."""
    derived = derive_query(model)
    written = MutationTypes(model, {**derived.objects, "Node": derived.node})
    config = StrawberryConfig(auto_camel_case=False, disable_field_suggestions=True, scalar_map=SCALARS)
    schema = DerivedSchema(
        query=derived.query,
        mutation=written.root(),
        subscription=subscription_root(changed_fields(model, derived.objects)),
        types=list(derived.objects.values()),
        extensions=extensions,
        config=config,
    )
    core = schema._schema
    core.directives = (*core.directives, _ONE_BY_ONE)
    schema.network = derived.network
    schema.mutations = written.mutations
    return schema


def graphql_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """graphql-core's schema behind Strawberry's, which lowering and validation read."""
    return schema._schema

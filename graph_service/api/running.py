"""Runs one operation of a document, whatever brought it: as one answer, or a subscription as a stream of answers."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as Kind

from graph_service.api.context import RequestContext
from graph_service.api.schema import DerivedSchema
from graph_service.errors import RequestError

_QUERIES = (Kind.QUERY,)
_QUERIES_AND_MUTATIONS = (Kind.QUERY, Kind.MUTATION)


@dataclass(frozen=True, slots=True)
class Asked:
    """A well-formed request for one operation; what it asks for is not checked yet."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None


class IsSubscription(Exception):
    """The operation is a subscription: it has no single answer."""


async def run(schema: DerivedSchema, asked: Asked, context: RequestContext, *, queries_only: bool) -> ExecutionResult:
    """The answer of a query or mutation. Raises IsSubscription, or RequestError where it may not be run at all."""
    context.explain = asked.extensions is not None and asked.extensions.get("explain") is True
    try:
        result = await schema.execute(
            asked.query,
            asked.variables,
            context,
            operation_name=asked.operation_name,
            allowed_operation_types=_QUERIES if queries_only else _QUERIES_AND_MUTATIONS,
            operation_extensions=asked.extensions,
        )
        return _paid(result, context)
    except CannotGetOperationTypeError:
        raise RequestError("OPERATION_UNKNOWN") from None
    except InvalidOperationTypeError as error:
        if error.operation_type is Kind.SUBSCRIPTION:
            raise IsSubscription from None
        raise RequestError("GET_ONLY_QUERIES") from None


async def stream(schema: DerivedSchema, asked: Asked, context: RequestContext) -> AsyncGenerator[ExecutionResult, None]:
    """The answers of a subscription, until its source ends or the caller closes this."""
    context.operation_name = asked.operation_name
    results = await schema.subscribe(
        asked.query,
        asked.variables,
        context,
        operation_name=asked.operation_name,
        operation_extensions=asked.extensions,
    )
    async with aclosing(results):
        async for result in results:
            yield _paid(result, context)


def _paid(result: ExecutionResult, context: RequestContext) -> ExecutionResult:
    """The result; an operation that was refused for what it says costs more than one that failed for our part."""
    if isinstance(result, PreExecutionError) and context.meter is not None:
        context.meter.refuse()
    return result

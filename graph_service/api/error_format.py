"""Errors as answers: a stable code, a message in the viewer's language, and nothing that only we should see."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, TypeGuard, cast

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import PreExecutionError

from graph_service.api.context import RequestContext
from graph_service.api.validation import readable, syntax_error
from graph_service.errors import AccessError, AnalysisError, KalakaError, RequestError, StoreError
from graph_service.messages import PUBLIC

LOG = logging.getLogger("graph_service.api")


class Errors(SchemaExtension):
    """Gives every error of an operation its code and its words; the first extension, so that it sees them all."""

    _is_streamed = False

    def on_operation(self) -> Iterator[None]:
        """Formats the errors of the finished operation."""
        yield
        if not self._is_streamed:
            self._format(cast(Any, self.execution_context.result))

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """Formats the errors of one answer of a subscription: those are sent before the operation is finished."""
        self._is_streamed = True
        self._format(result)
        yield

    def _format(self, result: Any) -> None:
        errors = result.errors if result is not None else None
        if errors:
            result.errors = [self._formatted(error) for error in errors]

    def _formatted(self, error: GraphQLError) -> GraphQLError:
        context = cast(RequestContext, self.execution_context.context)
        shown = self._shown(error, context)
        extensions: dict[str, Any] = shown.extensions
        if isinstance(shown, StoreError | AnalysisError) or shown.code == "INTERNAL":
            extensions["requestId"] = context.request_id
        return GraphQLError(
            shown.text(context.language),
            error.nodes,
            error.source,
            error.positions,
            error.path,
            extensions=extensions,
        )

    def _shown(self, error: GraphQLError, context: RequestContext) -> KalakaError:
        """The error that the viewer sees; logs what is hidden."""
        cause = cause_of(error)
        if _is_of_caller(cause) or _is_overload(cause):
            return cause
        if isinstance(self.execution_context.result, PreExecutionError):
            return syntax_error(error)
        if self._is_of_data(error) and not isinstance(cause, (KeyError, AttributeError)):
            return StoreError("BAD_DATA", reason=readable(error.message))
        if isinstance(cause, StoreError) and cause.code in PUBLIC:
            # Without a trace: while a database is away they would name its address and hold up the event loop.
            told = {"requestId": context.request_id, "code": cause.code, "status": cause.values.get("status")}
            LOG.warning("the database failed", extra={"fields": told})
            return cause
        LOG.error("operation failed", exc_info=cause or error, extra={"fields": {"requestId": context.request_id}})
        if isinstance(cause, AnalysisError) and cause.code in PUBLIC:
            return cause
        return KalakaError("INTERNAL", request_id=context.request_id)

    def _is_of_data(self, error: GraphQLError) -> bool:
        """Whether graphql-core found it in data of planned roots: they have no resolvers that could fail."""
        root = self.execution_context.root_value
        return bool(error.path) and isinstance(root, dict) and cast(list[Any], error.path)[0] in root


def _is_of_caller(cause: BaseException | None) -> TypeGuard[RequestError | AccessError]:
    """Whether the caller can correct it, and may be told."""
    return isinstance(cause, (RequestError, AccessError)) and cause.code in PUBLIC


def _is_overload(cause: BaseException | None) -> TypeGuard[AnalysisError]:
    """Whether the analysis had no time for it: nothing broke, and under load such lines would fill the log."""
    return isinstance(cause, AnalysisError) and cause.code in ("ANALYSIS_BUSY", "ANALYSIS_TIMEOUT")


def cause_of(error: GraphQLError) -> BaseException | None:
    """What was raised first, if it was not graphql-core's own finding."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause

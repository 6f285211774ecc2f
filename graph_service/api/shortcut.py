"""The short way of an operation whose document is known to be valid: plan, one trip, answer, no hooks of Strawberry.

It gives nothing unless everything is as usual; then the long way answers, over the rows that were read here, so that no
operation asks the database twice. Errors are thus located, worded and logged in one place.
"""

from __future__ import annotations

from typing import Any

from strawberry.types import ExecutionResult

from graph_service.api.context import RequestContext, read_rows
from graph_service.api.documents import DocumentCache, KnownDocument, note_document
from graph_service.api.measured import Measured, read_measured
from graph_service.api.planned import Door, Prepared, note_roots, told
from graph_service.observability import phase
from graph_service.query.operands import bound_by
from graph_service.query.reading import Mismatch


class Shortcut:
    """Answers known documents of one schema."""

    def __init__(self, cache: DocumentCache, door: Door) -> None:
        self._cache = cache
        self._door = door

    async def answer(
        self, text: str | None, variables: dict[str, Any] | None, context: RequestContext
    ) -> ExecutionResult | None:
        """The result, or None where the long way has something to say; tried once a request."""
        if context.is_short_way_tried or context.explain:
            return None
        context.is_short_way_tried = True
        known = self._cache.get(text or "")
        if known is None or known.errors != () or known.needs_name or not known.is_query:
            return None
        if context.operation_name not in (None, known.operation_name):
            return None
        prepared = self._prepared(known, variables or {}, context)
        if prepared is None:
            return None
        note_document(known, is_kept=True)
        note_roots(known.operation_name, known.roots)
        try:
            context.charge(prepared.cost.price)
            with phase("database"):
                read = await read_measured(
                    prepared, context, lambda statements: read_rows(context, statements, known.operation_name)
                )
        except Exception as error:
            context.ahead = error
            return None
        data = None if read.prepared.unfound(read.rows) else _completed(read)
        if data is None:
            context.ahead, context.tables_ahead = read.rows, read.tables or None
            return None
        context.decided_by = read.decided_by
        extensions = told(prepared.cost, read.version, is_plan_kept=prepared.is_plan_kept)
        return ExecutionResult(data=data, errors=None, extensions={**extensions, **read.extensions})

    def _prepared(self, known: KnownDocument, variables: dict[str, Any], context: RequestContext) -> Prepared | None:
        bound_by(self._door.bounds)
        try:
            with phase("plan"):
                prepared = self._door.plans.prepare(known.node, context.operation_name, variables, context.scopes)
        except Exception:
            return None  # nothing was read yet: the long way meets it again and tells it
        return None if prepared.mixed else prepared


def _completed(read: Measured[Prepared]) -> dict[str, Any] | None:
    """The answer; None where data and schema disagree, or a root by a natural key found nothing."""
    try:
        with phase("complete"):
            data = read.prepared.complete(read.rows)
    except Mismatch:
        return None
    return data if next(iter(read.prepared.missing(data)), None) is None else None

"""Hands operations to the planner: one statement, one row, the finished answer. graphql-core runs what is left.

Roots that a search answers run here too, beside the planned ones. graphql-core runs introspection and roots resolved by
hand, and, over the same data, operations whose data does not fit.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, cast

from graphql import DocumentNode, GraphQLError, GraphQLSchema, get_operation_ast
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from graph_service.api.analysis.searches import Analyses, Reading, Searched, Searches
from graph_service.api.context import MeasuresByDay, RequestContext, Row
from graph_service.api.documents import root_fields
from graph_service.api.explaining import explanation, refuse_explaining
from graph_service.api.introspection import Introspection
from graph_service.api.live.following import Live
from graph_service.api.measured import read_measured
from graph_service.api.mutations.door import MutationDoor
from graph_service.api.old_ids import read_by_old_ids
from graph_service.api.variables import variable_errors
from graph_service.cypher import Statement
from graph_service.errors import AccessError, RequestError
from graph_service.observability import current_operation, phase
from graph_service.query.cost import Cost
from graph_service.query.measures import MeasureNeed
from graph_service.query.operands import Bounds, bound_by
from graph_service.query.reading import Mismatch, Unplanned

LOG = logging.getLogger("graph_service.api")


class Prepared(Protocol):
    """What the API needs of an operation that was planned."""

    @property
    def statements(self) -> Sequence[Statement]: ...
    @property
    def mixed(self) -> bool: ...
    @property
    def keys(self) -> Sequence[str]: ...
    @property
    def cost(self) -> Cost: ...
    @property
    def plan(self) -> str: ...
    @property
    def is_plan_kept(self) -> bool: ...
    @property
    def needs(self) -> tuple[MeasureNeed, ...]: ...
    def measured(self, tables: MeasuresByDay) -> Prepared: ...
    def complete(self, rows: list[Row]) -> dict[str, Any]: ...
    def lenient(self, rows: list[Row]) -> dict[str, Any]: ...
    def missing(self, answer: Mapping[str, Any]) -> Iterator[tuple[str, RequestError]]: ...
    def version(self, rows: list[Row]) -> int | None: ...
    def unfound(self, rows: list[Row]) -> Mapping[tuple[int, str], Sequence[str]]: ...
    def renamed(self, places: Iterable[tuple[int, str]], names: Mapping[str, str]) -> Prepared: ...


class Plans(Protocol):
    """What the API needs of the planner. Raises Unplanned where graphql-core answers, RequestError where it refuses."""

    def prepare(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        scopes: frozenset[str] = ...,
    ) -> Prepared: ...


@dataclass
class Door:
    """What requests share: the planner and its schema, and how often data did not fit."""

    plans: Plans
    schema: GraphQLSchema
    analyses: Analyses | None = None
    most_rows: int = 0
    bounds: Bounds = field(default_factory=Bounds)
    slow_path: int = 0
    mutations: MutationDoor | None = None
    live: Live | None = None

    def __post_init__(self) -> None:
        self.introspection = Introspection(self.schema)

    def ways(
        self, document: DocumentNode, operation: str | None, variables: dict[str, Any], scopes: frozenset[str]
    ) -> tuple[Prepared | None, Searches]:
        """What the planner answers of an operation, and what searches do; graphql-core is left the rest."""
        bound_by(self.bounds)
        try:
            prepared = self.plans.prepare(document, operation, variables, scopes)
        except Unplanned:
            prepared = None
        if self.analyses is None or (prepared is not None and not prepared.mixed):
            return prepared, Searches()
        try:
            return prepared, self.analyses.prepare(document, operation, variables, scopes)
        except Unplanned:
            return prepared, Searches()

    def price(self, prepared: Prepared | None, searches: Searches) -> Cost:
        """What planned roots and searches cost together. Raises RequestError where that is too much."""
        cost = prepared.cost if prepared is not None else Cost(0, self.most_rows, 0)
        cost = replace(cost, price=cost.price + searches.price)
        if cost.remaining < 0:
            error = RequestError("TOO_DEAR", value=cost.price, most=cost.limit)
            error.nodes = max(searches.all, key=lambda search: search.price).field.nodes
            raise error
        return cost


class Planned(SchemaExtension):
    """Answers planned operations; the last extension, so that all others wrap it."""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._told: dict[str, Any] = {}
        self._missing: list[GraphQLError] = []

    async def on_execute(self) -> AsyncIterator[None]:
        """Sets the result, or the root value over which graphql-core is to run."""
        execution = self.execution_context
        if execution.graphql_document is not None:
            note_operation(execution.graphql_document, execution.operation_name)
        if execution.operation_type is OperationType.QUERY:
            try:
                await self._answer(cast(RequestContext, execution.context))
            except Exception as error:
                execution.result = _failed(error)
        elif execution.operation_type is OperationType.MUTATION:
            try:
                await self._mutate(cast(RequestContext, execution.context))
            except Exception as error:
                execution.result = _failed(error)
        elif execution.operation_type is OperationType.SUBSCRIPTION:
            self._subscribe(cast(RequestContext, execution.context))
        yield
        self._add_missing()

    def _subscribe(self, context: RequestContext) -> None:
        """Leaves for the resolver of a subscription how to follow what its document selects."""
        execution, live = self.execution_context, self._door.live
        document, variables = execution.graphql_document, execution.variables or {}
        if document is not None and live is not None:
            bound_by(self._door.bounds)
            context.follow = lambda: live.follow(document, execution.operation_name, variables, context)

    async def _mutate(self, context: RequestContext) -> None:
        execution = self.execution_context
        document, variables = execution.graphql_document, execution.variables or {}
        assert document is not None
        assert self._door.mutations is not None
        bound_by(self._door.bounds)
        try:
            with phase("database"):
                done = await self._door.mutations.answer(document, execution.operation_name, variables, context)
        except Unplanned:
            self._check_variables(document, variables)
            return
        self._told = told(replace(done.cost, statements=done.statements), done.version, is_plan_kept=None)
        if done.is_lenient:
            self._door.slow_path += 1
            execution.root_value = done.data
        else:
            execution.result = ExecutionResult(data=done.data, errors=None)

    def _add_missing(self) -> None:
        """Says which roots by a natural key found nothing, and which could not be answered; their data stay null."""
        result = cast(Any, self.execution_context.result)  # ours, or graphql-core's of the same shape
        if self._missing and result is not None:
            result.errors = [*(result.errors or []), *self._missing]

    def get_results(self) -> dict[str, Any]:
        """The `extensions` of the answer."""
        event = cast(RequestContext, self.execution_context.context).told
        return self._told if event is None else event

    async def _answer(self, context: RequestContext) -> None:
        execution = self.execution_context
        document = execution.graphql_document
        assert document is not None
        variables = execution.variables or {}
        if context.explain:
            refuse_explaining(context)
        with phase("plan"):
            prepared, searches = self._door.ways(document, execution.operation_name, variables, context.scopes)
        if prepared is None and not searches.all:
            self._check_variables(document, variables)
            await self._of_schema(document, context)
            return
        price = self._door.price(prepared, searches)
        context.charge(price.price)
        reading = Reading(context, execution.operation_name)
        with phase("database"):
            read = await read_measured(prepared, context, reading.rows) if prepared is not None else None
            read = await read_by_old_ids(read, reading.rows) if read is not None else None
            found = await searches.run(reading)
        prepared, rows, version = (read.prepared, read.rows, read.version) if read else (None, [], reading.version)
        if reading.decides(version) and not context.explain:
            context.decided_by = read.decided_by if read else version
        kept = prepared.is_plan_kept if prepared is not None else None
        self._told = told(replace(price, statements=len(reading.read)), version, is_plan_kept=kept)
        self._told |= read.extensions if read else {}
        if context.explain:
            self._told["explain"] = await explanation(_Explained(prepared, searches, reading.read), context)
        with phase("complete"):
            answer = self._complete(_Answer(prepared, rows, searches.keys, found), context)
        missing = prepared.missing(answer) if prepared is not None else ()
        self._missing = [GraphQLError(str(error), path=[key], original_error=error) for key, error in missing]
        self._missing += [
            GraphQLError(str(one.error), list(one.search.field.nodes), path=[one.key], original_error=one.error)
            for one in found
            if one.error is not None
        ]

    def _complete(self, answer: _Answer, context: RequestContext) -> dict[str, Any]:
        """Sets the result or, for graphql-core, the root value; gives either."""
        execution = self.execution_context
        if answer.mixed:
            execution.root_value = lenient = answer.lenient()
            return lenient
        try:
            data = answer.complete()
            execution.result = ExecutionResult(data=data, errors=None)
            return data
        except Mismatch as mismatch:
            self._door.slow_path += 1
            record = current_operation()
            if record is not None:
                record.slow_path = True
            told = {"requestId": context.request_id, "operation": execution.operation_name, "reason": str(mismatch)}
            LOG.warning("data does not fit the schema", extra={"fields": told})
            execution.root_value = lenient = answer.lenient()
            return lenient

    async def _of_schema(self, document: DocumentNode, context: RequestContext) -> None:
        """Answers what asks about the schema alone."""
        execution = self.execution_context
        operation = get_operation_ast(document, execution.operation_name)
        if operation is None or execution.result is not None:
            return
        price = self._door.introspection.price(document, operation)
        context.charge(price)
        self._told = told(Cost(price, self._door.most_rows, 0), None, is_plan_kept=None)
        data = await self._door.introspection.answer(document, operation)
        if data is not None:
            execution.result = ExecutionResult(data=data, errors=None)

    def _check_variables(self, document: DocumentNode, variables: dict[str, Any]) -> None:
        """Refuses variables that do not fit, before graphql-core would, in words of ours."""
        operation = get_operation_ast(document, self.execution_context.operation_name)
        errors = variable_errors(self._door.schema, operation, variables) if operation else []
        if errors:
            self.execution_context.result = PreExecutionError(data=None, errors=errors)


@dataclass(frozen=True)
class _Answer:
    """What was read for an operation: `keys` are all its roots where it has searches, in order."""

    prepared: Prepared | None
    rows: list[Row]
    keys: tuple[str, ...]
    found: Sequence[Searched]

    @property
    def mixed(self) -> bool:
        """Whether roots remain that graphql-core resolves, over the lenient root value."""
        if not self.found:
            return self.prepared is not None and self.prepared.mixed
        planned = self.prepared.keys if self.prepared is not None else ()
        return not {*planned, *(one.key for one in self.found)}.issuperset(self.keys)

    def complete(self) -> dict[str, Any]:
        """The answer. Raises Mismatch where data and schema disagree."""
        planned = self.prepared.complete(self.rows) if self.prepared is not None else {}
        whole = {**planned, **{one.key: one.complete() for one in self.found}}
        return {key: whole[key] for key in self.keys} if self.found else whole

    def lenient(self) -> dict[str, Any]:
        """The same data unchecked: the root value of the slow path."""
        planned = self.prepared.lenient(self.rows) if self.prepared is not None else {}
        return {**planned, **{one.key: one.lenient() for one in self.found}}


@dataclass(frozen=True)
class _Explained:
    """What is explained of an operation: its plan, and the statements that were read."""

    prepared: Prepared | None
    searches: Searches
    statements: Sequence[Statement]

    @property
    def plan(self) -> str:
        """The trees of the planned roots and of the nodes that searches look for."""
        planned = [self.prepared.plan] if self.prepared is not None else []
        return "\n".join([*planned, *(search.plan for search in self.searches.all)])


def told(cost: Cost, version: int | None, *, is_plan_kept: bool | None) -> dict[str, Any]:
    """The `extensions` of an answer; the log is told the price, and whether the plan was kept."""
    record = current_operation()
    if record is not None:
        record.price, record.statements = cost.price, cost.statements
        record.plan_kept = is_plan_kept
    extensions: dict[str, Any] = {
        "cost": {
            "price": cost.price,
            "limit": cost.limit,
            "remaining": cost.remaining,
            "statements": cost.statements,
        }
    }
    if version is not None:
        extensions["dataVersion"] = version
    return extensions


def note_operation(document: DocumentNode, name: str | None) -> None:
    """Tells the log which operation it is: its name and root fields, never a value."""
    operation = get_operation_ast(document, name)
    note_roots(name, root_fields(operation) if operation is not None else None)


def note_roots(name: str | None, roots: tuple[str, ...] | None) -> None:
    """Tells the log the name of the operation and its root fields, if they are known."""
    record = current_operation()
    if record is None:
        return
    record.operation = name
    if roots is not None:
        record.roots = roots


def _failed(error: Exception) -> ExecutionResult:
    """The result of an operation that could not be run."""
    if isinstance(error, GraphQLError):
        located = error
    else:
        nodes = list(error.nodes) if isinstance(error, RequestError) and error.nodes else None
        located = GraphQLError(str(error), nodes, original_error=error)
    if isinstance(error, (RequestError, AccessError)):
        return PreExecutionError(data=None, errors=[located])
    return ExecutionResult(data=None, errors=[located])

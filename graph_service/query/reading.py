"""The way of a read, in order: lower, plan, price, compile; then bind values, and complete the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    get_variable_values,
    value_from_ast_untyped,
)

from graph_service.access.scopes import PUBLIC
from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.access import PLANNED
from graph_service.query.compiler import CompiledStatement, compile_operation
from graph_service.query.completer import Complete, complete_operation
from graph_service.query.cost import Cost, Price, price_of, with_measures
from graph_service.query.explain import explained, plan_tree
from graph_service.query.found import NodesPlan, plan_nodes
from graph_service.query.lower import Lowering, argument_values
from graph_service.query.measures import (
    TABLES,
    UNBOUND,
    MeasureBind,
    MeasureNeed,
    Tables,
    measures_price,
    needs_of,
)
from graph_service.query.plain_variables import PlainVariables
from graph_service.query.plan import ByKey, OperationPlan, TypeName
from graph_service.query.plan_cache import Cache, Shapes
from graph_service.query.planner import Planner
from graph_service.query.selection import SelectedField
from graph_service.query.unfound import ById, Places, asked_by_id, renamed, unfound
from graph_service.query.uses import uses_of
from graph_service.query.values import Mismatch

__all__ = ["Limits", "Lowered", "Mismatch", "Prepared", "Reader", "Unplanned"]

Rows = Sequence[Sequence[Any]]


class Unplanned(Exception):
    """Nothing here is for the planner: graphql-core answers the operation by itself."""


@dataclass(frozen=True)
class Limits:
    """How dear and how large an operation may be.

    `blocks` split it into statements; `subqueries` and `values` bound all of them together, because a database spends
    25 to 65 ms on planning each new subquery, before any deadline of ours can stop it.
    """

    rows: int = 10_000
    blocks: int = 20
    subqueries: int = 80
    values: int = 500
    plans: int = 1_000


@dataclass(frozen=True)
class _Compiled:
    """A plan with everything that does not depend on values."""

    plan: OperationPlan
    statements: tuple[CompiledStatement, ...]
    price: Price
    strict: tuple[Complete, ...]
    lenient: Callable[[], tuple[Complete, ...]]
    measures: tuple[MeasureBind, ...] = ()
    asked: ById = ()


@dataclass(frozen=True)
class _Operation:
    """A document with its operation; `serial` is never used twice, unlike the identity of a document."""

    serial: int
    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    shapes: Shapes
    never_null: Mapping[str, VariableNode]
    plain: PlainVariables


@dataclass(frozen=True)
class Lowered:
    """The root fields of an operation, for whoever answers some of them by a search.

    `values` are its variables; `key` is equal for requests that one plan serves.
    """

    fields: tuple[SelectedField, ...]
    values: Mapping[str, Any]
    key: Hashable
    _schema: GraphQLSchema
    _operation: OperationDefinitionNode

    def arguments(self, field: SelectedField) -> dict[str, Any]:
        """The arguments of a root field, coerced, with defaults. Raises GraphQLError for what no validation saw."""
        return argument_values(self._schema, self._operation, field, self.values)


@dataclass(frozen=True)
class Prepared:
    """An operation ready to run: its statements with their values, and what makes their rows an answer."""

    statements: tuple[Statement, ...]
    cost: Cost
    _compiled: _Compiled
    is_plan_kept: bool = False
    """Whether plan and text came from the cache."""
    needs: tuple[MeasureNeed, ...] = ()
    """The tables of measures that `measured` is to bind before it runs; until then they hold nothing."""
    _values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def mixed(self) -> bool:
        """Whether roots remain that graphql-core resolves, over the lenient root value."""
        return bool(self._compiled.plan.rest)

    @property
    def keys(self) -> tuple[str, ...]:
        """The response keys of the planned roots."""
        return tuple(root.key for root in self._compiled.plan.roots)

    def measured(self, tables: Tables) -> Prepared:
        """The same operation with these tables of measures, one for the day of each of its needs."""
        return replace(self, statements=_bound(self._compiled.statements, {**self._values, TABLES: tables}))

    def version(self, rows: Rows) -> int | None:
        """The data version that the first statement read, before anything else; None before the first seed."""
        version: int | None = rows[0][0]
        return version

    def complete(self, rows: Rows) -> dict[str, Any]:
        """The answer. Raises Mismatch where data and schema disagree."""
        try:
            return self._answer(self._compiled.strict, rows)
        except Mismatch:
            raise
        except Exception as fault:
            # Whatever a wrong row does to the generated code, it is a mismatch: graphql-core then says where.
            raise Mismatch from fault

    def missing(self, answer: Mapping[str, Any]) -> Iterator[tuple[str, RequestError]]:
        """Roots asked for by a natural key that no node has: the response key, and what to tell of it.

        A missing id is silent, so that it cannot be told from one that the viewer may not see.
        """
        for root in self._compiled.plan.roots:
            if isinstance(root, ByKey) and root.property.key and answer.get(root.key) is None:
                told = {"label": root.label, "key": root.property.name, "plural": root.plural}
                yield root.key, RequestError("NOT_FOUND", **told)

    def unfound(self, rows: Rows) -> Places:
        """Ids that roots ask for and no node has, by statement and parameter: some may be old ones."""
        return unfound(self._compiled.asked, rows, self.statements)

    def renamed(self, places: Iterable[tuple[int, str]], names: Mapping[str, str]) -> Prepared:
        """The same operation with present ids for old ones in these parameters."""
        return replace(self, statements=renamed(self.statements, places, names))

    def lenient(self, rows: Rows) -> dict[str, Any]:
        """The same data unchecked, by response key and with `__typename`: the root value of the slow path."""
        return self._answer(self._compiled.lenient(), rows)

    def _answer(self, completes: Sequence[Complete], rows: Rows) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        version = self.version(rows)
        for complete, row, statement in zip(completes, rows, self.statements, strict=True):
            answer.update(complete(row[1], statement.parameters, version))
        # Several statements need not answer the roots in their order.
        return answer if len(completes) == 1 else {key: answer[key] for key in self.keys}

    @property
    def plan(self) -> str:
        """The plan as an indented tree."""
        return plan_tree(self._compiled.plan)

    def explain(self) -> str:
        """Plan, statements and parameters, for people."""
        return explained(self.plan, self.cost, self.statements)


class Reader:
    """Prepares operations of one schema; plans are kept by document, operation, viewer and shape of variables."""

    def __init__(self, model: Model, schema: GraphQLSchema, limits: Limits | None = None) -> None:
        self._model = model
        self._schema = schema
        self._limits = limits or Limits()
        self._operations: Cache[_Operation] = Cache(self._limits.plans)
        self._serials = count()
        self._plans: Cache[_Compiled] = Cache(self._limits.plans)
        self._unplanned: Cache[bool] = Cache(self._limits.plans)
        self._lowered: Cache[tuple[SelectedField, ...]] = Cache(self._limits.plans)
        self._found: Cache[NodesPlan] = Cache(self._limits.plans)

    @property
    def plans(self) -> Cache[_Compiled]:
        """The kept plans, with the number of times that one was found and was not."""
        return self._plans

    def prepare(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        scopes: frozenset[str] = PUBLIC,
    ) -> Prepared:
        """The operation, ready to run.

        Raises Unplanned where graphql-core answers (introspection alone, wrong variables, no such operation) and
        RequestError for what the caller can correct.
        """
        try:
            return self._prepare(self._operation(document, operation_name), variables or {}, scopes & PLANNED)
        except RecursionError:
            raise RequestError("VARIABLES_DEPTH") from None

    def lowered(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        scopes: frozenset[str] = PUBLIC,
        kind: OperationType = OperationType.QUERY,
    ) -> Lowered:
        """The root fields of an operation of this `kind`. Raises Unplanned where graphql-core answers."""
        operation = self._operation(document, operation_name, kind)
        values = self._values(operation, variables or {})
        key = (operation.serial, scopes & PLANNED, operation.shapes.of(values))
        fields = self._lowered.get(key)
        if fields is None:
            fields = Lowering(self._schema, operation.fragments, values).operation(operation.operation).only
            self._lowered.put(key, fields)
        return Lowered(fields, values, key, self._schema, operation.operation)

    def nodes(
        self, lowered: Lowered, field: SelectedField, labels: Collection[str], scopes: frozenset[str]
    ) -> NodesPlan:
        """The plan of the nodes that a search for `field` finds, of any of `labels`. Raises RequestError."""
        key = (lowered.key, field.key, tuple(labels))
        plan = self._found.get(key)
        if plan is None:
            plan = plan_nodes(self._model, Planner(self._model, scopes & PLANNED), field, labels, self._limits.blocks)
            self._check_size(plan.statements)
            self._found.put(key, plan)
        return plan

    @property
    def most_rows(self) -> int:
        """The highest price of an operation."""
        return self._limits.rows

    def _prepare(self, operation: _Operation, given: Mapping[str, Any], scopes: frozenset[str]) -> Prepared:
        values = self._values(operation, given)
        key = (operation.serial, scopes, operation.shapes.of(values))
        if self._unplanned.get(key):
            raise Unplanned
        kept = self._plans.get(key)
        try:
            compiled = kept or self._compile(operation, values, scopes)
        except Unplanned:
            self._unplanned.put(key, True)
            raise
        if kept is None:
            self._plans.put(key, compiled)
        try:
            return self._bound(compiled, values, is_kept=kept is not None)
        except RequestError:
            # A value that a kept plan refuses: planning anew refuses it too, and tells at which field.
            self._plan(operation, values, scopes)
            raise

    def _bound(self, compiled: _Compiled, values: dict[str, Any], *, is_kept: bool) -> Prepared:
        needs = needs_of(compiled.measures, values) if compiled.measures else ()
        if needs:
            values = {**values, TABLES: UNBOUND}
        statements = _bound(compiled.statements, values)
        price = self._affordable(compiled.price, values)
        cost = Cost(price, self._limits.rows, len(statements))
        return Prepared(statements, cost, compiled, is_kept, needs, values if needs else {})

    def _affordable(self, price_of_values: Price, values: dict[str, Any]) -> int:
        price = price_of_values(values)
        if price > self._limits.rows:
            raise RequestError("TOO_DEAR", value=price, most=self._limits.rows)
        return price

    def _check_size(self, statements: Sequence[CompiledStatement]) -> None:
        subqueries = sum(statement.subqueries for statement in statements)
        values = sum(len(statement.binds) for statement in statements)
        for value, most in ((subqueries, self._limits.subqueries), (values, self._limits.values)):
            if value > most:
                raise RequestError("TOO_COMPLEX", value=value, most=most)

    def _operation(
        self, document: DocumentNode, name: str | None, kind: OperationType = OperationType.QUERY
    ) -> _Operation:
        key = (id(document), name)
        known = self._operations.get(key)
        if known is not None and known.document is document:
            if known.operation.operation is not kind:
                raise Unplanned
            return known
        every = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        operations = [node for node in every if name is None or (node.name and node.name.value == name)]
        if len(operations) != 1 or operations[0].operation is not kind:
            raise Unplanned
        if name is not None and len(every) == 1:
            # Some name the only operation of a document and some do not: it is one.
            known = self._operation(document, None, kind)
            self._operations.put(key, known)
            return known
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        uses = uses_of(self._schema, operations[0], fragments)
        shapes = Shapes(self._schema, operations[0], uses, self._model.by_prefix)
        plain = PlainVariables(self._schema, operations[0])
        known = _Operation(next(self._serials), document, operations[0], fragments, shapes, uses.never_null, plain)
        self._operations.put(key, known)
        return known

    def _values(self, operation: _Operation, given: Mapping[str, Any]) -> dict[str, Any]:
        """The variables as they came, with defaults; graphql-core says what is wrong with them."""
        definitions = operation.operation.variable_definitions
        if not definitions:
            return {}
        if not operation.plain.fit(given) and isinstance(
            get_variable_values(self._schema, definitions, dict(given), max_errors=1), list
        ):
            raise Unplanned
        values = {}
        for definition in definitions:
            name = definition.variable.name.value
            if name in given:
                values[name] = given[name]
            elif definition.default_value is not None:
                values[name] = value_from_ast_untyped(definition.default_value)
        for name, node in operation.never_null.items():
            if name in values and values[name] is None:
                error = RequestError("NULL_NOT_ALLOWED", argument=f"${name}")
                error.nodes = (node,)
                raise error
        return values

    def _plan(self, operation: _Operation, values: dict[str, Any], scopes: frozenset[str]) -> OperationPlan:
        lowering = Lowering(self._schema, operation.fragments, values)
        return Planner(self._model, scopes).operation(lowering.operation(operation.operation))

    def _compile(self, operation: _Operation, values: dict[str, Any], scopes: frozenset[str]) -> _Compiled:
        plan = self._plan(operation, values, scopes)
        if all(isinstance(root, TypeName) for root in plan.roots):
            raise Unplanned
        root_type = self._schema.query_type
        assert root_type is not None
        rows = price_of(plan)
        self._affordable(rows, values)
        statements = compile_operation(self._model, plan, self._limits.blocks, scopes)
        self._check_size(statements)
        measures = tuple({bind: None for one in statements for bind in one.measures})
        price = with_measures(rows, measures_price(measures))

        def completers(*, strict: bool) -> tuple[Complete, ...]:
            return tuple(
                complete_operation(self._model, statement.roots, root_type.name, strict=strict)
                for statement in statements
            )

        lenient: list[tuple[Complete, ...]] = []

        def lenient_completers() -> tuple[Complete, ...]:
            # Made when first needed: good data never does.
            if not lenient:
                lenient.append(completers(strict=False))
            return lenient[0]

        asked = asked_by_id([statement.roots for statement in statements])
        return _Compiled(plan, statements, price, completers(strict=True), lenient_completers, measures, asked)


def _bound(statements: Sequence[CompiledStatement], values: Mapping[str, Any]) -> tuple[Statement, ...]:
    return tuple(Statement(one.text, {name: bind(values) for name, bind in one.binds.items()}) for one in statements)

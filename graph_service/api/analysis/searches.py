"""Runs the roots that a search answers: checked, planned and priced before anything is read, then searched one by one.

Each reads what its search needs and, in one more statement, whatever is selected of the nodes it found; where the
database can search alone, both are one statement.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from graphql import DocumentNode

from graph_service.access.scopes import ANALYSE
from graph_service.api.analysis.questions import Question, questions_of
from graph_service.api.context import RequestContext, Row, read_rows
from graph_service.api.network.asking import NetworkQuestion, Root
from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import AccessError, KalakaError, RequestError
from graph_service.model.structure import Model
from graph_service.query.found import NodesPlan, Place, ids_found, selected_of, shaped
from graph_service.query.measures import TABLES, UNBOUND, MeasureNeed, Tables
from graph_service.query.reading import Lowered, Mismatch, Reader
from graph_service.query.selection import SelectedField

if TYPE_CHECKING:
    from graph_service.api.network.desk import Desk
    from graph_service.network.keeping.versions import Held

MOST_SEARCHES = 10
"""Searches of one operation."""


class Reading:
    """Reads for the searches of one request: keeps the statements and the first data version.

    Searches of one operation often read the same hop; it is read once, and all of them see the same state of it.
    """

    def __init__(self, context: RequestContext, operation: str | None) -> None:
        self._context = context
        self._operation = operation
        self._known: dict[tuple[object, ...], Any] = {}
        self._held: Held | None = None
        self.read: list[Statement] = []
        self.version: int | None = None
        self._oldest: float = math.inf
        """The version of the oldest thing at hand that an answer was taken from; minus infinity for a stale one."""

    @property
    def scopes(self) -> frozenset[str]:
        """What the viewer may read."""
        return self._context.scopes

    @property
    def desk(self) -> Desk | None:
        """Where network analysis is asked for; None without the extra."""
        return cast("Desk | None", self._context.tables)

    def paused(self) -> AbstractContextManager[None]:
        """The deadline of the request moves by what is spent inside."""
        return self._context.paused()

    async def held(self, desk: Desk) -> Held:
        """The projection that all analyses of the operation rest on. Raises StoreError."""
        if self._held is None:
            with self.paused():
                self._held = await desk.held(self.version)
            if self.version is None:
                self.version = self._held.projection.version
            self._rests_on(self._held.projection.version, is_stale=self._held.stale)
        return self._held

    async def tables(self, needs: Sequence[MeasureNeed]) -> Tables:
        """The tables of measures, by day. Raises RequestError where there is nobody to compute them."""
        if self._context.tables is None:
            raise RequestError("EXTRA_MISSING")
        with self.paused():
            found = [await self._context.tables.measures(need.names, need.day, self.version) for need in needs]
        for one in found:
            self._rests_on(one.version, is_stale=one.is_stale)
        return {need.day: one for need, one in zip(needs, found, strict=True)}

    def _rests_on(self, version: int, *, is_stale: bool) -> None:
        self._oldest = min(self._oldest, -math.inf if is_stale else version)

    def decides(self, version: int | None) -> bool:
        """Whether nothing that was taken from what is at hand is older than `version`, which was read before it."""
        return self._oldest >= (version or 0)

    async def __call__(self, statement: Statement) -> Any:
        """What the blocks of `statement` leave in `data`."""
        key = _key(statement)
        if key not in self._known:
            text = f"{VERSION_BLOCK} {statement.text} RETURN v0 AS version, data"
            (row,) = await self.rows((Statement(text, statement.parameters),))
            self._known[key] = row[1]
        return self._known[key]

    async def rows(self, statements: Sequence[Statement]) -> list[Row]:
        """The rows of whole statements, the data version first in each."""
        rows = await read_rows(self._context, statements, self._operation)
        if not self.read:
            self.version = rows[0][0]
        self.read += statements
        return rows


def _key(statement: Statement) -> tuple[object, ...]:
    values = ((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(statement.parameters.items()))
    return (statement.text, *values)


@dataclass(frozen=True)
class Search:
    """One root, ready to run."""

    model: Model
    field: SelectedField
    question: Question
    nodes: NodesPlan
    lowered: Lowered

    @property
    def values(self) -> Mapping[str, Any]:
        return self.lowered.values

    @property
    def price(self) -> int:
        """The most rows that its answer can hold. Raises RequestError for sizes of pages that cannot be."""
        with _located(self.field):
            most = self.question.most
        return self.question.price + most + self.nodes.price(self.values, most)

    @property
    def plan(self) -> str:
        """The search and what it reads of the nodes found, as an indented tree."""
        return f"{self.field.key}: Search({self.field.name}, at most {self.question.most} nodes)\n{self.nodes.plan}"

    async def run(self, reading: Reading) -> Searched:
        """Search, and read the nodes that were found: in one statement where that can be."""
        try:
            values = await self._measured(reading)
            whole = await self._at_once(reading, values)
            if whole is not None:
                return whole
            answer = self._selected(await self._found(reading))
        except KalakaError as error:
            if not self.question.is_spared:
                raise
            return Searched(self, None, {}, (), (), error)
        ids = ids_found(self.model, self.field, answer)
        statements = self.nodes.bound(values, ids) if any(ids.values()) else ()
        rows = await reading.rows(statements) if statements else []
        return Searched(self, answer, ids, statements, rows)

    async def _measured(self, reading: Reading) -> Mapping[str, Any]:
        """The variables, with the tables of measures that are selected of the nodes."""
        with _located(self.field):
            needs = self.nodes.needs(self.values)
            if not needs:
                return self.values
            if isinstance(self.question, NetworkQuestion):
                tables = await self.question.tables(reading, needs)
            else:
                tables = await reading.tables(needs)
            return {**self.values, TABLES: tables}

    async def _at_once(self, reading: Reading, values: Mapping[str, Any]) -> Searched | None:
        """What one statement finds and reads; None where there is none, or it tells too little."""
        statement = self.behind(values)
        if statement is None:
            return None
        (row,) = await reading.rows((statement,))
        told = self._told(row[1][-1])
        if told is None:
            return None
        answer = self._selected(told)
        ids = ids_found(self.model, self.field, answer)
        return Searched(self, answer, ids, self.nodes.bound(values, ids), [row])

    def behind(self, values: Mapping[str, Any]) -> Statement | None:
        """The statement that searches and reads the nodes at once, if one does."""
        whole = self.question.whole
        return None if whole is None else self.nodes.behind(whole, values)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is known before anything was found: the statement of all, or those that read the nodes."""
        values = {**self.values, TABLES: UNBOUND}
        behind = self.behind(values)
        return self.nodes.bound(values, {}) if behind is None else (behind,)

    def _selected(self, answer: Any) -> Any:
        with _located(self.field):
            return selected_of(self.model, self.field, answer, self.lowered.arguments)

    def _told(self, data: Any) -> Any | None:
        with _located(self.field):
            return self.question.told(data)

    async def _found(self, reading: Reading) -> Any:
        with _located(self.field):
            return await self.question.answer(reading)


@dataclass(frozen=True)
class Searched:
    """What a search found, and the rows of its nodes."""

    search: Search
    answer: Any
    ids: Mapping[Place, list[str]]
    statements: Sequence[Statement]
    rows: Sequence[Row]
    error: KalakaError | None = None
    """Why there is no answer: the root is null then, and its siblings are spared."""

    @property
    def key(self) -> str:
        return self.search.field.key

    def complete(self) -> Any:
        """The value of the root. Raises Mismatch where data and schema disagree."""
        try:
            nodes = self.search.nodes.complete(self.rows, self.statements, self.ids) if self.statements else {}
        except Exception as fault:
            raise Mismatch from fault
        if any(node is None for found in nodes.values() for node in found.values()):
            raise Mismatch("a node that was found is gone")
        return shaped(self.search.model, self.search.field, self.answer, nodes)

    def lenient(self) -> Any:
        """The same unchecked, for graphql-core."""
        nodes = self.search.nodes.lenient(self.rows, self.statements, self.ids) if self.statements else {}
        return shaped(self.search.model, self.search.field, self.answer, nodes, typed=True)


@dataclass(frozen=True)
class Searches:
    """The searches of one operation, in its order; `keys` are the response keys of all its roots."""

    keys: tuple[str, ...] = ()
    all: tuple[Search, ...] = ()

    @property
    def price(self) -> int:
        return sum(search.price for search in self.all)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What each reads, as far as it is known before anything was found."""
        return tuple(statement for search in self.all for statement in search.statements)

    async def run(self, reading: Reading) -> list[Searched]:
        """Run them one after another: each is bounded, and all share one deadline."""
        return [await search.run(reading) for search in self.all]


class Analyses:
    """Finds the searches of operations of one schema."""

    def __init__(self, model: Model, reader: Reader, network: Mapping[str, Root] = MappingProxyType({})) -> None:
        self._model = model
        self._reader = reader
        self._network = network
        self._questions = questions_of(model)

    def prepare(
        self, document: DocumentNode, operation: str | None, variables: Mapping[str, Any], scopes: frozenset[str]
    ) -> Searches:
        """The searches that an operation asks for.

        Raises RequestError, Unplanned where graphql-core answers, and AccessError for a viewer who may not analyse.
        """
        lowered = self._reader.lowered(document, operation, variables, scopes)
        fields = [field for field in lowered.fields if field.name in self._questions or field.name in self._network]
        if ANALYSE not in scopes and any(field.name in self._network for field in fields):
            raise AccessError("SCOPE_MISSING", scope=ANALYSE)
        if len(fields) > MOST_SEARCHES:
            error = RequestError("TOO_MANY_SEARCHES", value=len(fields), most=MOST_SEARCHES)
            error.nodes = fields[MOST_SEARCHES].nodes
            raise error
        searches = tuple(self._search(field, lowered, scopes) for field in fields)
        return Searches(tuple(field.key for field in lowered.fields), searches)

    def _search(self, field: SelectedField, lowered: Lowered, scopes: frozenset[str]) -> Search:
        with _located(field):
            question = self._question(field, lowered.arguments(field))
            nodes = self._reader.nodes(lowered, field, question.labels, scopes)
            return Search(self._model, field, question, nodes, lowered)

    def _question(self, field: SelectedField, arguments: Mapping[str, Any]) -> Question:
        root = self._network.get(field.name)
        return self._questions[field.name](arguments) if root is None else NetworkQuestion(root, arguments, field)


@contextmanager
def _located(field: SelectedField) -> Iterator[None]:
    """What is refused inside is refused at this root, unless it has said where."""
    try:
        yield
    except RequestError as error:
        if error.nodes is None:
            error.nodes = field.nodes
        raise

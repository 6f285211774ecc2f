"""A planner and a store that give what a test hands them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import DocumentNode

from graph_service.api.context import RequestContext
from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.query.cost import Cost
from graph_service.query.measures import MeasureNeed, Tables
from graph_service.query.reading import Mismatch, Unplanned

_PATIENCE = 60.0  # seconds; behind the drawn documents a collection of garbage alone may take two


@dataclass
class FakeStore:
    """Gives its row for every statement, or raises its error."""

    row: list[Any] = field(default_factory=lambda: [7, []])
    error: Exception | None = None
    trips: list[int] = field(default_factory=list)
    metadata: list[Mapping[str, str]] = field(default_factory=list)

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        return (await self.read_all([statement], seconds=seconds, metadata=metadata))[0]

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[list[Any]]:
        assert seconds > 0
        self.trips.append(len(statements))
        self.metadata.append(metadata or {})
        if self.error is not None:
            raise self.error
        return [self.row for _ in statements]


@dataclass
class FakePrepared:
    """`data` is the answer; None where the data does not fit, so that `bad` must be completed."""

    data: dict[str, Any] | None = None
    bad: dict[str, Any] = field(default_factory=dict)
    mixed: bool = False
    absent: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = (Statement("RETURN 1"),)
    plan: str = "Operation"
    cost: Cost = field(default_factory=lambda: Cost(price=3, limit=10, statements=1))
    is_plan_kept: bool = True
    needs: tuple[MeasureNeed, ...] = ()
    tables: Tables = field(default_factory=dict)

    def measured(self, tables: Tables) -> FakePrepared:
        return replace(self, tables=tables)

    def complete(self, rows: list[Any]) -> dict[str, Any]:
        if self.data is None:
            raise Mismatch("planted")
        return self.data

    def lenient(self, rows: list[Any]) -> dict[str, Any]:
        return self.bad

    def unfound(self, rows: list[Any]) -> dict[tuple[int, str], list[str]]:
        return {}

    def renamed(self, places: Iterable[tuple[int, str]], names: Mapping[str, str]) -> FakePrepared:
        return self

    def missing(self, answer: Mapping[str, Any]) -> Iterator[tuple[str, RequestError]]:
        for key in self.absent:
            yield key, RequestError("NOT_FOUND", path=key)

    def version(self, rows: list[Any]) -> int | None:
        version: int | None = rows[0][0]
        return version


@dataclass
class FakePlans:
    """Prepares what a test set, or raises it."""

    next: FakePrepared | Exception = field(default_factory=Unplanned)
    documents: list[DocumentNode] = field(default_factory=list)

    def prepare(
        self,
        document: DocumentNode,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        scopes: frozenset[str] = frozenset(),
    ) -> FakePrepared:
        self.documents.append(document)
        if isinstance(self.next, Exception):
            raise self.next
        return self.next


def request(store: FakeStore | None = None, **values: Any) -> RequestContext:
    """A request of a viewer who reads English."""
    return RequestContext(store or FakeStore(), "request-1", **{"language": "en", "seconds": _PATIENCE, **values})

"""Loads datasets into a store: by CREATE where the graph is empty, merging on a repeat; and digests what is there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol, TypeVar

from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model
from graph_service.seeding.dataset import Dataset, Node, Point, Tie
from graph_service.writes.upserts import (
    Ends,
    Row,
    check_ends,
    create_nodes,
    create_relationships,
    merge_relationships,
    node_row,
    relationship_row,
    update_nodes,
)

T = TypeVar("T")

BATCH = 3_000
_SECONDS = 120.0
_IS_EMPTY = Statement(
    "MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey AND NOT n:DataVersion WITH n LIMIT 1 "
    "RETURN count(n) = 0 AS isEmpty"
)


class SeedStore(Protocol):
    """What loading needs of a store."""

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]: ...

    async def write(self, statements: Sequence[Statement], *, seconds: float) -> list[list[dict[str, Any]]]: ...


Progress = Callable[[str, int, int], None]
"""Is told what is loaded, how many rows are done and how many there are; the total grows with each dataset."""


@dataclass(frozen=True)
class Loaded:
    """How much was loaded, and whether into an empty graph."""

    nodes: int
    relationships: int
    created: bool


class _Batch(NamedTuple):
    """Rows of one statement; `name` is the label or relationship type."""

    name: str
    text: str
    rows: list[Row]


async def is_empty(store: SeedStore) -> bool:
    """Whether the graph holds nothing but what the service keeps for itself."""
    row = await store.read(_IS_EMPTY, seconds=_SECONDS)
    return bool(row[0])


async def load(store: SeedStore, model: Model, datasets: Iterable[Dataset], progress: Progress | None = None) -> Loaded:
    """Load `datasets` one after the other; each may refer to nodes of those before it. Repeating it is harmless.

    A node that an earlier dataset had already gets the properties of the later row, too. The next dataset is made
    while the present one is written, and no more than these two are held.
    """
    loading = _Loading(store, model, await is_empty(store), progress)
    async for dataset in _made_ahead(iter(datasets)):
        await loading.add(dataset)
    loading.tell("")
    return Loaded(loading.nodes, loading.relationships, loading.create)


async def _made_ahead(making: Iterator[T]) -> AsyncIterator[T]:
    """What `making` gives; the next one is made in a thread while the present one is used."""
    coming = asyncio.ensure_future(asyncio.to_thread(next, making, None))
    while (made := await coming) is not None:
        coming = asyncio.ensure_future(asyncio.to_thread(next, making, None))
        yield made


@dataclass
class _Loading:
    """A load under way: what is done, and where the database put each node."""

    store: SeedStore
    model: Model
    create: bool
    progress: Progress | None
    relationships: int = 0
    total: int = 0
    elements: dict[str, str] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        return len(self.elements)

    async def add(self, dataset: Dataset) -> None:
        known = sum(row["id"] in self.elements for rows in dataset.nodes.values() for row in rows)
        self.total += dataset.node_count() - known + dataset.relationship_count()
        if known or not self.create:
            await self.write(self.update_batches(dataset))
        await self.write(self.node_batches(dataset))
        await self.write(self.relationship_batches(dataset))

    def tell(self, name: str) -> None:
        if self.progress:
            self.progress(name, self.nodes + self.relationships, self.total)

    async def write(self, batches: Iterable[_Batch]) -> None:
        for together in _transactions(batches):
            self.tell(together[0].name)
            statements = [Statement(batch.text, {"rows": batch.rows}) for batch in together]
            answers = await self.store.write(statements, seconds=_SECONDS)
            for batch, records in zip(together, answers, strict=True):
                self._note(batch, records[0])

    def _note(self, batch: _Batch, record: dict[str, Any]) -> None:
        """A relationship whose end is missing would vanish without a word."""
        if "elements" in record:
            self.elements.update(record["elements"])
        elif record["written"] != len(batch.rows):
            raise ValueError(f"{batch.name}: {record['written']} of {len(batch.rows)} relationships were written")
        else:
            self.relationships += len(batch.rows)

    def update_batches(self, dataset: Dataset) -> Iterator[_Batch]:
        """Nodes that are there already get their properties again; which they are in a graph that was not empty is
        known afterwards."""
        for label, rows in dataset.nodes.items():
            for part in _parts([row for row in rows if row["id"] in self.elements] if self.create else rows):
                yield _Batch(label, update_nodes(self.model, label), [_node_row(row) for row in part])

    def node_batches(self, dataset: Dataset) -> Iterator[_Batch]:
        for label, rows in dataset.nodes.items():
            for part in _parts([row for row in rows if row["id"] not in self.elements]):
                yield _Batch(label, create_nodes(self.model, label), [_node_row(row) for row in part])

    def relationship_batches(self, dataset: Dataset) -> Iterator[_Batch]:
        for type_, ties in dataset.relationships.items():
            for ends in {Ends(type_, tie.from_label, tie.to_label): None for tie in ties}:
                check_ends(self.model, ends)
            text = create_relationships(self.model, type_) if self.create else merge_relationships(self.model, type_)
            for part in _parts(ties):
                yield _Batch(type_, text, [self._relationship_row(tie) for tie in part])

    def _relationship_row(self, tie: Tie) -> Row:
        return relationship_row(self.elements[tie.from_id], self.elements[tie.to_id], tie.properties)


def _transactions(batches: Iterable[_Batch]) -> Iterator[list[_Batch]]:
    """Batches together as long as they are small: a transaction costs more than a statement."""
    waiting: list[_Batch] = []
    for batch in batches:
        if waiting and sum(len(other.rows) for other in waiting) + len(batch.rows) > BATCH:
            yield waiting
            waiting = []
        waiting.append(batch)
    if waiting:
        yield waiting


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _node_row(row: Node) -> Row:
    points = {name: value for name, value in row.items() if isinstance(value, Point)}
    return node_row({name: value for name, value in row.items() if name not in points}, points)


def dataset_digest(datasets: Iterable[Dataset]) -> str:
    """The digest that a graph has which holds exactly `datasets`."""
    lines: list[str] = []
    nodes: dict[tuple[str, str], Node] = {}
    for dataset in datasets:
        for label, rows in dataset.nodes.items():
            for row in rows:
                nodes.setdefault((label, str(row["id"])), {}).update(row)
        for type_, ties in dataset.relationships.items():
            lines += (_line("tie", f"{type_}|{tie.from_id}|{tie.to_id}", tie.properties) for tie in ties)
    return _digest([*lines, *(_line("node", label, row) for (label, _), row in nodes.items())])


async def graph_digest(store: SeedStore, model: Model) -> str:
    """A digest over every property and relationship of the public labels, equal on both engines for equal data."""
    lines: list[str] = []
    for node in model.labels:
        others = [label.name for label in model.labels if label.name != node.name and node.name in label.node_labels]
        but = "".join(f" AND NOT n:{identifier(name)}" for name in others)
        text = f"MATCH (n:{identifier(node.name)}) WHERE true{but} RETURN collect(properties(n)) AS rows"
        rows = (await store.read(Statement(text), seconds=_SECONDS))[0]
        lines += (_line("node", node.name, row) for row in rows)
        text = (
            f"MATCH (a:{identifier(node.name)})-[r]->(b) RETURN collect([type(r), a.id, b.id, properties(r)]) AS rows"
        )
        rows = (await store.read(Statement(text), seconds=_SECONDS))[0]
        lines += (_line("tie", "|".join(row[:3]), row[3]) for row in rows)
    return _digest(lines)


def _digest(lines: Iterable[str]) -> str:
    sink = blake2b(digest_size=16)
    for line in sorted(set(lines)):
        sink.update(line.encode() + b"\n")
    return sink.hexdigest()


def _line(kind: str, name: str, values: Mapping[str, Any]) -> str:
    plain = {key: _plain(value) for key, value in values.items() if value is not None}
    return f"{kind}|{name}|{json.dumps(plain, ensure_ascii=False, sort_keys=True)}"


def _plain(value: Any) -> Any:
    """A value as JSON; moments and days as text, points as two rounded numbers, on both sides of the driver."""
    native = value.to_native() if hasattr(value, "to_native") else value
    if isinstance(native, datetime):
        return native.strftime("%Y-%m-%dT%H:%M:%S%z")
    if isinstance(native, date):
        return native.isoformat()
    if isinstance(native, Point) or (isinstance(native, tuple) and len(native) == 2):
        return [round(native[0], 6), round(native[1], 6)]
    if isinstance(native, (list, tuple)):
        return [_plain(item) for item in native]
    return native

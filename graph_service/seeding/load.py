"""Loads datasets into a store: by CREATE where the graph is empty, merging on a repeat; and what digest they give."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.seeding.dataset import Dataset, Node, Point, Tie
from graph_service.writes.bulk import Batch, Bulk, parts
from graph_service.writes.changes import GraphStore, Progress
from graph_service.writes.digest import Digest
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

_SECONDS = 120.0
_IS_EMPTY = Statement(
    "MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey AND NOT n:DataVersion WITH n LIMIT 1 "
    "RETURN count(n) = 0 AS isEmpty"
)


@dataclass(frozen=True)
class Loaded:
    """How much was loaded, and whether into an empty graph."""

    nodes: int
    relationships: int
    created: bool


async def is_empty(store: GraphStore) -> bool:
    """Whether the graph holds nothing but what the service keeps for itself."""
    row = await store.read(_IS_EMPTY, seconds=_SECONDS)
    return bool(row[0])


async def load(
    store: GraphStore, model: Model, datasets: Iterable[Dataset], progress: Progress | None = None
) -> Loaded:
    """Load `datasets` one after the other; each may refer to nodes of those before it. Repeating it is harmless.

    A node that an earlier dataset had already gets the properties of the later row, too. The next dataset is made
    while the present one is written, and no more than these two are held.
    """
    loading = _Loading(store, progress, model=model, create=await is_empty(store))
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
class _Loading(Bulk):
    """A load under way; whether into an empty graph decides between CREATE and MERGE."""

    model: Model = field(kw_only=True)
    create: bool = field(kw_only=True)

    async def add(self, dataset: Dataset) -> None:
        known = sum(row["id"] in self.elements for rows in dataset.nodes.values() for row in rows)
        self.total += dataset.node_count() - known + dataset.relationship_count()
        if known or not self.create:
            await self.write(self.update_batches(dataset))
        await self.write(self.node_batches(dataset))
        await self.write(self.relationship_batches(dataset))

    def update_batches(self, dataset: Dataset) -> Iterator[Batch]:
        """Nodes that are there already get their properties again; which they are in a graph that was not empty is
        known afterwards."""
        for label, rows in dataset.nodes.items():
            for part in parts([row for row in rows if row["id"] in self.elements] if self.create else rows):
                yield Batch(label, update_nodes(self.model, label), [_node_row(row) for row in part])

    def node_batches(self, dataset: Dataset) -> Iterator[Batch]:
        for label, rows in dataset.nodes.items():
            for part in parts([row for row in rows if row["id"] not in self.elements]):
                yield Batch(label, create_nodes(self.model, label), [_node_row(row) for row in part])

    def relationship_batches(self, dataset: Dataset) -> Iterator[Batch]:
        for type_, ties in dataset.relationships.items():
            for ends in {Ends(type_, tie.from_label, tie.to_label): None for tie in ties}:
                check_ends(self.model, ends)
            text = create_relationships(self.model, type_) if self.create else merge_relationships(self.model, type_)
            for part in parts(ties):
                yield Batch(type_, text, [self._relationship_row(tie) for tie in part])

    def _relationship_row(self, tie: Tie) -> Row:
        return relationship_row(self.elements[tie.from_id], self.elements[tie.to_id], tie.properties)


def _node_row(row: Node) -> Row:
    points = {name: value for name, value in row.items() if isinstance(value, Point)}
    return node_row({name: value for name, value in row.items() if name not in points}, points)


def dataset_digest(model: Model, datasets: Iterable[Dataset]) -> str:
    """The digest that a graph has whose data are exactly `datasets`."""
    digest = Digest(model)
    nodes: dict[tuple[str, str], Node] = {}
    ties: dict[str, tuple[str, Tie]] = {}
    for dataset in datasets:
        for label, rows in dataset.nodes.items():
            for row in rows:
                nodes.setdefault((label, str(row["id"])), {}).update(row)
        for type_, found in dataset.relationships.items():
            ties |= {f"{type_}|{tie}": (type_, tie) for tie in found}
    for (label, _), row in nodes.items():
        digest.add_node(label, row)
    for type_, tie in ties.values():
        start, end = (tie.from_label, tie.from_id), (tie.to_label, tie.to_id)
        digest.add_relationship(type_, start, end, tie.properties)
    return digest.done().data

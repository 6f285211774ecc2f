"""Loads datasets into a store: by CREATE where the graph is empty, by MERGE on a repeat; and digests what is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol, TypeVar

from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model
from graph_service.seeding.dataset import Dataset, Node, Point, Tie
from graph_service.writes.upserts import (
    Ends,
    Row,
    create_nodes,
    create_relationships,
    merge_nodes,
    merge_relationships,
    node_row,
    relationship_row,
)

T = TypeVar("T")

BATCH = 3_000
_SECONDS = 120.0
_IS_EMPTY = Statement(
    "MATCH (n) WHERE NOT n:Migration AND NOT n:DataVersion WITH n LIMIT 1 RETURN count(n) = 0 AS isEmpty"
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
    """Load `datasets` one after the other; each may refer to nodes of those before it. Repeating it is harmless."""
    create = await is_empty(store)
    nodes = relationships = 0
    for dataset in datasets:
        total = nodes + relationships + dataset.node_count() + dataset.relationship_count()
        for batches in _transactions(_batches(model, dataset, create=create)):
            if progress:
                progress(batches[0].name, nodes + relationships, total)
            statements = [Statement(batch.text, {"rows": batch.rows}) for batch in batches]
            for batch, records in zip(batches, await store.write(statements, seconds=_SECONDS), strict=True):
                _check_written(batch, records)
            nodes += sum(len(batch.rows) for batch in batches if batch.name in dataset.nodes)
            relationships += sum(len(batch.rows) for batch in batches if batch.name not in dataset.nodes)
    if progress:
        progress("", nodes + relationships, nodes + relationships)
    return Loaded(nodes, relationships, create)


def _check_written(batch: _Batch, records: list[dict[str, Any]]) -> None:
    """A relationship whose end is missing would vanish without a word."""
    found, expected = records[0]["written"], len(batch.rows)
    if found != expected:
        raise ValueError(f"{batch.name}: {found} of {expected} rows were written; an end of a relationship is missing")


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


def _batches(model: Model, dataset: Dataset, *, create: bool) -> Iterator[_Batch]:
    for label, nodes in dataset.nodes.items():
        text = create_nodes(model, label) if create else merge_nodes(model, label)
        for part in _parts(nodes):
            yield _Batch(label, text, [_node_row(row) for row in part])
    for type_, ties in dataset.relationships.items():
        for ends, own in _by_ends(type_, ties).items():
            text = create_relationships(model, ends) if create else merge_relationships(model, ends)
            for part_of in _parts(own):
                rows = [relationship_row(t.from_id, t.to_id, t.properties) for t in part_of]
                yield _Batch(type_, text, rows)


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _by_ends(type_: str, ties: Iterable[Tie]) -> dict[Ends, list[Tie]]:
    found: dict[Ends, list[Tie]] = {}
    for tie in ties:
        found.setdefault(Ends(type_, tie.from_label, tie.to_label), []).append(tie)
    return found


def _node_row(row: Node) -> Row:
    points = {name: value for name, value in row.items() if isinstance(value, Point)}
    return node_row({name: value for name, value in row.items() if name not in points}, points)


def dataset_digest(datasets: Iterable[Dataset]) -> str:
    """The digest that a graph has which holds exactly `datasets`."""
    lines: list[str] = []
    for dataset in datasets:
        lines += (_line("node", label, row) for label, rows in dataset.nodes.items() for row in rows)
        for type_, ties in dataset.relationships.items():
            lines += (_line("tie", f"{type_}|{tie.from_id}|{tie.to_id}", tie.properties) for tie in ties)
    return _digest(lines)


async def graph_digest(store: SeedStore, model: Model) -> str:
    """A digest over every property and relationship of the public labels, equal on both engines for equal data."""
    lines: list[str] = []
    for node in model.labels:
        others = [label.name for label in model.labels if label.name != node.name and node.name in label.node_labels]
        but = "".join(f" AND NOT n:{identifier(name)}" for name in others)
        text = f"MATCH (n:{identifier(node.name)}) WHERE true{but} RETURN collect(properties(n)) AS rows"
        rows = (await store.read(Statement(text), seconds=_SECONDS))[0]
        lines += (_line("node", node.name, row) for row in rows)
    for type_, ends in model.relationship_ends.items():
        for label in sorted({from_label for from_label, _ in ends}):
            text = (
                f"MATCH (a:{identifier(label)})-[r:{identifier(type_)}]->(b) "
                "RETURN collect([a.id, b.id, properties(r)]) AS rows"
            )
            rows = (await store.read(Statement(text), seconds=_SECONDS))[0]
            lines += (_line("tie", f"{type_}|{row[0]}|{row[1]}", row[2]) for row in rows)
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

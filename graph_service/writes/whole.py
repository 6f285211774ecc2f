"""Reads the whole graph in pages, for taking it out and for its digest; memory holds a page, however large it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model, NodeType
from graph_service.writes.changes import GraphStore, slices
from graph_service.writes.exact import exact

KEYS = "ApiKey"
LEFT_OUT: Mapping[str, str] = {
    "IdempotencyKey": "what mutations gave; a repeat is told by it for some days only",
    "Migration": "constraints and indexes; each graph keeps its own account of them",
    KEYS: "hashes of keys; taken along on request only",
}
"""What the service keeps for itself and does not take along, and why."""

_SECONDS = 120.0
# Finding ids means walking over a whole label each time; finding nodes by their ids does not.
_IDS, _NODES = 50_000, 1_000
_RETURN = "RETURN collect([properties(n), [(n)-[r]->(b) | [type(r), b.id, labels(b), properties(r)]]]) AS rows"
_LONGEST = 200
"""Of an id; those that share more than that come together, however many they are."""


class Out(NamedTuple):
    """A relationship from a node: where it leads, and its properties."""

    type: str
    to_id: str
    to_label: str
    properties: Mapping[str, Any]


class Held(NamedTuple):
    """A node with what starts at it, in a fixed order."""

    label: NodeType
    properties: Mapping[str, Any]
    out: Sequence[Out]

    @property
    def id(self) -> str:
        return str(self.properties["id"])


@dataclass(frozen=True)
class Census:
    """How many nodes there are by label and relationships by type, and nodes whose labels the model does not have."""

    labels: Mapping[str, int]
    types: Mapping[str, int]
    strange: Mapping[str, int]


def taken_labels(model: Model, *, keys: bool = False) -> tuple[NodeType, ...]:
    """The labels that are taken along, by name: all but those that are left out; `keys` go along on request."""
    left = {name for name in LEFT_OUT if not (keys and name == KEYS)}
    found = (node for node in model.types.values() if not node.abstract and node.name not in left)
    return tuple(sorted(found, key=lambda node: node.name))


async def census(store: GraphStore, model: Model) -> Census:
    """Counts everything there is, of labels left out as well."""
    [labels] = await store.read(
        Statement("MATCH (n) WITH labels(n) AS ls, count(*) AS many RETURN collect([ls, many]) AS found"),
        seconds=_SECONDS,
    )
    [types] = await store.read(
        Statement("MATCH ()-[r]->() WITH type(r) AS t, count(*) AS many RETURN collect([t, many]) AS found"),
        seconds=_SECONDS,
    )
    names = label_names(model)
    known: dict[str, int] = {}
    strange: dict[str, int] = {}
    for carried, many in labels:
        name = names.get(frozenset(carried))
        counts, key = (strange, ":".join(sorted(carried))) if name is None else (known, name)
        counts[key] = counts.get(key, 0) + many
    return Census(known, dict(types), strange)


def label_names(model: Model) -> dict[frozenset[str], str]:
    """The label that a node has by all that it carries."""
    return {frozenset(node.node_labels): node.name for node in model.types.values() if not node.abstract}


async def whole_graph(store: GraphStore, model: Model, labels: Sequence[NodeType]) -> AsyncIterator[Held]:
    """Every node of `labels` with what starts at it: by label, then by id."""
    names = label_names(model)
    for label in labels:
        match = _match(model, label)
        length, counts = await _beginnings(store, match)
        if not counts:
            continue
        is_small = sum(counts.values()) <= _NODES
        parts = _few(store, match) if is_small else _many(store, label, match, length, counts)
        async for rows in parts:
            for properties, out in rows:
                yield Held(label, properties, _ordered(names, out))


def _match(model: Model, label: NodeType) -> str:
    """Matches the nodes `n` that are of this label, and not of one that carries it, too."""
    narrower = (other for other in model.types.values() if label.name in other.node_labels and other is not label)
    but = "".join(f" AND NOT n:{identifier(other.name)}" for other in narrower)
    return f"MATCH (n:{identifier(label.name)}) WHERE n.id IS NOT NULL{but}"


async def _few(store: GraphStore, match: str) -> AsyncIterator[list[Any]]:
    """All nodes of a label that has not many."""
    [rows] = await store.read(Statement(f"{match} {_RETURN}"), seconds=_SECONDS)
    yield sorted(rows, key=lambda row: str(row[0]["id"]))


async def _many(
    store: GraphStore, label: NodeType, match: str, length: int, counts: Mapping[str, int]
) -> AsyncIterator[list[Any]]:
    """The nodes of a label in parts, in order. No part is asked for by an order of the database: sorting a large one
    takes the embedded engine longer than a statement may, and the two order texts differently."""
    text = f"{match} AND left(n.id, $length) IN $beginnings RETURN collect(n.id) AS ids"
    for part in _together(counts):
        [ids] = await store.read(Statement(text, {"length": length, "beginnings": part}), seconds=_SECONDS)
        for some in slices(sorted(ids), _NODES):
            yield await _nodes(store, label, some)


async def _beginnings(store: GraphStore, match: str) -> tuple[int, dict[str, int]]:
    """How the ids begin, and how many do: by so many characters that no beginning has too many ids."""
    text = f"{match} RETURN [count(n), min(n.id), max(n.id)] AS found"
    [[total, least, most]] = await store.read(Statement(text), seconds=_SECONDS)
    if total <= _IDS:
        return 0, {"": total} if total else {}
    length, counts = _shared(least, most), {"": total}
    text = f"{match} WITH left(n.id, $length) AS beginning, count(*) AS many RETURN collect([beginning, many]) AS found"
    while max(counts.values()) > _IDS and length < _LONGEST:
        length += 1
        [found] = await store.read(Statement(text, {"length": length}), seconds=_SECONDS)
        counts = dict(found)
    return length, counts


def _shared(one: str, other: str) -> int:
    """How many characters two ids, and all between them, begin with."""
    differing = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


def _together(counts: Mapping[str, int]) -> Iterator[list[str]]:
    """Beginnings in order, as many together as have few enough ids."""
    part: list[str] = []
    many = 0
    for beginning in sorted(counts):
        if part and many + counts[beginning] > _IDS:
            yield part
            part, many = [], 0
        part.append(beginning)
        many += counts[beginning]
    if part:
        yield part


async def _nodes(store: GraphStore, label: NodeType, ids: Sequence[str]) -> list[Any]:
    text = f"UNWIND $ids AS id MATCH (n:{identifier(label.name)} {{id: id}}) {_RETURN}"
    [rows] = await store.read(Statement(text, {"ids": list(ids)}), seconds=_SECONDS)
    found: list[Any] = rows
    return found


def _ordered(names: Mapping[frozenset[str], str], out: Sequence[Any]) -> list[Out]:
    """By type, end and properties: what the database gives in any order."""
    found = [
        Out(type_, str(to_id), names.get(frozenset(labels), ":".join(sorted(labels))), properties)
        for type_, to_id, labels, properties in out
    ]
    return sorted(found, key=lambda tie: (tie.type, tie.to_id, *(_sorted(tie.properties) if len(found) > 1 else ())))


def _sorted(properties: Mapping[str, Any]) -> list[str]:
    return [f"{name}={exact(properties[name])}" for name in sorted(properties)]

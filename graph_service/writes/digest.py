"""The digest of a graph: over every property with its type and every relationship, equal on both engines.

Each node and each relationship has a digest of its own, and the graph's is their sum: so it does not depend on the
order in which they are read, and no more than one of them is held.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from graph_service.model.structure import Model
from graph_service.writes.changes import GraphStore, Progress
from graph_service.writes.exact import exact
from graph_service.writes.restored import is_mark
from graph_service.writes.whole import census, taken_labels, whole_graph

_BYTES = 16


@dataclass(frozen=True)
class GraphDigest:
    """What a graph holds: `data` is the digest of what people look after, `whole` that of the account of changes,
    imports, the worklist and the versions, too. `nodes` by label, `relationships` by type."""

    data: str
    whole: str
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]


@dataclass
class Digest:
    """A digest in the making."""

    model: Model
    nodes: dict[str, int] = field(default_factory=dict)
    relationships: dict[str, int] = field(default_factory=dict)
    _data: int = 0
    _whole: int = 0

    def __post_init__(self) -> None:
        self._is_data = {name for name, node in self.model.types.items() if self.model.is_node(node)}

    def add_node(self, label: str, properties: Mapping[str, Any]) -> None:
        self.nodes[label] = self.nodes.get(label, 0) + 1
        self._add(("node", label), properties, is_data=label in self._is_data)

    def add_relationship(self, type_: str, start: tuple[str, str], end: tuple[str, str], properties: Any) -> None:
        """`start` and `end` are label and id."""
        self.relationships[type_] = self.relationships.get(type_, 0) + 1
        is_data = start[0] in self._is_data and end[0] in self._is_data
        self._add(("relationship", type_, *start, *end), properties, is_data=is_data)

    def _add(self, name: tuple[str, ...], properties: Mapping[str, Any], *, is_data: bool) -> None:
        held = sorted((key, exact(value)) for key, value in properties.items() if value is not None)
        own = int.from_bytes(blake2b(json.dumps([name, held]).encode(), digest_size=_BYTES).digest(), "big")
        self._whole += own
        if is_data:
            self._data += own

    def done(self) -> GraphDigest:
        return GraphDigest(_hexadecimal(self._data), _hexadecimal(self._whole), self.nodes, self.relationships)


def _hexadecimal(total: int) -> str:
    return (total % (1 << 8 * _BYTES)).to_bytes(_BYTES, "big").hex()


async def digest_graph(store: GraphStore, model: Model, progress: Progress | None = None) -> GraphDigest:
    """The digest of all that a take-out takes along, without keys."""
    labels = taken_labels(model)
    counted = (await census(store, model)).labels if progress else {}
    total = sum(counted.get(label.name, 0) for label in labels)
    digest, done = Digest(model), 0
    async for held in whole_graph(store, model, labels):
        if is_mark(held.label.name, held.id):
            continue
        digest.add_node(held.label.name, held.properties)
        for tie in held.out:
            start, end = (held.label.name, held.id), (tie.to_label, tie.to_id)
            digest.add_relationship(tie.type, start, end, tie.properties)
        done += 1
        if progress and not done % 1_000:
            progress(held.label.name, done, total)
    return digest.done()


async def graph_digest(store: GraphStore, model: Model) -> str:
    """The digest of the data, without the account of how they came to be: undoing a change brings it back."""
    return (await digest_graph(store, model)).data

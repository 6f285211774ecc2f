"""The folded, the searched and the sorting form of names, where they are missing or no longer fit the text."""

from __future__ import annotations

from graph_service.cypher import identifier
from graph_service.model.naming import FOLDED, SEARCHED, name_columns, name_keys
from graph_service.model.structure import Model, NodeType
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows
from graph_service.writes.rests import Rests


def name_rests(model: Model) -> tuple[Rests, ...]:
    """The keys of a name rest on its texts."""
    named = [label for label in model.labels if label.named_by is not None and label.named_by.sort is not None]
    return tuple(Rests((label.name,), own=tuple(name_columns(label))) for label in named)


async def name_changes(store: GraphStore, model: Model) -> list[Change]:
    """What to change so that every name can be found and sorted."""
    changes = []
    for label in model.labels:
        if label.named_by is not None and label.named_by.sort is not None:
            changes.append(await _label_changes(store, label, label.named_by.sort))
    return dropped(changes)


async def _label_changes(store: GraphStore, label: NodeType, sort: str) -> Change:
    texts = name_columns(label)
    held = (FOLDED, SEARCHED, sort)
    columns = ", ".join(f"n.{identifier(name)}" for name in (*texts, *held))
    rows = []
    text = f"MATCH (n:{identifier(label.name)}) RETURN collect([n.id, {columns}]) AS found"
    for id_, *values in await read_rows(store, text):
        wanted = name_keys(label, dict(zip(texts, values, strict=False)))
        if [wanted.get(name) for name in held] != values[len(texts) :]:
            rows.append({"id": id_, "set": {name: wanted.get(name) for name in held}})
    write = f"UNWIND $rows AS r MATCH (n:{identifier(label.name)} {{id: r.id}}) SET n += r.set RETURN count(*) AS n"
    return Change("updated", write, rows)

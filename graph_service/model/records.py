"""Values with named parts, each stored as one JSON text in a list: what a change did to fields and relationships."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.model.structure import Kind


@dataclass(frozen=True)
class Part:
    """A part of a record: its key in the stored JSON, what it holds, and whether it is always there."""

    stored: str
    description: str
    required: bool = True
    is_id: bool = False
    records: Kind | None = None


@dataclass(frozen=True)
class Record:
    """A kind of record by its GraphQL type."""

    name: str
    description: str
    parts: Mapping[str, Part]


FIELD_CHANGE = Record(
    "FieldChange",
    "A field before and after a change. Values are texts: lists as JSON, days and moments in ISO 8601.",
    {
        "name": Part("n", "Name of the field, as files of an export have it."),
        "before": Part("b", "Value before; null where there was none.", required=False),
        "after": Part("a", "Value after; null where there is none.", required=False),
    },
)
TIE_CHANGE = Record(
    "RelationshipChange",
    "A relationship that was added, changed or removed.",
    {
        "type": Part("t", "Its type."),
        "action": Part("k", "`added`, `changed` or `removed`."),
        "from": Part("f", "Id of the node that it starts at.", is_id=True),
        "to": Part("o", "Id of the node that it ends at.", is_id=True),
        "key": Part("y", "What tells it from parallel ones.", required=False),
        "fields": Part("p", "What became of its properties.", records=Kind.FIELD_CHANGE),
    },
)
RECORDS: Mapping[Kind, Record] = {Kind.FIELD_CHANGE: FIELD_CHANGE, Kind.TIE_CHANGE: TIE_CHANGE}

Selected = tuple[tuple[str, str, "Selected"], ...]
"""Of the parts that are selected: response key, name, and what is selected of the records in it."""


def records_of(kind: Kind, selected: Selected, texts: list[str]) -> list[dict[str, Any]]:
    """What is `selected` of the records in `texts`. Raises ValueError or KeyError for texts that hold none."""
    return [_shaped(RECORDS[kind], selected, json.loads(text)) for text in texts]


def _shaped(record: Record, selected: Selected, held: Mapping[str, Any]) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    for key, name, inner in selected:
        if name == "__typename":
            shape[key] = record.name
            continue
        part = record.parts[name]
        if part.records is not None:
            shape[key] = [_shaped(RECORDS[part.records], inner, one) for one in held.get(part.stored, ())]
        else:
            value = held[part.stored] if part.required else held.get(part.stored)
            shape[key] = value if value is None or isinstance(value, str) else told(value)
    return shape


def told(value: Any) -> str:
    """A value of a field as text."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)

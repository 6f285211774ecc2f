"""The types of what a change did, made of the records that the model declares."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_service.api.fields import derived, fill, many, optional, shell
from graph_service.model.records import RECORDS, Part
from graph_service.model.structure import Kind


def _types() -> dict[Kind, type]:
    made = {kind: shell(record.name) for kind, record in RECORDS.items()}
    for kind, record in RECORDS.items():
        fields = {name: derived(_of(part, made), part.description) for name, part in record.parts.items()}
        fill(made[kind], strawberry.type, record.description, fields)
    return made


def _of(part: Part, made: dict[Kind, type]) -> Any:
    if part.records is not None:
        return many(made[part.records])
    leaf = strawberry.ID if part.is_id else str
    return leaf if part.required else optional(leaf)


_MADE = _types()
FieldChange, TieChange = _MADE[Kind.FIELD_CHANGE], _MADE[Kind.TIE_CHANGE]

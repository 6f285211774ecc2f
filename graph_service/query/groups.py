"""Aggregates and groups of a connection: selection and arguments to plan, refused where the list has no such thing."""

from __future__ import annotations

from graph_service.errors import RequestError
from graph_service.model.structure import Model, RelationshipType
from graph_service.query.aggregates import Fields, Function, aggregate_fields, checked_field
from graph_service.query.group_plan import Aggregated, AggregatePart, RowCount, Told
from graph_service.query.plan import TypeName
from graph_service.query.selection import SelectedField

_TYPENAME = "__typename"


def aggregated(
    selected: SelectedField, model: Model, type_name: str, relationship: RelationshipType | None
) -> Aggregated:
    """The aggregate of a list of `type_name`, reached by `relationship`. Raises RequestError at an unknown field."""
    fields = aggregate_fields(model, type_name, relationship)
    assert selected.selection is not None
    return Aggregated(selected.key, tuple(_part(part, fields, type_name) for part in selected.selection.only))


def _part(selected: SelectedField, fields: Fields, type_name: str) -> AggregatePart:
    if selected.name == _TYPENAME:
        return TypeName(selected.key)
    if selected.name == "count":
        return RowCount(selected.key)
    try:
        field = checked_field(fields, selected.name, type_name)
    except RequestError as error:
        error.nodes = selected.nodes
        raise
    assert selected.selection is not None
    parts: list[tuple[str, Function | None]] = [
        (part.key, field.measured.function(part.name)) for part in selected.selection.only
    ]
    return Told(selected.key, field, tuple(parts))

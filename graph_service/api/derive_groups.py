"""Types of what is told of many at once, the same for all lists. `query/aggregates.py` says which there are."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_service.api.fields import Annotation, derived, fill, optional, shell
from graph_service.api.scalars import Date, DateTime
from graph_service.model.structure import Model
from graph_service.query.aggregates import MEASURES, Function, Measured, Result, all_aggregate_fields

_RESULTS: dict[Result, Annotation] = {
    "number": optional(float),
    "mean": optional(float),
    "sum": float,
    "whole": int,
    "day": optional(Date),
    "moment": optional(DateTime),
}


def aggregate_type(model: Model) -> type:
    """`Aggregate`: the fields of all lists. One that a list lacks is refused when it is asked for."""
    measured = {measure: _measured_type(told) for measure, told in MEASURES.items()}
    fields: dict[str, Any] = {"count": derived(int, "How many there are.")}
    for name, field in all_aggregate_fields(model).items():
        fields[name] = derived(optional(measured[field.measure]), field.description)
    made = shell("Aggregate")
    fill(made, strawberry.type, _AGGREGATE, fields)
    return made


def _measured_type(told: Measured) -> type:
    made = shell(told.type_name)
    fill(made, strawberry.type, told.description, {f.name: _result(f) for f in told.functions})
    return made


def _result(function: Function) -> Any:
    return derived(_RESULTS[function.result], function.description)


_AGGREGATE = (
    "What is told of many at once. It has the fields of all lists; one that the list at hand lacks is refused, and the "
    "error names those that it has."
)

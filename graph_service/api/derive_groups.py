"""Types of what is told of many at once, the same for all lists. `query/aggregates.py` says which there are."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import Any

import strawberry
from strawberry.types.fields.resolver import StrawberryResolver

from graph_service.api.derive_inputs import Inputs
from graph_service.api.fields import (
    PAGE,
    Annotation,
    Argument,
    derived,
    fill,
    given,
    many,
    optional,
    shell,
    with_arguments,
)
from graph_service.api.scalars import (
    AggregateFunction,
    Date,
    DateTime,
    Direction,
    GroupKey,
    GroupOrderBy,
    NullsOrder,
    PageInfo,
)
from graph_service.model.declare import screaming
from graph_service.model.structure import Kind, Model
from graph_service.query.aggregates import MEASURES, Function, Measured, Result, all_aggregate_fields

_RESULTS: dict[Result, Annotation] = {
    "number": optional(float),
    "mean": optional(float),
    "sum": optional(float),
    "whole": int,
    "day": optional(Date),
    "moment": optional(DateTime),
}


class GroupTypes:
    """The types of aggregates and groups of a model; `node` is its type of all nodes."""

    def __init__(self, model: Model, inputs: Inputs, node: type) -> None:
        self._fields = all_aggregate_fields(model)
        self._inputs = inputs
        self._node = node

    def connection_fields(self, target: str) -> dict[str, Any]:
        """The fields by which a connection to `target` tells of its rows."""
        arguments = (
            Argument("keys", many(self._inputs.field(target)), "By what to group: one or two different keys."),
            Argument("where", optional(self._where), "What groups must meet."),
            Argument("orderBy", optional(many(self._order)), "By what to order the groups; their keys come last."),
            *PAGE,
        )
        grouped = "All of them, whatever the page, by equal keys; what is missing is a key of its own."
        return {
            "aggregate": derived(self._aggregate, "What is told of all of them together, whatever the page."),
            "groupBy": derived(self._groups, grouped, with_arguments(arguments)),
        }

    @cached_property
    def _aggregate(self) -> type:
        """The fields of all lists. One that a list lacks is refused when it is asked for."""
        measured = {measure: _measured_type(told) for measure, told in MEASURES.items()}
        fields: dict[str, Any] = {"count": derived(optional(int), _COUNT), "suppressed": derived(bool, SUPPRESSED)}
        for name, field in self._fields.items():
            fields[name] = derived(optional(measured[field.measure]), field.description)
        return _made("Aggregate", strawberry.type, _AGGREGATE, fields)

    @cached_property
    def _groups(self) -> type:
        edge = {
            "cursor": derived(str, "Its place in the list, for `after` and `before`."),
            "node": derived(self._group, "The group."),
        }
        made_edge = _made("GroupEdge", strawberry.type, "A group in a list.", edge)
        fields = {
            "edges": derived(many(made_edge), "The page, with cursors."),
            "nodes": derived(many(self._group), "The page."),
            "pageInfo": derived(PageInfo, "Where the page lies."),
            "totalCount": derived(int, TOTAL),
        }
        return _made("GroupConnection", strawberry.type, "A page of groups.", fields)

    @cached_property
    def _group(self) -> type:
        fields = {
            "key": derived(many(GroupKey), "Its keys, as many as were asked for."),
            "count": derived(optional(int), _COUNT),
            "suppressed": derived(bool, SUPPRESSED),
            "aggregate": derived(self._aggregate, "What is told of all of the group together."),
            "nodes": derived(many(self._node), "The first of the group, in the order of the list.", _FIRST),
        }
        return _made("Group", strawberry.type, "What has the same keys in a list.", fields)

    @cached_property
    def _field(self) -> type[Enum]:
        members = {
            screaming(name): strawberry.enum_value(screaming(name), description=field.description)
            for name, field in self._fields.items()
        }
        made = Enum("AggregateField", members, module=__name__)  # type: ignore[misc]  # its members are data
        return strawberry.enum(made, description="The fields of `Aggregate`.")

    @cached_property
    def _order(self) -> type:
        fields = {
            "by": given(GroupOrderBy, "What to order groups by."),
            "of": given(optional(self._field), "With `AGGREGATE`: the field."),
            "function": given(optional(AggregateFunction), "With `AGGREGATE`: the function."),
            "direction": given(Direction, "In which direction.", default=Direction.ASC),
            "nulls": given(optional(NullsOrder), "Where missing values stand; by default last ascending, else first."),
        }
        return _made("GroupOrder", strawberry.input, "A key of an order of groups.", fields)

    @cached_property
    def _where(self) -> type:
        told = {
            "of": given(self._field, "The field."),
            "function": given(AggregateFunction, "The function."),
            "number": given(optional(self._inputs.operators(Kind.FLOAT)), "Conditions on a number."),
            "date": given(optional(self._inputs.operators(Kind.DATE)), "Conditions on a day, or the day of a moment."),
        }
        made = _made("AggregateWhere", strawberry.input, "Conditions on what is told of a group; all must hold.", told)
        fields = {
            "count": given(optional(self._inputs.operators(Kind.INT)), "How many there are in the group."),
            "aggregates": given(optional(many(made)), "All of these hold; at most 10."),
        }
        return _made("GroupWhere", strawberry.input, "Conditions on groups; all must hold.", fields)


def _made(name: str, kind: Any, description: str, fields: dict[str, Any]) -> type:
    made = shell(name)
    fill(made, kind, description, fields)
    return made


def _measured_type(told: Measured) -> type:
    fields = {f.name: _result(f) for f in told.functions}
    if told is MEASURES["number"]:
        fields["suppressed"] = derived(bool, SUPPRESSED)
    return _made(told.type_name, strawberry.type, told.description, fields)


def _result(function: Function) -> Any:
    return derived(_RESULTS[function.result], function.description)


_AGGREGATE = "What is told of many at once. It has the fields of all lists; one that the list at hand lacks is refused."
TOTAL = "How many on all pages."
SUPPRESSED = "Whether a number of persons below 3 is withheld."
_COUNT = "How many there are."
_FIRST: StrawberryResolver[Any] = with_arguments((Argument("first", optional(int), "How many, 1 to 100, default 20."),))

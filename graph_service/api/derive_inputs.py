"""Input types of the model: `where`, operators and orders. The tables of `query/` say which there are."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cached_property
from typing import Any

import strawberry

from graph_service.api.fields import Annotation, fill, given, many, optional, shell
from graph_service.api.scalars import Date, DateTime, Direction, Long, NullsOrder, WithinInput
from graph_service.api.vocabularies import enum_of
from graph_service.model.measures import FIELD, OBJECT
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, TieType
from graph_service.query.filters import EDGE, ON
from graph_service.query.operators import (
    COUNT_OPERATORS,
    TEXT_OPERATORS,
    Operator,
    OperatorSet,
    edge_fields,
    operators_of,
    plain_operators,
)
from graph_service.query.ordering import enum_fields, listed_type

LEAVES: dict[Kind, Annotation] = {
    Kind.STRING: str,
    Kind.INT: int,
    Kind.LONG: Long,
    Kind.FLOAT: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: Date,
    Kind.DATETIME: DateTime,
}


def leaf_of(prop: Property) -> Annotation:
    """The scalar or enum that holds one value of a property; localized texts and points are objects instead."""
    if prop.scheme is not None:
        return enum_of(prop.scheme)
    return strawberry.ID if prop.name == "id" else LEAVES[prop.kind]


class Inputs:
    """The input types of a model, made when they are first asked for and filled by `finish`."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._made: dict[str, type] = {}
        self._enums: dict[str, type[Enum]] = {}
        self._unfilled: list[Callable[[], None]] = []

    def finish(self) -> None:
        """Fills every type that was asked for, and those that they ask for in turn."""
        while self._unfilled:
            self._unfilled.pop()()

    def where(self, target: str) -> type:
        """The conditions on a label, interface or tie. What a union leads to is asked as `Node`."""
        name = listed_type(self._model, target)
        return self._input(f"{name}Where", f"Conditions on {name}; all must hold.", self._where_fields, name)

    def list_where(self, target: str) -> type:
        """The conditions on what a connection leads to."""
        name = target if target in self._model.types else "Node"
        return self._input(f"{name}ListWhere", f"Conditions on related {name}; all must hold.", self._list_fields, name)

    def order(self, target: str) -> type:
        """An order of a list of labels, interfaces or ties."""
        name = listed_type(self._model, target)
        return self._input(f"{name}Order", f"A key of an order of {name}.", self._order_fields, name)

    def field(self, target: str) -> type[Enum]:
        """What a list of labels, interfaces or ties can be ordered and grouped by."""
        name = listed_type(self._model, target)
        made = self._enums.get(name)
        if made is None:
            made = self._enums[name] = _field_enum(self._model, name)
        return made

    def _input(self, name: str, description: str, fields: Callable[[str], dict[str, Any]], about: str) -> type:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = shell(name)
            finished = made
            self._unfilled.append(lambda: fill(finished, strawberry.input, description, fields(about)))
        return made

    def _where_fields(self, name: str) -> dict[str, Any]:
        target = self._model.types.get(name) or self._model.ties[name]
        own = self._made[f"{name}Where"]
        fields = {
            "AND": given(optional(many(own)), "All of these hold; at most 250."),
            "OR": given(optional(many(own)), "At least one of these holds; at most 250."),
            "NOT": given(
                optional(own), "This does not hold. Null is never a match, so `NOT` includes what is missing."
            ),
        }
        for prop in target.properties.values():
            if prop.filter and prop.public:
                fields[prop.name] = given(optional(self._operators(operators_of(prop), prop)), prop.description)
        return fields | (self._of_tie(target) if isinstance(target, TieType) else self._of_node(target))

    def _of_tie(self, tie: TieType) -> dict[str, Any]:
        ends = given(optional(self.list_where(tie.between)), "The two it joins.")
        shared = {
            field.name: given(optional(self.list_where(field.target)), field.description)
            for field in tie.shared.values()
        }
        return {tie.ends: ends, **shared}

    def _of_node(self, node: NodeType) -> dict[str, Any]:
        fields = {link.name: self._link_field(link) for link in node.links.values()}
        if node.measures:
            fields[FIELD] = given(optional(self._network(node)), "Its place in the network.")
        if node.name in self._over_edges:
            fields[EDGE] = given(
                optional(self._edge()), "The relationship by which it was reached, where that has properties."
            )
        if node.abstract:
            for label in self._model.members(node.name):
                fields[f"{ON}{label}"] = given(optional(self.where(label)), f"It is of {label} and meets this.")
        return fields

    def _network(self, node: NodeType) -> type:
        def fields(_: str) -> dict[str, Any]:
            return {
                name: given(optional(self._operators(operators_of(prop), prop)), prop.description)
                for name, prop in node.measures.items()
            }

        return self._input(f"{OBJECT}Where", "Conditions on measures; all must hold.", fields, "")

    @cached_property
    def _over_edges(self) -> frozenset[str]:
        """Types that some field reaches over a relationship with properties."""
        return frozenset(
            listed_type(self._model, link.target)
            for node in self._model.types.values()
            for link in node.links.values()
            if link.relationship is not None
        )

    def _edge(self) -> type:
        def fields(_: str) -> dict[str, Any]:
            return {
                field.name: given(
                    optional(self._operators(operators_of(field.property), field.property)), field.property.description
                )
                for field in edge_fields(self._model)
            }

        told = "Conditions on the relationship that was followed; only on properties that it has."
        return self._input("EdgeWhere", told, fields, "")

    def _link_field(self, link: Link) -> Any:
        inner = self.list_where(link.target) if link.many else self.where(link.target)
        return given(optional(inner), link.description)

    def _list_fields(self, name: str) -> dict[str, Any]:
        inner = self.where(name)
        return {
            "some": given(optional(inner), "At least one meets this."),
            "none": given(optional(inner), "None meets this."),
            "all": given(optional(inner), "All meet this; true where there is none."),
            "single": given(optional(inner), "Exactly one meets this."),
            "count": given(optional(self._count(name)), "How many there are."),
        }

    def _count(self, name: str) -> type:
        def fields(_: str) -> dict[str, Any]:
            numbers = {o.name: given(optional(int), o.description, name=o.name) for o in COUNT_OPERATORS}
            return {**numbers, "where": given(optional(self.where(name)), "Only those that meet this are counted.")}

        return self._input(f"{name}Count", f"Conditions on the number of related {name}; all must hold.", fields, name)

    def _order_fields(self, name: str) -> dict[str, Any]:
        fields = {"field": given(optional(self.field(name)), "What to order by; or else `count`.")}
        if name in self._model.types:
            fields["count"] = given(
                optional(self.where(name)),
                "By the number of related nodes: names one list and, in `some`, which of it count.",
            )
        return {
            **fields,
            "direction": given(Direction, "In which direction.", default=Direction.ASC),
            "nulls": given(optional(NullsOrder), "Where missing values stand; by default last ascending, else first."),
        }

    def operators(self, kind: Kind) -> type:
        """The conditions on a plain value that is computed."""
        return self._operator_input(plain_operators(kind), LEAVES[kind])

    def _operators(self, known: OperatorSet, prop: Property) -> type:
        plain = known.texts or prop.kind is Kind.POINT
        leaf = enum_of(prop.scheme) if prop.scheme else str if plain else leaf_of(prop)
        return self._operator_input(known, leaf)

    def _operator_input(self, known: OperatorSet, leaf: Annotation) -> type:
        def fields(_: str) -> dict[str, Any]:
            made = {
                o.name: given(optional(self._operand(o, leaf)), o.description, name=o.name) for o in known.operators
            }
            if known.texts:
                texts = self._operator_input(TEXT_OPERATORS, str)
                made["hu"] = given(optional(texts), "Its Hungarian text.")
                made["en"] = given(optional(texts), "Its English text.")
            return made

        return self._input(known.input_name, f"Conditions on a {known.scalar}; all must hold.", fields, known.scalar)

    def _operand(self, operator: Operator, leaf: Annotation) -> Annotation:
        match operator.value:
            case "scalar":
                return leaf
            case "list" | "pair":
                return many(leaf)
            case "text":
                return str
            case "bool":
                return bool
            case "place":
                return WithinInput


def _field_enum(model: Model, name: str) -> type[Enum]:
    fields = enum_fields(model, name)
    members = {key: strawberry.enum_value(key, description=field.description) for key, field in fields.items()}
    made = Enum(f"{name}Field", members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, description=f"What a list of {name} can be ordered and grouped by.")

"""Input types of the model: `where`, operators and orders. The tables of `query/` say which there are."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import strawberry

from graph_service.api.fields import Annotation, fill, given, many, optional, shell
from graph_service.api.scalars import Date, DateTime, Direction, Long
from graph_service.api.vocabularies import enum_of
from graph_service.model.structure import Kind, Link, Model, Property, TieType
from graph_service.query.filters import TEXT_OPERATORS, Operator, OperatorSet, operators_of
from graph_service.query.ordering import order_fields

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
        self._unfilled: list[Callable[[], None]] = []

    def finish(self) -> None:
        """Fills every type that was asked for, and those that they ask for in turn."""
        while self._unfilled:
            self._unfilled.pop()()

    def where(self, target: str) -> type:
        """The conditions on a label, interface or tie. What a union leads to is asked as `Node`."""
        name = target if target in self._model.types or target in self._model.ties else "Node"
        return self._input(f"{name}Where", f"Conditions on {name}; all must hold.", self._where_fields, name)

    def list_where(self, target: str) -> type:
        """The conditions on what a connection leads to."""
        name = target if target in self._model.types else "Node"
        return self._input(f"{name}ListWhere", f"Conditions on related {name}; all must hold.", self._list_fields, name)

    def order(self, target: str) -> type:
        """An order of a list of labels, interfaces or ties."""
        name = target if target in self._model.types or target in self._model.ties else "Node"
        return self._input(f"{name}Order", f"An order of {name}.", self._order_fields, name)

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
        if isinstance(target, TieType):
            fields[target.ends] = given(optional(self.list_where(target.between)), "The two it joins.")
        else:
            fields |= {link.name: self._link_field(link) for link in target.links.values()}
        return fields

    def _link_field(self, link: Link) -> Any:
        inner = self.list_where(link.target) if link.many else self.where(link.target)
        return given(optional(inner), link.description)

    def _list_fields(self, name: str) -> dict[str, Any]:
        inner = self.where(name)
        return {
            "some": given(optional(inner), "At least one meets this."),
            "none": given(optional(inner), "None meets this."),
        }

    def _order_fields(self, name: str) -> dict[str, Any]:
        return {
            "field": given(_order_enum(self._model, name), "What to order by."),
            "direction": given(Direction, "In which direction.", default=Direction.ASC),
        }

    def _operators(self, known: OperatorSet, prop: Property) -> type:
        leaf = enum_of(prop.scheme) if prop.scheme else str if known.texts else leaf_of(prop)
        return self._operator_input(known, leaf)

    def _operator_input(self, known: OperatorSet, leaf: Annotation) -> type:
        def fields(_: str) -> dict[str, Any]:
            made = {o.name: given(optional(_operand(o, leaf)), o.description, name=o.name) for o in known.operators}
            if known.texts:
                texts = self._operator_input(TEXT_OPERATORS, str)
                made["hu"] = given(optional(texts), "Its Hungarian text.")
                made["en"] = given(optional(texts), "Its English text.")
            return made

        return self._input(known.input_name, f"Conditions on a {known.scalar}; all must hold.", fields, known.scalar)


def _operand(operator: Operator, leaf: Annotation) -> Annotation:
    match operator.value:
        case "scalar":
            return leaf
        case "list":
            return many(leaf)
        case "text":
            return str
        case "bool":
            return bool


def _order_enum(model: Model, name: str) -> type[Enum]:
    fields = order_fields(model, name)
    members = {key: strawberry.enum_value(key, description=field.description) for key, field in fields.items()}
    made = Enum(f"{name}OrderField", members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, description=f"What a list of {name} can be ordered by.")

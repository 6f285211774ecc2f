"""What the SDL says of lists, for those who draw documents: their types, relationships, members and aggregates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from tests.oracle import Oracle
from tests.oracle.members import Members

PARTS = {
    "LocalizedText": ("hu en", "en", "hu text", "text(lang:EN)", "en text(lang:EN)"),
    "GeoPoint": ("longitude latitude", "latitude"),
}
_OF_EDGES = ("node", "cursor")


def screaming(name: str) -> str:
    """The enum value that is named after a field."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def is_object(definition: GraphQLField) -> bool:
    """Whether a field leads to other nodes; texts and points are values."""
    type_ = get_named_type(definition.type)
    if type_.name in PARTS:
        return False
    return isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType))


def is_connection(definition: GraphQLField) -> bool:
    """Whether a field is a list with pages, conditions and orders: analysis has other ones."""
    return (
        get_named_type(definition.type).name.endswith("Connection") and {"where", "orderBy"} <= definition.args.keys()
    )


def input_type(named: Any) -> GraphQLInputObjectType:
    """The input object that an argument or an input field takes."""
    type_ = get_named_type(named.type)
    assert isinstance(type_, GraphQLInputObjectType)
    return type_


@dataclass(frozen=True)
class Lists:
    """The lists of a schema."""

    oracle: Oracle
    _known: dict[int, List] = field(default_factory=dict)

    def fields(self, type_name: str) -> dict[str, Any]:
        """The fields of a type, input or output."""
        return self.oracle.schema.type_map[type_name].fields  # type: ignore[attr-defined,no-any-return]

    def list_of(self, definition: GraphQLField) -> List:
        """The list that a connection field is."""
        known = self._known.get(id(definition))
        if known is None:
            known = self._known[id(definition)] = self._list_of(definition)
        return known

    def given(self, definition: GraphQLField) -> GraphQLNamedType:
        """The type of what a field gives, one or many."""
        return self.list_of(definition).node if is_connection(definition) else get_named_type(definition.type)

    def _list_of(self, definition: GraphQLField) -> List:
        connection = get_named_type(definition.type)
        node = get_named_type(self.fields(connection.name)["nodes"].type)
        edge = get_named_type(self.fields(connection.name)["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        order = input_type(definition.args["orderBy"])
        return List(self, self.oracle.types.listed(node.name), node, edge, order)

    def is_derived(self, owner: str, link: str) -> bool:
        """Whether a type's list is one of derived ties, with evidence."""
        definition = self.fields(owner).get(link)
        return definition is not None and is_connection(definition) and bool(self.list_of(definition).evidence)

    def are_ties(self, definition: GraphQLField) -> bool:
        """Whether a field lists ties themselves, each once, rather than who is tied."""
        return is_connection(definition) and self.oracle.types.is_tie(self.list_of(definition).listed)

    @cached_property
    def of_people(self) -> list[tuple[str, str]]:
        """Root lists, and the keys of their groups that lead to people: to what has a name for some viewers only."""
        assert self.oracle.schema.query_type is not None
        found = []
        for root, definition in self.oracle.schema.query_type.fields.items():
            if is_connection(definition):
                list_ = self.list_of(definition)
                fields = {screaming(name): get_named_type(f.type) for name, f in self.fields(list_.listed).items()}
                people = {key for key, type_ in fields.items() if "displayName" in getattr(type_, "fields", {})}
                found += [(root, key) for key in list_.members() if key in people]
        return found

    def relationship(self, owner: str, link: str) -> List | None:
        """The list of a type's link, where it follows a relationship with properties."""
        found = self.list_of(self.fields(owner)[link]) if is_connection(self.fields(owner)[link]) else None
        return found if found and found.properties else None


@dataclass(frozen=True)
class List:
    """One list: the type by whose name it is asked, its nodes, its edges and its orders."""

    lists: Lists
    listed: str
    node: GraphQLNamedType
    edge: GraphQLObjectType
    order: GraphQLInputObjectType

    @property
    def is_of_nodes(self) -> bool:
        """Whether its rows are nodes, and not ties or what is kept of changes."""
        return any(one.name == "Node" for one in (self.node, *getattr(self.node, "interfaces", ())))

    @property
    def properties(self) -> dict[str, GraphQLField]:
        """The properties of the relationship that it follows."""
        return {name: f for name, f in self.edge.fields.items() if name not in _OF_EDGES and not is_object(f)}

    @property
    def evidence(self) -> dict[str, GraphQLField]:
        """What a derived tie rests on, as lists on its edges."""
        return {name: f for name, f in self.edge.fields.items() if is_connection(f)}

    @property
    def relationship(self) -> str:
        """The class of the relationship that it follows."""
        return self.edge.name.removesuffix("Edge").removesuffix(self.node.name)

    def members(self) -> list[str]:
        """The members of its field enum that it can be ordered and grouped by."""
        return [*self._own_members, *self.edge_members()]

    @cached_property
    def _own_members(self) -> list[str]:
        """But for measures, which are drawn apart (`tests/fuzz/measured.py`)."""
        known = Members(self.lists.oracle.conditions, self.listed)
        return [name for name in self._enum.values if known.is_own(name) and not known.measure(name)]

    @cached_property
    def plain(self) -> dict[str, str]:
        """The members that are properties of its own, with the names of their fields."""
        fields = self.lists.fields(self.listed)
        own = {screaming(name): name for name, definition in fields.items() if not is_object(definition)}
        return {member: own[member] for member in self._own_members if member in own}

    @cached_property
    def nullable(self) -> dict[str, str]:
        """Those of the plain members that can be missing."""
        if "nulls" not in self.order.fields:
            return {}
        fields = self.lists.fields(self.listed)
        return {m: name for m, name in self.plain.items() if not isinstance(fields[name].type, GraphQLNonNull)}

    @property
    def _enum(self) -> GraphQLEnumType:
        enum = get_named_type(self.order.fields["field"].type)
        assert isinstance(enum, GraphQLEnumType)
        return enum

    def edge_members(self) -> list[str]:
        """The members that are properties of the relationship; one that an own member hides has a longer name."""
        found = [screaming(name) for name in self.properties]
        dated = [screaming(name) for name, f in self.properties.items() if get_named_type(f.type).name == "Date"]
        found += [f"{name}_{part}" for name in dated for part in ("YEAR", "QUARTER")]
        named = [f"EDGE_{name}" if name in self._own_members else name for name in found]
        return [name for name in named if name in self._enum.values]

    def aggregates(self) -> list[str]:
        """The fields of Aggregate that it has."""
        own = self.lists.fields(self.listed)
        known = self.lists.fields("Aggregate") if "Aggregate" in self.lists.oracle.schema.type_map else {}
        is_tie = self.lists.oracle.types.is_tie(self.listed)
        numbers = [f"{name}Count" for name, definition in own.items() if is_connection(definition) and not is_tie]
        beside = [f"edge{n[:1].upper()}{n[1:]}" if n in own else n for n in self.properties]
        values = [name for name, definition in own.items() if not is_object(definition)]
        return [name for name in (*values, *numbers, *beside) if name in known]

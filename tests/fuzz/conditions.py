"""Drawn `where` inputs: every operator and quantifier, connectives, labels of interfaces, relationships, distances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    get_named_type,
    get_nullable_type,
)

from tests.fuzz.lists import List, Lists, input_type
from tests.fuzz.values import Name, Values
from tests.oracle.mapping import NETWORK

# Everything cites a source and most of all is of some target group: conditions on that ask every node of the graph.
HUBS = frozenset({"citedBy", "members", "measurements", "sources", "enteredBy", "usedBy"})
# Operators of few properties, which would seldom be drawn among all.
RARE = ("has", "within")
_CONNECTIVES = ("AND", "OR", "NOT")
_KILOMETRES = (5.0, 25.0, 60.5, 400.0)
_SAME_LABEL = 15  # values that a list of them is cut from
Drawn = dict[str, Any]


def percent(random: Random, wanted: int) -> bool:
    """True in so many of a hundred draws."""
    return random.random() * 100 < wanted


@dataclass
class Wheres:
    """Draws conditions. `value` may put a drawn value into a variable of the type that is asked for."""

    lists: Lists
    values: Values
    random: Random
    variable: Callable[[str, Any], Any]

    def where(self, type_: GraphQLInputObjectType, depth: int, over: List | None = None) -> Drawn:
        """A condition on what was reached over a list: relatives and connectives while depth lasts."""
        if depth > 1 and percent(self.random, 20):
            return self._behind(type_, depth)
        about, names = type_.name.removesuffix("Where"), _asked(type_)
        found: Drawn = {}
        if depth > 0 and percent(self.random, 25):
            found.update(self._connective(type_, depth, over))
        if over and over.properties and "edge" in type_.fields and percent(self.random, 40):
            found.update(self._edge(over))
        elif not found or percent(self.random, 60):
            found.update(self._named(about, self._name(about, names, type_), type_, depth, over))
        return found

    def _behind(self, type_: GraphQLInputObjectType, depth: int) -> Drawn:
        """That a relative, or one of its relatives, is one of some: what a statement can start at."""
        inner = {name: input_type(type_.fields[name]) for name in _asked(type_) if not name.startswith("on")}
        links = [name for name, input_ in inner.items() if {"some", "AND"} & input_.fields.keys()]
        if not links:
            return {}
        name = self.random.choice(links)
        many = "some" in inner[name].fields
        far = input_type(inner[name].fields["some"]) if many else inner[name]
        found = self._behind(far, depth - 1) if depth > 1 and percent(self.random, 50) else self._one_of_some(far)
        if percent(self.random, 40):
            found.update(self.own(far))
        return {name: {"some": found} if many else found}

    def own(self, type_: GraphQLInputObjectType) -> Drawn:
        """A condition on a value of its own, that a way may keep or lose."""
        about = type_.name.removesuffix("Where")
        inner = {name: input_type(type_.fields[name]) for name in _asked(type_)}
        names = [name for name, input_ in inner.items() if not {"AND", "some"} & input_.fields.keys() and name != "id"]
        name = self.random.choice(names) if names else ""
        operators = self.operators(lambda: self.values.of(about, name), inner[name]) if names else None
        return {} if operators is None else {name: operators}

    def _one_of_some(self, type_: GraphQLInputObjectType) -> Drawn:
        ids = self.values.of(type_.name.removesuffix("Where"), "id") if "id" in type_.fields else []
        if not ids:
            return {}
        number = self.random.choice((1, 3, _SAME_LABEL))
        return {"id": {"in": self.random.sample(ids, min(len(ids), number))}}

    def _name(self, about: str, names: list[str], type_: GraphQLInputObjectType) -> str:
        """One of the names; derived ties, those of rare operators, the ends of ties and what they share, more often."""
        operators = {name: set(input_type(type_.fields[name]).fields) for name in names}
        derived = [name for name in names if "some" in operators[name] and self.lists.is_derived(about, name)]
        if derived and percent(self.random, 20):
            return self.random.choice(derived)
        is_tie = self.lists.oracle.types.is_tie(about)
        for wanted, share in ((set(RARE), 20), ({"some"} if is_tie else set(), 50)):
            rare = [name for name in names if operators[name] & wanted]
            if rare and percent(self.random, share):
                return self.random.choice(rare)
        return self.random.choice(names)

    def _connective(self, type_: GraphQLInputObjectType, depth: int, over: List | None) -> Drawn:
        name = self.random.choice(_CONNECTIVES)
        if name == "NOT":
            return {name: self.where(type_, depth - 1, over)}
        return {name: [self.where(type_, depth - 1, over) for _ in range(2)]}

    def _named(self, about: str, name: str, type_: GraphQLInputObjectType, depth: int, over: List | None) -> Drawn:
        inner = input_type(type_.fields[name])
        if "AND" in inner.fields:
            if not name.startswith("on"):
                over = self.lists.relationship(about, name)
            return {name: self.where(inner, depth - 1, over) if depth > 0 else {}}
        if "some" in inner.fields:
            return {name: self.quantified(about, name, inner, depth)}
        operators = self.operators(lambda: self.values.of(about, name), inner)
        return {} if operators is None else {name: operators}

    def quantified(self, about: str, name: str, type_: GraphQLInputObjectType, depth: int) -> Drawn:
        """`some`, `none`, `all`, `single` or `count` of a list."""
        over = self.lists.relationship(about, name)
        # What statements start behind, more often; they never do behind an end of a tie.
        often = () if self.lists.oracle.types.is_tie(about) else ("some",)
        quantifier = self.random.choice((*often, *type_.fields))
        inner = input_type(type_.fields[quantifier])
        if quantifier != "count":
            return {quantifier: self.where(inner, depth - 1, over) if depth > 0 else {}}
        operator = self.random.choice([n for n in inner.fields if n != "where"])
        found: Drawn = {operator: self.random.randint(0, 3)}
        if depth > 0 and percent(self.random, 50):
            found["where"] = self.where(input_type(inner.fields["where"]), depth - 1, over)
        return {quantifier: found}

    def _edge(self, over: List) -> Drawn:
        """A condition on one property of the relationship; a name of two meanings begins with the relationship's."""
        type_ = self.lists.oracle.schema.type_map["EdgeWhere"]
        assert isinstance(type_, GraphQLInputObjectType)
        name = self.random.choice(list(over.properties))
        long = f"{over.relationship[:1].lower()}{over.relationship[1:]}{name[:1].upper()}{name[1:]}"
        asked = long if long in type_.fields else name
        if asked not in type_.fields:
            return {}
        operators = self.operators(lambda: self.values.on(over.relationship, name), input_type(type_.fields[asked]))
        return {} if operators is None else {"edge": {asked: operators}}

    def operators(self, known: Callable[[], list[Any]], type_: GraphQLInputObjectType) -> Drawn | None:
        """One operator with a value that occurs; None where there is none."""
        operator = self.random.choice(list(type_.fields))
        wanted = type_.fields[operator].type
        named = get_named_type(wanted)
        if operator == "within":
            return {operator: self._within()}
        if named.name == "Boolean":
            return {operator: percent(self.random, 50)}
        if isinstance(named, GraphQLInputObjectType):
            inner = self.operators(known, named)
            return inner and {operator: inner}
        values = _choices(named, known)
        if not values:
            return None
        if named.name == "DateTime":
            values = [_elsewhere(value) if percent(self.random, 30) else value for value in values]
        is_list = isinstance(get_nullable_type(wanted), GraphQLList)
        value = self._several(operator, values) if is_list else self._single(operator, values)
        return {operator: self.variable(str(wanted), value)}

    def _several(self, operator: str, values: list[Any]) -> list[Any]:
        if operator != "between":
            return self.random.sample(values, min(len(values), self.random.choice((1, 2, 3, _SAME_LABEL))))
        ends = [self.random.choice(values) for _ in range(2)]
        return sorted(ends) if percent(self.random, 85) else ends

    def _single(self, operator: str, values: list[Any]) -> Any:
        value = self.random.choice(values)
        if operator in ("startsWith", "contains"):
            start = self.random.randint(0, 3) if operator == "contains" else 0
            return value[start : start + self.random.randint(1, 3)]
        return value

    def _within(self) -> Drawn:
        kilometres = self.random.choice(_KILOMETRES)
        if percent(self.random, 50):
            return {"of": self.random.choice(self.values.of("Settlement", "id")), "km": kilometres}
        longitude, latitude = self.random.randint(165, 225) / 10, self.random.randint(460, 483) / 10
        return {"point": {"longitude": longitude, "latitude": latitude}, "km": kilometres}


def _asked(type_: GraphQLInputObjectType) -> list[str]:
    """What a condition asks of a node itself, or of its relatives but the hubs. Measures are drawn apart."""
    return [name for name in type_.fields if name not in (*_CONNECTIVES, *HUBS, "edge", NETWORK)]


def _elsewhere(moment: str) -> str:
    """The same moment, two hours east."""
    return datetime.fromisoformat(moment).astimezone(timezone(timedelta(hours=2))).isoformat()


def _choices(type_: GraphQLNamedType, known: Callable[[], list[Any]]) -> list[Any]:
    if isinstance(type_, GraphQLEnumType):
        return [Name(value) for value in type_.values]
    return known()

"""Lists of institutions by their place in the network: selected, filtered, ordered, grouped and told of by measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import GraphQLField, GraphQLObjectType

from tests.fuzz.conditions import Wheres, percent
from tests.fuzz.lists import Lists, input_type, is_connection, screaming
from tests.fuzz.values import Name, Values, literal
from tests.oracle.mapping import MEASURED, NETWORK, NETWORK_WHERE

INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_META = "meta { nodes ties mode }"
_FEW = 3


@dataclass(frozen=True)
class Measures:
    """Draws root lists of institutions, and lists of them below others; `page` and `when` are arguments of the root."""

    lists: Lists
    values: Values
    random: Random
    variable: Callable[[str, Any], Any]

    def listing(self, query: GraphQLObjectType, page: list[str], when: list[str]) -> str:
        """The root list, from the name of its field on."""
        root = next(name for name, definition in query.fields.items() if self._lists_measured(definition))
        arguments = ", ".join([*when, *self._asked(page)])
        return f"{root}({arguments}) {{ totalCount {INFO} nodes {{ id {self._selected()} }} }}"

    def groups(self, query: GraphQLObjectType, page: list[str], when: list[str]) -> str:
        """The root list, put together by a measure, alone or beside something else."""
        root, definition = next((n, f) for n, f in query.fields.items() if self._lists_measured(f))
        keys = [f"{NETWORK.upper()}_{screaming(self._measure())}"]
        if percent(self.random, 40):
            keys.insert(self.random.randint(0, 1), self.random.choice(list(self.lists.list_of(definition).plain)))
        arguments = ", ".join([f"keys: [{', '.join(keys)}]", *self._of_groups(), *page])
        where = f"where: {literal(self._where())}" if percent(self.random, 40) else ""
        rows = ", ".join([*when, where] if where else when)
        shown = f"key {{ field value }} count aggregate {{ {self._aggregate()} }}"
        groups = f"groupBy({arguments}) {{ totalCount {INFO} nodes {{ {shown} }} }}"
        return f"{root}{f'({rows})' if rows else ''} {{ {groups} }}"

    def below(self, query: GraphQLObjectType, when: list[str]) -> str:
        """Lists of institutions below those of something, which may be asked for by its institutions too."""
        below = [
            (root, field, name)
            for root, field in query.fields.items()
            if is_connection(field) and not self.lists.are_ties(field)
            for name, inner in self.lists.fields(self.lists.list_of(field).listed).items()
            if is_connection(inner) and self._lists_measured(inner)
        ]
        root, definition, name = self.random.choice(below)
        where = input_type(definition.args["where"]).fields
        asked = [f"first: {self.random.randint(1, _FEW)}", *when]
        if name in where and percent(self.random, 50):
            quantifier = self.random.choice(("some", "none", "all"))
            asked.append(f"where: {literal({name: {quantifier: self._where()}})}")
        inside = (
            f"{name}({', '.join(self._asked([f'first: {_FEW}']))}) {{ totalCount nodes {{ id {self._selected()} }} }}"
        )
        return f"{root}({', '.join(asked)}) {{ nodes {{ id {inside} }} }}"

    def _lists_measured(self, definition: GraphQLField) -> bool:
        return is_connection(definition) and self.lists.list_of(definition).listed == MEASURED

    def _asked(self, page: list[str]) -> list[str]:
        asked = [f"where: {literal(self._where())}"] if percent(self.random, 60) else []
        keys = [self._key() for _ in range(1 + percent(self.random, 30))]
        return [*asked, f"orderBy: {literal(keys)}", *page]

    def _where(self) -> dict[str, Any]:
        """A condition or two on measures, as they are or turned around."""
        type_ = input_type(self.lists.oracle.schema.type_map[f"{MEASURED}Where"].fields[NETWORK])  # type: ignore[attr-defined]
        assert type_.name == NETWORK_WHERE
        wheres = Wheres(self.lists, self.values, self.random, self.variable)
        found: dict[str, Any] = {}
        for name in dict.fromkeys(self._measure() for _ in range(1 + percent(self.random, 40))):
            operators = wheres.operators(lambda name=name: self.values.measured(name), input_type(type_.fields[name]))
            found.update({} if operators is None else {name: operators})
        asked = {NETWORK: dict(sorted(found.items()))}
        return {"NOT": asked} if percent(self.random, 20) else asked

    def _key(self) -> dict[str, Any]:
        key: dict[str, Any] = {"field": Name(f"{NETWORK.upper()}_{screaming(self._measure())}")}
        key["direction"] = Name(self.random.choice(("ASC", "DESC")))
        if percent(self.random, 30):
            key["nulls"] = Name(self.random.choice(("FIRST", "LAST")))
        return key

    def _of_groups(self) -> list[str]:
        if not percent(self.random, 40):
            return []
        field = f"{NETWORK}_{screaming(self._measure())}".upper()
        told = {"by": Name("AGGREGATE"), "of": Name(field), "function": Name("COUNT_DISTINCT")}
        return [f"orderBy: [{literal({**told, 'direction': Name('DESC')})}]"]

    def _aggregate(self) -> str:
        name = self._measure()
        field = f"{NETWORK}{name[:1].upper()}{name[1:]}"
        functions = list(self.lists.fields(f"{self._kind(field)}"))
        return f"{field} {{ {' '.join(self.random.sample(functions, min(2, len(functions))))} }}"

    def _kind(self, field: str) -> str:
        return str(self.lists.fields("Aggregate")[field].type)

    def _selected(self) -> str:
        names = dict.fromkeys(self._measure() for _ in range(self.random.randint(1, _FEW)))
        parts = [*sorted(names), *([_META] if percent(self.random, 20) else [])]
        return f"{NETWORK} {{ {' '.join(parts)} }}"

    def _measure(self) -> str:
        return self.random.choice(self.values.measures)

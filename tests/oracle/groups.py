"""`aggregate` and `groupBy`: what the entries of a list have in number, and the list cut by one or two members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import Any

from tests.oracle.graph import Rel
from tests.oracle.mapping import MEASURED, NETWORK, TIE
from tests.oracle.members import Item, Members, Value, camel
from tests.oracle.operators import comparable, meets
from tests.oracle.order import Way
from tests.oracle.people import are_people

FUNCTIONS = {"earliest": min, "latest": max, "min": min, "max": max}


def rounded(value: float) -> float:
    """Six decimals; a half goes away from zero, as Cypher's `round` with a precision has it."""
    return float(Decimal(repr(value)).quantize(Decimal("0.000001"), ROUND_HALF_UP))


@dataclass(frozen=True)
class Aggregate:
    """The numbers of some entries of a list."""

    members: Members
    items: Sequence[Item]

    @property
    def count(self) -> int:
        return len(self.items)

    def function(self, field: str, name: str) -> Any:
        """One function of the values of a field; what is missing is not among them."""
        values = [value for item in self.items if (value := self._value(item, field)) is not None]
        match name:
            case "countDistinct":
                return len(set(values))
            case "sum":
                return rounded(fsum(values))
            case "avg":
                return rounded(fsum(values) / len(values)) if values else None
        return FUNCTIONS[name](values, default=None)

    def is_of_people(self, field: str) -> bool:
        """Whether a field tells how many people each entry of the list has."""
        types, link = self.members.conditions.types, field.removesuffix("Count")
        own = {} if self.members.listed == TIE else types.schema.type_map[self.members.listed].fields  # type: ignore[attr-defined]
        if field in own or link == field or link not in own or types.path(self.members.listed, link) is None:
            return False
        return are_people(types.named(self.members.listed, link))

    def _value(self, item: Item, field: str) -> Any:
        thing, types = item.thing, self.members.conditions.types
        own = types.schema.type_map[self.members.listed].fields  # type: ignore[attr-defined]
        if isinstance(thing, Rel):
            return thing.props[types.column(TIE, field)]
        if measure := members_measure(self.members, field):
            return self.members.conditions.measured(thing)[measure]
        if field in own:
            column = types.column(thing.label, field)
            return thing.props.get(column, thing.props.get(f"{column}Hu"))
        link = field.removesuffix("Count")
        if link != field and link in own:
            return len(self.members.conditions.far(thing, link))
        assert item.rel, f"{self.members.listed} has no {field}"
        if field.startswith("edge"):
            field = field[4:5].lower() + field[5:]
        return item.rel.props.get(types.edge_column(item.rel, field))


def members_measure(members: Members, field: str) -> str:
    """The measure that a field of Aggregate tells of; nothing where it tells of something else."""
    name = field.removeprefix(NETWORK)
    is_measure = members.listed == MEASURED and name != field
    return f"{name[:1].lower()}{name[1:]}" if is_measure else ""


@dataclass(eq=False)
class Group:
    """The entries of a list with equal values of its keys."""

    fields: Sequence[str]
    keys: Sequence[Value | None]
    aggregate: Aggregate


def grouped(members: Members, items: Sequence[Item], fields: Sequence[str]) -> list[Group]:
    """The groups of a list; entries stay in its order."""
    found: dict[tuple[Any, ...], tuple[list[Value | None], list[Item]]] = {}
    for item in items:
        keys = [members.value(item, field) for field in fields]
        place = tuple((key is not None, key and key.sort) for key in keys)
        found.setdefault(place, (keys, []))[1].append(item)
    return [Group(fields, keys, Aggregate(members, within)) for keys, within in found.values()]


def kept(group: Group, where: dict[str, Any]) -> bool:
    """Whether a group meets what is asked of its number and its aggregates."""
    if not all(meets(name, group.aggregate.count, value) for name, value in (where.get("count") or {}).items()):
        return False
    return all(_holds(group.aggregate, asked) for asked in where.get("aggregates") or ())


def _holds(aggregate: Aggregate, asked: dict[str, Any]) -> bool:
    value = aggregate.function(camel(asked["of"]), camel(asked["function"]))
    day = value[:10] if isinstance(value, str) else value
    conditions = [("Float", value, asked.get("number")), ("Date", day, asked.get("date"))]
    return all(
        meets(name, held, comparable(wanted, kind, {}))
        for kind, held, given in conditions
        for name, wanted in (given or {}).items()
    )


@dataclass
class GroupOrder:
    """What `orderBy` of `groupBy` names, then the keys."""

    asked: Sequence[dict[str, Any]]
    keys: int

    @property
    def ways(self) -> list[Way]:
        return [*map(Way.of, self.asked), *[Way()] * self.keys]

    def values(self, group: Group) -> list[Any]:
        sorts = [key and key.sort for key in group.keys]
        return [*(self._value(group, sorts, key) for key in self.asked), *sorts]

    def _value(self, group: Group, sorts: Sequence[Any], asked: dict[str, Any]) -> Any:
        match asked["by"]:
            case "COUNT":
                return group.aggregate.count
            case "KEY":
                return sorts[0]
            case "SECOND_KEY":
                return sorts[1]
        return group.aggregate.function(camel(asked["of"]), camel(asked["function"]))

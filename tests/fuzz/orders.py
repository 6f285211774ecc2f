"""The orders of drawn lists: keys by chance, and orders that lead a page over the border between values and none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.fuzz.conditions import HUBS, Wheres, percent
from tests.fuzz.lists import List, Lists, input_type, is_connection
from tests.fuzz.values import Name, Values, literal

Key = dict[str, Any]
Variable = Callable[[str, Any], Any]


@dataclass(frozen=True)
class Orders:
    """Draws `orderBy`. `told` is the end of the page from which the next one goes on: `endCursor` or `startCursor`."""

    lists: Lists
    values: Values
    random: Random

    def keys(self, list_: List, variable: Variable) -> list[Key]:
        """One key or two; every fourth is a number of relatives, if there are any."""
        return [self._key(list_, variable) for _ in range(1 + percent(self.random, 40))]

    def missing_first(self, list_: List, told: str) -> Key:
        """An order by which the first page that is asked for is likely to end with a missing value."""
        return self._by_nullable(self.random.choice(list(list_.nullable)), "FIRST" if told == "endCursor" else "LAST")

    def into_the_missing(self, list_: List, member: str, told: str) -> list[str]:
        """A condition and an order by which values are on the first page and missing ones on the next."""
        name = list_.nullable[member]
        holders = self.values.holders(list_.listed, name)
        few = self.random.sample(holders, min(len(holders), 2))
        where = {"OR": [{"id": {"in": few}}, {name: {"isNull": True}}]}
        order = self._by_nullable(member, "LAST" if told == "endCursor" else "FIRST")
        return [f"where: {literal(where)}", f"orderBy: [{literal(order)}]"]

    def asked_in(self, where: Any, list_: List) -> Key | None:
        """Half of the times, a key by the number of the relatives that a condition says there are some of, or by that
        of all of them."""
        if not isinstance(where, dict) or "count" not in list_.order.fields or not percent(self.random, 50):
            return None
        counted = input_type(list_.order.fields["count"]).fields
        some = {name: {"some": value["some"]} for name, value in where.items() if name in counted and "some" in value}
        if percent(self.random, 30):
            some = {name: {"some": {}} for name in some}
        return {"count": some, "direction": Name("DESC")} if len(some) == 1 else None

    def _by_nullable(self, member: str, nulls: str) -> Key:
        direction = self.random.choice(("ASC", "DESC"))
        return {"field": Name(member), "direction": Name(direction), "nulls": Name(nulls)}

    def _key(self, list_: List, variable: Variable) -> Key:
        key: Key = {}
        by_number = "count" in list_.order.fields and percent(self.random, 25)
        counted = self._counted(list_, variable) if by_number else None
        if counted is not None:
            key["count"] = counted
        else:
            members, edges = list_.members(), list_.edge_members()
            key["field"] = Name(self.random.choice(edges if edges and percent(self.random, 30) else members))
        if percent(self.random, 60):
            key["direction"] = Name(self.random.choice(("ASC", "DESC")))
        if "nulls" in list_.order.fields and percent(self.random, 30):
            key["nulls"] = Name(self.random.choice(("FIRST", "LAST")))
        return key

    def _counted(self, list_: List, variable: Variable) -> Key | None:
        type_ = input_type(list_.order.fields["count"])
        names = [n for n, f in type_.fields.items() if n not in HUBS and "some" in getattr(f.type, "fields", {})]
        own = self.lists.fields(list_.listed)
        names = [name for name in names if name in own and is_connection(own[name])]
        if not names:
            return None
        name = self.random.choice(names)
        over = self.lists.relationship(list_.listed, name)
        some = input_type(input_type(type_.fields[name]).fields["some"])
        wheres = Wheres(self.lists, self.values, self.random, variable)
        return {name: {"some": wheres.where(some, 0, over) if percent(self.random, 50) else {}}}

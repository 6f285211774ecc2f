"""What is drawn of many at once: aggregates, and the conditions and orders of groups."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import get_named_type

from tests.fuzz.conditions import percent
from tests.fuzz.lists import List, Lists, screaming
from tests.fuzz.values import Name, literal

DAYS = (
    "2017-03-01",
    "2017-11-15",
    "2018-01-01",
    "2018-06-30",
    "2019-02-10",
    "2019-05-11",
    "2019-09-15",
)  # some end then
_DAYS = ("Date", "DateTime")
_NUMBERS = (0, 1, 2, 5, 40, 1000.5)


@dataclass(frozen=True)
class Told:
    """Draws what is told of the rows of a list."""

    lists: Lists
    random: Random

    def aggregate(self, list_: List) -> str:
        """Some functions of a field or two."""
        fields = list_.aggregates()
        chosen = self.random.sample(fields, min(len(fields), self.random.randint(1, 2)))
        return f"{{ {' '.join(['count suppressed', *map(self._functions, chosen)])} }}"

    def _functions(self, field: str) -> str:
        known = list(self.lists.fields(self._kind(field)))
        return f"{field} {{ {' '.join(self.random.sample(known, self.random.randint(1, min(3, len(known)))))} }}"

    def by_mean(self, root: str, listed: str, list_: List) -> str:
        """`groupBy` with a condition on a mean that an answer told of one of the groups of a root."""
        numbers = [field for field in list_.aggregates() if "avg" in self.lists.fields(self._kind(field))]
        key, number = self.random.choice(list_.members()), self.random.choice(numbers)
        told = f"groupBy(keys: [{key}], first: 100) {{ nodes {{ aggregate {{ {number} {{ avg }} }} }} }}"
        groups = self.lists.oracle.answer(f"{{ {listed} {{ {told} }} }}")[root]["groupBy"]["nodes"]
        means = [mean for group in groups if (mean := group["aggregate"][number]["avg"]) is not None]
        rounded = [mean for mean in means if round(mean, 5) != mean]
        condition = {self.random.choice(("eq", "gt", "lte")): self.random.choice(rounded or means or _NUMBERS)}
        asked = {"of": Name(screaming(number)), "function": Name("AVG"), "number": condition}
        arguments = f"keys: [{key}], first: 10, where: {literal({'aggregates': [asked]})}"
        return f"groupBy({arguments}) {{ totalCount nodes {{ key {{ value }} count }} }}"

    def _kind(self, field: str) -> str:
        return str(get_named_type(self.lists.fields("Aggregate")[field].type).name)

    def arguments(self, list_: List, keys: int) -> list[str]:
        """Conditions on groups and their order."""
        found = []
        if percent(self.random, 35):
            found.append(f"where: {literal(self._having(list_))}")
        if percent(self.random, 50):
            found.append(f"orderBy: [{literal(self._order(list_, keys))}]")
        return found

    def missing_last(self, told: str) -> list[str]:
        """The order in which the group without a value comes after all others, seen from the first page; half of the
        times it is the one that nobody needs to ask for."""
        if told == "endCursor" and percent(self.random, 50):
            return []
        key = {"by": Name("KEY"), "direction": Name(self.random.choice(("ASC", "DESC")))}
        return [f"orderBy: [{literal({**key, 'nulls': Name('LAST' if told == 'endCursor' else 'FIRST')})}]"]

    def _function(self, list_: List) -> tuple[dict[str, Any], str]:
        """A field of Aggregate with one of its functions, and the type of what that gives."""
        field = self.random.choice(list_.aggregates())
        known = [item for item in self.lists.fields(self._kind(field)).items() if item[0] != "suppressed"]
        name, definition = self.random.choice(known)
        of, function = Name(screaming(field)), Name(screaming(name))
        return {"of": of, "function": function}, str(get_named_type(definition.type))

    def _having(self, list_: List) -> dict[str, Any]:
        if percent(self.random, 50):
            return {"count": {self.random.choice(("gte", "gt", "lt", "ne")): self.random.randint(1, 6)}}
        asked, given = self._function(list_)
        if percent(self.random, 20):
            operator, value = "isNull", percent(self.random, 50)
        else:
            operator = self.random.choice(("gte", "lt"))
            value = self.random.choice(DAYS if given in _DAYS else _NUMBERS)
        return {"aggregates": [{**asked, "date" if given in _DAYS else "number": {operator: value}}]}

    def _order(self, list_: List, keys: int) -> dict[str, Any]:
        by = self.random.choice(("COUNT", "KEY", "AGGREGATE", *(["SECOND_KEY"] if keys > 1 else [])))
        key: dict[str, Any] = {"by": Name(by), **(self._function(list_)[0] if by == "AGGREGATE" else {})}
        key["direction"] = Name(self.random.choice(("ASC", "DESC")))
        if percent(self.random, 30):
            key["nulls"] = Name(self.random.choice(("FIRST", "LAST")))
        return key

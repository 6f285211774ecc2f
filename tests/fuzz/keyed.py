"""Lists of what belongs to one thing that is asked for by its key, such as a county by its code: a statement may start
at what each row keeps of that key."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from graphql import GraphQLObjectType, get_named_type

from tests.fuzz.conditions import Wheres, percent
from tests.fuzz.lists import List, Lists, input_type, is_connection
from tests.fuzz.values import Name, Values, literal

LEAST = 10  # rows that share a key, in the mean: orders tell little of fewer
_SOME = (1, 3, 8)


@dataclass(frozen=True)
class Keyed:
    """Draws root lists whose rows are of one thing, with and without more that is asked of it, in an order of two
    values of their own: many rows have the same of the first. With a `day` it is as of that day."""

    lists: Lists
    values: Values
    random: Random
    day: str | None

    def listing(self, query: GraphQLObjectType) -> str:
        """One list, from either end, with its rows."""
        root, link, far, key = self.random.choice(self._known(query))
        list_ = self.lists.list_of(query.fields[root])
        type_ = input_type(input_type(query.fields[root].args["where"]).fields[link])
        asked = {key: {"eq": self.random.choice(self.values.of(far, key))}}
        if percent(self.random, 40):
            wheres = Wheres(self.lists, self.values, self.random, lambda _, value: value)
            asked = {**wheres.own(type_), **asked}
        page = f"{self.random.choice(('first', 'last'))}: {self.random.choice(_SOME)}"
        when = [] if self.day is None else [f"asOf: {literal(self.day)}"]
        arguments = [*when, f"where: {literal({link: asked})}", f"orderBy: {literal(self._order(list_))}", page]
        total = "totalCount " if percent(self.random, 50) else ""
        return f"{root}({', '.join(arguments)}) {{ {total}nodes {{ id }} }}"

    def _order(self, list_: List) -> list[dict[str, Name]]:
        members = self.random.sample(list(list_.plain), 2)
        return [{"field": Name(member), "direction": Name(self.random.choice(("ASC", "DESC")))} for member in members]

    def _known(self, query: GraphQLObjectType) -> list[tuple[str, str, str, str]]:
        """Root lists with a link to one thing of a type, and each key by which a root gives one of these."""
        singles = {get_named_type(f.type).name: f.args for f in query.fields.values() if "id" in f.args}
        found = []
        roots = [(n, f) for n, f in query.fields.items() if is_connection(f) and not self.lists.are_ties(f)]
        for root, definition in roots:
            listed = self.lists.list_of(definition).listed
            for link, field in self.lists.fields(listed).items():
                far = get_named_type(field.type).name
                if far in singles and not is_connection(field) and self._share(listed, far) >= LEAST:
                    found += [(root, link, far, key) for key in singles[far] if key not in ("id", "asOf")]
        return found

    def _share(self, listed: str, far: str) -> float:
        """How many rows there are to one of what they lead to."""
        types, graph = self.lists.oracle.types, self.lists.oracle.graph
        rows, ends = (sum(len(graph.labels[label]) for label in types.labels(name)) for name in (listed, far))
        return rows / ends

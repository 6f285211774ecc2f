"""One document: roots, what is below them, with pages, orders, groups, aggregates, fragments and variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from tests.fuzz.conditions import HUBS, Wheres, percent
from tests.fuzz.drawn import Continued, Drawn
from tests.fuzz.groups import DAYS, Told
from tests.fuzz.keyed import Keyed
from tests.fuzz.lists import PARTS, List, Lists, input_type, is_connection, is_object
from tests.fuzz.measured import Measures
from tests.fuzz.orders import Orders
from tests.fuzz.searches import search_arguments
from tests.fuzz.single import at_an_end
from tests.fuzz.values import Name, Values, literal, plain
from tests.oracle.mapping import NETWORK

# How deep a document goes, drawn from these: most of them three links or four.
DEPTHS = (1, 2, 3, 3, 3, 3, 4, 4, 4, 5)
PAGE = 4
BUDGET = 700  # rows that a document may ask for, about
ALIASES = 24  # a document may have thirty
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass
class Draw:
    """Draws one document; the same random numbers draw the same. With a `day` all of it is as of that day."""

    lists: Lists
    values: Values
    random: Random
    day: str | None = None
    _aliases: int = 0
    _budget: int = BUDGET
    _variables: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _others: dict[str, Any] = field(default_factory=dict)
    _fragments: list[str] = field(default_factory=list)
    _continued: list[Continued] = field(default_factory=list)
    _path: list[str] | None = field(default_factory=list)
    """Response keys from the root; None below a list, where a field stands in many places."""

    def document(self) -> Drawn:
        """A root or two with what is below them."""
        query = self.lists.oracle.schema.query_type
        assert query is not None
        names = [name for name, definition in query.fields.items() if self._is_root(definition)]
        if self._likely(90):  # what only writing leaves answers with nothing here
            names = [name for name in names if self.values.of(self.lists.given(query.fields[name]).name, "id")]
        depth = self.random.choice(DEPTHS)
        several = 1 + percent(self.random, 40)
        lists = [name for name in names if is_connection(query.fields[name])]
        if self._likely(6):
            names = lists = [name for name in names if self._has_ties(query.fields[name])]
        # Lists more often than single things.
        chosen = [self.random.choice(lists if self._likely(75) else names) for _ in range(several)]
        depths = (depth, self.random.choice((0, 1, 1)))
        roots = [self._root(name, query.fields[name], depths[place]) for place, name in enumerate(chosen)]
        if self._likely(13):
            roots.append(self._search(query.fields["search"]))
        if self._likely(3):
            roots.append(self._by_ids(query.fields["nodes"]))
        if self._likely(4) and self.day is None:
            roots.append(f"{self._alias()}: {at_an_end(self.lists, self.values, self.random, query)}")
        others = plain(self._others) if self._likely(25) else {}
        roots += [root(query) for root in (self._by_people, self._by_mean) if self._likely(2)]
        if self._likely(5):
            roots.append(f"{self._alias()}: {Keyed(self.lists, self.values, self.random, self.day).listing(query)}")
        roots += [self._by_measures(query)] if self._likely(8) else []
        head = ", ".join(f"${name}: {type_}" for name, (type_, _) in self._variables.items())
        text = f"query Drawn{f'({head})' if head else ''} {{ {' '.join(roots)} }}"
        variables = {name: plain(value) for name, (_, value) in self._variables.items() if value is not None}
        return Drawn("\n".join([text, *self._fragments]), variables, tuple(self._continued), others)

    def _is_root(self, definition: GraphQLField) -> bool:
        fits = self.day is None or "asOf" in definition.args  # `node` takes no day
        return fits and (is_connection(definition) or ("id" in definition.args and is_object(definition)))

    def _has_ties(self, definition: GraphQLField) -> bool:
        """Whether what a root gives, one or many, has lists of ties."""
        return any(map(self.lists.are_ties, getattr(self.lists.given(definition), "fields", {}).values()))

    def _root(self, name: str, definition: GraphQLField, depth: int) -> str:
        type_ = get_named_type(definition.type)
        when = self._as_of(definition)
        if is_connection(definition):
            return self._listing(name, definition, depth, when)
        ids = self.values.of(type_.name, "id")  # none of what only writing leaves
        alias = self._alias()
        one, other = (self.random.choice(ids) if ids and self._likely(92) else "nobody:1" for _ in range(2))
        arguments = ", ".join([f"id: {literal(self._variable('ID!', one, often=50, other=other))}", *when])
        return f"{alias}: {name}({arguments}) {self._within(alias, type_, depth)}"

    def _search(self, definition: GraphQLField) -> str:
        """A search beside other roots: its hits, with what some of them lead to."""
        alias = self._alias()
        self._path = [alias]
        page, told = self._page_arguments(self.random.randint(1, 2 * PAGE))
        self._path = []
        drawn = search_arguments(self.values, self.random)
        # A text without a letter finds nothing.
        given = [
            f"{name}: {literal(self._variable(type_, value, 40, '?' if name == 'text' else None))}"
            for name, type_, value in drawn
        ]
        node = self._in_many(self.lists.oracle.schema.type_map["Node"], 1)
        parts = [f"edges {{ cursor node {node} }}" if self._likely(40) else f"nodes {node}", "totalCount"]
        if told or self._likely(30):
            parts.append(INFO)
        if self._likely(40):
            parts.append("truncated facets { types { value label { hu } count } counties { county { nuts3 } count } }")
        return f"{alias}: search({', '.join([*given, *self._as_of(definition), *page])}) {{ {' '.join(parts)} }}"

    def _by_ids(self, definition: GraphQLField) -> str:
        """Some nodes by their ids, in that order; one id may be nobody's."""
        one, other = (self.random.sample(self.values.of("Node", "id"), 4) for _ in range(2))
        asked = self._variable("[ID!]!", [*one, "nobody:1"] if self._likely(30) else one, 60, other)
        arguments = ", ".join([f"ids: {literal(asked)}", *self._as_of(definition)])
        return f"{self._alias()}: nodes({arguments}) {self._in_many(get_named_type(definition.type), 0)}"

    def _by_people(self, query: GraphQLObjectType) -> str:
        """Groups of what belongs to people, asked for their labels: they have none."""
        root, key = self.random.choice(self.lists.of_people)
        when = self._as_of(query.fields[root])
        shown = "{ nodes { key { value label { hu en } } count } }"
        listed = f"{root}({', '.join(when)})" if when else root
        return f"{self._alias()}: {listed} {{ groupBy(keys: [{key}], first: {PAGE}) {shown} }}"

    def _by_measures(self, query: GraphQLObjectType) -> str:
        """Institutions by their place in the network, page by page."""
        alias, drawn = self._alias(), Measures(self.lists, self.values, self.random, self._variable)
        when = [f"asOf: {literal(self.day or self.random.choice(DAYS))}"] if self.day or self._likely(30) else []
        if self._likely(30):
            return f"{alias}: {drawn.below(query, when)}"
        draw, *inside = (drawn.groups, "groupBy") if self._likely(50) else (drawn.listing,)
        self._path = [alias, *inside]
        page, _ = self._page_arguments(self.random.randint(1, 2 * PAGE), 70)
        return f"{alias}: {draw(query, page, when)}"

    def _by_mean(self, query: GraphQLObjectType) -> str:
        """Groups whose mean is the one that an answer told of a group, or is beyond it: answers round."""
        root = self.random.choice([name for name, definition in query.fields.items() if is_connection(definition)])
        listed = root if self.day is None else f"{root}(asOf: {literal(self.day)})"
        groups = self._told.by_mean(root, listed, self.lists.list_of(query.fields[root]))
        return f"{self._alias()}: {listed} {{ {groups} }}"

    def _as_of(self, definition: GraphQLField) -> list[str]:
        if self.day is not None:
            return [f"asOf: {literal(self.day)}"]
        if "asOf" not in definition.args or not percent(self.random, 20):
            return []
        return [f"asOf: {literal(self._variable('Date', self.random.choice(DAYS)))}"]

    def _alias(self) -> str:
        self._aliases += 1
        return f"a{self._aliases}"

    def _variable(self, type_: str, value: Any, often: int = 15, other: Any = None) -> Any:
        """The value, or a variable that holds it, and may hold the other one when the document is sent again."""
        if not percent(self.random, often):
            return value
        name = f"v{len(self._variables)}"
        self._variables[name] = (type_, value)
        if other is not None:
            self._others[name] = other
        return Name(f"${name}")

    def _whole(self, type_: str, draw: Any) -> Any:
        """A drawn input as it stands, or all of it in one variable."""
        if percent(self.random, 20):
            one, other = (draw(lambda _, value: value) for _ in range(2))
            return self._variable(type_, one, often=100, other=other)
        return draw(self._variable)

    def _within(self, key: str, type_: GraphQLNamedType, depth: int) -> str:
        """The selection set of a field that is one thing."""
        before, self._path = self._path, None if self._path is None else [*self._path, key]
        try:
            return self._set(type_, depth)
        finally:
            self._path = before

    def _in_many(self, type_: GraphQLNamedType, depth: int) -> str:
        """The selection set of the entries of a list."""
        before, self._path = self._path, None
        try:
            return self._set(type_, depth)
        finally:
            self._path = before

    def _set(self, type_: GraphQLNamedType, depth: int, *, aliased: bool = False) -> str:
        """Leaves, fields that lead on while depth lasts, fragments for members: one of them goes on to the depth.

        Members may have one field in two types: `aliased` keeps their fields apart.
        """
        parts: list[str] = []
        if isinstance(type_, GraphQLUnionType) or (isinstance(type_, GraphQLInterfaceType) and self._likely(60)):
            parts += self._members(type_, depth)
            depth = 0
        if not isinstance(type_, GraphQLUnionType):
            parts += self._fields(type_, depth, aliased)
        if self._likely(20) or not parts:
            parts.append("__typename")
        if self._likely(12) and not isinstance(type_, GraphQLUnionType):
            return f"{{ {self._fragment(type_.name, parts)} }}"
        return f"{{ {' '.join(parts)} }}"

    def _likely(self, wanted: int) -> bool:
        return percent(self.random, wanted)

    def _members(self, type_: GraphQLInterfaceType | GraphQLUnionType, depth: int) -> list[str]:
        schema = self.lists.oracle.schema
        members = sorted(t.name for t in schema.get_possible_types(type_))
        chosen = self.random.sample(members, min(2, len(members)))
        depths = [depth, *[0] * len(chosen)]
        return [
            f"... on {name} {self._set(schema.type_map[name], depth, aliased=True)}"
            for name, depth in zip(chosen, depths, strict=False)
        ]

    def _fragment(self, type_name: str, parts: Sequence[str]) -> str:
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {type_name} {{ {' '.join(parts)} }}")
        return f"...{name}"

    def _fields(self, type_: GraphQLNamedType, depth: int, aliased: bool) -> list[str]:
        assert isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType))
        fields = {name: definition for name, definition in type_.fields.items() if name != NETWORK}  # drawn apart
        leaves = [name for name, definition in fields.items() if not is_object(definition)]
        chosen = self.random.sample(leaves, min(len(leaves), self.random.randint(1, 3)))
        parts = [self._leaf(name, type_.fields[name], aliased) for name in chosen]
        # What most of the graph leads to is only listed below one thing.
        hubs = HUBS if self._path is None else ()
        objects = [name for name, definition in fields.items() if is_object(definition) and name not in hubs]
        if depth > 0 and objects:
            self.random.shuffle(objects)
            if self._likely(20):  # derived ties are few
                objects.sort(key=lambda name: not self.lists.is_derived(type_.name, name))
            elif self._likely(30):
                objects.sort(key=lambda name: not self.lists.are_ties(type_.fields[name]))
            # The first one leads as deep as the document is to be, a second one only one step.
            for place, name in enumerate(objects[: 1 + self._likely(25)]):
                if self._budget > 0 and self._aliases < ALIASES:
                    parts.append(self._field(name, type_.fields[name], depth - 1 if place == 0 else 0))
        return parts

    def _leaf(self, name: str, definition: GraphQLField, aliased: bool) -> str:
        parts = PARTS.get(get_named_type(definition.type).name)
        head = f"{self._alias()}: {name}" if aliased or self._likely(8) else name
        if not parts:
            return f"{head}{self._directive()}"
        inside = self.random.choice(parts)
        # Selected at once, or one field twice.
        once = [inside] if self._likely(85) else inside.split(" ", 1)
        return " ".join(f"{head}{self._directive()} {{ {part} }}" for part in once)

    def _directive(self) -> str:
        if not self._likely(4):
            return ""
        name, holds = self.random.choice(("include", "skip")), self._likely(50)
        return f" @{name}(if: {literal(self._variable('Boolean!', holds, often=60, other=not holds))})"

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        if is_connection(definition):
            return self._listing(name, definition, depth, [])
        self._budget -= 1
        alias = self._alias()
        return f"{alias}: {name} {self._within(alias, get_named_type(definition.type), depth)}"

    # Lists.

    def _listing(self, name: str, definition: GraphQLField, depth: int, first: list[str]) -> str:
        alias = self._alias()
        before, self._path = self._path, None if self._path is None else [*self._path, alias]
        try:
            size = self.random.randint(1, PAGE)
            self._budget -= size * (1 if before is not None else PAGE)
            list_ = self.lists.list_of(definition)
            page, told = self._page_arguments(size)
            drawn, missing = self._arguments(definition, list_, told)
            selected = self._page(definition, list_, depth, told, missing)
            return f"{alias}: {name}({', '.join([*first, *drawn, *page])}) {selected}"
        finally:
            self._path = before

    def _page_arguments(self, size: int, goes_on: int = 30) -> tuple[list[str], str]:
        """How many, from which end; and the cursor where the page goes on, as it does so often in a hundred."""
        backward = self._likely(30)
        head, cursor, told = ("last", "before", "startCursor") if backward else ("first", "after", "endCursor")
        number = [f"{head}: {literal(self._variable('Int', size, often=10))}"]
        if self._path is None or not self._likely(goes_on):
            return number, ""
        name = f"c{len(self._continued)}"
        self._variables[name] = ("String", None)
        self._continued.append(Continued(name, tuple(self._path), told))
        return [*number, f"{cursor}: ${name}"], told

    def _arguments(self, definition: GraphQLField, list_: List, told: str) -> tuple[list[str], str]:
        """Condition and order; and the member by which few rows with a value stand beside those without, if any."""
        found = []
        if "scope" in definition.args and self._likely(50):
            found.append("scope: WITHIN")
        if told and list_.nullable and self._path is not None and len(self._path) == 1 and self._likely(30):
            member = self.random.choice(list(list_.nullable))
            return [*found, *self._orders.into_the_missing(list_, member, told)], member
        drawn: Any = {}
        if self._likely(85 if self.lists.are_ties(definition) else 45):  # lists of ties are few
            where = input_type(definition.args["where"])
            over = list_ if list_.properties else None
            drawn = self._whole(where.name, lambda variable: self._wheres(variable).where(where, 2, over))
            found.append(f"where: {literal(drawn)}")
        if told and list_.nullable and self._likely(30):
            found.append(f"orderBy: [{literal(self._orders.missing_first(list_, told))}]")
        elif asked := self._orders.asked_in(drawn, list_):
            found.append(f"orderBy: [{literal(asked)}]")
        elif self._likely(60):
            drawn = self._whole(f"[{list_.order.name}!]", lambda variable: self._orders.keys(list_, variable))
            found.append(f"orderBy: {literal(drawn)}")
        return found, ""

    def _wheres(self, variable: Any) -> Wheres:
        return Wheres(self.lists, self.values, self.random, variable)

    @property
    def _orders(self) -> Orders:
        return Orders(self.lists, self.values, self.random)

    def _page(self, definition: GraphQLField, list_: List, depth: int, told: str, missing: str) -> str:
        connection = self.lists.fields(get_named_type(definition.type).name)
        parts = (
            [" ".join(name for name in ("totalCount", "suppressed") if name in connection)] if self._likely(60) else []
        )
        if told or self._likely(25):
            parts.append(INFO)
        if depth > 0 or self._likely(75):
            parts.append(self._rows(list_, depth))
        if "aggregate" in connection and self._likely(20):
            parts.append(f"aggregate {self._told.aggregate(list_)}")
        if "groupBy" in connection and self._likely(50 if missing else 15):
            parts.append(self._groups(list_, missing))
        return f"{{ {' '.join(parts or ['totalCount'])} }}"

    def _rows(self, list_: List, depth: int) -> str:
        if self._likely(65 if not list_.evidence else 25):
            return f"nodes {self._in_many(list_.node, depth)}"
        parts = ["cursor", *self.random.sample(list(list_.properties), min(2, len(list_.properties)))]
        before, self._path = self._path, None
        parts += [
            self._listing(name, evidence, 0, [])
            for name, evidence in list_.evidence.items()
            if self._aliases < ALIASES and self._likely(60)
        ]
        self._path = before
        return f"edges {{ {' '.join(parts)} node {self._in_many(list_.node, depth)} }}"

    @property
    def _told(self) -> Told:
        return Told(self.lists, self.random)

    def _groups(self, list_: List, missing: str) -> str:
        """`groupBy`, by one key or two; or by the one that is `missing` in most rows, page by page."""
        alias = self._alias()
        members = list_.members()
        keys = [missing] if missing else self.random.sample(members, min(len(members), 1 + self._likely(40)))
        before, self._path = self._path, None if self._path is None else [*self._path, alias]
        page, told = self._page_arguments(self.random.randint(1, 2 if missing else PAGE), 100 if missing else 30)
        self._path = before
        asked = self._told.missing_last(told) if missing else self._told.arguments(list_, len(keys))
        arguments = [f"keys: [{', '.join(keys)}]", *asked, *page]
        shown = self._group(list_)
        parts = [f"edges {{ cursor node {shown} }}" if self._likely(40) else f"nodes {shown}"]
        if self._likely(60):
            parts.append("totalCount")
        if told or self._likely(30):
            parts.append(INFO)
        return f"{alias}: groupBy({', '.join(arguments)}) {{ {' '.join(parts)} }}"

    def _group(self, list_: List) -> str:
        parts = [f"key {{ {self.random.choice(('value', 'field value', 'value label { hu en }'))} }}"]
        if self._likely(70):
            parts.append("count suppressed")
        if self._likely(35):
            parts.append(f"aggregate {self._told.aggregate(list_)}")
        node = self.lists.oracle.schema.type_map["Node"]
        if self._likely(35) and list_.is_of_nodes:  # ties and changes are none
            parts.append(f"nodes(first: {self.random.randint(1, 3)}) {self._in_many(node, 0)}")
        return f"{{ {' '.join(parts)} }}"

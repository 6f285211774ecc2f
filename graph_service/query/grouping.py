"""Rows put together in Cypher: the values of aggregates over them, and groups of them by keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_service.cypher import where_cypher
from graph_service.model.structure import Kind, Property
from graph_service.query.aggregates import AggregateField, Function
from graph_service.query.filters import Every, IsNull
from graph_service.query.group_plan import Grouped, GroupTest, GroupValue, Told
from graph_service.query.groups import is_name
from graph_service.query.keyset import Key, after, turned
from graph_service.query.matching import Matched
from graph_service.query.ordering import ListField
from graph_service.query.plan import PagePlan

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler
    from graph_service.query.matching import Place

_NAMED_BY = ("name", "title")


class Values:
    """The values of aggregates over matched rows, and what each row must bring along for them."""

    def __init__(self, compiler: Compiler, matched: Matched) -> None:
        self._compiler = compiler
        self._matched = matched
        self._counts: dict[str, tuple[str, str]] = {}

    def text(self, field: AggregateField, function: Function) -> str:
        """The aggregate function over the values of the rows."""
        return function.text.format(value=self._value(field))

    def rows_cypher(self, more: Iterable[str] = ()) -> str:
        """The clauses that give the rows, each once, with the numbers that they bring along and `more` of each."""
        matched = self._matched
        clauses = matched.text()
        if matched.distinct:
            clauses += f" WITH DISTINCT {matched.bound}"
        brought = [*more, *(f"{text} AS {alias}" for alias, text in self._counts.values())]
        return f"{clauses} WITH {', '.join([matched.bound, *brought])}" if brought else clauses

    def _value(self, field: AggregateField) -> str:
        if field.link is not None:
            # Counted before rows are put together: engines differ in what they do inside an aggregate.
            if field.link.name not in self._counts:
                number = self._compiler.predicates.number(field.link, Every(()), self._matched.subject)
                self._counts[field.link.name] = self._compiler.names.new("k"), number
            return self._counts[field.link.name][0]
        assert field.prop is not None
        variable = self._matched.relationship if field.on_edge else self._matched.subject.variable
        assert variable is not None
        return self._compiler.access.held(variable, field.prop)


class Grouping:
    """The rows of a connection, put together by the keys of `plan`, and what stands for keys and values afterwards."""

    def __init__(self, compiler: Compiler, page: PagePlan, plan: Grouped, place: Place) -> None:
        self._compiler = compiler
        self._plan = plan
        lists = any(True for _ in plan.members)
        order = page.order if lists else ()
        self.page = replace(page, keyed=page.keyed and lists, order=order, parts=(plan,))
        self.matched = compiler.pages.match(self.page, place)
        self._values = Values(compiler, self.matched)
        names = compiler.names
        self.keys = [names.new("g") for _ in plan.keys]
        self.count = names.new("a")
        self._told = {value_name(*told): (names.new("a"), self._told_text(told)) for told in _once(plan.values)}
        self.nodes = names.new("x") if lists else None
        self.relationships = names.new("x") if lists and self._orders_relationships() else None

    def cypher(self, bound: str = "") -> str:
        """The clauses from MATCH to groups that meet the tests and `bound`."""
        keys = [f"{self._key(field)} AS {name}" for field, name in zip(self._plan.keys, self.keys, strict=True)]
        rows = self._values.rows_cypher(keys)
        told = [f"{text} AS {alias}" for alias, text in self._told.values()]
        collected = [f"collect({self.matched.subject.variable}) AS {self.nodes}"] if self.nodes else []
        if self.relationships:
            collected.append(f"collect({self.matched.relationship}) AS {self.relationships}")
        together = [*self.keys, f"count({self.matched.counted}) AS {self.count}", *told, *collected]
        return f"{rows} WITH {', '.join(together)}{where_cypher([*map(self._test, self._plan.tests), bound])}"

    def told(self, field: AggregateField, function: Function) -> str:
        """What stands for a value of an aggregate."""
        return self._told[value_name(field, function)][0]

    def unwound(self) -> Matched:
        """The rows of one group again, as nodes of their own."""
        names = self._compiler.names
        node, nodes = names.new("n"), self.nodes
        if self.relationships is None:
            clauses, relationship = f"UNWIND {nodes} AS {node}", None
        else:
            place, relationship = names.new("x"), names.new("r")
            clauses = (
                f"UNWIND range(0, size({nodes}) - 1) AS {place} "
                f"WITH {nodes}[{place}] AS {node}, {self.relationships}[{place}] AS {relationship}"
            )
        subject = replace(self.matched.subject, variable=node, relationship=relationship)
        return Matched((clauses,), (), subject, relationship)

    def order(self) -> list[Key]:
        """The sort keys of the groups on this page."""
        backward = self._plan.arguments.backward
        return [
            Key(
                self._value(sort.field),
                turned(sort.direction, backward=backward),
                sort.field.kind,
                sort.field.nullable,
                sort.nulls_last != backward,
            )
            for sort in self._plan.order
        ]

    def bound(self, keys: Sequence[Key]) -> str:
        """What groups after the cursor meet; empty on the first page."""
        arguments, parameters = self._plan.arguments, self._compiler.parameters
        if arguments.cursor is None:
            return ""
        name = "before" if arguments.backward else "after"
        binds = parameters.cursor(arguments.cursor, self._plan.signature, self._plan.order, 0, name)
        pairs = zip(binds, arguments.nulls, strict=True)
        return after(keys, [None if null else parameters.add(bind) for bind, null in pairs])

    def shown(self, place: int) -> str:
        """A key as a value of a row: days travel as text."""
        field, name = self._plan.keys[place], self.keys[place]
        if is_name(field):
            return f"{name}[0]"
        text = self._key_value(field, name)
        return f"toString({text})" if field.kind is Kind.DATE else text

    def label(self, place: int) -> tuple[str, str]:
        """The name of the relative that a key stands for, in Hungarian and English."""
        link = self._plan.keys[place].link
        named = [prop for label in link.labels if (prop := self._name_of(label)) is not None] if link else []
        hu = {prop.stored_names[0] for prop in named}
        en = {prop.stored_names[1] for prop in named if prop.kind is Kind.LOCALIZED}
        return self._first_of(self.keys[place], hu), self._first_of(self.keys[place], en)

    def _name_of(self, label: str) -> Property | None:
        properties = self._compiler.model.types[label].properties
        found = (properties[name] for name in _NAMED_BY if name in properties)
        return next((prop for prop in found if prop.public and not prop.guarded), None)

    def _key(self, field: ListField) -> str:
        """What rows are put together by: a value, the node of a relative, or spelling and collation key of a name."""
        subject = self.matched.subject
        if field.link is None:
            holder = self.matched.relationship if field.on_edge else subject.variable
            assert holder is not None
            return self._held(field, holder, subject.labels)
        names, end = self._compiler.names, self._compiler.names.new("n")
        hop = self._compiler.patterns.along(subject.variable, subject.labels, field.link, end, names, named=False)
        return f"head([{hop.pattern}{where_cypher(hop.conditions)} | {self._held(field, end, field.link.labels)}])"

    def _held(self, field: ListField, holder: str, labels: tuple[str, ...]) -> str:
        if field.relative:
            return holder
        if not is_name(field):
            return self._compiler.access.listed(holder, field)
        types = [self._compiler.model.types[label] for label in labels]
        props = [node.properties[field.prop.name] for node in types if field.prop.name in node.properties]
        spelling = self._first_of(holder, {prop.stored_names[0] for prop in props})
        return f"[{spelling}, {self._compiler.access.listed(holder, field)}]"

    def _first_of(self, holder: str, stored: set[str]) -> str:
        """The one of these properties that is there."""
        texts = [self._compiler.access.text(holder, name) for name in sorted(stored)]
        if not texts:
            return "null"
        return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"

    def _key_value(self, field: ListField, name: str) -> str:
        """What orders by a key."""
        if field.relative:
            return f"{name}.id"
        return f"{name}[1]" if is_name(field) else name

    def _value(self, value: GroupValue) -> str:
        if value.told is not None:
            return self.told(*value.told)
        if value.place is None:
            return self.count
        name = self.keys[value.place]
        return f"{name}[0]" if value.spelling else self._key_value(self._plan.keys[value.place], name)

    def _told_text(self, told: Told) -> str:
        """Rounded where the order of adding shows: cursors and tests must meet the same value again."""
        field, function = told
        text = self._values.text(field, function)
        exact = field.prop is None or field.prop.kind is not Kind.FLOAT
        return text if function.result != "mean" and (function.result != "sum" or exact) else f"round({text}, 6)"

    def _test(self, test: GroupTest) -> str:
        left = self._value(test.value)
        if isinstance(test.part, IsNull):
            return f"{left} IS {'' if test.part.missing else 'NOT '}NULL"
        # Moments are asked for by their day.
        return self._compiler.predicates.compared(test.part, f"date({left})" if _is_moment(test.value) else left)

    def _orders_relationships(self) -> bool:
        on_edge = any(isinstance(key.field, ListField) and key.field.on_edge for key in self.page.order)
        return self.page.keyed or on_edge


def value_name(field: AggregateField, function: Function) -> str:
    """What the place of a value is called."""
    return f"{field.name}.{function.name}"


def returned(text: str, function: Function) -> str:
    """An aggregate as a value of a row: days travel as text."""
    return f"toString({text})" if function.result == "day" else text


def _once(told: Iterable[Told]) -> list[Told]:
    return list({value_name(*value): value for value in told}.values())


def _is_moment(value: GroupValue) -> bool:
    return value.kind is Kind.DATETIME

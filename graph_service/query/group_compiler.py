"""Aggregates of a connection as Cypher: a block of its own that gives exactly one row, over the rows that it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_service.cypher import identifier, where_cypher
from graph_service.model.structure import Link
from graph_service.query.aggregates import AggregateField, Function
from graph_service.query.group_plan import Aggregated
from graph_service.query.layout import AggregateLayout, Row
from graph_service.query.plan import PagePlan

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler
    from graph_service.query.matching import Matched, Place


class GroupCompiler:
    """Writes what is told of all rows of the connections of one statement."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler

    def told(self, page: PagePlan, part: Aggregated, place: Place) -> tuple[int, AggregateLayout]:
        """Writes what `part` tells of the rows of `page`: the slot of its row, and the places in it."""
        # The rows that `totalCount` counts; the relationship is named only where something asks of it.
        matched = self._compiler.pages.match(replace(page, keyed=False, order=(), parts=(part,)), place)
        values = Values(self._compiler, matched)
        row = Row()
        places = {"count": row.slot(f"count({matched.counted})")}
        for field, function in part.values:
            places[value_name(field, function)] = row.slot(returned(values.text(field, function), function))
        name = self._compiler.names.new("f")
        block = f"CALL ({place.imports}) {{ {values.rows_cypher()} RETURN {row.text} AS {name} }}"
        place.body.blocks.append(block)
        return place.row.slot(name), AggregateLayout(part, places)


class Values:
    """The values of aggregates over matched rows, and what each row must bring along for them."""

    def __init__(self, compiler: Compiler, matched: Matched) -> None:
        self._compiler = compiler
        self._matched = matched
        self._counts: dict[str, tuple[str, str]] = {}

    def text(self, field: AggregateField, function: Function) -> str:
        """The aggregate function over the values of the rows."""
        return function.text.format(value=self._value(field))

    def rows_cypher(self) -> str:
        """The clauses that give the rows, each once, with the numbers that they bring along."""
        matched = self._matched
        clauses = matched.text()
        if matched.distinct:
            clauses += f" WITH DISTINCT {matched.bound}"
        if self._counts:
            clauses += f" WITH {', '.join([matched.bound, *(f'{text} AS {k}' for k, text in self._counts.values())])}"
        return clauses

    def _value(self, field: AggregateField) -> str:
        if field.link is not None:
            return self._count(field.link)
        assert field.prop is not None
        variable = self._matched.relationship if field.on_edge else self._matched.subject.variable
        return f"{variable}.{identifier(field.prop.stored_names[0])}"

    def _count(self, link: Link) -> str:
        """The number of relatives of a row: counted before rows are put together, never inside an aggregate."""
        known = self._counts.get(link.name)
        if known is None:
            known = self._counts[link.name] = self._compiler.names.new("k"), self._count_cypher(link)
        return known[0]

    def _count_cypher(self, link: Link) -> str:
        subject, names = self._matched.subject, self._compiler.names
        end = names.new("n")
        hop = self._compiler.patterns.along(subject.variable, subject.labels, link, end, names, named=False)
        unique = f" RETURN DISTINCT {end}" if len(link.steps) > 1 else ""
        return f"COUNT {{ MATCH {hop.pattern}{where_cypher(hop.conditions)}{unique} }}"


def value_name(field: AggregateField, function: Function) -> str:
    """What the place of a value is called."""
    return f"{field.name}.{function.name}"


def returned(text: str, function: Function) -> str:
    """An aggregate as a value of a row: days travel as text."""
    return f"toString({text})" if function.result == "day" else text

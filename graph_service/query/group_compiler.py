"""Aggregates and groups of a connection as Cypher: each a block of its own that gives exactly one row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_service.query.group_plan import Aggregated, Grouped, Members
from graph_service.query.grouping import Grouping, Values, returned, value_name
from graph_service.query.inputs import Constant
from graph_service.query.keyset import Key, order_by
from graph_service.query.layout import AggregateLayout, Body, GroupsLayout, KeyLayout, ObjectLayout, Row, ToldLayout
from graph_service.query.plan import PageArguments, PagePlan

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler
    from graph_service.query.matching import Place


class GroupCompiler:
    """Writes what is told of many rows of the connections of one statement."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler

    def told(self, page: PagePlan, part: Aggregated | Grouped, place: Place) -> ToldLayout:
        """Writes what `part` tells of the rows of `page`, and says where it stands."""
        if isinstance(part, Grouped):
            return self._grouped(page, part, place)
        # The rows that `totalCount` counts; the relationship is named only where something asks of it.
        matched = self._compiler.pages.match(replace(page, keyed=False, order=(), parts=(part,)), place)
        values = Values(self._compiler, matched)
        row = Row()
        places = {"count": row.slot(f"count({matched.counted})")}
        for field, function in part.values:
            places[value_name(field, function)] = row.slot(returned(values.text(field, function), function))
        [name] = self._block(place, values.rows_cypher(), row.text)
        return ToldLayout((place.row.slot(name),), AggregateLayout(part, places), f"{name}[{places['count']}]")

    def _grouped(self, page: PagePlan, plan: Grouped, place: Place) -> ToldLayout:
        """A block for the page of groups and one for their number; one for both where the page reads all anyway."""
        if plan.lists:
            return self._rows(page, plan, place)
        return ToldLayout((None, self._number(page, plan, place) if plan.counts else None), _no_rows(plan))

    def _number(self, page: PagePlan, plan: Grouped, place: Place) -> int:
        """All groups: neither an order nor what is shown of them matters."""
        grouping = Grouping(self._compiler, page, replace(plan, order=(), parts=()), place)
        [name] = self._block(place, grouping.cypher(), "count(*)")
        return place.row.slot(name)

    def _rows(self, page: PagePlan, plan: Grouped, place: Place) -> ToldLayout:
        grouping = Grouping(self._compiler, page, plan, place)
        keys = grouping.order()
        bound = grouping.bound(keys)
        found = grouping.cypher(bound)
        arguments = plan.arguments
        size = self._compiler.parameters.size(arguments.size, "last" if arguments.backward else "first")
        inner, row = Body(), Row()
        layout = self._layout(grouping, plan, keys, inner, row)
        again = f" WITH * {order_by(keys)}" if inner.blocks else ""
        # After a WHERE another WITH: what is sorted and cut is what met it.
        sorted_ = f"{' WITH *' if plan.tests or bound else ''} {order_by(keys)}"
        most = f"{size} + 1" if plan.peeks else size
        layout = replace(layout, size=size[1:])
        counts = plan.counts or (page.counts and not plan.tests)
        if counts and arguments.cursor is None and not inner.blocks:
            all_ = f"{found}{sorted_} WITH collect({row.text}) AS every, sum({grouping.count}) AS counted"
            groups, number, rows = self._block(place, all_, f"every[..{most}]", "size(every)", "coalesce(counted, 0)")
            slots = place.row.slot(groups), place.row.slot(number) if plan.counts else None
            return ToldLayout(slots, layout, None if plan.tests else rows)
        [groups] = self._block(place, f"{found}{sorted_} LIMIT {most}{inner.text}{again}", f"collect({row.text})")
        return ToldLayout((place.row.slot(groups), self._number(page, plan, place) if plan.counts else None), layout)

    def _block(self, place: Place, text: str, *values: str) -> list[str]:
        """Writes a block that returns these values: the names that they have outside."""
        names = [self._compiler.names.new("f") for _ in values]
        returned = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
        place.body.blocks.append(f"CALL ({place.imports}) {{ {text} RETURN {returned} }}")
        return names

    def _layout(self, grouping: Grouping, plan: Grouped, keys: list[Key], inner: Body, row: Row) -> GroupsLayout:
        """Hands out the places of a group: keys and their words, what is told of it, nodes, sort values."""
        shown = tuple(self._key(grouping, plan, place, row) for place in range(len(plan.keys)))
        places = {"count": row.slot(grouping.count)}
        for field, function in plan.shown:
            places[value_name(field, function)] = row.slot(returned(grouping.told(field, function), function))
        members: dict[str, tuple[int, ObjectLayout]] = {}
        for path, selected in plan.members:
            name, layout = self._members(grouping, selected, inner)
            members[path] = row.slot(name), layout
        sorts = tuple(row.slot(key.returned) for key in keys) if plan.cursors else ()
        signature = self._compiler.pages.signature(plan.signature) if plan.cursors else ""
        return GroupsLayout(plan, "", shown, places, members, sorts, signature)

    def _key(self, grouping: Grouping, plan: Grouped, place: int, row: Row) -> KeyLayout:
        value = row.slot(grouping.shown(place))
        if not (plan.labels and plan.keys[place].relative):
            return KeyLayout(value)
        hu, en = grouping.label(place)
        return KeyLayout(value, row.slot(hu), row.slot(en))

    def _members(self, grouping: Grouping, plan: Members, body: Body) -> tuple[str, ObjectLayout]:
        """The block of the first nodes of a group: put into the order of the connection, then cut."""
        names = self._compiler.names
        size = self._compiler.parameters.size(plan.size, "first")
        matched = grouping.unwound()
        forward = replace(grouping.page, arguments=PageArguments(Constant(None)))
        keys, computed = self._compiler.pages.keys(forward, matched)
        inner = Body()
        layout = self._compiler.object(plan.target, Row(), inner, matched.subject)
        again = f" WITH * {order_by(keys)}" if inner.blocks else ""
        sorted_by = "".join(f", {text} AS {alias}" for alias, text in computed.items())
        imports = ", ".join(name for name in (grouping.nodes, grouping.relationships) if name)
        name = names.new("f")
        body.blocks.append(
            f"CALL ({imports}) {{ {matched.text()} WITH {matched.bound}{sorted_by} {order_by(keys)} LIMIT {size}"
            f"{inner.text}{again} RETURN collect({layout.row.text}) AS {name} }}"
        )
        return name, layout


def _no_rows(plan: Grouped) -> GroupsLayout:
    return GroupsLayout(plan, "", (), {}, {}, (), "")

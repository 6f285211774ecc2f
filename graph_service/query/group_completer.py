"""Generated Python that names and checks aggregates and groups, a part of the completer of `completer.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from graph_service.query.aggregates import Function
from graph_service.query.group_plan import (
    Aggregated,
    AggregatePart,
    Group,
    GroupEdge,
    GroupEdges,
    GroupNodes,
    GroupsPart,
    KeyPart,
    Keys,
    Members,
    RowCount,
    ToldField,
    ToldPersons,
)
from graph_service.query.grouping import value_name
from graph_service.query.layout import AggregateLayout, GroupsLayout, KeyLayout, ObjectLayout
from graph_service.query.ordering import ListField
from graph_service.query.page_parts import (
    EdgeCursor,
    PageInfo,
    PersonCount,
    Suppressed,
    TotalCount,
    TypeName,
    Unsuppressed,
)
from graph_service.query.paging_source import cursor_source, cut_source, info_source, text_source
from graph_service.query.values import TESTS, enum_names, enum_words


@dataclass(frozen=True)
class GroupCompletion:
    """Writes the functions of aggregates and groups.

    `define` adds a function of arguments and body to the source, `constant` a constant, `row` gives the function of an
    object's row.
    """

    strict: bool
    define: Callable[[str, list[str]], str]
    constant: Callable[[Any], str]
    row: Callable[[ObjectLayout], str]

    def told(self, layout: AggregateLayout | GroupsLayout, slots: str) -> str:
        """The expression that completes what stands in `slots`."""
        if isinstance(layout, AggregateLayout):
            return f"{self._aggregate(layout)}({slots})"
        return f"{self._groups(layout)}({slots}, P)"

    def _aggregate(self, layout: AggregateLayout) -> str:
        """The function `(r)` of an aggregate's row."""
        entries = ", ".join(f"{part.key!r}: {self._aggregate_part(part, layout)}" for part in layout.plan.parts)
        return self.define("r", [f"return {{{entries}}}"])

    def _aggregate_part(self, part: AggregatePart, layout: AggregateLayout) -> str:
        match part:
            case TypeName():
                return repr("Aggregate")
            case RowCount() | PersonCount() | Suppressed() | Unsuppressed():
                return _count(part, layout.places)
            case ToldField():
                return self._told_field(part, layout)

    def _told_field(self, told: ToldField, layout: AggregateLayout) -> str:
        def value(function: Function) -> str:
            return f"as_{function.result}(r[{layout.places[value_name(told.field, function)]}])"

        entries = []
        for key, function in told.parts:
            if function is None:
                entries.append(f"{key!r}: {told.field.measured.type_name!r}")
            elif function == "suppressed":
                numbers = told.deciding if isinstance(told, ToldPersons) else ()
                entries.append(f"{key!r}: any_few({', '.join(value(number) for _, number in numbers)})")
            elif isinstance(told, ToldPersons) and function.result != "whole":
                entries.append(f"{key!r}: many_of({value(function)})")
            else:
                entries.append(f"{key!r}: {value(function)}")
        return f"{{{', '.join(entries)}}}"

    def _groups(self, layout: GroupsLayout) -> str:
        """The function `(rows, total, P)` of a page of groups."""
        plan = layout.plan
        body = cut_source(layout.size, plan.arguments) if plan.lists else []
        entries = ", ".join(f"{part.key!r}: {self._part(part, layout)}" for part in plan.parts)
        return self.define("rows, total, P", [*body, f"return {{{entries}}}"])

    def _part(self, part: GroupsPart, layout: GroupsLayout) -> str:
        match part:
            case TypeName():
                return repr("GroupConnection")
            case TotalCount():
                return "as_whole(total)"
            case PageInfo(_, parts):
                cursor = partial(self._cursor, layout)
                infos = (f"{key!r}: {info_source(name, layout.plan.arguments, cursor)}" for key, name in parts)
                return f"{{{', '.join(infos)}}}"
            case GroupNodes(key, group):
                return f"[{self._group(key, group, layout)}(e, P) for e in rows]"
            case GroupEdges():
                return f"[{self._edge(part, layout)}(e, P) for e in rows]"

    def _cursor(self, layout: GroupsLayout, row: str) -> str:
        kinds = [key.field.kind for key in layout.plan.order]
        return cursor_source(layout.signature, layout.sorts, kinds, row)

    def _edge(self, edges: GroupEdges, layout: GroupsLayout) -> str:
        entries = self._typed("GroupEdge")
        for part in edges.parts:
            match part:
                case TypeName(key):
                    entries.append(f"{key!r}: 'GroupEdge'")
                case EdgeCursor(key):
                    entries.append(f"{key!r}: {self._cursor(layout, 'e')}")
                case GroupEdge(key, group):
                    entries.append(f"{key!r}: {self._group(f'{edges.key}.{key}', group, layout)}(e, P)")
        return self.define("e, P", [f"return {{{', '.join(entries)}}}"])

    def _typed(self, name: str) -> list[str]:
        return [] if self.strict else [f"'__typename': {name!r}"]

    def _group(self, path: str, group: Group, layout: GroupsLayout) -> str:
        """The function `(r, P)` of a group's row."""
        entries = self._typed("Group")
        for part in group.parts:
            match part:
                case TypeName():
                    value = repr("Group")
                case RowCount() | PersonCount() | Suppressed() | Unsuppressed():
                    value = _count(part, layout.places)
                case Aggregated():
                    value = f"{self._aggregate(AggregateLayout(part, layout.places))}(r)"
                case Keys():
                    value = self._keys(part, layout)
                case Members(key):
                    place, inside = layout.members[f"{path}.{key}"]
                    value = f"[{self.row(inside)}(x, P) for x in r[{place}]]"
            entries.append(f"{part.key!r}: {value}")
        return self.define("r, P", [f"return {{{', '.join(entries)}}}"])

    def _keys(self, keys: Keys, layout: GroupsLayout) -> str:
        fields = zip(layout.plan.keys, layout.keys, strict=True)
        return f"[{', '.join(f'{self._key(keys, field, places)}(r)' for field, places in fields)}]"

    def _key(self, keys: Keys, field: ListField, places: KeyLayout) -> str:
        """The function `(r)` of one key of a group."""
        value = f"r[{places.value}]"
        check = []
        if self.strict and field.prop.scheme is None and field.kind in TESTS:
            check = [f"if {value} is not None and ({TESTS[field.kind].format(a=value)}): raise Mismatch"]
        entries = (f"{part.key!r}: {self._key_part(part, field, places, value)}" for part in keys.parts)
        return self.define("r", [*check, f"return {{{', '.join(entries)}}}"])

    def _key_part(self, part: KeyPart, field: ListField, places: KeyLayout, value: str) -> str:
        match part.what:
            case "field":
                return repr(field.name)
            case "typename":
                return repr("GroupKey")
            case "label":
                return self._label(part, field, places, value)
        if field.prop.scheme is None:
            return f"key_text({value})"
        names = self.constant(enum_names(field.prop.scheme))
        return f"None if {value} is None else {names}{f'[{value}]' if self.strict else f'.get({value}, {value})'}"

    def _label(self, part: KeyPart, field: ListField, places: KeyLayout, value: str) -> str:
        """The words of a term, or the name of a relative."""
        if places.hu is not None:
            return f"{self._words(part)}(r[{places.hu}], r[{places.en}])"
        if field.prop.scheme is None:
            return "None"
        words = self.constant(enum_words(field.prop.scheme))
        return f"{self._words(part)}(*{words}.get({value}, (None, None)))"

    def _words(self, part: KeyPart) -> str:
        """The function `(hu, en)` of a label: null where there is no name."""
        checks = []
        if self.strict:
            checks.append("if hu is not None and hu.__class__ is not str: raise Mismatch")
            checks.append("if en is not None and en.__class__ is not str: raise Mismatch")
        return self.define("hu, en", [*checks, f"return None if hu is None else {text_source(part.text, 'hu', 'en')}"])


def _count(part: RowCount | PersonCount | Suppressed | Unsuppressed, places: Mapping[str, int]) -> str:
    """The number of rows, or whether it is withheld."""
    number = f"as_whole(r[{places['count']}])"
    match part:
        case RowCount():
            return number
        case PersonCount():
            return f"many_of({number})"
        case Suppressed():
            return f"any_few({number})"
        case Unsuppressed():
            return "False"

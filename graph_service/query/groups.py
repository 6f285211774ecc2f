"""Aggregates and groups of a connection: selection and arguments to plan, refused where the list has no such thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from graph_service.access.scopes import READ_PEOPLE
from graph_service.errors import RequestError
from graph_service.model.declare import screaming
from graph_service.model.structure import Kind, Model, NodeType, Property, RelationshipType, TieType
from graph_service.query.aggregates import (
    FUNCTIONS,
    AggregateField,
    Fields,
    Function,
    Result,
    aggregate_fields,
    checked_field,
    checked_function,
)
from graph_service.query.filters import Compare, IsNull, comparisons
from graph_service.query.group_plan import (
    Aggregated,
    AggregatePart,
    Group,
    Grouped,
    GroupEdge,
    GroupEdges,
    GroupNodes,
    GroupPart,
    GroupSort,
    GroupsPart,
    GroupTest,
    GroupValue,
    KeyPart,
    Keys,
    Members,
    RowCount,
    ToldField,
    ToldPersons,
)
from graph_service.query.inputs import Constant, Input
from graph_service.query.ordering import ListField
from graph_service.query.orders import list_field
from graph_service.query.pages import page_arguments, page_size, signature_of
from graph_service.query.persons import withholds
from graph_service.query.plan import (
    EdgeCursor,
    ObjectPlan,
    PageInfo,
    PersonCount,
    Suppressed,
    TotalCount,
    TypeName,
    Unsuppressed,
)
from graph_service.query.selection import SelectedField, Selection
from graph_service.query.texts import text_parts

MOST_KEYS = 2
MOST_TESTS = 10
_TYPENAME = "__typename"
# What orders and tests compare a result of a function as.
_KINDS: Mapping[Result, Kind] = {
    "number": Kind.FLOAT,
    "mean": Kind.FLOAT,
    "sum": Kind.FLOAT,
    "whole": Kind.INT,
    "day": Kind.DATE,
    "moment": Kind.DATETIME,
}
_NEVER_NULL: tuple[Result, ...] = ("sum", "whole")
_COUNT = GroupValue("COUNT", Kind.INT)


@dataclass(frozen=True)
class ListedRows:
    """A connection whose rows are told of: what it lists, over which relationship, its own arguments, and to whom."""

    model: Model
    target: NodeType | TieType
    relationship: RelationshipType | None
    name: str
    arguments: Mapping[str, Input]
    element: Callable[[Selection], ObjectPlan]
    scopes: frozenset[str]

    @cached_property
    def _fields(self) -> Fields:
        return aggregate_fields(self.model, self.target.name, self.relationship)

    @cached_property
    def withholds(self) -> bool:
        """Whether its rows are persons of whom small numbers are not told."""
        return withholds(self.model, self.target, self.scopes)

    def suppressed(self, selected: SelectedField) -> Suppressed | Unsuppressed:
        """Whether the number of rows is withheld."""
        return Suppressed(selected.key) if self.withholds else Unsuppressed(selected.key)

    def _count(self, selected: SelectedField) -> RowCount | PersonCount:
        return PersonCount(selected.key) if self.withholds else RowCount(selected.key)

    def aggregated(self, selected: SelectedField) -> Aggregated:
        """The aggregate of the rows, or of those of a group. Raises RequestError at a field that they lack."""
        return Aggregated(selected.key, tuple(self._told(part) for part in _inside(selected).only))

    def _told(self, selected: SelectedField) -> AggregatePart:
        if selected.name == _TYPENAME:
            return TypeName(selected.key)
        if selected.name == "count":
            return self._count(selected)
        if selected.name == "suppressed":
            return self.suppressed(selected)
        with _at(selected):
            field = checked_field(self._fields, selected.name, self.target.name)
        parts = tuple((part.key, _function(field, part.name)) for part in _inside(selected).only)
        few = field.link is not None and READ_PEOPLE not in self.scopes and self.model.are_persons(field.link.labels)
        return (ToldPersons if few else ToldField)(selected.key, field, parts)

    def grouped(self, selected: SelectedField) -> Grouped:
        """The groups of the rows. Raises RequestError, at the field, for keys, orders and tests that do not fit."""
        with _at(selected):
            arguments = selected.arguments
            keys = self._keys(arguments["keys"])
            tests = tuple(self._tests(_given(arguments, "where")))
            order = self._order(_given(arguments, "orderBy"), keys)
            name = f"{self.name} {' '.join(key.name for key in keys)}"
            of_rows = {name: value for name, value in self.arguments.items() if name != "orderBy"}
            of_groups = {"where": arguments["where"]} if "where" in arguments else {}
            signature = signature_of(name, order, of_rows).joined(signature_of("", (), of_groups))
            page = page_arguments(arguments, order, 0, signature)
        parts = tuple(self._part(part) for part in _inside(selected).only)
        return Grouped(selected.key, keys, tests, order, page, parts, signature)

    def _keys(self, given: Input) -> tuple[ListField, ...]:
        names = [item.value for item in given.items()]
        if not 1 <= len(names) <= MOST_KEYS or len(set(names)) != len(names):
            raise RequestError("GROUP_KEYS", most=MOST_KEYS, value=len(names))
        return tuple(list_field(self.model, self.target, name, self.relationship) for name in names)

    def _value(self, of: str, function: str) -> GroupValue:
        """What is told of a group, by the enum values of the field and the function."""
        name = self._by_enum.get(of, of)
        field = checked_field(self._fields, name, self.target.name)
        told = checked_function(field, FUNCTIONS[function])
        nullable = told.result not in _NEVER_NULL
        return GroupValue(f"{field.name}.{told.name}", _KINDS[told.result], nullable, told=(field, told))

    @cached_property
    def _by_enum(self) -> dict[str, str]:
        return {screaming(name): name for name in self._fields}

    def _tests(self, where: Input | None) -> Iterator[GroupTest]:
        given = dict(where.fields()) if where is not None else {}
        for value in given.values():
            _refuse_null(value)
        if "aggregates" in given:
            items = given["aggregates"].items()
            if len(items) > MOST_TESTS:
                raise RequestError("LIST_LENGTH", argument="aggregates", most=MOST_TESTS, value=len(items))
            for item in items:
                yield from self._told_tests(dict(item.fields()))
        if "count" in given:
            yield from self._compared(_COUNT, Kind.INT, given["count"])

    def _told_tests(self, given: dict[str, Input]) -> Iterator[GroupTest]:
        value = self._value(given["of"].value, given["function"].value)
        kind: Literal["number", "date"] = "date" if value.kind in (Kind.DATE, Kind.DATETIME) else "number"
        if [name for name in ("number", "date") if name in given] != [kind]:
            raise RequestError("GROUP_WHERE", value=value.name, wanted=kind)
        _refuse_null(given[kind])
        yield from self._compared(value, Kind.DATE if kind == "date" else Kind.FLOAT, given[kind])

    def _compared(self, value: GroupValue, kind: Kind, operators: Input) -> Iterator[GroupTest]:
        about = Property(operators.name, operators.name, kind, required=True, many=False, description="")
        for part in comparisons(self.model, about, operators):
            assert isinstance(part, (Compare, IsNull))
            yield GroupTest(value, part)

    def _order(self, order_by: Input | None, keys: tuple[ListField, ...]) -> tuple[GroupSort, ...]:
        """The sort keys: what was asked for, then the keys; what decided before cannot decide again."""
        asked = [self._sort(item, keys) for item in order_by.items()] if order_by is not None else []
        asked += [GroupSort(value) for place in range(len(keys)) for value in _key_values(place, keys)]
        order: dict[str, GroupSort] = {}
        for sort in asked:
            order.setdefault(sort.field.name, sort)
        return tuple(order.values())

    def _sort(self, item: Input, keys: tuple[ListField, ...]) -> GroupSort:
        given = {name: value.value for name, value in item.fields() if not value.is_null}
        told = {"of", "function"} & given.keys()
        by = given["by"]
        if len(told) != (2 if by == "AGGREGATE" else 0) or (by == "SECOND_KEY" and len(keys) < 2):
            raise RequestError("GROUP_ORDER", by=by)
        match by:
            case "COUNT":
                value = _COUNT
            case "AGGREGATE":
                value = self._value(given["of"], given["function"])
            case _:
                value = _key_values(1 if by == "SECOND_KEY" else 0, keys)[0]
        return GroupSort(value, given.get("direction", "ASC"), given.get("nulls"))

    def _part(self, selected: SelectedField) -> GroupsPart:
        match selected.name:
            case "__typename":
                return TypeName(selected.key)
            case "totalCount":
                return TotalCount(selected.key)
            case "pageInfo":
                return PageInfo(selected.key, tuple((part.key, part.name) for part in _inside(selected).only))
            case "nodes":
                return GroupNodes(selected.key, self._group(_inside(selected)))
        return GroupEdges(selected.key, tuple(self._edge(part) for part in _inside(selected).only))

    def _edge(self, selected: SelectedField) -> EdgeCursor | GroupEdge | TypeName:
        match selected.name:
            case "__typename":
                return TypeName(selected.key)
            case "cursor":
                return EdgeCursor(selected.key)
        return GroupEdge(selected.key, self._group(_inside(selected)))

    def _group(self, selection: Selection) -> Group:
        return Group(tuple(self._group_part(part) for part in selection.only))

    def _group_part(self, selected: SelectedField) -> GroupPart:
        match selected.name:
            case "__typename":
                return TypeName(selected.key)
            case "count":
                return self._count(selected)
            case "suppressed":
                return self.suppressed(selected)
            case "aggregate":
                return self.aggregated(selected)
            case "key":
                return Keys(selected.key, tuple(_key_part(part) for part in _inside(selected).only))
        return self._members(selected)

    def _members(self, selected: SelectedField) -> Members:
        first = _given(selected.arguments, "first")
        with _at(selected):
            if isinstance(self.target, TieType) or not {"Node"} & {self.target.name, *self.target.interfaces}:
                raise RequestError("GROUP_NODES", type=self.target.name)
            page_size(first.value if first is not None else None)
        size = first.source if first is not None else Constant(None)
        return Members(selected.key, size, self.element(_inside(selected)))


def _key_values(place: int, keys: tuple[ListField, ...]) -> list[GroupValue]:
    """By what a key orders: names by their collation first, then by their spelling."""
    field = keys[place]
    value = GroupValue(f"KEY {place}", field.kind, field.nullable, place)
    if not is_name(field):
        return [value]
    return [value, GroupValue(f"SPELLING {place}", Kind.STRING, field.nullable, place, spelling=True)]


def is_name(field: ListField) -> bool:
    """Whether a field is a name: shown as it is written, ordered by its collation key."""
    return field.prop.sort is not None and field.part is None


def _key_part(selected: SelectedField) -> KeyPart:
    match selected.name:
        case "field" | "value":
            return KeyPart(selected.key, selected.name)
        case "label":
            return KeyPart(selected.key, "label", text_parts(_inside(selected)))
    return KeyPart(selected.key, "typename")


def _function(field: AggregateField, name: str) -> Function | Literal["suppressed"] | None:
    return "suppressed" if name == "suppressed" else field.measured.function(name)


def _given(arguments: Mapping[str, Input], name: str) -> Input | None:
    value = arguments.get(name)
    return None if value is None or value.is_null else value


def _refuse_null(value: Input) -> None:
    if value.is_null:
        raise RequestError("NULL_NOT_ALLOWED", argument=value.name)


def _inside(selected: SelectedField) -> Selection:
    assert selected.selection is not None
    return selected.selection


@contextmanager
def _at(selected: SelectedField) -> Iterator[None]:
    """Tells of a refusal at which field of the document it is."""
    try:
        yield
    except RequestError as error:
        if error.nodes is None:
            error.nodes = selected.nodes
        raise

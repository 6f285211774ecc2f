"""Compiled plans by document, operation, viewer and shape of the variables: the least recently used go first.

The text of a statement follows the shape of the variables (which keys, which nulls), the values are parameters. So the
shape of each variable is part of the key, and only that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    type_from_ast,
    visit,
)

from graph_service.query.pages import open_cursor

Shape = Callable[[Any], Hashable]
V = TypeVar("V")


class Cache(Generic[V]):
    """A bounded map; reading an entry makes it recent."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Hashable, entry: V) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def __len__(self) -> int:
        return len(self._entries)


class Shapes:
    """The shape of the variables of one operation."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        prefixes: Collection[str],
    ) -> None:
        cursors = set(_cursor_variables(document))
        self._shapes: dict[str, Shape] = {}
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            type_ = cast(GraphQLInputType, type_from_ast(schema, definition.type))
            self._shapes[name] = _cursor_shape if name in cursors else _shape(type_, frozenset(prefixes))

    def of(self, variables: Mapping[str, Any]) -> Hashable:
        """A key that is equal for variables which give the same text."""
        return tuple(shape(variables[name]) if name in variables else "absent" for name, shape in self._shapes.items())


def _shape(type_: GraphQLInputType, prefixes: frozenset[str]) -> Shape:
    if isinstance(type_, GraphQLNonNull):
        return _shape(type_.of_type, prefixes)
    if isinstance(type_, GraphQLList):
        return _list_shape(type_.of_type, prefixes)
    if isinstance(type_, GraphQLInputObjectType):
        return _object_shape(type_, prefixes)
    if isinstance(type_, GraphQLEnumType) or type_.name == "Boolean":
        return lambda value: value
    if type_ is GraphQLID or type_.name == "ID":
        # The prefix of an id names the label that a statement starts from.
        return lambda value: None if value is None else _prefix(value, prefixes)
    return lambda value: value is None


def _prefix(value: Any, prefixes: frozenset[str]) -> str:
    head = str(value).split(":", 1)[0]
    return head if head in prefixes else ""


def _list_shape(item: GraphQLInputType, prefixes: frozenset[str]) -> Shape:
    inner = item.of_type if isinstance(item, GraphQLNonNull) else item
    shape = _shape(inner, prefixes)
    if isinstance(inner, (GraphQLInputObjectType, GraphQLEnumType, GraphQLList)):
        return lambda value: tuple(map(shape, value)) if isinstance(value, list) else (value is None or shape(value))
    # The members of a list of values are one parameter; of ids, the labels matter, not their number.
    return lambda value: (
        frozenset(map(shape, value))
        if isinstance(value, list)
        else None
        if value is None
        else frozenset([shape(value)])
    )


def _object_shape(type_: GraphQLInputObjectType, prefixes: frozenset[str]) -> Shape:
    inner: dict[str, Shape] = {}

    def shape(value: Any) -> Hashable:
        if value is None:
            return None
        for name in value:
            # Made when first met: input types refer to one another.
            if name not in inner:
                inner[name] = _shape(type_.fields[name].type, prefixes)
        return tuple((name, inner[name](value[name])) for name in sorted(value))

    return shape


def _cursor_shape(value: Any) -> Hashable:
    if value is None:
        return None
    opened = open_cursor(value)
    # One that cannot be opened must not share the plan of "no cursor": it would be ignored, not refused.
    return "malformed" if opened is None else tuple(item is None for item in opened)


def _cursor_variables(document: DocumentNode) -> Iterator[str]:
    found: list[str] = []

    class Cursors(Visitor):
        def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
            if node.name.value in ("after", "before") and isinstance(node.value, VariableNode):
                found.append(node.value.name.value)

    visit(document, Cursors())
    return iter(found)

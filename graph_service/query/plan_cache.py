"""Compiled plans by document, operation, viewer and shape of the variables: the least recently used go first.

The text of a statement follows the shape of the variables (which keys, which nulls), the values are parameters. So the
shape of each variable is part of the key, and only that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar, cast

from graphql import (
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    type_from_ast,
)

from graph_service.model.vocabulary import schemes
from graph_service.query.inputs import listed
from graph_service.query.pages import open_cursor
from graph_service.query.search import has_words
from graph_service.query.uses import Uses

Shape = Callable[[Any], Hashable]
V = TypeVar("V")


class Cache(Generic[V]):
    """A bounded map; reading an entry makes it recent. `hits` and `misses` count the readings."""

    def __init__(self, most: int) -> None:
        self.hits = self.misses = 0
        self._most = most
        self._entries: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
        else:
            self.hits += 1
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
    """The shape of the variables of one operation, as `uses` says what they stand for."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        uses: Uses,
        prefixes: Collection[str],
    ) -> None:
        self._shapes: dict[str, Shape] = {}
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            type_ = cast(GraphQLInputType, type_from_ast(schema, definition.type))
            if name in uses.cursors:
                self._shapes[name] = _cursor_shape
            elif name in uses.texts:
                self._shapes[name] = has_words
            else:
                self._shapes[name] = _shape(type_, frozenset(prefixes))

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
    if _decides(type_):
        return lambda value: value
    if type_ is GraphQLID or type_.name == "ID":
        # The prefix of an id names the label that a statement starts from.
        return lambda value: None if value is None else _prefix(value, prefixes)
    return lambda value: value is None


def _decides(type_: GraphQLInputType) -> bool:
    """Whether the text follows the values: `isNull`, directives, orders, languages. Terms are values like others."""
    if isinstance(type_, GraphQLEnumType):
        return type_.name not in _terms()
    return isinstance(type_, GraphQLScalarType) and type_.name == "Boolean"


@cache
def _terms() -> frozenset[str]:
    return frozenset(scheme.enum for scheme in schemes().values())


def _prefix(value: Any, prefixes: frozenset[str]) -> str:
    head = str(value).split(":", 1)[0]
    return head if head in prefixes else ""


def _list_shape(item: GraphQLInputType, prefixes: frozenset[str]) -> Shape:
    inner = item.of_type if isinstance(item, GraphQLNonNull) else item
    shape = _shape(inner, prefixes)
    if isinstance(inner, (GraphQLInputObjectType, GraphQLList)) or _decides(inner):
        return lambda value: None if value is None else tuple(map(shape, listed(value)))
    # The members of a list of values are one parameter; of ids, the labels matter, not their number.
    return lambda value: None if value is None else frozenset(map(shape, listed(value)))


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
    """Null asks for the first page; what is no cursor must never meet a plan that takes none."""
    if value is None:
        return None
    opened = open_cursor(value)
    return "malformed" if opened is None else tuple(item is None for item in opened)

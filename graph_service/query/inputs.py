"""Values of arguments with their origin: the text of a statement follows their shape, parameters follow their values.

An `Input` looks at the present value, literal or variable; a `Source` tells where to find it in the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    value_from_ast_untyped,
)

Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Constant:
    """A value that stands in the document."""

    value: Any


@dataclass(frozen=True)
class FromVariable:
    """A value inside a variable, at `path`."""

    variable: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class FromList:
    """A list in the document that holds variables."""

    items: tuple[Source, ...]


@dataclass(frozen=True)
class FromLiteral:
    """An object in the document that holds variables."""

    node: ValueNode


Source = Constant | FromVariable | FromList | FromLiteral


def getter(source: Source) -> Callable[[Variables], Any]:
    """A function that reads the value from the variables of a request."""
    match source:
        case Constant(value):
            return lambda _: value
        case FromVariable(name, ()):
            return lambda variables: variables.get(name)
        case FromVariable(name, path):
            return lambda variables: _walk(variables.get(name), path)
        case FromList(items):
            getters = [getter(item) for item in items]
            return lambda variables: [get(variables) for get in getters]
        case FromLiteral(node):
            return lambda variables: value_from_ast_untyped(node, dict(variables))


def listed(value: Any) -> list[Any]:
    """A single value stands for a list of one, as in GraphQL's input coercion."""
    return value if isinstance(value, list) else [value]


def _walk(value: Any, path: tuple[str | int, ...]) -> Any:
    """Follows `path`; a single value stands for a list of one, as in GraphQL's input coercion."""
    for step in path:
        if isinstance(step, int) and not isinstance(value, list):
            continue
        value = value[step]
    return value


class Input:
    """The value of an argument or input field in this request, and its origin."""

    def __init__(self, name: str, source: Source, value: Any, node: ValueNode | None, variables: Variables) -> None:
        self.name = name
        self.source = source
        self.value = value
        self._node = node
        self._variables = variables

    @classmethod
    def of(cls, name: str, node: ValueNode, variables: Variables) -> Input:
        """The input that `node` states, a literal or a variable."""
        if isinstance(node, VariableNode):
            variable = node.name.value
            return cls(name, FromVariable(variable), variables.get(variable), None, variables)
        return cls(name, _source(node), value_from_ast_untyped(node, dict(variables)), node, variables)

    @property
    def is_null(self) -> bool:
        return self.value is None or isinstance(self._node, NullValueNode)

    @property
    def variables(self) -> Variables:
        """The variables of this request."""
        return self._variables

    def fields(self) -> list[tuple[str, Input]]:
        """The fields of an input object, in the order of their names: equal shapes give equal text."""
        if isinstance(self._node, ObjectValueNode):
            found = [
                (f.name.value, Input.of(f.name.value, f.value, self._variables))
                for f in self._node.fields
                if not (isinstance(f.value, VariableNode) and f.value.name.value not in self._variables)
            ]
        else:
            found = [(key, self._inside(key, key)) for key in self.value]
        return sorted(found, key=lambda field: field[0])

    def items(self) -> list[Input]:
        """The items of a list; a single value counts as a list of one."""
        if isinstance(self._node, ListValueNode):
            return [Input.of(self.name, node, self._variables) for node in self._node.values]
        if isinstance(self.value, list):
            return [self._inside(self.name, place) for place in range(len(self.value))]
        if self._node is not None:
            return [self]
        # The path of a list of one, so that a plan made for either serves the other.
        return [Input(self.name, _step(self.source, 0), self.value, None, self._variables)]

    def _inside(self, name: str, step: str | int) -> Input:
        value = self.value[step]
        source = _step(self.source, step) if isinstance(self.source, FromVariable) else Constant(value)
        return Input(name, source, value, None, self._variables)


def _step(source: Source, step: str | int) -> Source:
    return FromVariable(source.variable, (*source.path, step)) if isinstance(source, FromVariable) else source


def _source(node: ValueNode) -> Source:
    if isinstance(node, VariableNode):
        return FromVariable(node.name.value)
    if not _holds_variable(node):
        return Constant(value_from_ast_untyped(node))
    if isinstance(node, ListValueNode):
        return FromList(tuple(_source(item) for item in node.values))
    return FromLiteral(node)


def _holds_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(_holds_variable(item) for item in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_holds_variable(field.value) for field in node.fields)
    return isinstance(node, VariableNode)

"""Limits on documents, checked before validation. Each fragment is measured once, however often it is spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from graph_service.errors import RequestError

# Words of paging and of introspection; they lead no deeper into the graph.
_FLAT = frozenset({"edges", "nodes", "node", "pageInfo"})
# The lists of introspection. The whole schema is read once by nine of them; each further one costs as much again.
_SCHEMA_LISTS = frozenset(
    {"types", "directives", "fields", "args", "inputFields", "enumValues", "interfaces", "possibleTypes"}
)


@dataclass(frozen=True)
class DocumentLimits:
    """The most that a document may have. Depth counts fields that lead on, aliases and fields count per spread."""

    tokens: int = 2_000
    depth: int = 10
    aliases: int = 30
    fields: int = 500
    directives: int = 50
    operations: int = 10
    introspection: int = 12


class Size(NamedTuple):
    """What a selection amounts to with its fragments opened.

    `lists` are fields named like lists of introspection; those below `__schema` and `__type` are `introspection`.
    """

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0
    lists: int = 0
    introspection: int = 0

    def beside(self, other: Size) -> Size:
        """Both in one selection set."""
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.fields + other.fields,
            self.directives + other.directives,
            self.lists + other.lists,
            self.introspection + other.introspection,
        )


def check_limits(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """What is too much in `document`, an error each; empty when nothing is.

    Fragments are measured even where no operation spreads them, because validation looks at them all.
    """
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    measure = _Measure(document)
    try:
        errors = [_error("LIMIT_OPERATIONS", len(operations), limits.operations, operations[limits.operations :])]
        for definition in [*operations, *measure.fragments.values()]:
            errors = errors + _beyond(definition, measure.definition(definition), limits)
            if any(errors):
                break
    except RecursionError:
        cause = RequestError("PARSE_DEPTH")
        return [GraphQLError(str(cause), original_error=cause)]
    return [error for error in errors if error is not None]


def introspection_lists(operation: OperationDefinitionNode, document: DocumentNode) -> int:
    """How many lists of introspection an operation asks for."""
    return _Measure(document).definition(operation).introspection


def _beyond(node: ExecutableDefinitionNode, size: Size, limits: DocumentLimits) -> list[GraphQLError | None]:
    return [
        _error("LIMIT_DEPTH", size.depth, limits.depth, [node]),
        _error("LIMIT_FIELDS", size.fields, limits.fields, [node]),
        _error("LIMIT_ALIASES", size.aliases, limits.aliases, [node]),
        _error("LIMIT_DIRECTIVES", size.directives, limits.directives, [node]),
        _error("LIMIT_INTROSPECTION", size.introspection, limits.introspection, [node]),
    ]


def _error(code: str, value: int, most: int, nodes: Sequence[ExecutableDefinitionNode]) -> GraphQLError | None:
    if value <= most:
        return None
    cause = RequestError(code, value=value, most=most)
    return GraphQLError(str(cause), nodes[:1], original_error=cause)


class _Measure:
    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[str, Size] = {}

    def definition(self, node: ExecutableDefinitionNode) -> Size:
        """An operation or a fragment, with the directives on it and on its variables."""
        own = sum(len(variable.directives or ()) for variable in node.variable_definitions or ())
        own += len(node.directives or ())
        if isinstance(node, OperationDefinitionNode):
            return self.set(node.selection_set).beside(Size(directives=own))
        inner = self._fragment(node.name.value if node.name else "")
        if isinstance(node, FragmentDefinitionNode) and node.type_condition.name.value.startswith("__"):
            inner = inner._replace(depth=0)  # of the schema, not of the graph
        return inner.beside(Size(directives=own))

    def set(self, selections: SelectionSetNode | None) -> Size:
        size = Size()
        for selection in selections.selections if selections else ():
            size = size.beside(self._one(selection))
        return size

    def _one(self, selection: SelectionNode) -> Size:
        size = Size()
        match selection:
            case FieldNode():
                size = self._field(selection)
            case FragmentSpreadNode():
                size = self._fragment(selection.name.value)
            case InlineFragmentNode():
                size = self.set(selection.selection_set)
        return size.beside(Size(directives=len(selection.directives))) if selection.directives else size

    def _field(self, field: FieldNode) -> Size:
        inner = self.set(field.selection_set)
        name = field.name.value
        aliases, fields = inner.aliases + (field.alias is not None), inner.fields + 1
        if name.startswith("__"):
            # What lies below leads to the schema, not into the graph.
            return Size(0, aliases, fields, inner.directives, 0, inner.introspection + inner.lists)
        depth, lists = inner.depth + (name not in _FLAT), inner.lists + (name in _SCHEMA_LISTS)
        return Size(depth, aliases, fields, inner.directives, lists, inner.introspection)

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = Size()  # a cycle ends here; validation names it
            fragment = self.fragments.get(name)
            if fragment is not None:
                self._known[name] = self.set(fragment.selection_set)
        return self._known[name]

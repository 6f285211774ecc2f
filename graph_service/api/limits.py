"""Limits on documents, checked before validation. Each fragment is measured once, however often it is spread."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
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


@dataclass(frozen=True)
class DocumentLimits:
    """The most that a document may have. Depth counts fields that lead on, aliases and fields count per spread."""

    tokens: int = 2_000
    depth: int = 10
    aliases: int = 30
    fields: int = 500
    directives: int = 50
    operations: int = 10


@dataclass(frozen=True)
class Size:
    """What a selection amounts to with its fragments opened."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0

    def beside(self, other: Size) -> Size:
        """Both in one selection set."""
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.fields + other.fields,
            self.directives + other.directives,
        )


def check_limits(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """What is too much in `document`, an error each; empty when nothing is."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    measure = _Measure(document)
    errors = [_error("LIMIT_OPERATIONS", len(operations), limits.operations, operations[limits.operations :])]
    for operation in operations:
        size = measure.set(operation.selection_set)
        errors += [
            _error("LIMIT_DEPTH", size.depth, limits.depth, [operation]),
            _error("LIMIT_FIELDS", size.fields, limits.fields, [operation]),
            _error("LIMIT_ALIASES", size.aliases, limits.aliases, [operation]),
            _error(
                "LIMIT_DIRECTIVES", size.directives + len(operation.directives or ()), limits.directives, [operation]
            ),
        ]
    return [error for error in errors if error is not None]


def _error(code: str, value: int, most: int, nodes: list[OperationDefinitionNode]) -> GraphQLError | None:
    if value <= most:
        return None
    cause = RequestError(code, value=value, most=most)
    return GraphQLError(str(cause), nodes[:1], original_error=cause)


class _Measure:
    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[str, Size] = {}

    def set(self, selections: SelectionSetNode | None) -> Size:
        size = Size()
        for selection in selections.selections if selections else ():
            size = size.beside(self._one(selection))
        return size

    def _one(self, selection: SelectionNode) -> Size:
        directives = Size(directives=len(selection.directives or ()))
        match selection:
            case FieldNode():
                return self._field(selection).beside(directives)
            case FragmentSpreadNode():
                return self._fragment(selection.name.value).beside(directives)
            case InlineFragmentNode():
                return self.set(selection.selection_set).beside(directives)
        return directives

    def _field(self, field: FieldNode) -> Size:
        inner = self.set(field.selection_set)
        name = field.name.value
        # What lies below a field of introspection is bounded by graphql-core's own rule.
        depth = 0 if name.startswith("__") else inner.depth + (name not in _FLAT)
        return Size(depth, inner.aliases + (field.alias is not None), inner.fields + 1, inner.directives)

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = Size()  # a cycle ends here; validation names it
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._known[name] = self.set(fragment.selection_set)
        return self._known[name]

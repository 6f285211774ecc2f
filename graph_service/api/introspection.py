"""Questions about the schema alone: answered in a thread, and kept, for the whole schema is 2 MB and half a second."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from graph_service.api.limits import introspection_lists

POINTS_A_LIST = 500
"""What a list of introspection costs, in points: the standard query, nine lists, takes as long as 5,000 rows."""
_KEPT = 2


class Introspection:
    """The answers given last, by document and operation. Belongs to one event loop."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._answers: OrderedDict[tuple[int, str | None], tuple[DocumentNode, dict[str, Any]]] = OrderedDict()
        self._turn: asyncio.Lock | None = None

    def price(self, document: DocumentNode, operation: OperationDefinitionNode) -> int:
        """What it costs to ask."""
        return 1 + POINTS_A_LIST * introspection_lists(operation, document)

    async def answer(self, document: DocumentNode, operation: OperationDefinitionNode) -> dict[str, Any] | None:
        """The data; None where it is not about the schema alone, has variables, or fails: graphql-core then tells."""
        if operation.variable_definitions or not _is_of_schema(operation.selection_set, document):
            return None
        key = (id(document), operation.name.value if operation.name else None)
        if self._turn is None:
            self._turn = asyncio.Lock()
        async with self._turn:  # one at a time: the others wait for it, and the loop goes on
            known = self._answers.get(key)
            if known is not None and known[0] is document:
                self._answers.move_to_end(key)
                return known[1]
            result = await asyncio.to_thread(self._execute, document, key[1])
            if result.errors or result.data is None:
                return None
            self._answers[key] = (document, result.data)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
            return result.data

    def _execute(self, document: DocumentNode, name: str | None) -> ExecutionResult:
        return execute_sync(self._schema, document, operation_name=name)


def _is_of_schema(selections: SelectionSetNode, document: DocumentNode) -> bool:
    """Whether every root field, fragments opened, asks about the schema. No fragment of a valid one is endless."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}

    def is_of_schema(inner: SelectionSetNode) -> bool:
        for selection in inner.selections:
            match selection:
                case FieldNode():
                    if not selection.name.value.startswith("__"):
                        return False
                case FragmentSpreadNode():
                    if not is_of_schema(fragments[selection.name.value].selection_set):
                        return False
                case InlineFragmentNode():
                    if not is_of_schema(selection.selection_set):
                        return False
        return True

    return is_of_schema(selections)

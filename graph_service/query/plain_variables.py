"""Variables of the plainest kind, told by their class alone: asking graphql-core is dear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLNonNull, GraphQLSchema, OperationDefinitionNode, type_from_ast

_CLASSES: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool, "Int": int}
_LEAST, _MOST = -(2**31), 2**31 - 1


class PlainVariables:
    """The variables of one operation, if all of them are strings, ids, whole numbers and booleans."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._classes: list[tuple[str, type]] | None = []
        for definition in operation.variable_definitions or ():
            declared = type_from_ast(schema, definition.type)
            name = str(declared.of_type if isinstance(declared, GraphQLNonNull) else declared)
            if name not in _CLASSES:
                self._classes = None
                return
            self._classes.append((definition.variable.name.value, _CLASSES[name]))

    def fit(self, given: Mapping[str, Any]) -> bool:
        """Whether every variable is given, and of just its type; False leaves the question to graphql-core."""
        if self._classes is None:
            return False
        for name, class_ in self._classes:
            value = given.get(name)
            if value.__class__ is not class_ or (isinstance(value, int) and not _LEAST <= value <= _MOST):
                return False
        return True

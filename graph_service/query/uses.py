"""What the variables of an operation stand for: cursors, texts of searches, and what stands where null may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    SKIP,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)

_CURSORS = ("after", "before")
_TEXTS = ("text",)


@dataclass
class Uses:
    """Names of variables; `texts` are those that are searched for.

    `never_null` are those that their declaration lets be null and their place does not.
    """

    cursors: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    never_null: dict[str, VariableNode] = field(default_factory=dict)


def uses_of(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Uses:
    """How `operation` and the fragments that it reaches use its variables."""
    definitions = operation.variable_definitions or ()
    # `$n: Int = 5` may stand at an `Int!`: a default keeps null out unless the caller sends it.
    defaulted = {d.variable.name.value for d in definitions if d.default_value is not None}
    seeing = _Seeing(schema, defaulted)
    reached: set[str] = set()
    waiting: list[OperationDefinitionNode | FragmentDefinitionNode] = [operation] if definitions else []
    while waiting:
        visit(waiting.pop(), TypeInfoVisitor(seeing.types, seeing))
        for name in seeing.spreads - reached:
            reached.add(name)
            if name in fragments:
                waiting.append(fragments[name])
    return seeing.uses


class _Seeing(Visitor):
    def __init__(self, schema: GraphQLSchema, defaulted: set[str]) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self.uses = Uses()
        self.spreads: set[str] = set()
        self._defaulted = defaulted

    def enter_variable_definition(self, _node: VariableDefinitionNode, *_: Any) -> Any:
        return SKIP

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.spreads.add(node.name.value)

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        name = node.name.value
        if self._is_any_of(_CURSORS):
            self.uses.cursors.add(name)
        if self._is_any_of(_TEXTS):
            self.uses.texts.add(name)
        if name in self._defaulted and isinstance(self.types.get_input_type(), GraphQLNonNull):
            self.uses.never_null.setdefault(name, node)

    def _is_any_of(self, names: tuple[str, ...]) -> bool:
        argument, definition = self.types.get_argument(), self.types.get_field_def()
        return definition is not None and any(argument is definition.args.get(name) is not None for name in names)

"""Prints the SDL, and lists how it differs from the committed one.

The printed SDL gives each description once: where a field or argument of the same name has the same words again, they
are left out. Introspection has them everywhere. (With all of them the text is twice as long and hardly read.)
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLSchema,
    InputValueDefinitionNode,
    TypeDefinitionNode,
    Visitor,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
    parse,
    print_ast,
    print_schema,
    visit,
)

from graph_service.resources import folder

HEADER = """\
# The public API of Kaláka, derived from graph_service/model/. Do not edit: `kalaka schema --write` prints it.
# A description that a field or argument of the same name already has is left out; introspection has it everywhere.

"""
_ROOTS = frozenset({"Query", "Mutation", "Subscription"})
_KINDS = {
    kind: place
    for place, kind in enumerate(
        (
            "interface_type_definition",
            "union_type_definition",
            "object_type_definition",
            "input_object_type_definition",
            "enum_type_definition",
            "scalar_type_definition",
        ),
        1,
    )
}
_Described = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode


class _SaidOnce(Visitor):
    """Drops descriptions that were given before for the same name."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[tuple[str, str]] = set()

    def enter_field_definition(self, node: FieldDefinitionNode, *_: Any) -> _Described | None:
        return self._once(node)

    def enter_input_value_definition(self, node: InputValueDefinitionNode, *_: Any) -> _Described | None:
        return self._once(node)

    def enter_enum_value_definition(self, node: EnumValueDefinitionNode, *_: Any) -> _Described | None:
        return self._once(node)

    def _once(self, node: _Described) -> _Described | None:
        if node.description is None:
            return None
        said = (node.name.value, node.description.value)
        if said in self._said:
            return replace(node, description=None)
        self._said.add(said)
        return None


def _place(definition: DefinitionNode) -> tuple[int, str]:
    """Roots first, then what they lead to, then what they take; by name within each."""
    name = definition.name.value if isinstance(definition, TypeDefinitionNode) and definition.name else ""
    if name in _ROOTS:
        return 0, name
    return _KINDS.get(definition.kind, len(_KINDS) + 1), name


def print_sdl(schema: GraphQLSchema) -> str:
    """The SDL of `schema`, the same for the same schema."""
    printed = parse(print_schema(schema), no_location=True)
    ordered = replace(printed, definitions=tuple(sorted(printed.definitions, key=_place)))
    document: DocumentNode = visit(ordered, _SaidOnce())
    return f"{HEADER}{print_ast(document)}\n"


def committed_sdl() -> Path:
    """The file of the committed SDL."""
    return folder("schema") / "schema.graphql"


def breaking_changes(committed: str, schema: GraphQLSchema) -> list[str]:
    """What a client of the committed SDL would miss in `schema`, a sentence each."""
    return _changes(find_breaking_changes(build_schema(committed), schema))


def dangerous_changes(committed: str, schema: GraphQLSchema) -> list[str]:
    """What a client of the committed SDL might trip over in `schema`, a sentence each."""
    return _changes(find_dangerous_changes(build_schema(committed), schema))


def _changes(changes: list[Any]) -> list[str]:
    return sorted(change.description for change in changes)

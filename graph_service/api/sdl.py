"""Prints the SDL, and lists how it differs from the committed one.

The printed SDL gives each description once: where a field, argument or enum value of the same name has the same words
again, or a sentence is the same but for the name of a type or a quoted one, they are left out. Introspection has them
everywhere. (With all of them the text is twice as long and hardly read.) A description of one line is a plain string,
and enum values without one share lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLSchema,
    InputValueDefinitionNode,
    Node,
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

from graph_service.model.declare import screaming
from graph_service.resources import folder

HEADER = """\
# The public API of Kaláka, derived from graph_service/model/. Do not edit: `kalaka schema --write` prints it.
# A description that was given before, for the same name or about another one, is left out; introspection has it
# everywhere.

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
_WIDTH = 120
_INDENTED: Mapping[str, Any] = {"initial_indent": "  ", "subsequent_indent": "  "}
_QUOTED = re.compile(r"`[^`]+`")
_DESCRIBED = (TypeDefinitionNode, FieldDefinitionNode, InputValueDefinitionNode, EnumValueDefinitionNode)


class _SaidOnce(Visitor):
    """Drops descriptions that were given before: for the same name, written as a field or as an enum value, or in the
    same words about another type or name."""

    def __init__(self, types: Collection[str]) -> None:
        super().__init__()
        self._types = types
        self._said: set[tuple[str, str]] = set()

    def enter(self, node: Node, *_: Any) -> Node | None:
        """The node without its description, if that is nothing new."""
        if not isinstance(node, _DESCRIBED) or node.description is None:
            return None
        text = node.description.value
        words = [self._general(word) for word in text.split(" ")]
        about = " ".join(words)
        # Two or three words say little without the name that stands among them.
        is_sentence = text.endswith(".") and (len(words) > 3 or about == "….")
        said = ("", about) if is_sentence else (screaming(node.name.value), text)
        if said in self._said:
            return replace(node, description=None)
        self._said.add(said)
        return replace(node, description=replace(node.description, block="\n" in text))

    def _general(self, word: str) -> str:
        """A word that names a type or quotes a name, as any other such word."""
        bare = word.rstrip(".,;")
        return "…" + word[len(bare) :] if bare in self._types or _QUOTED.fullmatch(bare) else word


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
    document: DocumentNode = visit(ordered, _SaidOnce(schema.type_map))
    return HEADER + "\n\n".join(map(_printed, document.definitions)) + "\n"


def _printed(definition: DefinitionNode) -> str:
    if not isinstance(definition, EnumTypeDefinitionNode):
        return print_ast(definition)
    head = print_ast(replace(definition, values=()))
    lines: list[str] = []
    for described, values in groupby(definition.values or (), lambda value: value.description is not None):
        if described:
            lines += [f"  {line}" for value in values for line in print_ast(value).split("\n")]
        else:
            lines += wrap(" ".join(value.name.value for value in values), _WIDTH, **_INDENTED)
    return "\n".join([f"{head} {{", *lines, "}"])


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

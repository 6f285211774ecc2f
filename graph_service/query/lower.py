"""GraphQL document to `Selection`: merges by response key, opens fragments, applies @skip and @include.

The only place for graphql-core's helpers of execution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_argument_values,
    get_named_type,
    get_variable_values,
    is_composite_type,
)

from graph_service.query.inputs import Input
from graph_service.query.selection import SelectedField, Selection

Fragments = Mapping[str, FragmentDefinitionNode]
Found = dict[str, list[tuple[str, FieldNode]]]


def argument_values(
    schema: GraphQLSchema, operation: OperationDefinitionNode, selected: SelectedField, variables: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments of a field as graphql-core coerces them, defaults included; `variables` fit their types."""
    owner = schema.type_map[selected.owner]
    assert isinstance(owner, (GraphQLObjectType, GraphQLInterfaceType))
    coerced = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    assert not isinstance(coerced, list)
    return get_argument_values(owner.fields[selected.name], selected.nodes[0], coerced)


class Lowering:
    """One operation with one set of variables on its way to a selection."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        # A field selected on an interface is lowered once, not again for each label: levels would multiply.
        self._known: dict[tuple[object, ...], SelectedField] = {}

    def operation(self, operation: OperationDefinitionNode) -> Selection:
        """The selection of the operation's root type."""
        root = self._schema.get_root_type(operation.operation)
        assert root is not None
        return self._select(root, [(root.name, operation.selection_set)])

    def _select(self, type_: GraphQLCompositeType, sets: list[tuple[str, SelectionSetNode]]) -> Selection:
        objects = self._objects(type_)
        return Selection(type_.name, {object_.name: self._fields(object_, sets) for object_ in objects})

    def _objects(self, type_: GraphQLCompositeType) -> list[GraphQLObjectType]:
        if isinstance(type_, GraphQLObjectType):
            return [type_]
        assert isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType))
        return sorted(self._schema.get_possible_types(type_), key=lambda t: t.name)

    def _fields(
        self, object_: GraphQLObjectType, sets: list[tuple[str, SelectionSetNode]]
    ) -> tuple[SelectedField, ...]:
        found: Found = {}
        for owner, selection_set in sets:
            self._collect(object_, owner, selection_set, found, set())
        return tuple(self._once(key, entries) for key, entries in found.items())

    def _once(self, key: str, entries: list[tuple[str, FieldNode]]) -> SelectedField:
        place = (key, *((owner, id(node)) for owner, node in entries))
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._field(key, entries)
        return known

    def _field(self, key: str, entries: list[tuple[str, FieldNode]]) -> SelectedField:
        owner, first = entries[0]
        name = first.name.value
        definition = self._definition(owner, name)
        selection = None
        nodes = tuple(node for _, node in entries)
        if definition is not None:
            type_ = get_named_type(definition.type)
            if is_composite_type(type_):
                sets = [(type_.name, node.selection_set) for node in nodes if node.selection_set]
                selection = self._select(type_, sets)
        return SelectedField(key, name, owner, self._arguments(definition, first), nodes, selection)

    def _definition(self, owner: str, name: str) -> GraphQLField | None:
        type_ = self._schema.type_map[owner]
        return type_.fields.get(name) if isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType)) else None

    def _arguments(self, definition: GraphQLField | None, node: FieldNode) -> dict[str, Input]:
        """The arguments that are there; a variable that was not given leaves its argument absent."""
        if definition is None:
            return {}
        return {
            argument.name.value: Input.of(argument.name.value, argument.value, self._variables)
            for argument in node.arguments or ()
            if not (isinstance(argument.value, VariableNode) and argument.value.name.value not in self._variables)
        }

    def _collect(
        self,
        object_: GraphQLObjectType,
        owner: str,
        selection_set: SelectionSetNode,
        found: Found,
        visited: set[str],
    ) -> None:
        for node in self._included(selection_set):
            match node:
                case FieldNode():
                    key = node.alias.value if node.alias else node.name.value
                    found.setdefault(key, []).append((owner, node))
                case InlineFragmentNode():
                    condition = node.type_condition.name.value if node.type_condition else owner
                    if self._applies(object_, condition):
                        self._collect(object_, condition, node.selection_set, found, visited)
                case FragmentSpreadNode():
                    self._spread(object_, node.name.value, found, visited)

    def _spread(self, object_: GraphQLObjectType, name: str, found: Found, visited: set[str]) -> None:
        fragment = self._fragments.get(name)
        if name in visited or fragment is None:
            return
        visited.add(name)
        condition = fragment.type_condition.name.value
        if self._applies(object_, condition):
            self._collect(object_, condition, fragment.selection_set, found, visited)

    def _included(self, selection_set: SelectionSetNode) -> Iterator[SelectionNode]:
        for node in selection_set.selections:
            asked = {directive.name.value: directive for directive in node.directives or ()}
            skipped = "skip" in asked and self._condition(asked["skip"])
            if not skipped and ("include" not in asked or self._condition(asked["include"])):
                yield node

    def _condition(self, directive: DirectiveNode) -> bool:
        """The `if` of @skip or @include; validation has seen to it that there is one."""
        arguments = directive.arguments or ()
        return bool(Input.of("if", arguments[0].value, self._variables).value)

    def _applies(self, object_: GraphQLObjectType, condition: str) -> bool:
        if condition == object_.name:
            return True
        type_ = self._schema.type_map.get(condition)
        if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
            return self._schema.is_sub_type(type_, object_)
        return False

"""The rival gets what the graph really holds: its type definitions name stored labels, properties and relationships."""

from __future__ import annotations

import json

from graphql import FieldDefinitionNode, ObjectTypeDefinitionNode, StringValueNode, parse

from bench.processes import RIVAL
from graph_service.model import load_model
from graph_service.model.structure import Model

TYPES = parse((RIVAL / "types.graphql").read_text("utf-8"))


def relationship_of(field: FieldDefinitionNode) -> str | None:
    for directive in field.directives or ():
        for argument in directive.arguments or ():
            if argument.name.value == "type" and isinstance(argument.value, StringValueNode):
                return argument.value.value
    return None


def stored_names(model: Model, name: str) -> set[str]:
    named = {relationship.name: relationship for relationship in model.relationships.values()}
    owner = model.types.get(name) or named[name]
    return {stored for prop in owner.properties.values() for stored in prop.stored_names} | {"nameSort"}


def test_every_type_and_field_is_stored_under_that_name() -> None:
    model = load_model()
    types = set(model.relationship_ends)
    for definition in TYPES.definitions:
        assert isinstance(definition, ObjectTypeDefinitionNode)
        for field in definition.fields:
            relationship = relationship_of(field)
            names = types if relationship else stored_names(model, definition.name.value)
            assert (relationship or field.name.value) in names, f"{definition.name.value}.{field.name.value}"


def test_packages_are_pinned_and_the_lock_names_no_address() -> None:
    package = json.loads((RIVAL / "package.json").read_text("utf-8"))
    lock = json.loads((RIVAL / "package-lock.json").read_text("utf-8"))
    assert package["dependencies"]["@neo4j/graphql"] == "7.6.3"
    for name, version in package["dependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    entries = [entry for path, entry in lock["packages"].items() if path]
    assert all("integrity" in entry and "resolved" not in entry for entry in entries)

"""What an operation selects, after fragments, aliases and directives: fields by response key, one set a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import FieldNode

from graph_service.query.inputs import Input


@dataclass(frozen=True)
class SelectedField:
    """A field of a selection: `owner` is the type it was selected on, an object, interface or union."""

    key: str
    name: str
    owner: str
    arguments: Mapping[str, Input]
    nodes: tuple[FieldNode, ...]
    selection: Selection | None = None


@dataclass(frozen=True)
class Selection:
    """The fields selected on a value of `type_name`, by object type that the value can have."""

    type_name: str
    fields: Mapping[str, tuple[SelectedField, ...]] = field(default_factory=dict)

    @property
    def only(self) -> tuple[SelectedField, ...]:
        """The fields of an object type."""
        return next(iter(self.fields.values()))

"""Values that occur in the data, as documents write them: conditions on others would hardly ever be met."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import GraphQLSchema

from tests.oracle import Oracle
from tests.oracle.graph import Rel, Row, ended
from tests.oracle.mapping import MEASURED, NETWORK_WHERE

MOST = 40


class Name(str):
    """A word of a document that stands without quotes: an enum value, or a variable with its `$`."""


def literal(value: Any) -> str:
    """A value as a document writes it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {literal(inner)}' for name, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return str(value) if isinstance(value, Name) else json.dumps(value, ensure_ascii=False)


def plain(value: Any) -> Any:
    """The same value in JSON."""
    return json.loads(json.dumps(value))


@dataclass
class Values:
    """Values by the type and property that they are of; read when they are first asked for."""

    oracle: Oracle
    _known: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    @property
    def schema(self) -> GraphQLSchema:
        return self.oracle.schema

    def of(self, type_name: str, name: str) -> list[Any]:
        """Some values of a property of a label, interface or tie; empty where there are none."""
        if self.oracle.types.is_tie(type_name):
            return self._once(type_name, name, lambda: self.oracle.graph.rels("COOPERATES_WITH"))
        return self._once(type_name, name, lambda: self._rows(type_name))

    def holders(self, type_name: str, name: str) -> list[str]:
        """The ids of some nodes of a label or interface that have a value of a property."""
        rows = self._rows(type_name)
        return [row.id for row in rows if any(True for _ in self._stored(row, name))][:: max(len(rows) // MOST, 1)]

    @cached_property
    def measures(self) -> list[str]:
        """The names of what is measured of the place of an institution in the network."""
        type_: Any = self.schema.type_map[NETWORK_WHERE]
        return list(type_.fields)

    def measured(self, name: str) -> list[Any]:
        """Some values of a measure."""
        found = {str(value): value for row in self._rows(MEASURED) for value in self._of_place(row, name)}
        return list(found.values())[:: max(len(found) // MOST, 1)]

    def _of_place(self, row: Row, name: str) -> Iterable[Any]:
        value = self.oracle.conditions.measured(row)[name]
        return [] if value is None else [value]

    def on(self, relationship: str, name: str) -> list[Any]:
        """Some values of a property of a relationship, named as its class is."""
        type_ = re.sub(r"(?<!^)(?=[A-Z])", "_", relationship).upper()
        return self._once(type_, name, lambda: self.oracle.graph.rels(type_))

    @cached_property
    def ended(self) -> list[tuple[Row, str]]:
        """The ends of some relationships that are over, with the first day on which they were."""
        rels = (rel for type_ in sorted(self.oracle.graph.out) for rel in self.oracle.graph.rels(type_))
        found = [(row, day) for rel in rels if (day := ended(rel)) for row in (rel.start, rel.end)]
        return found[:: max(len(found) // (4 * MOST), 1)]

    def _rows(self, type_name: str) -> list[Row]:
        return [row for label in sorted(self.oracle.types.labels(type_name)) for row in self.oracle.graph.labels[label]]

    def _once(self, owner: str, name: str, things: Any) -> list[Any]:
        if (owner, name) not in self._known:
            self._known[owner, name] = self._read(name, list(things()))
        return self._known[owner, name]

    def _read(self, name: str, things: list[Row | Rel]) -> list[Any]:
        found: dict[str, Any] = {}
        for thing in things[:: max(len(things) // MOST, 1)]:
            for item in self._stored(thing, name):
                found[str(item)] = item
        return list(found.values())

    def _stored(self, thing: Row | Rel, name: str) -> Iterable[Any]:
        column = self.oracle.types.column(thing.label, name) if isinstance(thing, Row) else name
        value = thing.props.get(column, thing.props.get(f"{column}Hu"))
        return [item for item in (value if isinstance(value, list) else [value]) if item is not None]

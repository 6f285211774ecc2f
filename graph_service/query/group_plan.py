"""Plan nodes of what is told of many rows at once: the aggregate of a connection, and its groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph_service.query.aggregates import AggregateField, Function

if TYPE_CHECKING:
    from graph_service.query.plan import TypeName


@dataclass(frozen=True)
class RowCount:
    """How many rows there are."""

    key: str


@dataclass(frozen=True)
class Told:
    """A field of an aggregate: which of its functions are selected, by response key; None is `__typename`."""

    key: str
    field: AggregateField
    parts: tuple[tuple[str, Function | None], ...]


AggregatePart: TypeAlias = "RowCount | Told | TypeName"


@dataclass(frozen=True)
class Aggregated:
    """What is told of all rows, of a connection or of a group."""

    key: str
    parts: tuple[AggregatePart, ...]

    @property
    def gives_edge(self) -> bool:
        """Whether it tells of properties of the relationship."""
        return any(field.on_edge for field, _ in self.values)

    @property
    def values(self) -> Iterator[tuple[AggregateField, Function]]:
        """The values that must be computed."""
        for part in self.parts:
            if isinstance(part, Told):
                yield from ((part.field, function) for _, function in part.parts if function is not None)

"""Plan nodes of what is told of many rows at once: the aggregate of a connection, and its groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph_service.model.structure import Kind
from graph_service.query.aggregates import AggregateField, Function
from graph_service.query.filters import Compare, IsNull
from graph_service.query.inputs import Source
from graph_service.query.ordering import Direction, ListField, Nulls, are_nulls_last
from graph_service.query.page_parts import (
    EdgeCursor,
    PageArguments,
    Paged,
    PageInfo,
    PersonCount,
    RowsPart,
    Suppressed,
    TextPart,
    TotalCount,
    TypeName,
    Unsuppressed,
)
from graph_service.query.signature import Signature

if TYPE_CHECKING:
    from graph_service.query.plan import ObjectPlan

Told = tuple[AggregateField, Function]


@dataclass(frozen=True)
class RowCount:
    """How many rows there are."""

    key: str


@dataclass(frozen=True)
class ToldField:
    """A field of an aggregate: which of its functions are selected, by response key; None is `__typename`."""

    key: str
    field: AggregateField
    parts: tuple[tuple[str, Function | Literal["suppressed"] | None], ...]

    @property
    def values(self) -> Iterator[Told]:
        """The values that must be computed."""
        yield from ((self.field, function) for _, function in self.parts if isinstance(function, Function))


@dataclass(frozen=True)
class ToldPersons(ToldField):
    """A field that tells numbers of persons: those below three are withheld."""

    @property
    def values(self) -> Iterator[Told]:
        yield from super().values
        if any(function == "suppressed" for _, function in self.parts):
            yield from self.deciding

    @property
    def deciding(self) -> Iterator[Told]:
        """What tells whether any number is withheld: a small sum has a small maximum."""
        yield from ((self.field, f) for f in self.field.measured.functions if f.name in ("min", "max", "avg"))


AggregatePart = RowCount | PersonCount | Suppressed | Unsuppressed | ToldField | TypeName


@dataclass(frozen=True)
class Aggregated:
    """What is told of all rows, of a connection or of a group."""

    key: str
    parts: tuple[AggregatePart, ...]

    @property
    def values(self) -> Iterator[Told]:
        """The values that must be computed."""
        for part in self.parts:
            if isinstance(part, ToldField):
                yield from part.values

    @property
    def gives_edge(self) -> bool:
        """Whether it tells of properties of the relationship."""
        return any(field.on_edge for field, _ in self.values)


@dataclass(frozen=True)
class GroupValue:
    """What groups are ordered by, or must meet: the number of their rows, a key by its place, or what is told of them.

    `spelling` is the text of a name, which decides between names that the collation takes for equal.
    """

    name: str
    kind: Kind
    nullable: bool = False
    place: int | None = None
    spelling: bool = False
    told: Told | None = None


@dataclass(frozen=True)
class GroupSort:
    """One key of the order of groups. The keys of the groups come last: no two groups are equal."""

    field: GroupValue
    direction: Direction = "ASC"
    nulls: Nulls | None = None

    @property
    def nulls_last(self) -> bool:
        return are_nulls_last(self.direction, self.nulls)


@dataclass(frozen=True)
class GroupTest:
    """What a group must meet."""

    value: GroupValue
    part: Compare | IsNull


@dataclass(frozen=True)
class KeyPart:
    """A field of a key of a group; `text` has the selected parts of its label."""

    key: str
    what: Literal["field", "value", "label", "typename"]
    text: tuple[tuple[str, TextPart], ...] = ()


@dataclass(frozen=True)
class Keys:
    """The keys of a group."""

    key: str
    parts: tuple[KeyPart, ...]


@dataclass(frozen=True)
class Members:
    """The first nodes of a group, in the order of the connection."""

    key: str
    size: Source
    target: ObjectPlan


GroupPart = Keys | RowCount | PersonCount | Suppressed | Unsuppressed | Aggregated | Members | TypeName


@dataclass(frozen=True)
class Group:
    """What is selected of each group."""

    parts: tuple[GroupPart, ...]


@dataclass(frozen=True)
class GroupNodes(RowsPart):
    """The groups of the page."""

    group: Group


@dataclass(frozen=True)
class GroupEdge:
    """The group of an edge."""

    key: str
    group: Group


@dataclass(frozen=True)
class GroupEdges(RowsPart):
    """The edges of the page of groups."""

    parts: tuple[EdgeCursor | GroupEdge | TypeName, ...]

    @property
    def gives_cursors(self) -> bool:
        return any(isinstance(part, EdgeCursor) for part in self.parts)


GroupsPart = TotalCount | PageInfo | GroupNodes | GroupEdges | TypeName


@dataclass(frozen=True)
class Grouped(Paged):
    """A page of the groups of a connection's rows. The order ends with the keys; `signature` names it in cursors."""

    key: str
    keys: tuple[ListField, ...]
    tests: tuple[GroupTest, ...]
    order: tuple[GroupSort, ...]
    arguments: PageArguments
    parts: tuple[GroupsPart, ...]
    signature: Signature

    @property
    def groups(self) -> Iterator[tuple[str, Group]]:
        """What is selected of groups, by the path to it."""
        for part in self.parts:
            if isinstance(part, GroupNodes):
                yield part.key, part.group
            elif isinstance(part, GroupEdges):
                yield from (
                    (f"{part.key}.{edge.key}", edge.group) for edge in part.parts if isinstance(edge, GroupEdge)
                )

    @property
    def members(self) -> Iterator[tuple[str, Members]]:
        """The nodes that are selected of groups, by the path to them."""
        for path, group in self.groups:
            yield from ((f"{path}.{part.key}", part) for part in group.parts if isinstance(part, Members))

    @property
    def shown(self) -> Iterator[Told]:
        """What is told of each group."""
        for _, group in self.groups:
            for part in group.parts:
                if isinstance(part, Aggregated):
                    yield from part.values

    @property
    def values(self) -> Iterator[Told]:
        """What must be known of each group: to tell, to order, to test."""
        yield from self.shown
        for value in (*(key.field for key in self.order), *(test.value for test in self.tests)):
            if value.told is not None:
                yield value.told

    @property
    def labels(self) -> bool:
        """Whether the words of keys are wanted."""
        keys = (part for _, group in self.groups for part in group.parts if isinstance(part, Keys))
        return any(part.what == "label" for selected in keys for part in selected.parts)

    @property
    def gives_edge(self) -> bool:
        """Whether anything asks of the relationship that was followed."""
        return any(key.on_edge for key in self.keys) or any(field.on_edge for field, _ in self.values)

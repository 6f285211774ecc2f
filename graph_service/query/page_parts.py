"""Plan nodes that pages of rows and pages of groups share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_service.query.inputs import Source

TextPart = Literal["hu", "en", "textHu", "textEn", "typename"]


@dataclass(frozen=True)
class TypeName:
    """`__typename` of the object itself."""

    key: str


@dataclass(frozen=True)
class PageArguments:
    """Which page: size, direction and where it begins. `nulls` tells which values of the cursor are null."""

    size: Source
    backward: bool = False
    cursor: Source | None = None
    nulls: tuple[bool, ...] = ()


@dataclass(frozen=True)
class TotalCount:
    """How many there are in all, whatever the page."""

    key: str


@dataclass(frozen=True)
class PersonCount:
    """How many persons there are in all; withheld where there are some, but fewer than three."""

    key: str


@dataclass(frozen=True)
class Suppressed:
    """Whether that number is withheld."""

    key: str


@dataclass(frozen=True)
class Unsuppressed:
    """That nothing is withheld: no persons are counted, or the viewer may read them."""

    key: str


@dataclass(frozen=True)
class PageInfo:
    """What is known of the neighbouring pages, by response key."""

    key: str
    parts: tuple[tuple[str, str], ...]

    def peeks(self, arguments: PageArguments) -> bool:
        """Whether it tells if there are more rows than the page."""
        ahead = "hasPreviousPage" if arguments.backward else "hasNextPage"
        return any(name == ahead for _, name in self.parts)

    @property
    def gives_cursors(self) -> bool:
        return any(name.endswith("Cursor") for _, name in self.parts)


@dataclass(frozen=True)
class EdgeCursor:
    """The cursor of an edge."""

    key: str


@dataclass(frozen=True)
class RowsPart:
    """A part of a page that gives its rows."""

    key: str

    @property
    def gives_cursors(self) -> bool:
        return False


class Paged:
    """A page of rows or of groups: what its parts ask for."""

    arguments: PageArguments
    parts: tuple[object, ...]

    @property
    def lists(self) -> bool:
        """Whether its rows are needed, not only what is told of all of them."""
        return any(isinstance(part, (PageInfo, RowsPart)) for part in self.parts)

    @property
    def peeks(self) -> bool:
        """Whether one row more than the page must be read, to tell that there are more."""
        return any(isinstance(part, PageInfo) and part.peeks(self.arguments) for part in self.parts)

    @property
    def counts(self) -> bool:
        return any(isinstance(part, (TotalCount, PersonCount, Suppressed)) for part in self.parts)

    @property
    def cursors(self) -> bool:
        """Whether the sort values of rows must come along."""
        return any(isinstance(part, (PageInfo, RowsPart)) and part.gives_cursors for part in self.parts)

"""What somebody wants changed, and what was changed: plain data that mutations, imports and undoing share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Place = tuple[str | int, ...]
"""Where the caller said it: the path in an input, or sheet, row and column of a file."""
START, END = "start", "end"
"""The places of the ends of a relationship; properties are called `from` and `to`."""
Values = Mapping[str, Any]
"""By stored name: texts, numbers, truth, days, moments, lists of texts, and `Spot` for points; None where there is
nothing."""
NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NodeEdit:
    """A node to create, update or delete.

    A property or link that is absent stays as it is; one that is None is taken away. `links` are the to-one fields of
    the label by name, each with the id it is to lead to. `expected` is the revision that the caller has seen.
    `cascades`: what could not be without a deleted node is deleted, too.
    """

    action: Literal["create", "update", "delete"]
    label: str
    id: str
    values: Values = field(default_factory=lambda: NOTHING)
    links: Mapping[str, str | None] = field(default_factory=lambda: NOTHING)
    expected: int | None = None
    cascades: bool = False
    place: Place = ()


@dataclass(frozen=True, slots=True)
class TieEdit:
    """A relationship to add, update or remove between two nodes; `key` tells parallel ones of a keyed type apart.

    To `put` one is to update it where it is there and else to add it; without a key it is the one that began on the
    same day, or the only one of which no other day is known.
    """

    action: Literal["add", "update", "remove", "put"]
    type: str
    start: str
    end: str
    key: str | None = None
    values: Values = field(default_factory=lambda: NOTHING)
    place: Place = ()


Edit = NodeEdit | TieEdit


@dataclass(frozen=True, slots=True)
class TieChange:
    """What became of one relationship: `before` is None where it was added, `after` where it was removed."""

    type: str
    start: str
    end: str
    key: str | None
    before: Values | None
    after: Values | None


NO_ALIAS: tuple[str | None, str | None] = (None, None)


@dataclass(slots=True)
class NodeChange:
    """What became of one node in one transaction: `before` is None where it was created, `after` where it was deleted.

    Both hold all stored properties. `ties` are its relationships that changed, each told of once, at its start, or at
    its end where the start is official data.
    """

    label: str
    id: str
    before: Values | None
    after: Values | None
    ties: list[TieChange] = field(default_factory=list)
    alias: tuple[str | None, str | None] = NO_ALIAS
    """Which node its id led to before, and leads to after, where it is not there itself."""
    undid: frozenset[int] = frozenset()
    """The numbers of the transactions that are undone by it."""

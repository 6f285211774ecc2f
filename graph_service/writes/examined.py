"""What a batch of edits would change: a change a node, a verdict an edit, and the problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from graph_service.writes.edits import NodeChange, Values
from graph_service.writes.problems import Problem
from graph_service.writes.view import Held

_DEFAULT = {"revision": 1}


Bookkeeping = tuple[int | None, datetime | None]
"""Revision of a node, and when it last changed."""
Verdict = Literal["created", "changed", "unchanged", "removed", "refused"]


class Outcome(NamedTuple):
    """What would become of one edit: fields and to-one fields before and after, by stored name."""

    verdict: Verdict
    fields: Mapping[str, tuple[Any, Any]] = MappingProxyType({})


@dataclass
class Examined:
    """What a batch of edits would change, by id of the node, and why some of them cannot be made."""

    changes: dict[str, NodeChange] = field(default_factory=dict)
    touched: dict[str, Held] = field(default_factory=dict)
    """Nodes of which only a relationship changes, as they are."""
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    """What would become of each edit, in order."""
    cascaded: list[str] = field(default_factory=list)
    """Ids of nodes that are deleted because they cannot be without another."""
    restored: dict[str, Bookkeeping] = field(default_factory=dict)
    """What nodes get back, where this is not to count as a new change of them."""
    names: dict[str, str] = field(default_factory=dict)
    """By an old id that an edit named, the id that it leads to now."""

    @property
    def ids(self) -> set[str]:
        """Every node that is written or touched."""
        return {*self.changes, *self.touched}


def revision(values: Values | None) -> int:
    """The number of a node's state."""
    return int((values or _DEFAULT).get("revision", 1))

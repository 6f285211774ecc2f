"""What the rows of a file say: nodes and relationships by id or by what people know them by, typed and in place.

Nothing here knows what the graph holds: whoever does compares and writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from graph_service.writes.edits import NOTHING, Place, Values

Action = Literal["upsert", "delete"]


class Reference(NamedTuple):
    """A node as a file names it: by its id, or by text that is a natural key or a name, to be looked up.

    `labels` are those that it can have.
    """

    text: str
    labels: tuple[str, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node that a row speaks of. Without id it is the one that has one of `keys`, or else a new one.

    Values and links that are absent stay as they are, those that are None are taken away; `keys` are among the values.
    """

    label: str
    id: str | None
    keys: Values = field(default_factory=lambda: NOTHING)
    values: Values = field(default_factory=lambda: NOTHING)
    links: Mapping[str, Reference | None] = field(default_factory=dict)
    action: Action = "upsert"
    place: Place = ()


@dataclass(frozen=True, slots=True)
class TieRow:
    """A relationship that a row speaks of."""

    type: str
    start: Reference
    end: Reference
    key: str | None = None
    values: Values = field(default_factory=lambda: NOTHING)
    action: Action = "upsert"
    place: Place = ()

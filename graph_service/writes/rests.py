"""What derived data rest on, as a table: each derivation declares its rows beside it (`RESTS`, or a function of the
model), and from them follows what a write makes stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_service.model.declare import Step

When = Literal["written", "at once", "queued"]
"""`written`: whoever writes the node computes it with it; `at once`: in the transaction of the write; `queued`: the
write leaves a note, and it is caught up soon after."""


@dataclass(frozen=True)
class Stop:
    """One step of the way from what is derived to what it rests on.

    `labels` (or interfaces) are those of the nodes that the step leads to, `properties` the stored ones of theirs that
    count. All of the relationship counts: that it is there, and its properties.
    """

    step: Step
    labels: tuple[str, ...]
    properties: tuple[str, ...] = ()


Way = tuple[Stop, ...]


@dataclass(frozen=True)
class Rests:
    """A row: nodes of the labels (or interfaces) `of` have something derived, which rests on their `own` properties
    and on what lies on the `ways` from them; with `itself` also on whether such a node is there at all. `subject` is
    what a note names of it; empty for all."""

    of: tuple[str, ...]
    own: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    itself: bool = False
    subject: str = ""

"""Rebuilds everything that follows from other data, writing only what differs: a second run changes nothing.

Each derivation reads what it rests on, computes in Python, compares with what the graph holds, and says what to change.
The same functions compute the derived rows of a fresh seed (`seeding/derived.py`) and, given `only`, of a few nodes
(`refresh.py`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.writes.changes import GraphStore, Progress, write_changes
from graph_service.writes.derivations import Derivation, derivations
from graph_service.writes.items_following import Transacting, follow_collaborations
from graph_service.writes.pending import clear, waiting_ids
from graph_service.writes.versions import RAISE

# What was rebuilt may lie in any county: better all of them are read anew than one not.
_RAISE_SCOPES = Statement(
    "MATCH (v:DataVersion {id: 'current'}) WITH v.number AS number MATCH (s:DataVersion) "
    "WHERE s.id STARTS WITH 'county:' OR s.id STARTS WITH 'label:' SET s.number = number RETURN count(s) AS written"
)
_VERSION = Statement("OPTIONAL MATCH (v:DataVersion {id: 'current'}) RETURN v.number AS number")
_SECONDS = 15.0


@dataclass(frozen=True)
class Step:
    """What one derivation changed: nodes or relationships created, updated and removed."""

    name: str
    created: int
    updated: int
    removed: int
    seconds: float

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.removed)


@dataclass(frozen=True)
class DeriveReport:
    """What was changed, and the version of the data afterwards."""

    steps: tuple[Step, ...]
    version: int

    @property
    def changed(self) -> bool:
        return any(step.changed for step in self.steps)


class DeriveStore(GraphStore, Transacting, Protocol):
    """What rebuilding needs of a store."""


async def derive(store: DeriveStore, model: Model, progress: Progress | None = None) -> DeriveReport:
    """Rebuild all derived data; what writes have left to be caught up is then done. The version of the data rises,
    last of all, if anything changed. Of a thing itself nothing is touched, neither `updatedAt` nor `revision`.

    `progress` is told the name of a step, how many are done, and how many there are.
    """
    waiting = await waiting_ids(store)
    table = derivations(model)
    steps = []
    for place, derivation in enumerate(table):
        if progress:
            progress(derivation.name, place, len(table))
        steps.append(await _step(store, derivation))
    steps.append(await _worklist(store, model))
    if progress:
        progress("", len(table), len(table))
    await clear(store, waiting)
    return DeriveReport(tuple(steps), await current_version(store, raised=any(step.changed for step in steps)))


async def _step(store: GraphStore, derivation: Derivation) -> Step:
    started = time.perf_counter()
    changes = await derivation.find(store, None)
    await write_changes(store, changes)
    count = {kind: sum(len(c.rows) for c in changes if c.kind == kind) for kind in ("created", "updated", "removed")}
    return Step(derivation.name, **count, seconds=time.perf_counter() - started)


async def _worklist(store: DeriveStore, model: Model) -> Step:
    """Items of the worklist are no derived data, so what becomes of them has a history."""
    started = time.perf_counter()
    count = await follow_collaborations(store, model)
    return Step("worklist", 0, count, 0, time.perf_counter() - started)


async def current_version(store: GraphStore, *, raised: bool) -> int:
    """The version of the data, raised by one first where `raised` or where there was none; those of all counties and
    labels rise with it."""
    if not raised:
        [number] = await store.read(_VERSION, seconds=_SECONDS)
        if number is not None:
            return int(number)
    [[row], _] = await store.write([Statement(RAISE), _RAISE_SCOPES], seconds=_SECONDS)
    return int(row["number"])

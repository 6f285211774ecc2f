"""Rebuilds everything that follows from other data, writing only what differs: a second run changes nothing.

Each derivation reads what it rests on, computes in Python, compares with what the graph holds, and says what to change.
The same functions compute the derived rows of a fresh seed (`seeding/derived.py`) and, given `only`, of a few nodes.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.writes.adoptions import adoption_changes
from graph_service.writes.changes import Change, GraphStore, Progress, write_changes
from graph_service.writes.indicators import indicator_changes
from graph_service.writes.kept import kept_changes
from graph_service.writes.names import name_changes
from graph_service.writes.nearest import nearest_changes
from graph_service.writes.phases import phase_changes
from graph_service.writes.rates import rate_changes
from graph_service.writes.sites import site_changes
from graph_service.writes.socialisation import socialisation_changes
from graph_service.writes.ties import tie_changes
from graph_service.writes.travel import travel_changes

RAISE_VERSION = Statement(
    "MERGE (v:DataVersion {id: 'current'}) SET v.number = coalesce(v.number, 0) + 1 RETURN v.number AS number"
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


async def derive(
    store: GraphStore, model: Model, progress: Progress | None = None, *, now: datetime | None = None
) -> DeriveReport:
    """Rebuild all derived data. The version of the data rises, last of all, if anything changed.

    `progress` is told the name of a step, how many are done, and how many there are.
    """
    moment = now or datetime.now(UTC)
    derivations = _derivations(store, model, moment)
    steps = []
    for place, (name, find) in enumerate(derivations):
        if progress:
            progress(name, place, len(derivations))
        steps.append(await _step(store, name, find))
    if progress:
        progress("", len(derivations), len(derivations))
    return DeriveReport(tuple(steps), await current_version(store, raised=any(step.changed for step in steps)))


Derivation = Callable[[], Awaitable[list[Change]]]


def _derivations(store: GraphStore, model: Model, now: datetime) -> Sequence[tuple[str, Derivation]]:
    """Name and derivation, in an order in which none rests on a later one."""
    kept = ((f"kept by {_words(type_.type)}", partial(kept_changes, store, model, type_)) for type_ in model.keepers)
    ties = ((_words(type_.type), partial(tie_changes, store, model, type_)) for type_ in model.stored_ties)
    return (
        ("names", lambda: name_changes(store, model)),
        ("sites", lambda: site_changes(store, model)),
        *kept,
        ("socialisation", lambda: socialisation_changes(store, now)),
        ("phases", lambda: phase_changes(store, now)),
        *ties,
        ("rates", lambda: rate_changes(store, now)),
        ("travel", lambda: travel_changes(store, now)),
        ("adoptions", lambda: adoption_changes(store, now)),
        ("nearest", lambda: nearest_changes(store)),
        ("indicators", lambda: indicator_changes(store, now)),
    )


def _words(type_: str) -> str:
    return type_.replace("_", " ").lower()


async def _step(store: GraphStore, name: str, find: Derivation) -> Step:
    started = time.perf_counter()
    changes = await find()
    await write_changes(store, changes)
    count = {kind: sum(len(c.rows) for c in changes if c.kind == kind) for kind in ("created", "updated", "removed")}
    return Step(name, **count, seconds=time.perf_counter() - started)


async def current_version(store: GraphStore, *, raised: bool) -> int:
    """The version of the data, raised by one first where `raised` or where there was none."""
    if not raised:
        [number] = await store.read(_VERSION, seconds=_SECONDS)
        if number is not None:
            return int(number)
    [[row]] = await store.write([RAISE_VERSION], seconds=_SECONDS)
    return int(row["number"])

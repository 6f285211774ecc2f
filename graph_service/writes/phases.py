"""The phase that a development process entered last, and whether it acted before it looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from graph_service.model.declare import step_out
from graph_service.model.labels import (
    CONCEPT,
    DEVELOPMENT_PROCESS,
)
from graph_service.model.vocabulary import schemes
from graph_service.writes.changes import Change, GraphStore, read_rows, read_slices
from graph_service.writes.properties import Derived, property_changes
from graph_service.writes.rests import Rests, Stop

RESTS = Rests((DEVELOPMENT_PROCESS,), ways=((Stop(step_out("ENTERED"), (CONCEPT,), ("code",)),),), itself=True)


class Entry(NamedTuple):
    """A process entered a phase, named by its code, on a day."""

    day: date
    phase: str


def current_phase(entries: Iterable[Entry]) -> str | None:
    """The phase entered last; of two on one day the later one of the process."""
    order = {term.code: place for place, term in enumerate(schemes()["processPhase"].terms)}
    last = max(entries, key=lambda entry: (entry.day, order.get(entry.phase, -1)), default=None)
    return last.phase if last else None


def acted_first(entries: Iterable[Entry]) -> bool:
    """Whether it entered `action` on a day before which there was no `situation_analysis`."""
    first: dict[str, date] = {}
    for entry in entries:
        first[entry.phase] = min(entry.day, first.get(entry.phase, entry.day))
    return "action" in first and not first.get("situation_analysis", date.max) < first["action"]


def phase_properties(entries: Sequence[Entry]) -> dict[str, object]:
    """What follows from the phases entered, as the graph stores it."""
    return {"currentPhase": current_phase(entries), "actionBeforeAnalysis": acted_first(entries)}


_IDS = "MATCH (p:DevelopmentProcess) RETURN collect(p.id) AS found"
_READ = (
    "UNWIND $ids AS id MATCH (p:DevelopmentProcess {id: id}) "
    "RETURN collect([p.id, p.currentPhase, p.actionBeforeAnalysis, "
    "[(p)-[e:ENTERED]->(c:Concept) | [toString(e.on), c.code]]]) AS found"
)


async def phase_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all processes, or in `only`."""
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    found = []
    for id_, phase, hasty, entries in await read_slices(store, _READ, ids):
        wanted = phase_properties([Entry(date.fromisoformat(day), code) for day, code in entries])
        found.append(Derived(id_, (phase, hasty), wanted))
    return property_changes("MATCH (n:DevelopmentProcess {id: r.id})", found)

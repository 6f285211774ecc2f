"""The phase that a development process entered last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from graph_service.model.vocabulary import schemes
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices


class Entry(NamedTuple):
    """A process entered a phase, named by its code, on a day."""

    day: date
    phase: str


def current_phase(entries: Iterable[Entry]) -> str | None:
    """The phase entered last; of two on one day the later one of the process."""
    order = {term.code: place for place, term in enumerate(schemes()["processPhase"].terms)}
    last = max(entries, key=lambda entry: (entry.day, order.get(entry.phase, -1)), default=None)
    return last.phase if last else None


_IDS = "MATCH (p:DevelopmentProcess) RETURN collect(p.id) AS found"
_READ = (
    "MATCH (p:DevelopmentProcess) WHERE p.id IN $ids RETURN collect([p.id, p.currentPhase, "
    "[(p)-[e:ENTERED]->(c:Concept) | [toString(e.on), c.code]]]) AS found"
)
_WRITE = (
    "UNWIND $rows AS r MATCH (n:DevelopmentProcess {id: r.id}) SET n += r.set "
    "FOREACH (_ IN CASE WHEN r.touched IS NULL THEN [] ELSE [1] END | SET n.updatedAt = r.touched) "
    "RETURN count(*) AS n"
)


async def phase_changes(store: GraphStore, now: object, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all processes, or in `only`; one that stood in another phase is touched `now`."""
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    rows = []
    for id_, held, entries in await read_slices(store, _READ, ids):
        wanted = current_phase(Entry(date.fromisoformat(day), phase) for day, phase in entries)
        if held != wanted:
            rows.append({"id": id_, "set": {"currentPhase": wanted}, "touched": None if held is None else now})
    return dropped([Change("updated", _WRITE, rows)])

"""Brings derived data up to date within the transaction of a write, or leaves a note of what is dear."""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.writes.changes import InTransaction, Run, write_changes
from graph_service.writes.derivations import Derivation, derivations
from graph_service.writes.edits import NodeChange
from graph_service.writes.pending import Left, leave
from graph_service.writes.rests import Rests
from graph_service.writes.stale import Stale

# Two writes that touch the same derived data, each blind to what the other has not committed yet, would both leave it
# wrong. So the second waits here for the first (Neo4j), or is tried again after it (the embedded engine).
_TAKE_TURN = Statement(
    "MERGE (v:DataVersion {id: 'derived'}) SET v.number = coalesce(v.number, 0) + 1 RETURN v.number AS number"
)


async def refresh(run: Run, model: Model, changes: Sequence[NodeChange], *, at_once: bool = True) -> tuple[Left, ...]:
    """Derive anew what `changes`, written already in the transaction of `run`, made stale; what is left for
    `catch_up`. Of a thing itself nothing is touched, neither `updatedAt` nor `revision`.

    With `at_once=False` everything is left: for many changes, one rebuild is quicker than a refresh for each.
    """
    stale, store = Stale.by(model, changes), InTransaction(run)
    left: list[Left] = []
    has_turn = False
    for derivation in derivations(model):
        rows = [rests for rests in derivation.rests if stale.concerns(rests)]
        if not rows or derivation.when == "written":
            continue
        if derivation.when == "queued" or not at_once:
            left.append(_left(derivation, rows))
            stale.wholly |= {*derivation.gives}
            continue
        if not has_turn:
            await run(_TAKE_TURN)
            has_turn = True
        await _refresh(store, stale, derivation, rows)
    await leave(run, left)
    return tuple(left)


async def _refresh(store: InTransaction, stale: Stale, derivation: Derivation, rows: Sequence[Rests]) -> None:
    only = {id_ for rests in rows for id_ in await stale.subjects(store, rests)}
    if only:
        found = await derivation.find(store, only)
        await write_changes(store, found)
        stale.derived(derivation, found)


def _left(derivation: Derivation, rows: Sequence[Rests]) -> Left:
    subjects = sorted({rests.subject for rests in rows})
    return Left(derivation.name, () if "" in subjects else tuple(subjects))

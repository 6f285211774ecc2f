"""Derived data that writes left for later: noted in the graph in the same transaction, and caught up soon after."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.writes.changes import Change, GraphStore, Run, TransactingStore, slices
from graph_service.writes.derivations import derivations
from graph_service.writes.sites import SHORTCUTS
from graph_service.writes.versions import raise_versions, read_counties_of, scopes_of

_SECONDS = 60.0
_SHORTCUTS = frozenset(shortcut.type for shortcut in SHORTCUTS)
_STATEMENTS = 5
"""Slices of rows in one transaction of catching up."""
_LEAVE = (
    "UNWIND $rows AS r CREATE (p:Pending {id: r.id, kind: r.kind, subjects: r.subjects, queuedAt: datetime(r.at)}) "
    "RETURN count(p) AS n"
)
# Properties by their map: a graph that never had a note does not know their names, and Neo4j would say so.
_WAITING = Statement(
    "CALL () { MATCH (v:DataVersion {id: 'caught-up'}) RETURN head(collect(v.number)) AS turn } "
    "CALL () { MATCH (p:Pending) WITH p LIMIT 10000 RETURN collect(properties(p)) AS notes } RETURN turn, notes"
)
_TAKE_TURN = Statement(
    "MERGE (v:DataVersion {id: 'caught-up'}) SET v.number = coalesce(v.number, 0) + 1 RETURN v.number AS number"
)
_DONE = "UNWIND $ids AS id MATCH (p:Pending {id: id}) DELETE p RETURN count(*) AS n"


@dataclass(frozen=True)
class Left:
    """What a write left: a derivation by its name, for some subjects of it; for all where none is named."""

    kind: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Notes:
    """What waits: how often somebody took a turn at it so far, and the ids and subjects of notes by kind."""

    turn: int
    ids: Mapping[str, Sequence[str]]
    subjects: Mapping[str, Sequence[Sequence[str]]]

    def only(self, kind: str) -> set[str] | None:
        """The subjects; None for all."""
        lists = self.subjects[kind]
        return {one for each in lists for one in each} if all(lists) else None


class _Overtaken(Exception):
    """Somebody else is catching up."""


async def leave(run: Run, left: Sequence[Left], now: datetime | None = None) -> None:
    """Note in the transaction of `run` what is left."""
    if left:
        at = (now or datetime.now(UTC)).isoformat()
        rows = [
            {"id": f"pending:{uuid.uuid4().hex}", "kind": one.kind, "subjects": list(one.subjects), "at": at}
            for one in left
        ]
        await run(Statement(_LEAVE, {"rows": rows}))


async def catch_up(store: TransactingStore, model: Model) -> tuple[str, ...]:
    """Bring up to date what writes have left by now; the names of the derivations that changed something.

    Several may do so at once, here or in other processes: who is overtaken begins again with what is left then.
    """
    changed: dict[str, None] = {}
    mine: set[str] | None = None
    while (notes := await _waiting(store, model)).ids:
        ids = {id_ for each in notes.ids.values() for id_ in each}
        mine = ids if mine is None else mine & ids
        if not mine:
            break
        with contextlib.suppress(_Overtaken):
            await _Round(store, model, notes.turn).catch_up(notes, changed)
    return tuple(changed)


async def waiting_ids(store: GraphStore) -> list[str]:
    """The ids of all notes, also those of another release."""
    return [note["id"] for note in (await store.read(_WAITING, seconds=_SECONDS))[1]]


async def clear(store: GraphStore, ids: Sequence[str]) -> None:
    """Take notes away: what they tell of is done."""
    for part in slices(ids):
        await store.write([Statement(_DONE, {"ids": list(part)})], seconds=_SECONDS)


async def _waiting(store: GraphStore, model: Model) -> _Notes:
    """What waits. Another release may know more kinds: their notes are left to it."""
    turn, notes = await store.read(_WAITING, seconds=_SECONDS)
    ids: dict[str, list[str]] = {}
    subjects: dict[str, list[Sequence[str]]] = {}
    known = {derivation.name for derivation in derivations(model)}
    for note in notes:
        if note["kind"] in known:
            ids.setdefault(note["kind"], []).append(note["id"])
            subjects.setdefault(note["kind"], []).append(note["subjects"])
    return _Notes(turn or 0, ids, subjects)


@dataclass
class _Round:
    """Catching up once. What to change is found before the transactions that write it; the number that each raises
    tells whether somebody came between."""

    store: TransactingStore
    model: Model
    turn: int

    async def catch_up(self, notes: _Notes, changed: dict[str, None]) -> None:
        """Derive each kind anew, in the order of derivations; those that changed something come into `changed`."""
        for derivation in derivations(self.model):
            if derivation.name in notes.ids:
                found = await derivation.find(self.store, notes.only(derivation.name))
                # A shortcut leads to where its start lies: only its end is asked.
                lying = ("b",) if derivation.tie in _SHORTCUTS else ("id", "a", "b")
                await self._write(found, notes.ids[derivation.name], lying)
                changed |= {derivation.name: None} if found else {}

    async def _write(self, changes: Sequence[Change], done: Sequence[str], lying: Sequence[str]) -> None:
        """`lying` names what rows have of nodes whose counties are all that the rows touch."""
        statements = [(change.text, part) for change in changes for part in slices(change.rows)]
        while len(statements) > _STATEMENTS:
            await self._transact(statements[:_STATEMENTS], (), lying)
            statements = statements[_STATEMENTS:]
        await self._transact(statements, done, lying)

    async def _transact(
        self, statements: Sequence[tuple[str, Sequence[Any]]], done: Sequence[str], lying: Sequence[str]
    ) -> None:
        async def work(run: Run) -> None:
            [taken] = await run(_TAKE_TURN)
            if taken["number"] != self.turn + 1:
                raise _Overtaken
            for text, rows in statements:
                await run(Statement(text, {"rows": list(rows)}))
            for part in slices(done):
                await run(Statement(_DONE, {"ids": list(part)}))
            if statements:
                ids, asked = _named(statements, ("id", "a", "b")), _named(statements, lying)
                counties = (await read_counties_of(run, self.model, asked)).values()
                await raise_versions(run, scopes_of(self.model, ids, frozenset[str]().union(*counties)))

        await self.store.transact(work, seconds=_SECONDS)
        self.turn += 1


def _named(statements: Sequence[tuple[str, Sequence[Any]]], names: Sequence[str]) -> set[str]:
    return {row[name] for _, rows in statements for row in rows for name in names if name in row}

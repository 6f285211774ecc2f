"""Taking away all data of one origin: the demonstration, once real data have come.

It is told in the history as one import that only removes, so that it can be undone like one; or forgotten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Protocol, TypeVar

from graph_service.cypher import Statement, identifier
from graph_service.writes.changes import GraphStore, Progress, slices
from graph_service.writes.deleting import required_by
from graph_service.writes.derive import derive
from graph_service.writes.edits import NodeChange, TieChange
from graph_service.writes.examined import Examined
from graph_service.writes.history import Author
from graph_service.writes.inverting import owner_of
from graph_service.writes.recorded import TieId
from graph_service.writes.shapes import COMPUTED, UNTOUCHED, Shapes
from graph_service.writes.texts import delete_nodes
from graph_service.writes.undoing import PURGED, ties_at
from graph_service.writes.versions import raise_versions, read_counties_of, scopes_of
from graph_service.writes.view import GraphView, Held, HeldTie, Run
from graph_service.writes.writing import Writing

T = TypeVar("T")
BATCH = 1_000
_SECONDS = 600.0
_BEGIN = (
    "CREATE (i:Import {id: $id, name: $name, state: 'running', startedAt: datetime($at), rows: 0, created: 0, "
    "changed: 0, removed: 0, unchanged: 0, refused: 0, digest: $id, done: 0, madeBy: $by}) RETURN i.id AS id"
)
_END = (
    "MATCH (i:Import {id: $id}) SET i.state = 'done', i.finishedAt = datetime($at), i.removed = $removed "
    "RETURN count(i) AS written"
)
_FORGET = "MATCH (c:Change) WHERE c.subject IN $ids DETACH DELETE c RETURN count(*) AS written"
_FORGET_ALIASES = "MATCH (a:Alias) WHERE a.of IN $ids DELETE a RETURN count(*) AS written"


class PurgeStore(GraphStore, Protocol):
    """What a purge needs of a store."""

    async def transact(self, work: Callable[[Run], Awaitable[T]], *, seconds: float) -> T: ...


@dataclass
class Purged:
    """What was taken away, or would be: nodes by label, those of other origins that could not be without them, and the
    import under which the history tells of it."""

    origin: str
    nodes: dict[str, int] = field(default_factory=dict)
    orphans: dict[str, int] = field(default_factory=dict)
    import_id: str | None = None
    version: int | None = None

    @property
    def total(self) -> int:
        return sum(self.nodes.values()) + sum(self.orphans.values())


@dataclass(frozen=True)
class Purge:
    """A purge of everything of `origin` that clients write; official data stay."""

    store: PurgeStore
    shapes: Shapes
    origin: str
    by: str
    forget: bool = False
    dry: bool = False

    async def run(self, progress: Progress | None = None) -> Purged:
        """Take it away in batches, and derive anew what rested on it."""
        ids = await self._ids()
        orphans = await self._orphans(ids)
        done = Purged(self.origin, _by_label(self.shapes, ids), _by_label(self.shapes, orphans))
        if self.dry or not done.total:
            return done
        # What needs others goes before them.
        every = [*orphans, *reversed(ids)]
        done.import_id = None if self.forget else await self._begin()
        for number, part in enumerate(slices(every, BATCH)):
            if progress is not None:
                progress(self.origin, number * BATCH, len(every))

            async def work(run: Run, part: Sequence[str] = part) -> None:
                await self._batch(run, part, done.import_id)

            await self.store.transact(work, seconds=_SECONDS)
        if done.import_id is not None:
            await self._end(done.import_id, len(every))
        done.version = (await derive(self.store, self.shapes.model, progress)).version
        return done

    async def _ids(self) -> list[str]:
        """The nodes of the origin, by label and id."""
        found: list[str] = []
        for label in sorted(self.shapes.labels):
            # What is computed goes, or comes, with what it is computed from.
            stored, value = COMPUTED.get(label, ("id", ""))
            text = (
                f"MATCH (n:{identifier(label)}) WHERE n.dataOrigin = $origin AND n.{identifier(stored)} <> $computed "
                "RETURN collect(n.id) AS ids"
            )
            given = {"origin": self.origin, "computed": value}
            [ids] = await self.store.read(Statement(text, given), seconds=_SECONDS)
            found += sorted(id_ for id_ in ids if self._is_of(label, id_))
        return found

    def _is_of(self, label: str, id_: str) -> bool:
        """Whether it is no more than that: a game app is an online platform, too."""
        named = self.shapes.model.label_of(id_)
        return named is not None and named.name == label

    async def _orphans(self, ids: Sequence[str]) -> list[str]:
        """What is of another origin and cannot be without these, nearest last."""
        gone, found, waiting = set(ids), list[str](), list(ids)
        while waiting:
            nearest: dict[str, None] = {}
            for part in slices(waiting, BATCH):

                async def look(run: Run, part: Sequence[str] = part) -> list[str]:
                    return await self._need(run, part, gone)

                nearest |= dict.fromkeys(await self.store.transact(look, seconds=_SECONDS))
            waiting = list(nearest)
            gone.update(waiting)
            found = [*waiting, *found]
        return found

    async def _need(self, run: Run, ids: Sequence[str], gone: Collection[str]) -> list[str]:
        view = GraphView(run, self.shapes.model)
        ties = await ties_at(run, self.shapes, ids)
        asking = {other for id_ in ids for tie in ties[id_] for other in tie[1:3] if other not in gone}
        return sorted(await required_by(view, self.shapes, asking, gone))

    async def _begin(self) -> str:
        import_id = f"{PURGED}{token_hex(6)}"
        values = {"id": import_id, "name": f"purge {self.origin}", "by": self.by, "at": datetime.now(UTC).isoformat()}
        await self.store.write([Statement(_BEGIN, values)], seconds=_SECONDS)
        return import_id

    async def _end(self, import_id: str, removed: int) -> None:
        values = {"id": import_id, "removed": removed, "at": datetime.now(UTC).isoformat()}
        await self.store.write([Statement(_END, values)], seconds=_SECONDS)

    async def _batch(self, run: Run, ids: Sequence[str], import_id: str | None) -> None:
        if import_id is None:
            await self._forget(run, ids)
            return
        author = Author(self.by, f"purge of {self.origin} data", import_id)
        writing = Writing(run, self.shapes, author)
        await writing.begin()
        view = writing.view
        ties = {key: tie for some in (await ties_at(run, self.shapes, ids)).values() for key, tie in some.items()}
        held = await view.nodes({*ids, *(end for tie in ties.values() for end in (tie.start, tie.end))})
        await writing.write(_removal(self.shapes, ids, held, ties))
        await writing.settle(checks=False, at_once=False)

    async def _forget(self, run: Run, ids: Sequence[str]) -> None:
        lies = await read_counties_of(run, self.shapes.model, ids)
        for label, some in sorted(_grouped(self.shapes, ids).items()):
            await run(Statement(delete_nodes(label), {"rows": [{"id": id_} for id_ in some]}))
        await run(Statement(_FORGET, {"ids": list(ids)}))
        await run(Statement(_FORGET_ALIASES, {"ids": list(ids)}))
        counties = frozenset[str]().union(*lies.values())
        await raise_versions(run, scopes_of(self.shapes.model, ids, counties))


def _removal(shapes: Shapes, ids: Sequence[str], held: Mapping[str, Held], ties: Mapping[TieId, HeldTie]) -> Examined:
    """The deletion of nodes with the relationships at them; what is only an end of those is touched."""
    found = Examined()
    for id_ in ids:
        if id_ in held:
            found.changes[id_] = NodeChange(held[id_].label, id_, held[id_].values, None)
    for key, tie in sorted(ties.items(), key=lambda one: (*one[0][:3], one[0][3] or "")):
        owner = owner_of(shapes, key)
        if owner not in found.changes:
            values = held[owner].values
            found.changes[owner] = NodeChange(held[owner].label, owner, values, values)
        found.changes[owner].ties.append(TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
        for end in (tie.start,) if tie.type in UNTOUCHED else (tie.start, tie.end):
            if end in held and shapes.writes(held[end].label):
                found.touched[end] = held[end]
    found.touched = {id_: one for id_, one in found.touched.items() if id_ not in found.changes}
    return found


def _grouped(shapes: Shapes, ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_ in ids:
        label = shapes.model.label_of(id_)
        if label is not None:
            found.setdefault(label.name, []).append(id_)
    return found


def _by_label(shapes: Shapes, ids: Iterable[str]) -> dict[str, int]:
    return {label: len(some) for label, some in sorted(_grouped(shapes, ids).items())}

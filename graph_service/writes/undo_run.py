"""The run of an undoing on a store: newest transactions first, in batches, each a transaction of its own.

A run that broke off is started again: what was undone is known from the history, and left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from graph_service.errors import RequestError
from graph_service.writes.changes import Progress, slices
from graph_service.writes.examined import Examined
from graph_service.writes.history import Author
from graph_service.writes.inverting import Inverse
from graph_service.writes.problems import Problem
from graph_service.writes.recorded import Item
from graph_service.writes.rules import Touched, broken_rules
from graph_service.writes.shapes import Shapes
from graph_service.writes.undoing import (
    Undone,
    inverse_of,
    items_at,
    keeps_rules,
    left_alone,
    note_states,
    numbers_to_undo,
    write_inverse,
)
from graph_service.writes.view import GraphView, Run
from graph_service.writes.writing import Refused, Writing

T = TypeVar("T")
BATCH = 2_000
"""Changes of one batch; a transaction that has more is one by itself."""
MOST_AT_ONCE = 200
"""Changes after which derived data are left to be caught up with."""
MOST_TRIES = 50
"""How often a batch is tried anew without what would have broken a rule."""
_SECONDS = 600.0


class UndoStore(Protocol):
    """What an undoing needs of a store."""

    async def transact(self, work: Callable[[Run], Awaitable[T]], *, seconds: float) -> T: ...


class _Rollback(Exception):
    """Nothing of the transaction is to stay."""


@dataclass
class Undoing:
    """An undoing of `what`: the id of an import or the number of a transaction."""

    store: UndoStore
    shapes: Shapes
    what: str
    author: Author
    partial: bool = False
    dry: bool = False
    _seen: Seen = field(default_factory=lambda: Seen())

    async def run(self, progress: Progress | None = None) -> Undone:
        """Undo it, or tell what would be. Raises RequestError where there is no such thing."""
        found = await self.store.transact(lambda run: numbers_to_undo(run, self.what), seconds=_SECONDS)
        if not found:
            raise RequestError("UNDO_UNKNOWN", value=self.what)
        batches = batches_of(found)
        done = Undone(self.what)
        if len(batches) > 1 and (self.dry or not self.partial):
            await self._scan(batches, done, progress)
            if self.dry or done.left:
                return done
        for place, numbers in enumerate(batches):
            _tell(progress, self.what, place, len(batches))
            if not await self._batch(numbers, done, Place(place == len(batches) - 1, len(batches) == 1)):
                break
        if len(batches) > 1:
            done.problems += await self._seen.broken(self.store, self.shapes)
        _tell(progress, "", len(batches), len(batches))
        return done

    async def _scan(self, batches: Sequence[Sequence[int]], done: Undone, progress: Progress | None) -> None:
        """What would be left alone; nothing is written."""
        ahead: set[str] = set()
        for place, numbers in enumerate(batches):
            _tell(progress, self.what, place, len(batches))

            async def look(run: Run, numbers: Sequence[int] = numbers) -> Inverse:
                return await inverse_of(run, self.shapes, numbers, (), ahead)

            inverse = await self.store.transact(look, seconds=_SECONDS)
            ahead.update(change.id for change in inverse.changes)
            done.changes += inverse.undone
            done.left += left_alone(self.shapes, inverse.blocked)
        if not self.dry:
            done.changes = 0

    async def _batch(self, numbers: Sequence[int], done: Undone, place: Place) -> bool:
        """Undo one batch, without what would break a rule where that may be left; False where that cannot be."""
        held: set[Item] = set()
        for _ in range(MOST_TRIES):
            attempt = _Attempt(self, numbers, frozenset(held), place)
            try:
                await self.store.transact(attempt.work, seconds=_SECONDS)
            except _Rollback:
                pass
            except Refused as refused:
                done.problems += [problem for problem in refused.problems if problem not in done.problems]
                more = items_at(attempt.inverse, refused.ids) - held
                if self.partial and more:
                    held |= more
                    continue
                return False
            return self._noted(attempt, done)
        return False

    def _noted(self, attempt: _Attempt, done: Undone) -> bool:
        inverse = attempt.inverse
        done.left += left_alone(self.shapes, inverse.blocked)
        if inverse.blocked and not self.partial:
            return False
        done.changes += inverse.undone
        done.numbers += [attempt.number] if attempt.number is not None else []
        return True


class Place(NamedTuple):
    """Where a batch stands: whether it is the last of its run, and whether it is the only one. In a run of several the
    rules need not hold in between, as they did not while an import was written; they are looked at in the end."""

    is_last: bool
    is_only: bool


@dataclass
class Seen:
    """What several batches wrote, for the rules to be held against."""

    created: set[str] = field(default_factory=set)
    ties: dict[str, set[tuple[str, bool]]] = field(default_factory=dict)

    def add(self, examined: Examined) -> None:
        for change in examined.changes.values():
            self.ties.setdefault(change.id, set())
            if change.before is None:
                self.created.add(change.id)
            for tie in change.ties:
                self.ties.setdefault(tie.start, set()).add((tie.type, False))
                self.ties.setdefault(tie.end, set()).add((tie.type, True))

    async def broken(self, store: UndoStore, shapes: Shapes) -> list[Problem]:
        """The rules that do not hold of it."""
        found: list[Problem] = []
        for part in slices(sorted(self.ties)):

            async def look(run: Run, part: Sequence[str] = part) -> list[Problem]:
                view = GraphView(run, shapes.model)
                nodes = await view.nodes(part)
                touched = Touched(nodes, self.created, {id_: frozenset(self.ties[id_]) for id_ in nodes})
                return [problem for _, problem in await broken_rules(view, shapes, touched)]

            found += await store.transact(look, seconds=_SECONDS)
        return found


@dataclass
class _Attempt:
    """One batch in one transaction."""

    of: Undoing
    numbers: Sequence[int]
    held: frozenset[Item]
    place: Place
    inverse: Inverse = field(default_factory=lambda: Inverse(Examined(), {}))
    number: int | None = None

    async def work(self, run: Run) -> None:
        of = self.of
        writing = Writing(run, of.shapes, of.author)
        await writing.begin()
        self.inverse = await inverse_of(run, of.shapes, self.numbers, self.held)
        if self.inverse.blocked and not of.partial:
            raise _Rollback
        await write_inverse(writing, self.inverse, of.what)
        if self.place.is_last:
            await note_states(writing, of.what, self.inverse)
        checks = self.place.is_only and keeps_rules(self.inverse)
        self.number = (await writing.settle(checks=checks, at_once=self.inverse.undone <= MOST_AT_ONCE)).number
        if not checks:
            of._seen.add(self.inverse.examined)
        if of.dry:
            self.number = None
            raise _Rollback


def batches_of(found: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Numbers of transactions with their sizes, in batches; order kept."""
    batches: list[list[int]] = []
    size = BATCH
    for number, changes in found:
        if size + changes > BATCH:
            batches.append([])
            size = 0
        batches[-1].append(number)
        size += changes
    return batches


def _tell(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress is not None:
        progress(what, done, total)

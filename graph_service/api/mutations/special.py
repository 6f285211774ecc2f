"""Mutations that are written out: undoing an import or a transaction, and making one node of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from graph_service.access.scopes import IMPORT, WRITE
from graph_service.api.mutations.named import INPUT, Given, Mutation
from graph_service.model.structure import Model
from graph_service.model.writable import writable_labels
from graph_service.writes.edits import Place
from graph_service.writes.inverting import Inverse
from graph_service.writes.merging import merge
from graph_service.writes.problems import Problem
from graph_service.writes.recorded import Item
from graph_service.writes.undoing import (
    inverse_of,
    items_at,
    left_alone,
    note_states,
    numbers_to_undo,
    write_inverse,
)
from graph_service.writes.writing import Refused, Writing

MOST_UNDONE = 5_000
"""Changes that one request undoes."""


@dataclass
class Done:
    """What one of these mutations came to: fields of its payload, ids that they tell of, and why it cannot be.

    `retries` says of a refusal whether the transaction is to be tried again: with less in it.
    """

    told: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    subject: str | None = None
    ids: Sequence[str] = ()
    retries: Callable[[Refused], bool] | None = None


@dataclass(frozen=True)
class UndoMutation:
    """Undoes a transaction by its number, or an import by its id."""

    name: str
    field: str

    is_alone: ClassVar[bool] = True
    """Whether it must be the only mutation of its transaction."""
    labels: ClassVar[tuple[str, ...]] = ()
    """The labels that the node of its payload can have; none where it has no node."""
    scope: ClassVar[str] = WRITE

    def nothing(self) -> dict[str, Any]:
        """The fields of its payload where nothing was done."""
        return {"changes": 0, "blocked": []}

    async def run(self, writing: Writing, given: Given, place: Place, held: set[Item]) -> Done:
        """Undo it, within the limit of one request."""
        what, partial = str(given[self.field]), bool(given.get("partial"))
        found = await numbers_to_undo(writing.run, what)
        size = sum(size for _, size in found)
        if not found:
            return Done(self.nothing(), [Problem("UNDO_UNKNOWN", (*place[1:], self.field), {"value": what})])
        if size > MOST_UNDONE:
            filled: dict[str, Any] = {"value": size, "most": MOST_UNDONE}
            return Done(self.nothing(), [Problem("UNDO_TOO_LARGE", (*place[1:], self.field), filled)])
        inverse = await inverse_of(writing.run, writing.shapes, [number for number, _ in found], held)
        left = left_alone(writing.shapes, inverse.blocked)
        told: dict[str, Any] = {
            "changes": inverse.undone,
            "blocked": [{"node": one.node, "changes": [change.id for change in one.changes]} for one in left],
        }
        ids = [one.node for one in left]
        if inverse.blocked and not partial:
            filled = {"count": len(ids), "allowed": ", ".join(ids[:50])}
            problem = Problem("UNDO_BLOCKED", (*place[1:], self.field), filled, tuple(ids[:50]))
            return Done({**told, "changes": 0}, [problem], ids=ids)
        await write_inverse(writing, inverse, what, place)
        await note_states(writing, what, inverse)
        return Done(told, ids=ids, retries=_without(inverse, held) if partial else None)


@dataclass(frozen=True)
class ImportUndo(UndoMutation):
    """Undoes an import: for keys that may import."""

    scope: ClassVar[str] = IMPORT


def _without(inverse: Inverse, held: set[Item]) -> Callable[[Refused], bool]:
    def retries(refused: Refused) -> bool:
        more = items_at(inverse, refused.ids) - held
        held.update(more)
        return bool(more)

    return retries


@dataclass(frozen=True)
class MergeMutation:
    """Makes one node of two of the same label."""

    model: Model
    name: str = "nodeMerge"

    is_alone: ClassVar[bool] = False
    scope: ClassVar[str] = WRITE

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label.name for label in writable_labels(self.model))

    def labels_of(self, given: Given) -> tuple[str, ...]:
        """The one label that the id names: a statement for one is planned in a moment, one for all is not."""
        label = self.model.label_of(given["keep"])
        return (label.name,) if label is not None and label.name in self.labels else self.labels

    def nothing(self) -> dict[str, Any]:
        return {"removed": None, "taken": [], "moved": 0, "folded": 0}

    async def run(self, writing: Writing, given: Given, place: Place, held: set[Item]) -> Done:
        """Merge them."""
        merged = await merge(writing, given["keep"], given["remove"], given.get("expectedVersion"), place)
        if merged.problems:
            is_conflict = any(problem.code == "VERSION_CONFLICT" for problem in merged.problems)
            return Done(self.nothing(), merged.problems, merged.keep if is_conflict else None)
        told = {
            "removed": merged.removed,
            "taken": list(merged.taken),
            "moved": merged.moved,
            "folded": merged.folded,
        }
        return Done(told, subject=merged.keep, ids=[merged.removed])


Special = UndoMutation | MergeMutation


def special_mutations(model: Model) -> tuple[Special, ...]:
    """All of them."""
    return (ImportUndo("importUndo", "import"), UndoMutation("transactionUndo", "number"), MergeMutation(model))


def labels_of(mutation: Mutation | Special, given: Given) -> tuple[str, ...]:
    """The labels that the node of a payload can have; none where it has no node."""
    if isinstance(mutation, MergeMutation):
        return mutation.labels_of(given)
    if isinstance(mutation, Special):
        return ()
    return () if mutation.label is None else (mutation.label.name,)


def node_field(mutation: Mutation | Special) -> str | None:
    """The field of a payload that holds its node."""
    if isinstance(mutation, Special):
        return "node" if mutation.labels else None
    return None if mutation.label is None else mutation.label.single


def nothing_of(mutation: Mutation | Special) -> dict[str, Any]:
    """The fields that only this payload has, where nothing was done."""
    if isinstance(mutation, Special):
        return mutation.nothing()
    return {"deleted": []} if mutation.label is None else {}


def scope_of(mutation: Mutation | Special) -> str:
    """What a key must be allowed for it."""
    return mutation.scope if isinstance(mutation, Special) else WRITE


def path_of(mutation: Mutation | Special, place: Place) -> list[str]:
    """Where in the arguments a problem lies."""
    return [INPUT, *map(str, place)] if isinstance(mutation, Special) else mutation.path(place)

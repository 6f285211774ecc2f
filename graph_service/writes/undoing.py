"""Undoing a transaction or an import: what it changed is put back, as far as nothing later touched it.

An undoing is written like anything else, with its own history, so that it can be undone in its turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph_service.cypher import Statement, identifier
from graph_service.writes import texts
from graph_service.writes.aliases import move_history, part_history
from graph_service.writes.changes import slices
from graph_service.writes.deleting import is_told
from graph_service.writes.history import Author
from graph_service.writes.inverting import Blocked, Inverse, Inverter, Present, owner_of
from graph_service.writes.problems import Problem
from graph_service.writes.recorded import (
    Item,
    Recorded,
    TieId,
    changes_of_numbers,
    changes_of_subjects,
)
from graph_service.writes.shapes import Shapes, end_label
from graph_service.writes.view import GraphView, HeldTie, Run, natives
from graph_service.writes.writing import Writing

_IMPORT = "import:"
PURGED = "import:purge-"
"""How the id of an import begins under which a purge is told."""
_NUMBERS_OF_IMPORT = (
    "MATCH (c:Change) WHERE c.importId = $id WITH c.number AS number, count(*) AS size ORDER BY number DESC "
    "RETURN collect([number, size]) AS rows"
)
_NUMBER = "MATCH (c:Change) WHERE c.number = $number RETURN count(c) AS size"
_STATE = "MATCH (i:Import {id: $id}) SET i.state = $state RETURN count(i) AS written"
_TIES_AT = (
    "MATCH (n:{}) WHERE n.id IN $ids MATCH (n)-[e]-() WHERE type(e) <> 'CHANGED' "
    "RETURN collect([n.id, type(e), startNode(e).id, endNode(e).id, properties(e)]) AS rows"
)


@dataclass(frozen=True)
class Left:
    """A node that is left alone in part or whole, and the later changes that touched it."""

    node: str
    changes: tuple[Recorded, ...]


@dataclass
class Undone:
    """What came of an undoing: changes undone, what is left alone, and what keeps it from being made."""

    what: str
    changes: int = 0
    left: list[Left] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """The numbers of the data after its transactions."""


async def numbers_to_undo(run: Run, what: str) -> list[tuple[int, int]]:
    """The transactions of an import, or the one of a number, each with how many changes it has; newest first."""
    if what.startswith(_IMPORT):
        [record] = await run(Statement(_NUMBERS_OF_IMPORT, {"id": what}))
        return [(int(number), int(size)) for number, size in record["rows"]]
    [record] = await run(Statement(_NUMBER, {"number": int(what)}))
    return [(int(what), int(record["size"]))] if record["size"] else []


async def inverse_of(
    run: Run, shapes: Shapes, numbers: Sequence[int], held: Collection[Item] = (), ahead: Collection[str] = ()
) -> Inverse:
    """What undoes whole transactions together; `held` is left alone, and `ahead` is taken as undone before."""
    changes = await changes_of_numbers(run, numbers)
    present = await _present(run, shapes, changes)
    return Inverter(shapes, changes, present).inverse(held, ahead)


async def write_inverse(writing: Writing, inverse: Inverse, what: str, place: tuple[str | int, ...] = ()) -> None:
    """Write it; whoever calls settles. The history of what comes back is found at it again."""
    writing.author = author_of(writing.author, what)
    examined = inverse.examined
    await writing.write(examined, place)
    back = [id_ for id_, change in examined.changes.items() if change.before is None and change.after is not None]
    for label, ids in sorted(_by_end_label(writing.shapes, back).items()):
        for part in slices(ids):
            await writing.run(Statement(texts.relink_changes(label), {"ids": list(part)}))
    for id_, change in examined.changes.items():
        was, leads = change.alias
        if was is not None:
            await part_history(writing.run, id_, was)
        elif leads is not None:
            await move_history(writing.run, id_, leads)


def keeps_rules(inverse: Inverse) -> bool:
    """Whether the rules are to hold after each batch. A purge takes what belongs together in several."""
    return not any(PURGED in f"{change.import_id} {change.undoes}" for change in inverse.changes)


async def note_states(writing: Writing, what: str, inverse: Inverse) -> None:
    """Tell an import that it is undone, and one whose undoing is undone that it is not."""
    again = {c.undoes for c in inverse.changes if c.undoes is not None and c.undoes.startswith(_IMPORT)}
    for import_id in sorted({*again, *([what] if what.startswith(_IMPORT) else [])}):
        writing.records.add(import_id)
        state = "undone" if import_id == what else "done"
        await writing.run(Statement(_STATE, {"id": import_id, "state": state}))


def author_of(author: Author, what: str) -> Author:
    """The author of the undoing of `what`."""
    said = f"undo of {what}"
    return replace(author, undoes=what, comment=f"{said}: {author.comment}" if author.comment else said)


def left_alone(shapes: Shapes, blocked: Blocked) -> list[Left]:
    """What is left alone, by node. A relationship that stays because its new node stays is not told of apart."""
    found: dict[str, dict[str, Recorded]] = {}
    for item, changes in blocked.items():
        if not changes and not isinstance(item, str) and any(end in blocked for end in item[1:3] if end is not None):
            continue
        node = item if isinstance(item, str) else owner_of(shapes, item)
        found.setdefault(node, {}).update({change.id: change for change in changes})
    return [Left(node, tuple(found[node][id_] for id_ in sorted(found[node]))) for node in sorted(found)]


def items_at(inverse: Inverse, ids: Collection[str]) -> set[Item]:
    """What an inverse does to these nodes and to relationships of them."""
    found: set[Item] = {id_ for id_ in ids if id_ in inverse.examined.changes}
    for change in inverse.examined.changes.values():
        for tie in change.ties:
            if change.id in ids or tie.start in ids or tie.end in ids:
                found.add((tie.type, tie.start, tie.end, tie.key))
    return found


# What is there


async def _present(run: Run, shapes: Shapes, changes: Sequence[Recorded]) -> Present:
    view = GraphView(run, shapes.model)
    ids = {id_ for change in changes for id_ in change.ids}
    at = await ties_at(run, shapes, {c.subject for c in changes if c.action == "created"})
    owners = {owner_of(shapes, id_) for some in at.values() for id_ in some}
    since = min((change.number for change in changes), default=0)
    later = await changes_of_subjects(run, set(_written(shapes, ids | owners)), since)
    return Present(
        await view.nodes(ids),
        await _ties(view, shapes, changes),
        {id_: tuple(some) for id_, some in at.items()},
        _by_subject(later),
        await _taken(view, shapes, changes),
    )


def _written(shapes: Shapes, ids: Iterable[str]) -> Iterator[str]:
    for id_ in ids:
        label = shapes.model.label_of(id_)
        if label is not None and shapes.writes(label.name):
            yield id_


def _by_end_label(shapes: Shapes, ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_ in ids:
        found.setdefault(end_label(shapes.model, id_), []).append(id_)
    return found


def _by_subject(changes: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for change in changes:
        found.setdefault(change.subject, []).append(change)
    return found


async def _ties(view: GraphView, shapes: Shapes, changes: Sequence[Recorded]) -> dict[TieId, HeldTie]:
    wanted = {tie.id for change in changes for tie in change.ties}
    ends: dict[tuple[str, bool], set[str]] = {}
    for id_ in wanted:
        owner = owner_of(shapes, id_)
        ends.setdefault((id_[0], owner == id_[2]), set()).add(owner)
    found = [tie for (type_, into), ids in ends.items() for tie in await view.ties(type_, sorted(ids), into=into)]
    return {id_: tie for tie in found if (id_ := (tie.type, tie.start, tie.end, tie.key)) in wanted}


async def ties_at(run: Run, shapes: Shapes, ids: Collection[str]) -> dict[str, dict[TieId, HeldTie]]:
    """The relationships that clients write at each of these nodes."""
    found: dict[str, dict[TieId, HeldTie]] = {id_: {} for id_ in ids}
    for label, some in sorted(_by_end_label(shapes, ids).items()):
        for part in slices(sorted(some)):
            [record] = await run(Statement(_TIES_AT.format(identifier(label)), {"ids": list(part)}))
            for id_, type_, a, b, properties in record["rows"]:
                tie = HeldTie(type_, a, b, natives(properties))
                if is_told(shapes, tie):
                    found[id_][type_, a, b, tie.key] = tie
    return found


async def _taken(view: GraphView, shapes: Shapes, changes: Sequence[Recorded]) -> dict[tuple[str, str, Any], str]:
    wanted: dict[tuple[str, str], set[Any]] = {}
    for change in changes:
        for stored in shapes.unique(change.label):
            before = change.fields.get(stored, (None, None))[0]
            if before is not None:
                wanted.setdefault((change.label, stored), set()).add(before)
    found: dict[tuple[str, str, Any], str] = {}
    for (label, stored), values in wanted.items():
        for value, owner in (await view.having(label, stored, values)).items():
            found[label, stored, value] = owner
    return found

"""Two nodes that are one thing become one: what is left has the relationships of both, and both ids lead to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from graph_service.writes.aliases import current_ids, move_history
from graph_service.writes.deleting import is_told
from graph_service.writes.edits import NodeChange, Place, TieChange, Values
from graph_service.writes.examined import Examined, revision
from graph_service.writes.history import BOOKKEEPING
from graph_service.writes.inverting import owner_of
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import UNTOUCHED, Shapes, Single
from graph_service.writes.view import Held, HeldTie
from graph_service.writes.writing import Writing

_OF_ITS_OWN = frozenset({"id", "dataOrigin", "createdAt", "updatedAt", "revision", "benchmark"})


@dataclass
class Merged:
    """What came of a merge: the id that is left, the one that leads to it now, the fields that were taken over,
    relationships moved, and those that were there already."""

    keep: str
    removed: str
    taken: tuple[str, ...] = ()
    moved: int = 0
    folded: int = 0
    problems: list[Problem] = field(default_factory=list)


async def merge(writing: Writing, keep: str, remove: str, expected: int | None, place: Place = ()) -> Merged:
    """Make one of two nodes, where that can be. Fields and to-one fields of `keep` stay; what it lacks it gets."""
    names = await current_ids(writing.run, [keep, remove])
    keep, remove = names.get(keep, keep), names.get(remove, remove)
    held = await writing.view.nodes([keep, remove])
    problems = list(_problems(writing.shapes, held, keep, remove, expected))
    if problems:
        return Merged(keep, remove, problems=problems)
    ties = {id_: [tie for tie in await writing.view.all_ties(id_) if _counts(writing.shapes, tie)] for id_ in held}
    ends = {end for some in ties.values() for tie in some for end in (tie.start, tie.end)}
    nodes = {**await writing.view.nodes(ends), **held}
    merging = _Merging(writing.shapes, keep, remove, nodes, ties[keep])
    off, on = merging.of(ties[remove])
    await writing.write(off, place)
    await move_history(writing.run, remove, keep)
    await _catch_up(writing, on)
    await writing.write(on, place)
    return Merged(keep, remove, merging.taken, merging.moved, merging.folded)


async def _catch_up(writing: Writing, examined: Examined) -> None:
    """The first half has raised the bookkeeping of some: that is where the second half goes on from."""
    for id_, held in (await writing.view.nodes(examined.ids)).items():
        kept = {name: held.values[name] for name in BOOKKEEPING if name in held.values}
        change = examined.changes.get(id_)
        if change is not None:
            change.before, change.after = {**(change.before or {}), **kept}, {**(change.after or {}), **kept}


def _counts(shapes: Shapes, tie: HeldTie) -> bool:
    return is_told(shapes, tie)


def _problems(
    shapes: Shapes, held: Mapping[str, Held], keep: str, remove: str, expected: int | None
) -> Sequence[Problem]:
    for name, id_ in (("keep", keep), ("remove", remove)):
        label = shapes.model.label_of(id_)
        if id_ not in held or label is None or not shapes.writes(label.name):
            return [Problem("NODE_UNKNOWN", (name,), {"value": id_, "label": label.name if label else "Node"})]
    if keep == remove:
        return [Problem("MERGE_ITSELF", ("remove",), {"value": keep})]
    if held[keep].label != held[remove].label:
        values = {"value": held[remove].label, "allowed": held[keep].label}
        return [Problem("MERGE_LABELS", ("remove",), values, (held[keep].label,))]
    present = revision(held[keep].values)
    if expected is not None and expected != present:
        return [Problem("VERSION_CONFLICT", ("expectedVersion",), {"value": expected, "present": present})]
    return []


class _Merging:
    """Works out what becomes of fields and relationships."""

    def __init__(
        self, shapes: Shapes, keep: str, remove: str, nodes: Mapping[str, Held], ties: Sequence[HeldTie]
    ) -> None:
        self._shapes = shapes
        self._keep = keep
        self._remove = remove
        self._nodes = nodes
        self._here = list(ties)
        self.taken: tuple[str, ...] = ()
        self.moved = 0
        self.folded = 0

    def of(self, ties: Sequence[HeldTie]) -> tuple[Examined, Examined]:
        """What goes first, with the removed node, and what comes then."""
        off, on = Examined(), Examined()
        gone = self._change(off, self._remove)
        gone.after, gone.alias = None, (None, self._keep)
        kept = self._change(on, self._keep)
        kept.after = self._fields(kept.before or {}, gone.before or {})
        for tie in sorted(ties, key=lambda one: (one.type, one.start, one.end, one.key or "")):
            self._note(off, TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
            moved = self._moved(tie)
            if moved is not None:
                self._here.append(moved)
                self._note(on, TieChange(tie.type, moved.start, moved.end, moved.key, None, moved.values))
        return off, on

    def _fields(self, kept: Values, gone: Values) -> Values:
        known = self._shapes.properties(self._nodes[self._keep].label)
        lacking = {n: v for n, v in gone.items() if n in known and n not in _OF_ITS_OWN and kept.get(n) is None}
        if kept.get("dataOrigin") == "synthetic":  # what is invented has no real identifier
            lacking = {name: value for name, value in lacking.items() if name not in ("isil", "wikidataId")}
        self.taken = tuple(sorted(lacking))
        return {**kept, **lacking}

    def _moved(self, tie: HeldTie) -> HeldTie | None:
        """The relationship at the node that is left; None where it has one, or would lead to itself."""
        start, end = (self._keep if one == self._remove else one for one in (tie.start, tie.end))
        parallel = [one for one in self._here if (one.type, one.start, one.end) == (tie.type, start, end)]
        known = self._shapes.ties.get(tie.type)
        is_keyed = known is not None and known.keyed
        if start == end or (parallel and not is_keyed) or self._is_settled(tie, end if start == self._keep else start):
            self.folded += 1
            return None
        self.moved += 1
        values = dict(tie.values)
        if is_keyed and tie.key in {one.key for one in parallel}:
            values["key"] = f"k-{token_hex(6)}"
        return HeldTie(tie.type, start, end, values)

    def _is_settled(self, tie: HeldTie, far: str) -> bool:
        """Whether it is of a to-one field that the node has; what ended may have been several."""
        into = tie.end == self._remove
        if tie.type in self._shapes.span_types and tie.values.get("to") is not None:
            return False
        for single in self._shapes.singles[self._nodes[self._keep].label]:
            if (single.type, single.into) == (tie.type, into) and self._leads(single, far):
                here = [one for one in self._here if one.type == tie.type and self._near(one, into=into)]
                here = [one for one in here if self._leads(single, one.start if into else one.end)]
                return any(tie.type not in self._shapes.span_types or one.values.get("to") is None for one in here)
        return False

    def _near(self, tie: HeldTie, *, into: bool) -> bool:
        return (tie.end if into else tie.start) == self._keep

    def _leads(self, single: Single, far: str) -> bool:
        label = self._shapes.model.label_of(far)
        return label is not None and label.name in self._shapes.model.read_as(single.labels)

    def _note(self, examined: Examined, change: TieChange) -> None:
        owner = owner_of(self._shapes, (change.type, change.start, change.end, change.key))
        self._change(examined, owner).ties.append(change)
        for end in (change.start,) if change.type in UNTOUCHED else (change.start, change.end):
            held = self._nodes.get(end)
            if held is not None and end not in examined.changes and self._shapes.writes(held.label):
                examined.touched.setdefault(end, held)

    def _change(self, examined: Examined, id_: str) -> NodeChange:
        change = examined.changes.get(id_)
        if change is None:
            held = self._nodes[id_]
            values: dict[str, Any] = dict(held.values)
            change = examined.changes[id_] = NodeChange(held.label, id_, values, values)
            examined.touched.pop(id_, None)
        return change

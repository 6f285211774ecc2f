"""The inverse of changes, as far as nothing later touched what they did: worked out in memory, over what is there now.

What can be undone by itself is a node's own state, or one relationship. One that a later change touched is left alone,
and so is what cannot be without it: a node that still has relationships stays, and a relationship whose end is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.model.structure import Kind
from graph_service.writes.edits import NO_ALIAS, NodeChange, TieChange, Values
from graph_service.writes.examined import Examined
from graph_service.writes.history import kinds_of, plain, stored_value
from graph_service.writes.recorded import Item, Pair, Recorded, RecordedTie, TieId, standing
from graph_service.writes.shapes import UNTOUCHED, Shapes
from graph_service.writes.view import Held, HeldTie

Blocked = dict[Item, tuple[Recorded, ...]]
"""What is left alone, and the later changes that touched it; none where something else did."""


@dataclass(frozen=True)
class Present:
    """What is there, and what happened since: of every node that the changes speak of."""

    nodes: Mapping[str, Held]
    ties: Mapping[TieId, HeldTie]
    at: Mapping[str, Collection[TieId]]
    """All relationships that clients write of each node that may have to go."""
    later: Mapping[str, Sequence[Recorded]]
    """The changes since, by their subject, oldest first; those to be undone are among them."""
    taken: Mapping[tuple[str, str, Any], str]
    """Who has a value that is one's own: by label, stored name and value."""


@dataclass
class Inverse:
    """What undoes the changes, and what is left alone."""

    examined: Examined
    blocked: Blocked
    changes: Sequence[Recorded] = ()
    """All changes that were looked at."""
    undone: int = 0
    """How many of them have something that is undone."""


class Inverter:
    """Works out the inverse of `changes`, given with the newest last, all of whole transactions."""

    def __init__(self, shapes: Shapes, changes: Sequence[Recorded], present: Present) -> None:
        self._shapes = shapes
        self._present = present
        self._chains = _chains(changes)
        self._changes = changes
        self._active: dict[Item, list[Recorded]] = {}
        self._blocked: Blocked = {}
        self._ids = {change.id for change in changes}

    def inverse(self, held: Collection[Item] = (), ahead: Collection[str] = ()) -> Inverse:
        """The inverse, which leaves `held` alone, too. Changes with the ids `ahead` are taken as undone before."""
        self._look(ahead)
        for item in held:
            if item in self._active:
                self._blocked.setdefault(item, ())
        while True:
            nodes, ties = self._states(ahead)
            found = dict(self._hanging(nodes, ties, ahead))
            if not found:
                return self._made(nodes, ties)
            self._blocked |= found

    def _look(self, ahead: Collection[str]) -> None:
        """Which changes of each item still stand, and which items later changes touched."""
        for item, chain in self._chains.items():
            first = chain[0]
            since = [change for change in self._later(first, chain) if change.id not in ahead]
            stands = standing(sorted([*chain, *since], key=lambda one: one.id), item)
            active = [change for change in stands if change.id in self._ids]
            if not active:
                continue
            self._active[item] = active
            touched = [change for change in stands if change.id > active[0].id and change.id not in self._ids]
            if touched:
                self._blocked[item] = tuple(touched)

    def _later(self, first: Recorded, chain: Sequence[Recorded]) -> Iterator[Recorded]:
        known = {change.id for change in chain}
        return (c for c in self._present.later.get(first.subject, ()) if c.id not in known)

    # States

    def _states(self, ahead: Collection[str]) -> tuple[dict[str, Values | None], dict[TieId, Values | None]]:
        """What nodes and relationships would be, of those that change; who is not what was left is blocked."""
        nodes: dict[str, Values | None] = {}
        ties: dict[TieId, Values | None] = {}
        for item, active in self._active.items():
            if item in self._blocked:
                continue
            is_sure = not any(item in c.items for c in self._present.later.get(active[0].subject, ()) if c.id in ahead)
            if isinstance(item, str):
                fits = self._undo_node(item, active, nodes, is_sure=is_sure)
            else:
                fits = self._undo_tie(item, active, ties, is_sure=is_sure)
            if not fits:
                self._blocked[item] = ()
        return nodes, ties

    def _undo_node(
        self, id_: str, active: Sequence[Recorded], nodes: dict[str, Values | None], *, is_sure: bool
    ) -> bool:
        held = self._present.nodes.get(id_)
        values: Values | None = None if held is None else held.values
        for change in reversed(active):
            if is_sure and not _is_as_left(values, change):
                return False
            values = self._before(values, change)
        if not self._is_free(active[0].label, id_, held, values):
            return False
        nodes[id_] = values
        return True

    def _before(self, values: Values | None, change: Recorded) -> Values | None:
        if change.action == "created":
            return None
        kinds = kinds_of(self._shapes.model.types[change.label].properties.values())
        made = dict(values or {"id": change.subject})
        for name, (before, _) in change.fields.items():
            made[name] = stored_value(kinds.get(name, Kind.STRING), before)
        if change.action == "deleted":
            number, at = change.pairs[change.subject][0]
            made |= {"revision": number, "updatedAt": stored_value(Kind.DATETIME, at)}
        return {name: value for name, value in made.items() if value is not None}

    def _is_free(self, label: str, id_: str, held: Held | None, values: Values | None) -> bool:
        """Whether nobody else has by now what is to be its own again."""
        for stored in self._shapes.unique(label):
            value = None if values is None else values.get(stored)
            if value is None or (held is not None and held.values.get(stored) == value):
                continue
            owner = self._present.taken.get((label, stored, value), id_)
            if owner != id_ and not self._gives_up(owner, stored, value):
                return False
        return True

    def _gives_up(self, owner: str, stored: str, value: Any) -> bool:
        """Whether the owner of a value loses it by the same undoing."""
        active = self._active.get(owner, ())
        first = next((c for c in active if c.action == "created" or stored in c.fields), None)
        return owner not in self._blocked and first is not None and first.fields.get(stored, (None,))[0] != value

    def _undo_tie(
        self, id_: TieId, active: Sequence[Recorded], ties: dict[TieId, Values | None], *, is_sure: bool
    ) -> bool:
        held = self._present.ties.get(id_)
        values: Values | None = None if held is None else held.values
        declared = self._shapes.model.relationships.get(id_[0])
        kinds = kinds_of(declared.properties.values()) if declared is not None else {}
        for change in reversed(active):
            told = next(tie for tie in change.ties if tie.id == id_)
            if is_sure and not _is_tie_as_left(values, told):
                return False
            values = _tie_before(values, told, kinds)
        ties[id_] = values
        return True

    # What hangs on what

    def _hanging(
        self, nodes: Mapping[str, Values | None], ties: Mapping[TieId, Values | None], ahead: Collection[str]
    ) -> Iterator[tuple[Item, tuple[Recorded, ...]]]:
        """What cannot be undone because a node is not there, or still has relationships."""
        for id_, values in ties.items():
            for end in id_[1:3] if values is not None else ():
                is_there = nodes[end] is not None if end in nodes else end in self._present.nodes
                if not is_there and not self._came_back(end, ahead):
                    yield id_, tuple(c for c in self._present.later.get(end, ()) if c.action == "deleted")
        for node, values in nodes.items():
            if values is not None:
                continue
            left = [id_ for id_ in self._present.at.get(node, ()) if ties.get(id_, ()) is not None]
            left = [id_ for id_ in left if not self._went(id_, ahead)]
            if left:
                yield node, tuple(dict.fromkeys(change for id_ in left for change in self._tied_by(id_)))
                # What it was created with stays with it.
                yield from ((tie, ()) for tie in ties if tie[1] == node or tie[2] == node)

    def _came_back(self, end: str, ahead: Collection[str]) -> bool:
        return any(c.action == "deleted" and c.id in ahead for c in self._present.later.get(end, ()))

    def _went(self, id_: TieId, ahead: Collection[str]) -> bool:
        return any(c.id in ahead and id_ in c.items for c in self._present.later.get(self._owner(id_), ()))

    def _tied_by(self, id_: TieId) -> Iterator[Recorded]:
        return (c for c in self._present.later.get(self._owner(id_), ()) if id_ in c.items and c.id not in self._ids)

    def _owner(self, id_: TieId) -> str:
        return owner_of(self._shapes, id_)

    # What is written

    def _made(self, nodes: Mapping[str, Values | None], ties: Mapping[TieId, Values | None]) -> Inverse:
        made = _Made(self._shapes, self._present)
        for id_, values in nodes.items():
            made.node(id_, values, self._active[id_])
        for tie, after in ties.items():
            made.tie(tie, after, self._active[tie])
        items: list[Item] = [*nodes, *ties]
        undone = {item: self._active[item] for item in items}
        _Bookkeeping(self._changes, undone, self._active).restore(made.examined, self._present.nodes)
        number = len({change.id for item in made.written for change in undone[item]})
        return Inverse(made.examined, dict(self._blocked), self._changes, number)


class _Made:
    """The changes that undo, gathered by node."""

    def __init__(self, shapes: Shapes, present: Present) -> None:
        self._shapes = shapes
        self._present = present
        self.examined = Examined()
        self.written: list[Item] = []
        """What differs from what is there: a node that was created and deleted is no more there than before."""

    def node(self, id_: str, values: Values | None, active: Sequence[Recorded]) -> None:
        change = self._change(id_, active)
        self.written += [id_] if change.before != values else []
        change.after = values
        first, last = active[0].alias or NO_ALIAS, active[-1].alias or NO_ALIAS
        change.alias = (last[1], first[0])

    def tie(self, id_: TieId, after: Values | None, active: Sequence[Recorded]) -> None:
        type_, start, end, key = id_
        held = self._present.ties.get(id_)
        before = None if held is None else held.values
        change = self._change(owner_of(self._shapes, id_), active)
        if before != after:
            self.written.append(id_)
            change.ties.append(TieChange(type_, start, end, key, before, after))
        for one in (start,) if type_ in UNTOUCHED else (start, end):
            there = self._present.nodes.get(one)
            if there is not None and one not in self.examined.changes and self._shapes.writes(there.label):
                self.examined.touched.setdefault(one, there)

    def _change(self, id_: str, active: Sequence[Recorded]) -> NodeChange:
        change = self.examined.changes.get(id_)
        if change is None:
            held = self._present.nodes.get(id_)
            label = held.label if held is not None else active[0].label
            values = None if held is None else held.values
            change = self.examined.changes[id_] = NodeChange(label, id_, values, values)
            self.examined.touched.pop(id_, None)
        change.undid |= {one.number for one in active}
        return change


@dataclass
class _Bookkeeping:
    """Gives nodes back the revision and moment that they had, where all that raised them is undone."""

    changes: Sequence[Recorded]
    undone: Mapping[Item, Sequence[Recorded]]
    active: Mapping[Item, Sequence[Recorded]]
    _steps: dict[str, list[tuple[Recorded, Pair, Pair]]] = field(default_factory=dict)

    def restore(self, examined: Examined, nodes: Mapping[str, Held]) -> None:
        by_number: dict[int, list[Recorded]] = {}
        for change in self.changes:
            by_number.setdefault(change.number, []).append(change)
        for number in sorted(by_number, reverse=True):
            self._note(by_number[number])
        for id_, steps in self._steps.items():
            made = examined.changes.get(id_)
            if id_ not in examined.ids or (made is not None and made.after is None):
                continue
            pair = self._pair(id_, nodes.get(id_), steps)
            if pair is not None:
                examined.restored[id_] = (pair[0], stored_value(Kind.DATETIME, pair[1]))

    def _note(self, changes: Sequence[Recorded]) -> None:
        """The steps of one transaction; a node of which something stays changed has a step that fits nothing."""
        about: dict[str, list[tuple[Recorded, Item]]] = {}
        for change in changes:
            for item in change.items:
                ids = {change.subject} if isinstance(item, str) else {change.subject, *item[1:3]}
                for id_ in ids:
                    about.setdefault(id_, []).append((change, item))
        for change in changes:
            for id_, (before, after) in change.pairs.items():
                stood = [(c, item) for c, item in about.get(id_, ()) if c in self.active.get(item, ())]
                done = [c in self.undone.get(item, ()) for c, item in stood]
                if any(done):
                    self._steps.setdefault(id_, []).append((change, before, after if all(done) else (-1, None)))

    def _pair(self, id_: str, held: Held | None, steps: Sequence[tuple[Recorded, Pair, Pair]]) -> Pair | None:
        """What it goes back to, step by step; None where something else raised it in between."""
        pair = None if held is None else _pair_of(held.values)
        for change, before, after in steps:
            came_back = pair is None and change.action == "deleted" and change.subject == id_
            if pair != after and not came_back:
                return None
            pair = before
        return pair


def owner_of(shapes: Shapes, id_: TieId) -> str:
    """The end at which a relationship is told of: its start, or its end where the start is official data."""
    label = shapes.model.label_of(id_[1])
    return id_[1] if label is not None and shapes.writes(label.name) else id_[2]


def _chains(changes: Iterable[Recorded]) -> dict[Item, list[Recorded]]:
    found: dict[Item, list[Recorded]] = {}
    for change in changes:
        for item in change.items:
            found.setdefault(item, []).append(change)
    return found


def _pair_of(values: Values) -> Pair:
    return values.get("revision"), plain(values.get("updatedAt"))


def _is_as_left(values: Values | None, change: Recorded) -> bool:
    """Whether a node is as the change left it."""
    if change.action == "deleted" or values is None:
        return change.action == "deleted" and values is None
    return all(plain(values.get(name)) == after for name, (_, after) in change.fields.items())


def _is_tie_as_left(values: Values | None, told: RecordedTie) -> bool:
    if told.action == "removed" or values is None:
        return told.action == "removed" and values is None
    return all(plain(values.get(name)) == after for name, (_, after) in told.fields.items())


def _tie_before(values: Values | None, told: RecordedTie, kinds: Mapping[str, Kind]) -> Values | None:
    if told.action == "added":
        return None
    made: dict[str, Any] = dict(values or ({"key": told.id[3]} if told.id[3] is not None else {}))
    for name, (before, _) in told.fields.items():
        made[name] = stored_value(kinds.get(name, Kind.STRING), before)
    return {name: value for name, value in made.items() if value is not None}

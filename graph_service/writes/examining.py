"""Holds edits against what is there: what they would change, and what keeps them from being made. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from graph_service.writes.deleting import left_without
from graph_service.writes.edits import Edit, NodeChange, NodeEdit, Place, TieChange, TieEdit, Values
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import UNTOUCHED, Shapes
from graph_service.writes.spans import span_problems
from graph_service.writes.values import value_problems
from graph_service.writes.view import Held, HeldTie, View

MOST_NAMED = 50
"""Ids that a refusal names."""
_DEFAULT = {"revision": 1}


@dataclass
class Examined:
    """What a batch of edits would change, by id of the node, and why some of them cannot be made."""

    changes: dict[str, NodeChange] = field(default_factory=dict)
    touched: dict[str, Held] = field(default_factory=dict)
    """Nodes of which only a relationship changes, as they are."""
    problems: list[Problem] = field(default_factory=list)
    cascaded: list[str] = field(default_factory=list)
    """Ids of nodes that are deleted because they cannot be without another."""

    @property
    def ids(self) -> set[str]:
        """Every node that is written or touched."""
        return {*self.changes, *self.touched}


async def examine(view: View, shapes: Shapes, edits: Sequence[Edit], now: datetime) -> Examined:
    """What `edits` would change, taken one after another; those with problems change nothing."""
    examiner = _Examiner(view, shapes, now)
    await examiner.prepare(edits)
    for edit in edits:
        if isinstance(edit, NodeEdit):
            await examiner.node(edit)
        else:
            await examiner.tie(edit)
    return examiner.found


class _Examiner:
    def __init__(self, view: View, shapes: Shapes, now: datetime) -> None:
        self._view = view
        self._shapes = shapes
        self._now = now
        self._held: dict[str, Held | None] = {}
        self._ties: dict[tuple[str, str, str], list[HeldTie]] = {}
        self._taken: dict[tuple[str, str], dict[Any, str]] = {}
        self.found = Examined()

    async def prepare(self, edits: Sequence[Edit]) -> None:
        """Read at once what the edits speak of."""
        ids: set[str] = set()
        for edit in edits:
            if isinstance(edit, NodeEdit):
                ids |= {edit.id, *(far for far in edit.links.values() if far is not None)}
            else:
                ids |= {edit.start, edit.end}
        await self._know(ids)
        for type_ in {edit.type for edit in edits if isinstance(edit, TieEdit) and edit.type in self._shapes.ties}:
            pairs = [(e.start, e.end) for e in edits if isinstance(e, TieEdit) and e.type == type_]
            self._ties |= {(type_, start, end): [] for start, end in pairs}
            starts, ends = {start for start, _ in pairs}, {end for _, end in pairs}
            into = len(ends) < len(starts)
            for tie in await self._view.ties(type_, ends if into else starts, into=into):
                if (type_, tie.start, tie.end) in self._ties:
                    self._ties[type_, tie.start, tie.end].append(tie)
        await self._look_for_taken(edits)

    async def _know(self, ids: Iterable[str]) -> None:
        unknown = [id_ for id_ in ids if id_ not in self._held]
        if unknown:
            there = await self._view.nodes(unknown)
            self._held |= {id_: there.get(id_) for id_ in unknown}

    async def _look_for_taken(self, edits: Sequence[Edit]) -> None:
        wanted: dict[tuple[str, str], set[Any]] = {}
        for edit in edits:
            if not isinstance(edit, NodeEdit) or edit.label not in self._shapes.labels:
                continue
            for stored, prop in self._shapes.properties(edit.label).items():
                value = edit.values.get(stored)
                if prop.unique and value is not None and not isinstance(value, list):
                    wanted.setdefault((edit.label, stored), set()).add(value)
        for (label, stored), values in wanted.items():
            self._taken[label, stored] = await self._view.having(label, stored, values)

    # Nodes

    async def node(self, edit: NodeEdit) -> None:
        problems = self._node_problems(edit)
        if problems:
            self.found.problems += problems
        elif edit.action == "create":
            await self._create(edit)
        elif edit.action == "update":
            await self._update(edit)
        else:
            await self._delete(edit)

    def _node_problems(self, edit: NodeEdit) -> list[Problem]:
        label = self._shapes.labels.get(edit.label)
        if label is None:
            return [Problem("LABEL_NOT_WRITABLE", edit.place, {"label": edit.label}, tuple(self._shapes.labels))]
        if not edit.id.startswith(f"{label.prefix}:") or len(edit.id) > 200 or not edit.id[len(label.prefix) + 1 :]:
            allowed = f"{label.prefix}:…"
            return [Problem("ID_PREFIX", (*edit.place, "id"), {"value": edit.id, "allowed": allowed}, (allowed,))]
        held = self._held[edit.id]
        if edit.action == "create":
            if held is not None:
                return [Problem("ID_TAKEN", (*edit.place, "id"), {"value": edit.id})]
        elif held is None or held.label != edit.label:
            return [Problem("NODE_UNKNOWN", (*edit.place, "id"), {"value": edit.id, "label": edit.label})]
        elif edit.expected is not None and edit.expected != revision(held.values):
            values = {"value": edit.expected, "present": revision(held.values)}
            return [Problem("VERSION_CONFLICT", (*edit.place, "expectedVersion"), values)]
        return [] if edit.action == "delete" else [*self._value_problems(edit, held), *self._link_problems(edit)]

    def _value_problems(self, edit: NodeEdit, held: Held | None) -> list[Problem]:
        known = self._shapes.properties(edit.label)
        found: list[Problem] = []
        for stored in edit.values:
            if stored not in known and stored not in ("createdAt", "updatedAt", "benchmark"):
                found.append(_not_written(self._shapes, edit, stored))
        for prop in {id(p): p for p in known.values()}.values():
            found += value_problems(prop, edit.values, edit.place)
            main = prop.stored_names[0]
            is_given = main in edit.values
            if prop.required and (edit.values.get(main) is None if is_given else edit.action == "create"):
                found.append(Problem("REQUIRED_MISSING", (*edit.place, main), {"field": main}))
            found += self._taken_problems(edit, prop.stored_names[0]) if prop.unique else []
        after = {**(held.values if held else {}), **edit.values}
        found += span_problems(after, edit.place)
        if after.get("dataOrigin") == "synthetic":
            named = [name for name in ("isil", "wikidataId") if after.get(name) is not None]
            found += [Problem("SYNTHETIC_IDENTIFIER", (*edit.place, name), {"field": name}) for name in named]
        return found

    def _taken_problems(self, edit: NodeEdit, stored: str) -> list[Problem]:
        value = edit.values.get(stored)
        holders = self._taken.get((edit.label, stored), {})
        owner = None if value is None or isinstance(value, list) else holders.get(value)
        if owner is None or owner == edit.id:
            if owner is None and value is not None and not isinstance(value, list):
                holders[value] = edit.id
            return []
        return [Problem("VALUE_TAKEN", (*edit.place, stored), {"field": stored, "id": owner})]

    def _link_problems(self, edit: NodeEdit) -> list[Problem]:
        links = self._shapes.links(edit.label)
        found = []
        for name, far in edit.links.items():
            link = links[name]
            if far is None:
                if link.card == "one":
                    found.append(Problem("REQUIRED_MISSING", (*edit.place, name), {"field": name}))
                continue
            found += self._far_problems(far, link.labels, (*edit.place, name))
        return found

    def _far_problems(self, far: str, labels: Sequence[str], place: Place) -> list[Problem]:
        allowed = tuple(f"{self._shapes.model.types[label].prefix}:…" for label in labels)
        held = self._held.get(far)
        if held is None:
            return [Problem("END_UNKNOWN", place, {"value": far, "allowed": ", ".join(allowed)}, allowed)]
        if held.label not in self._shapes.model.read_as(labels):
            return [Problem("END_LABEL", place, {"value": far, "allowed": ", ".join(allowed)}, allowed)]
        return []

    async def _create(self, edit: NodeEdit) -> None:
        values = {name: value for name, value in edit.values.items() if value is not None}
        after = {"createdAt": self._now, "updatedAt": self._now, "revision": 1, **values, "id": edit.id}
        self.found.changes[edit.id] = NodeChange(edit.label, edit.id, None, after)
        self._held[edit.id] = Held(edit.label, after)
        for name, far in edit.links.items():
            if far is not None:
                self._add_link(edit, name, far)

    async def _update(self, edit: NodeEdit) -> None:
        held = self._held[edit.id]
        assert held is not None
        changed = {name: value for name, value in edit.values.items() if held.values.get(name) != value}
        for name, far in edit.links.items():
            await self._set_link(edit, name, far)
        if changed:
            change = self._change(edit.id)
            kept = {**(change.after or {}), **changed}
            change.after = {name: value for name, value in kept.items() if value is not None}
            self._held[edit.id] = Held(edit.label, change.after)

    async def _delete(self, edit: NodeEdit) -> None:
        left = await left_without(self._view, self._shapes, edit.id)
        if left.orphans and not edit.cascades:
            named = tuple(sorted(left.orphans)[:MOST_NAMED])
            values = {"count": len(left.orphans), "allowed": ", ".join(named)}
            self.found.problems.append(Problem("DELETE_ORPHANS", edit.place, values, named))
            return
        await self._know([*left.orphans, *(end for tie in left.ties for end in (tie.start, tie.end))])
        for id_ in (edit.id, *left.orphans):
            held = self._held[id_]
            assert held is not None
            change = self._change(id_)
            change.after = None
        self.found.cascaded += [id_ for id_ in left.orphans if id_ != edit.id]
        for tie in left.ties:
            self._note_tie(TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
        for id_ in (edit.id, *left.orphans):
            self._held[id_] = None

    # Relationships

    async def tie(self, edit: TieEdit) -> None:
        problems = self._tie_problems(edit)
        if problems:
            self.found.problems += problems
            return
        there = self._ties[edit.type, edit.start, edit.end]
        keyed = self._shapes.ties[edit.type].keyed
        match = [tie for tie in there if not keyed or edit.key is None or tie.key == edit.key]
        if edit.action == "add":
            key = (edit.key or f"k-{token_hex(6)}") if keyed else None
            after = {name: value for name, value in edit.values.items() if value is not None}
            after |= {"key": key} if key else {}
            self._put(edit, None, after, key)
        elif edit.action == "update":
            after = {**match[0].values, **edit.values}
            self._put(edit, match[0], {name: value for name, value in after.items() if value is not None}, match[0].key)
        else:
            self._put(edit, match[0], None, match[0].key)

    def _put(self, edit: TieEdit, before: HeldTie | None, after: Values | None, key: str | None) -> None:
        held = None if before is None else before.values
        if held == after:
            return
        there = self._ties[edit.type, edit.start, edit.end]
        if before is not None:
            there.remove(before)
        if after is not None:
            there.append(HeldTie(edit.type, edit.start, edit.end, after))
        self._note_tie(TieChange(edit.type, edit.start, edit.end, key, held, after))

    def _tie_problems(self, edit: TieEdit) -> list[Problem]:
        shape = self._shapes.ties.get(edit.type)
        if shape is None:
            allowed = tuple(self._shapes.ties)
            return [Problem("TYPE_NOT_WRITABLE", edit.place, {"type": edit.type}, allowed)]
        found = [
            problem
            for end, name, labels in ((edit.start, "from", shape.starts), (edit.end, "to", shape.far))
            for problem in self._far_problems(end, labels, (*edit.place, name))
        ]
        if found:
            return found
        ends = tuple(held.label for held in map(self._held.get, (edit.start, edit.end)) if held is not None)
        if not any(self._is_pair(ends, pair) for pair in shape.ends):
            allowed = tuple(end for start, end in shape.ends if start == ends[0])
            values = {"value": ends[1], "type": edit.type, "allowed": ", ".join(allowed)}
            return [Problem("TIE_ENDS", edit.place, values, allowed)]
        if edit.start == edit.end:
            return [Problem("TIE_TO_ITSELF", edit.place, {"value": edit.start})]
        return self._presence_problems(edit, keyed=shape.keyed) or self._tie_values(edit)

    def _is_pair(self, ends: Sequence[str], pair: tuple[str, str]) -> bool:
        reads = self._shapes.model.read_as
        return ends[0] in reads((pair[0],)) and ends[1] in reads((pair[1],))

    def _presence_problems(self, edit: TieEdit, *, keyed: bool) -> list[Problem]:
        there = self._ties[edit.type, edit.start, edit.end]
        match = [tie for tie in there if not keyed or edit.key is None or tie.key == edit.key]
        if edit.action == "add":
            is_taken = bool(match) if not keyed or edit.key is not None else False
            return [Problem("TIE_EXISTS", edit.place, {"type": edit.type})] if is_taken else []
        if not match:
            return [Problem("TIE_UNKNOWN", edit.place, {"type": edit.type})]
        if len(match) > 1:
            keys = tuple(sorted(str(tie.key) for tie in match))
            return [
                Problem("TIE_AMBIGUOUS", (*edit.place, "key"), {"type": edit.type, "allowed": ", ".join(keys)}, keys)
            ]
        return []

    def _tie_values(self, edit: TieEdit) -> list[Problem]:
        if edit.action == "remove":
            return []
        shape = self._shapes.ties[edit.type]
        known = tuple(stored for p in shape.properties for stored in p.stored_names)
        found = [
            Problem(
                "FIELD_NOT_WRITABLE", (*edit.place, name), {"field": name, "allowed": ", ".join(known)}, tuple(known)
            )
            for name in edit.values
            if name not in known
        ]
        for prop in shape.properties:
            found += value_problems(prop, edit.values, edit.place)
            given = prop.stored in edit.values
            if prop.required and (edit.values.get(prop.stored) is None if given else edit.action == "add"):
                found.append(Problem("REQUIRED_MISSING", (*edit.place, prop.stored), {"field": prop.stored}))
        there = self._ties[edit.type, edit.start, edit.end]
        match = [t for t in there if edit.action == "update" and (edit.key is None or t.key == edit.key)]
        return [*found, *span_problems({**(match[0].values if match else {}), **edit.values}, edit.place)]

    async def _set_link(self, edit: NodeEdit, name: str, far: str | None) -> None:
        link = self._shapes.links(edit.label)[name]
        single = next(s for s in self._shapes.singles[edit.label] if s.field == name)
        there = await self._view.ties(single.type, [edit.id], into=single.into)
        await self._know([t.start if single.into else t.end for t in there])
        is_there = False
        for tie in there:
            other = tie.start if single.into else tie.end
            held = self._held.get(other)
            if held is None or held.label not in self._shapes.model.read_as(link.labels):
                continue
            if other == far:
                is_there = True
            else:
                self._note_tie(TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
        if far is not None and not is_there:
            self._add_link(edit, name, far)

    def _add_link(self, edit: NodeEdit, name: str, far: str) -> None:
        single = next(s for s in self._shapes.singles[edit.label] if s.field == name)
        start, end = (far, edit.id) if single.into else (edit.id, far)
        keyed = self._shapes.ties[single.type].keyed
        key = f"k-{token_hex(6)}" if keyed else None
        self._note_tie(TieChange(single.type, start, end, key, None, {"key": key} if key else {}))

    def _note_tie(self, change: TieChange) -> None:
        """The relationship at its start, or at its end where the start is official data; both ends are touched."""
        start = self._held.get(change.start)
        owner = change.start if start is not None and self._shapes.writes(start.label) else change.end
        self._change(owner).ties.append(change)
        ends = (change.start,) if change.type in UNTOUCHED else (change.start, change.end)
        for end in ends:
            held = self._held.get(end)
            if held is not None and end not in self.found.changes and self._shapes.writes(held.label):
                self.found.touched.setdefault(end, held)

    def _change(self, id_: str) -> NodeChange:
        change = self.found.changes.get(id_)
        if change is None:
            held = self._held[id_]
            assert held is not None
            change = self.found.changes[id_] = NodeChange(held.label, id_, held.values, held.values)
            self.found.touched.pop(id_, None)
        return change


def revision(values: Values | None) -> int:
    """The number of a node's state."""
    return int((values or _DEFAULT).get("revision", 1))


def _not_written(shapes: Shapes, edit: NodeEdit, stored: str) -> Problem:
    """Socialised operation follows from assessments, all else that is derived from other data."""
    known = tuple(shapes.properties(edit.label))
    if stored in ("socialised", "socialisedSince"):
        return Problem("RULE_SOCIALISED", (*edit.place, stored), {"field": stored})
    if stored in shapes.derived(edit.label):
        return Problem("RULE_DERIVED", (*edit.place, stored), {"field": stored})
    return Problem("FIELD_NOT_WRITABLE", (*edit.place, stored), {"field": stored, "allowed": ", ".join(known)}, known)

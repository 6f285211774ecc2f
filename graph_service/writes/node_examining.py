"""Nodes to create, update or delete, held against what is there."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from graph_service.model.labels import WORK_ITEM
from graph_service.writes.deleting import left_without
from graph_service.writes.edits import NodeChange, NodeEdit, TieChange, Values
from graph_service.writes.examined import Outcome, revision
from graph_service.writes.kinds import kind_problems
from graph_service.writes.present import Present
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import COMPUTED, Shapes
from graph_service.writes.spans import span_problems
from graph_service.writes.values import value_problems
from graph_service.writes.view import Held
from graph_service.writes.worklist import kept

MOST_NAMED = 50
"""Ids that a refusal names."""


class NodeExaminer:
    """Examines the nodes of a batch."""

    def __init__(self, present: Present, now: datetime) -> None:
        self._present = present
        self._shapes = present.shapes
        self._now = now

    async def examine(self, edit: NodeEdit) -> Outcome:
        problems = [] if self._present.is_right(edit) else self._node_problems(edit)
        self._present.found.problems += problems
        if problems:
            return Outcome("refused")
        if edit.action == "create":
            return await self._create(edit)
        return await (self._update(edit) if edit.action == "update" else self._delete(edit))

    def _node_problems(self, edit: NodeEdit) -> list[Problem]:
        label = self._shapes.written.get(edit.label)
        if label is None:
            return [Problem("LABEL_NOT_WRITABLE", edit.place, {"label": edit.label}, tuple(self._shapes.labels))]
        if not edit.id.startswith(f"{label.prefix}:") or len(edit.id) > 200 or not edit.id[len(label.prefix) + 1 :]:
            allowed = f"{label.prefix}:…"
            return [Problem("ID_PREFIX", (*edit.place, "id"), {"value": edit.id, "allowed": allowed}, (allowed,))]
        held = self._present.held[edit.id]
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
        own = COMPUTED.get(edit.label)
        if own is not None and own[1] in (after.get(own[0]), held.values.get(own[0]) if held else None):
            found.append(Problem("RULE_DERIVED", (*edit.place, own[0]), {"field": own[0]}))
        found += span_problems(after, edit.place)
        found += kind_problems(self._shapes.written[edit.label], after, edit.place)
        if after.get("dataOrigin") == "synthetic":
            named = [name for name in ("isil", "wikidataId") if after.get(name) is not None]
            found += [Problem("SYNTHETIC_IDENTIFIER", (*edit.place, name), {"field": name}) for name in named]
        return found

    def _taken_problems(self, edit: NodeEdit, stored: str) -> list[Problem]:
        value = edit.values.get(stored)
        holders = self._present.taken.get((edit.label, stored), {})
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
            found += self._present.far_problems(far, link.labels, (*edit.place, name))
        return found

    async def _create(self, edit: NodeEdit) -> Outcome:
        values = {name: value for name, value in edit.values.items() if value is not None}
        after: Values = {"createdAt": self._now, "updatedAt": self._now, "revision": 1, **values, "id": edit.id}
        after = kept(None, after, self._now) if edit.label == WORK_ITEM else after
        self._present.found.changes[edit.id] = NodeChange(edit.label, edit.id, None, after)
        self._present.held[edit.id] = Held(edit.label, after)
        for name, far in edit.links.items():
            if far is not None:
                self._add_link(edit, name, far)
        told = {**values, **{name: far for name, far in edit.links.items() if far is not None}}
        return Outcome("created", {name: (None, value) for name, value in told.items()})

    async def _update(self, edit: NodeEdit) -> Outcome:
        held = self._present.held[edit.id]
        assert held is not None
        changed = {name: value for name, value in edit.values.items() if held.values.get(name) != value}
        told = {name: (held.values.get(name), value) for name, value in changed.items()}
        for name, far in edit.links.items():
            before = await self._set_link(edit, name, far)
            if before != far:
                told[name] = (before, far)
        if changed:
            change = self._present.change(edit.id)
            whole = {**(change.after or {}), **changed}
            change.after = {name: value for name, value in whole.items() if value is not None}
            if edit.label == WORK_ITEM:
                change.after = kept(held.values, change.after, self._now)
            self._present.held[edit.id] = Held(edit.label, change.after)
        return Outcome("changed" if told else "unchanged", told)

    async def _delete(self, edit: NodeEdit) -> Outcome:
        left = await left_without(self._present.view, self._shapes, edit.id)
        if left.orphans and not edit.cascades:
            named = tuple(sorted(left.orphans)[:MOST_NAMED])
            values = {"count": len(left.orphans), "allowed": ", ".join(named)}
            self._present.found.problems.append(Problem("DELETE_ORPHANS", edit.place, values, named))
            return Outcome("refused")
        await self._present.know([*left.orphans, *(end for tie in left.ties for end in (tie.start, tie.end))])
        for id_ in (edit.id, *left.orphans):
            held = self._present.held[id_]
            assert held is not None
            change = self._present.change(id_)
            change.after = None
        self._present.found.cascaded += [id_ for id_ in left.orphans if id_ != edit.id]
        for tie in left.ties:
            self._present.note_tie(TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
        for id_ in (edit.id, *left.orphans):
            self._present.held[id_] = None
        return Outcome("removed")

    async def _set_link(self, edit: NodeEdit, name: str, far: str | None) -> str | None:
        """Lead a to-one field elsewhere; gives where it led."""
        link = self._shapes.links(edit.label)[name]
        single = next(s for s in self._shapes.singles[edit.label] if s.field == name)
        there = await self._present.view.ties(single.type, [edit.id], into=single.into)
        await self._present.know([t.start if single.into else t.end for t in there])
        before, is_there = None, False
        for tie in there:
            other = tie.start if single.into else tie.end
            held = self._present.held.get(other)
            if held is None or held.label not in self._shapes.model.read_as(link.labels):
                continue
            before = other
            if other == far:
                is_there = True
            else:
                self._present.note_tie(TieChange(tie.type, tie.start, tie.end, tie.key, tie.values, None))
        if far is not None and not is_there:
            self._add_link(edit, name, far)
        return far if is_there else before

    def _add_link(self, edit: NodeEdit, name: str, far: str) -> None:
        single = next(s for s in self._shapes.singles[edit.label] if s.field == name)
        start, end = (far, edit.id) if single.into else (edit.id, far)
        keyed = self._shapes.ties[single.type].keyed
        key = f"k-{token_hex(6)}" if keyed else None
        self._present.note_tie(TieChange(single.type, start, end, key, None, {"key": key} if key else {}))


def _not_written(shapes: Shapes, edit: NodeEdit, stored: str) -> Problem:
    """Socialised operation follows from assessments, all else that is derived from other data."""
    known = tuple(shapes.properties(edit.label))
    if stored in ("socialised", "socialisedSince"):
        return Problem("RULE_SOCIALISED", (*edit.place, stored), {"field": stored})
    if stored in shapes.derived(edit.label):
        return Problem("RULE_DERIVED", (*edit.place, stored), {"field": stored})
    return Problem("FIELD_NOT_WRITABLE", (*edit.place, stored), {"field": stored, "allowed": ", ".join(known)}, known)

"""Relationships to add, update, put or remove, held against what is there."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_hex

from graph_service.writes.edits import END, START, TieChange, TieEdit, Values
from graph_service.writes.examined import Outcome, Verdict
from graph_service.writes.present import Present
from graph_service.writes.problems import Problem
from graph_service.writes.spans import span_problems
from graph_service.writes.values import stored_problems
from graph_service.writes.view import HeldTie


class TieExaminer:
    """Examines the relationships of a batch."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._shapes = present.shapes

    def examine(self, edit: TieEdit) -> Outcome:
        is_right = self._present.is_right(edit)
        match = self._matching(edit) if is_right else []
        problems = [] if is_right and len(match) < 2 else self._tie_problems(edit)
        self._present.found.problems += problems
        if problems:
            return Outcome("refused")
        match = match or self._matching(edit)
        if edit.action == "add" or (edit.action == "put" and not match):
            key = (edit.key or _key_of(edit)) if self._shapes.ties[edit.type].keyed else None
            after = {name: value for name, value in edit.values.items() if value is not None}
            after |= {"key": key} if key else {}
            return self._put(edit, None, after, key)
        if edit.action == "remove":
            return self._put(edit, match[0], None, match[0].key)
        changed = {**match[0].values, **edit.values}
        after = {name: value for name, value in changed.items() if value is not None}
        return self._put(edit, match[0], after, match[0].key)

    def _put(self, edit: TieEdit, before: HeldTie | None, after: Values | None, key: str | None) -> Outcome:
        held = None if before is None else before.values
        if held == after:
            return Outcome("unchanged")
        there = self._present.ties[edit.type, edit.start, edit.end]
        if before is not None:
            there.remove(before)
        if after is not None:
            there.append(HeldTie(edit.type, edit.start, edit.end, after))
        self._present.note_tie(TieChange(edit.type, edit.start, edit.end, key, held, after))
        if held is None:
            return Outcome("created", {name: (None, value) for name, value in (after or {}).items()})
        told = {name: (held.get(name), (after or {}).get(name)) for name in {*held, *(after or ())}}
        verdict: Verdict = "removed" if after is None else "changed"
        return Outcome(verdict, {name: pair for name, pair in told.items() if pair[0] != pair[1]})

    def _tie_problems(self, edit: TieEdit) -> list[Problem]:
        shape = self._shapes.ties.get(edit.type)
        if shape is None:
            allowed = tuple(self._shapes.ties)
            return [Problem("TYPE_NOT_WRITABLE", edit.place, {"type": edit.type}, allowed)]
        found = [
            problem
            for end, name, labels in ((edit.start, START, shape.starts), (edit.end, END, shape.far))
            for problem in self._present.far_problems(end, labels, (*edit.place, name))
        ]
        if found:
            return found
        ends = tuple(held.label for held in map(self._present.held.get, (edit.start, edit.end)) if held is not None)
        if ends not in self._shapes.pairs[edit.type]:
            allowed = tuple(end for start, end in shape.ends if start == ends[0])
            values = {"value": ends[1], "type": edit.type, "allowed": ", ".join(allowed)}
            return [Problem("TIE_ENDS", edit.place, values, allowed)]
        if edit.start == edit.end:
            return [Problem("TIE_TO_ITSELF", edit.place, {"value": edit.start})]
        return self._presence_problems(edit, keyed=shape.keyed) or self._tie_values(edit)

    def _matching(self, edit: TieEdit) -> list[HeldTie]:
        """The relationships that the edit can mean, as they are."""
        there = self._present.ties[edit.type, edit.start, edit.end]
        if not self._shapes.ties[edit.type].keyed:
            return there[:]
        if edit.key is not None:
            return [tie for tie in there if tie.key == edit.key]
        if edit.action != "put":
            return there[:]
        day = _first_day(edit.values)
        same = [tie for tie in there if _first_day(tie.values) == day]
        return same or (there[:] if day is None else [])

    def _presence_problems(self, edit: TieEdit, *, keyed: bool) -> list[Problem]:
        match = self._matching(edit)
        if edit.action == "put" and not match:
            return []
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
        known = self._shapes.tie_properties(edit.type)
        found = [
            Problem("FIELD_NOT_WRITABLE", (*edit.place, name), {"field": name, "allowed": ", ".join(known)}, (*known,))
            for name in edit.values
            if name not in known
        ]
        match = [] if edit.action == "add" else self._matching(edit)
        is_new = edit.action == "add" or (edit.action == "put" and not match)
        for stored, prop in known.items():
            given = stored in edit.values
            if given:
                found += stored_problems(prop, stored, edit.values[stored], edit.place)
            if prop.required and stored == prop.stored_names[0] and (edit.values[stored] is None if given else is_new):
                found.append(Problem("REQUIRED_MISSING", (*edit.place, stored), {"field": stored}))
        return [*found, *span_problems({**(match[0].values if match else {}), **edit.values}, edit.place)]


def _first_day(values: Values) -> object:
    return values.get("from", values.get("on"))


def _key_of(edit: TieEdit) -> str:
    """A key that nobody has; of what is put, the same each time."""
    if edit.action != "put":
        return f"k-{token_hex(6)}"
    told = "|".join(map(str, (edit.type, edit.start, edit.end, _first_day(edit.values))))
    return f"k-{sha256(told.encode()).hexdigest()[:12]}"

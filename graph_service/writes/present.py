"""What edits are held against while they are examined: nodes and relationships as they are, and as edits leave them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph_service.writes.edits import Edit, NodeChange, NodeEdit, Place, TieChange
from graph_service.writes.examined import Examined
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import UNTOUCHED, Shapes
from graph_service.writes.view import Held, HeldTie, View


class Present:
    """The present state of a batch under examination."""

    def __init__(self, view: View, shapes: Shapes, *, is_judged: bool = False) -> None:
        self.is_judged = is_judged
        self.view = view
        self.shapes = shapes
        self.held: dict[str, Held | None] = {}
        self.ties: dict[tuple[str, str, str], list[HeldTie]] = {}
        self.taken: dict[tuple[str, str], dict[Any, str]] = {}
        self.found = Examined()

    async def prepare(self, edits: Sequence[Edit]) -> None:
        """Read at once what the edits speak of."""
        ids: set[str] = set()
        by_type: dict[str, list[tuple[str, str]]] = {}
        for edit in edits:
            if isinstance(edit, NodeEdit):
                ids |= {edit.id, *(far for far in edit.links.values() if far is not None)}
                continue
            ids |= {edit.start, edit.end}
            if edit.type in self.shapes.ties:
                by_type.setdefault(edit.type, []).append((edit.start, edit.end))
        await self.know(ids)
        for type_, pairs in by_type.items():
            self.ties |= {(type_, start, end): [] for start, end in pairs}
            asked = self.view.standing(type_, pairs)
            starts, ends = {start for start, _ in asked}, {end for _, end in asked}
            if not starts:
                continue
            into = len(ends) < len(starts)
            for tie in await self.view.ties(type_, ends if into else starts, into=into):
                if (type_, tie.start, tie.end) in self.ties:
                    self.ties[type_, tie.start, tie.end].append(tie)
        await self._look_for_taken([edit for edit in edits if not self.is_right(edit)])

    def is_right(self, edit: Edit) -> bool:
        """Whether it was judged, and nothing that was written since can have made it wrong: it adds something."""
        return self.is_judged and edit.action in ("create", "put")

    async def know(self, ids: Iterable[str]) -> None:
        unknown = [id_ for id_ in ids if id_ not in self.held]
        if unknown:
            there = await self.view.nodes(unknown)
            self.held |= {id_: there.get(id_) for id_ in unknown}

    async def _look_for_taken(self, edits: Sequence[Edit]) -> None:
        wanted: dict[tuple[str, str], set[Any]] = {}
        for edit in edits:
            if not isinstance(edit, NodeEdit) or edit.label not in self.shapes.written:
                continue
            for stored, prop in self.shapes.properties(edit.label).items():
                value = edit.values.get(stored)
                if prop.unique and value is not None and not isinstance(value, list):
                    wanted.setdefault((edit.label, stored), set()).add(value)
        for (label, stored), values in wanted.items():
            self.taken[label, stored] = await self.view.having(label, stored, values)

    def far_problems(self, far: str, labels: tuple[str, ...], place: Place) -> list[Problem]:
        held = self.held.get(far)
        if held is not None and held.label in self.shapes.read_as(labels):
            return []
        allowed = tuple(f"{self.shapes.model.types[label].prefix}:…" for label in labels)
        code = "END_UNKNOWN" if held is None else "END_LABEL"
        return [Problem(code, place, {"value": far, "allowed": ", ".join(allowed)}, allowed)]

    def note_tie(self, change: TieChange) -> None:
        """The relationship at its start, or at its end where the start is official data; both ends are touched."""
        start = self.held.get(change.start)
        owner = change.start if start is not None and self.shapes.writes(start.label) else change.end
        self.change(owner).ties.append(change)
        ends = (change.start,) if change.type in UNTOUCHED else (change.start, change.end)
        for end in ends:
            held = self.held.get(end)
            if held is not None and end not in self.found.changes and self.shapes.writes(held.label):
                self.found.touched.setdefault(end, held)

    def change(self, id_: str) -> NodeChange:
        change = self.found.changes.get(id_)
        if change is None:
            held = self.held[id_]
            assert held is not None
            change = self.found.changes[id_] = NodeChange(held.label, id_, held.values, held.values)
            self.found.touched.pop(id_, None)
        return change

"""What would become of each row: edits are held against the graph and against each other; nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph_service.importing.lying import Lying
from graph_service.importing.overlay import Overlay
from graph_service.importing.spool import Spool
from graph_service.model.structure import Model
from graph_service.writes.edits import Edit, NodeEdit, Place
from graph_service.writes.examined import Examined, Outcome
from graph_service.writes.examining import examine
from graph_service.writes.problems import Problem
from graph_service.writes.rules import Touched, broken_rules
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import GraphView, Run, View

PART = 1_000
Told = Callable[[int], None]
"""Is told how many rows were looked at."""


@dataclass
class Judging:
    """Keeps a verdict on every edit in the spool; on rows that break a rule once all is written, too."""

    spool: Spool
    run: Run
    model: Model
    shapes: Shapes
    told: Told
    counties: frozenset[str] | None = None
    """Where the author may write; None for everywhere."""
    part: int = PART

    async def judge(self, *, partial: bool) -> None:
        """Judge all; where the rest is to be written all the same (`partial`), again without what was refused, until
        nothing rests on it."""
        refused = -1
        while (now := self.spool.counts().get("refused", 0)) > refused:
            refused = now
            self.spool.drop_refused()
            await self._judge()
            if not partial:
                return

    async def _judge(self) -> None:
        self.spool.begin_judging()
        view = Overlay(GraphView(self.run, self.model), self.spool, self.shapes)
        for gone in (False, True):
            view.is_done = gone  # what is deleted last leaves what was written before
            for part in self.spool.node_edits(self.part, gone=gone):
                await self._judge_nodes(view, part)
            if not gone:
                view.own = frozenset()
                for ties in self.spool.tie_edits(self.part):
                    self._keep(ties, await self._examined(view, ties))
        view.own, view.is_done = frozenset(), True
        await self._judge_rules(view)
        if self.counties is not None:
            await self._judge_counties(self.counties)

    async def _judge_nodes(self, view: Overlay, part: Sequence[tuple[int, Edit]]) -> None:
        view.own = frozenset(edit.id for _, edit in part if isinstance(edit, NodeEdit))
        examined = await self._examined(view, part)
        rows = {edit.id: seq for seq, edit in part if isinstance(edit, NodeEdit)}
        gone = [tie for change in examined.changes.values() for tie in change.ties if tie.after is None]
        self.spool.link(
            (next(rows[end] for end in (tie.start, tie.end) if end in rows), tie.type, tie.start, tie.end, True)
            for tie in gone
        )
        self._keep(part, examined)

    async def _examined(self, view: Overlay, part: Sequence[tuple[int, Edit]]) -> Examined:
        examined = await examine(view, self.shapes, [edit for _, edit in part], datetime.now(UTC))
        self.spool.concern(examined.ids)
        self.told(len(part))
        return examined

    def _keep(self, part: Sequence[tuple[int, Edit]], examined: Examined) -> None:
        problems: dict[Place, list[Problem]] = {}
        for problem in examined.problems:
            problems.setdefault(problem.place[:2], []).append(problem)
        rows = []
        for (seq, edit), outcome in zip(part, examined.outcomes, strict=True):
            told = (edit.place, what_of(edit), _problems(problems, edit, outcome), dict(outcome.fields))
            rows.append((seq, outcome.verdict, told))
        self.spool.judge(rows)

    async def _judge_rules(self, view: Overlay) -> None:
        async for id_, problem in broken_by(self.spool, view, self.shapes, self.part):
            self._refuse_at(id_, problem)

    async def _judge_counties(self, allowed: frozenset[str]) -> None:
        named = tuple(sorted(allowed))
        lying = Lying(self.run, self.model, self.spool)
        for ids in self.spool.concerned(self.part):
            for id_, found in (await lying.counties(ids)).items():
                outside = found - allowed
                if outside or not found:
                    values = {"id": id_, "value": ", ".join(sorted(outside)) or "–", "allowed": ", ".join(named)}
                    self._refuse_at(id_, Problem("COUNTY_FORBIDDEN", (), values, named))

    def _refuse_at(self, id_: str, problem: Problem) -> None:
        """Refuse the rows that change something of a node."""
        rows = self.spool.rows_at(id_)
        for seq, edit in rows:
            placed = Problem(problem.code, (*edit.place, *problem.place), problem.values, problem.allowed)
            self.spool.refuse(seq, edit.place, what_of(edit), placed)
        if not rows and not self.spool.is_refused(id_):
            self.spool.tell([Problem(problem.code, (id_, *problem.place), problem.values, problem.allowed)])


async def broken_by(spool: Spool, view: View, shapes: Shapes, part: int) -> AsyncIterator[tuple[str, Problem]]:
    """The rules that do not hold of what files touch, seen as it will be or, once all is written, as it is."""
    for ids in spool.led_to(part):
        created = {id_ for id_, one in spool.node(ids).items() if one.is_new}
        types = {id_: frozenset(found) for id_, found in spool.types_at(ids).items()}
        for broken in await broken_rules(view, shapes, Touched(await view.nodes(ids), created, types)):
            yield broken


def _problems(found: dict[Place, list[Problem]], edit: Edit, outcome: Outcome) -> list[Problem]:
    """Those of a row that was refused; a sheet of another file may have the same name."""
    return found.get(edit.place[:2], []) if outcome.verdict == "refused" else []


def what_of(edit: Edit) -> Any:
    """What an edit is of, for people: an id, or a relationship."""
    return edit.id if isinstance(edit, NodeEdit) else f"({edit.start})-[:{edit.type}]->({edit.end})"

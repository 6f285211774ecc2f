"""What would become of each row: edits are held against the graph and against each other; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from graph_service.importing.overlay import Overlay
from graph_service.importing.spool import Spool
from graph_service.model.structure import Model
from graph_service.writes.edits import Edit, NodeEdit
from graph_service.writes.examining import examine
from graph_service.writes.problems import Problem
from graph_service.writes.rules import Touched, broken_rules
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import GraphView, Run

PART = 1_000
Told = Callable[[int], None]
"""Is told how many rows were looked at."""


async def judge(spool: Spool, run: Run, model: Model, shapes: Shapes, told: Told) -> None:
    """Keep a verdict on every edit in the spool, and on nodes that break a rule once all is written."""
    view = Overlay(GraphView(run, model), spool, shapes)
    for parts in (spool.node_edits(PART, gone=None), spool.tie_edits(PART)):
        for part in parts:
            await _judge_part(spool, view, shapes, part)
            told(len(part))
    await _judge_rules(spool, view, shapes)


async def _judge_part(spool: Spool, view: Overlay, shapes: Shapes, part: Sequence[tuple[int, Edit]]) -> None:
    edits = [edit for _, edit in part]
    view.own = frozenset(edit.id for edit in edits if isinstance(edit, NodeEdit))
    examined = await examine(view, shapes, edits, datetime.now(UTC))
    problems: dict[Any, list[Problem]] = {}
    for problem in examined.problems:
        problems.setdefault(problem.place[:2], []).append(problem)
    spool.judge(
        (seq, outcome.verdict, (edit.place, what_of(edit), problems.get(edit.place[:2], []), dict(outcome.fields)))
        for (seq, edit), outcome in zip(part, examined.outcomes, strict=True)
    )


async def _judge_rules(spool: Spool, view: Overlay, shapes: Shapes) -> None:
    """Rules hold of what was touched, seen as it will be."""
    view.own, view.is_done = frozenset(), True
    for ids in spool.touched(PART):
        spooled = spool.node(ids)
        nodes = await view.nodes(ids)
        types = {id_: frozenset(found) for id_, found in spool.types_at(ids).items()}
        created = {id_ for id_, one in spooled.items() if one.is_new}
        for id_, problem in await broken_rules(view, shapes, Touched(nodes, created, types)):
            place = spool.edit(id_).place if id_ in spooled else (id_,)
            spool.tell([Problem(problem.code, (*place, *problem.place), problem.values, problem.allowed)])


def what_of(edit: Edit) -> str:
    """What an edit is of, for people: an id, or a relationship."""
    return edit.id if isinstance(edit, NodeEdit) else f"({edit.start})-[:{edit.type}]->({edit.end})"

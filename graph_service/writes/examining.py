"""Holds edits against what is there: what they would change, and what keeps them from being made. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graph_service.writes.edits import Edit, NodeEdit
from graph_service.writes.examined import Examined, Outcome
from graph_service.writes.node_examining import NodeExaminer
from graph_service.writes.present import Present
from graph_service.writes.shapes import Shapes
from graph_service.writes.tie_examining import TieExaminer
from graph_service.writes.view import View


async def examine(
    view: View, shapes: Shapes, edits: Sequence[Edit], now: datetime, *, is_judged: bool = False
) -> Examined:
    """What `edits` would change, taken one after another; those with problems change nothing. Those that were judged
    before, of a graph that has not changed since, are not looked through for problems."""
    present = Present(view, shapes, is_judged=is_judged)
    nodes, ties = NodeExaminer(present, now), TieExaminer(present)
    await present.prepare(edits)
    for edit in edits:
        known = len(present.found.problems)
        outcome = await nodes.examine(edit) if isinstance(edit, NodeEdit) else ties.examine(edit)
        refused = len(present.found.problems) > known
        present.found.outcomes.append(Outcome("refused") if refused else outcome)
    return present.found

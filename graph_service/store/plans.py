"""The database's own plan of a statement, as one kind of tree for both engines."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

_LINE = re.compile(r"(?P<indent> *)\+ (?P<operator>[A-Za-z]+(?: [A-Z]+)*)(?P<details>.*)")


@dataclass
class PlanStep:
    """One operator: what it does, what it reads, and (after PROFILE) how often it asked the store."""

    operator: str
    details: str
    hits: int | None = None
    rows: int | None = None
    children: list[PlanStep] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def total_hits(self) -> int:
        """Database hits of this operator and all below it."""
        return (self.hits or 0) + sum(child.total_hits() for child in self.children)


def plan_tree(plan: dict[str, Any]) -> PlanStep:
    """The tree of a driver's `summary.plan` or `summary.profile`."""
    arguments = plan.get("args", {})
    if str(plan["operatorType"]).startswith("ArcadeDB."):
        return _from_text(plan["operatorType"], str(arguments.get("string-representation", "")))
    return PlanStep(
        operator=str(plan["operatorType"]).partition("@")[0],
        details=str(arguments.get("Details", "")),
        hits=plan.get("dbHits"),
        rows=plan.get("rows"),
        children=[plan_tree(child) for child in plan.get("children", [])],
    )


def _from_text(operator: str, text: str) -> PlanStep:
    """The embedded engine gives its plan as an indented text; two spaces a level."""
    root = PlanStep(operator, text)
    branch: list[tuple[int, PlanStep]] = [(-1, root)]
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        step = PlanStep(found["operator"], found["details"].strip())
        while branch[-1][0] >= len(found["indent"]):
            branch.pop()
        branch[-1][1].children.append(step)
        branch.append((len(found["indent"]), step))
    return root

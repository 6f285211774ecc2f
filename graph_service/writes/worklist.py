"""The worklist: what an edit of an item brings with it, what must hold of items, and how collaborations close them.

An item of two institutions closes by itself once both take part in one collaboration, in the transaction that makes it
so, whoever or whatever wrote it; when that goes away it is as it was before, unless somebody changed it since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_service.cypher import Statement
from graph_service.model.labels import COLLABORATION, WORK_ITEM
from graph_service.writes.changes import slices
from graph_service.writes.edits import NodeChange, TieChange, Values
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import BECAME, CONCERNS, Shapes
from graph_service.writes.view import Run, View, natives

if TYPE_CHECKING:
    from datetime import datetime

    from graph_service.writes.rules import Touched

OPEN = ("open", "contacted")
"""The states of an item that is not decided yet."""
DONE = "became_collaboration"
_TIE = "PARTICIPATES_IN"
_ITEMS_AT = "MATCH (i:Institution)<-[:CONCERNS]-(w:WorkItem) WHERE i.id IN $ids RETURN collect(DISTINCT w.id) AS rows"
_ITEMS = (
    "MATCH (w:WorkItem) WHERE w.id IN $ids RETURN collect("
    "[properties(w), [(w)-[:CONCERNS]->(i) | i.id], [(w)-[:BECAME]->(c) | c.id]]) AS rows"
)
_SHARED = (
    "UNWIND $ids AS r MATCH (:Institution {id: r[1]})-[:PARTICIPATES_IN]->(c:Collaboration) "
    "MATCH (:Institution {id: r[2]})-[:PARTICIPATES_IN]->(c) RETURN collect(DISTINCT [r[0], c.id]) AS rows"
)
_FOLLOWED = "MATCH (w:WorkItem) WHERE w.state IN $ids OR w.reopensAs IS NOT NULL RETURN collect(w.id) AS rows"


def kept(before: Values | None, after: Values, now: datetime) -> Values:
    """An item with its bookkeeping, after an edit by somebody: it no longer opens by itself again."""
    values = {name: value for name, value in after.items() if name != "reopensAs"}
    if values.get("state") in OPEN:
        values.pop("closedAt", None)
    elif before is None or before.get("state") in OPEN or before.get("closedAt") is None:
        values["closedAt"] = now
    return values


# Rules


async def item_problems(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """An item is of one institution or two, a suggested pair of two; a pair has one open item, none if it is tied."""
    items = {id_: held for id_, held in touched.nodes.items() if held.label == WORK_ITEM}
    ends: dict[str, set[str]] = {id_: set() for id_ in items}
    for tie in await view.ties(CONCERNS, list(items)) if items else ():
        ends[tie.start].add(tie.end)
    found, pairs = [], {}
    for id_, held in items.items():
        if not (2 if held.values.get("kind") == "candidate" else 1) <= len(ends[id_]) <= 2:
            found.append((id_, Problem("WORK_CONCERNS", ("concerns",), {"value": len(ends[id_])})))
        elif len(ends[id_]) == 2 and held.values.get("state") in OPEN:
            pairs[id_] = ends[id_]
    return [*found, *(await _taken(view, pairs)), *(await _tied(view, shapes, pairs))] if pairs else found


async def _taken(view: View, pairs: dict[str, set[str]]) -> list[tuple[str, Problem]]:
    """Items of whose pair another is open."""
    ends: dict[str, set[str]] = {}
    for tie in await view.ties(CONCERNS, sorted(set().union(*pairs.values())), into=True):
        ends.setdefault(tie.start, set()).add(tie.end)
    both = [id_ for id_, known in ends.items() if len(known) == 2]
    open_ = sorted(id_ for id_, held in (await view.nodes(both)).items() if held.values.get("state") in OPEN)
    found = []
    for id_, pair in pairs.items():
        other = next((one for one in open_ if one != id_ and ends[one] == pair), None)
        if other is not None:
            found.append((id_, Problem("WORK_PAIR_OPEN", ("concerns",), {"id": other}, (other,))))
    return found


async def _tied(view: View, shapes: Shapes, pairs: dict[str, set[str]]) -> list[tuple[str, Problem]]:
    """Items of whose pair both take part in one collaboration already."""
    works: dict[str, set[str]] = {}
    for tie in await view.ties(_TIE, sorted(set().union(*pairs.values()))):
        label = shapes.model.label_of(tie.end)
        if label is not None and label.name == COLLABORATION:
            works.setdefault(tie.start, set()).add(tie.end)
    found = []
    for id_, (one, other) in ((id_, sorted(pair)) for id_, pair in pairs.items()):
        shared = sorted(works.get(one, set()) & works.get(other, set()))
        if shared:
            found.append((id_, Problem("WORK_PAIR_TIED", ("concerns",), {"id": shared[0]}, (shared[0],))))
    return found


# Following collaborations


@dataclass(frozen=True)
class _Item:
    values: Values
    concerns: Sequence[str]
    became: Sequence[str]
    shared: Sequence[str]


def concerns_worklist(changes: Iterable[NodeChange]) -> bool:
    """Whether what was changed can open or close items."""
    return any(change.label == WORK_ITEM or any(tie.type == _TIE for tie in change.ties) for change in changes)


async def worklist_changes(run: Run, changes: Sequence[NodeChange], now: datetime) -> list[NodeChange]:
    """What `changes`, written already in the transaction of `run`, make of the worklist."""
    ids = {change.id for change in changes if change.label == WORK_ITEM and change.after is not None}
    at = {tie.start for change in changes for tie in change.ties if tie.type == _TIE}
    ids |= {*await _rows(run, _ITEMS_AT, sorted(at))}
    return await changes_of(run, ids, now)


async def followed(run: Run) -> list[str]:
    """The ids of all items that collaborations can close or reopen."""
    return await _rows(run, _FOLLOWED, OPEN)


async def changes_of(run: Run, ids: Collection[str], now: datetime) -> list[NodeChange]:
    """What is to become of these items, as collaborations stand."""
    held = [(natives(values), sorted(concerns), became) for values, concerns, became in await _rows(run, _ITEMS, ids)]
    pairs = [[values["id"], *concerns] for values, concerns, _ in held if len(concerns) == 2]
    shared: dict[str, list[str]] = {}
    for id_, work in await _rows(run, _SHARED, pairs):
        shared.setdefault(id_, []).append(work)
    items = [_Item(values, concerns, became, sorted(shared.get(values["id"], ()))) for values, concerns, became in held]
    return [change for item in items if (change := _followed(item, now)) is not None]


def _followed(item: _Item, now: datetime) -> NodeChange | None:
    """
    open, tied            -> became_collaboration, and remembers that it was open
    closed by a tie, tied -> stays; leads to a collaboration that is shared
    closed by a tie, not  -> as it was
    rejected              -> leads to no collaboration
    """
    before, after = item.values, dict(item.values)
    became = set(item.became)
    if before["state"] in OPEN and item.shared:
        after |= {"state": DONE, "closedAt": now, "reopensAs": before["state"]}
        became = {item.shared[0]}
    elif before["state"] == DONE and before.get("reopensAs") and item.shared:
        became = {*item.became} & {*item.shared} or {item.shared[0]}
    elif before["state"] == DONE and before.get("reopensAs"):
        after = {name: value for name, value in before.items() if name not in ("closedAt", "reopensAs")}
        after["state"] = before["reopensAs"]
        became = set()
    elif before["state"] != DONE:
        became = set()
    id_ = before["id"]
    ties = [TieChange(BECAME, id_, work, None, {}, None) for work in sorted({*item.became} - became)]
    ties += [TieChange(BECAME, id_, work, None, None, {}) for work in sorted(became - {*item.became})]
    return NodeChange(WORK_ITEM, id_, before, after, ties) if ties or after != before else None


async def _rows(run: Run, text: str, given: Collection[Any]) -> list[Any]:
    rows: list[Any] = []
    for part in slices(list(given)):
        [record] = await run(Statement(text, {"ids": list(part)}))
        rows += record["rows"]
    return rows

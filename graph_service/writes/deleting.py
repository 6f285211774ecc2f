"""What a deleted node leaves behind: relationships that go with it, and nodes that cannot be without it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from graph_service.writes.shapes import WHOLE, Shapes, Single
from graph_service.writes.view import HeldTie, View

_UNTOLD = frozenset({"CHANGED"})
MOST_CASCADED = 1_000


@dataclass
class Left:
    """Ids of nodes that would lack a required end, those that would lack them in turn included, and the relationships
    of all of them that clients write."""

    orphans: list[str] = field(default_factory=list)
    ties: list[HeldTie] = field(default_factory=list)


async def left_without(view: View, shapes: Shapes, id_: str) -> Left:
    """What the deletion of a node would leave, nearest first; at most `MOST_CASCADED` orphans."""
    left = Left()
    gone, waiting, known = {id_}, [id_], set[tuple[str, str, str, str | None]]()
    while waiting and len(left.orphans) < MOST_CASCADED:
        here = waiting.pop(0)
        ties = [tie for tie in await view.all_ties(here) if is_told(shapes, tie)]
        for tie in ties:
            place = (tie.type, tie.start, tie.end, tie.key)
            if place not in known:
                known.add(place)
                left.ties.append(tie)
        for orphan in await _orphans(view, shapes, here, ties):
            if orphan not in gone:
                gone.add(orphan)
                waiting.append(orphan)
                left.orphans.append(orphan)
    return left


def is_told(shapes: Shapes, tie: HeldTie) -> bool:
    """Whether the history tells of such a relationship."""
    declared = shapes.model.relationships.get(tie.type)
    return tie.type not in _UNTOLD and not (declared is not None and declared.derived)


async def _orphans(view: View, shapes: Shapes, id_: str, ties: Sequence[HeldTie]) -> list[str]:
    """The nodes at the other ends that require this one."""
    found = []
    for tie in ties:
        other = tie.end if tie.start == id_ else tie.start
        label = shapes.model.label_of(other)
        if tie.type in WHOLE and tie.end == id_:
            found.append(other)
            continue
        single = None if label is None else _required(shapes, label.name, tie, other)
        if single is not None and not await _has_another(view, shapes, single, other, id_):
            found.append(other)
    return [id_ for id_ in found if id_ not in view.leaving(found)]


def _required(shapes: Shapes, label: str, tie: HeldTie, id_: str) -> Single | None:
    into = tie.end == id_
    return next(
        (one for one in shapes.singles.get(label, ()) if one.required and (one.type, one.into) == (tie.type, into)),
        None,
    )


async def required_by(view: View, shapes: Shapes, ids: Collection[str], gone: Collection[str]) -> set[str]:
    """Those of `ids` that cannot be without nodes of `gone`."""
    asked: dict[Single, list[str]] = {}
    for id_ in ids:
        label = shapes.model.label_of(id_)
        for single in shapes.singles.get(label.name, ()) if label is not None and shapes.writes(label.name) else ():
            if single.required:
                asked.setdefault(single, []).append(id_)
    found: set[str] = set()
    for single, some in asked.items():
        left, lost = set[str](), set[str]()
        for tie in await view.ties(single.type, some, into=single.into):
            near, far = (tie.end, tie.start) if single.into else (tie.start, tie.end)
            end = shapes.model.label_of(far)
            if end is not None and end.name in shapes.model.read_as(single.labels):
                (lost if far in gone else left).add(near)
        found |= lost - left
    return found


async def _has_another(view: View, shapes: Shapes, single: Single, id_: str, but: str) -> bool:
    """Whether it leads to some other node that would do."""
    for tie in await view.ties(single.type, [id_], into=single.into):
        far = tie.start if single.into else tie.end
        label = shapes.model.label_of(far)
        if far != but and label is not None and label.name in shapes.model.read_as(single.labels):
            return True
    return False

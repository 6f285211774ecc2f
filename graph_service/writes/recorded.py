"""Changes as they were kept, read back: what each did to its node, to relationships and to what it touched."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.cypher import Statement
from graph_service.writes.history import ALIAS, BOOKKEEPING, TOUCHED, UNDID
from graph_service.writes.view import SLICE, Run, native

Pair = tuple[int | None, str | None]
"""Revision and moment of the last change of a node, as they are told."""
Both = tuple[Any, Any]
"""A value before and after, as JSON has it; None where there is none."""
TieId = tuple[str, str, str, str | None]
"""Type, start, end and key of a relationship."""
Item = str | TieId
"""What can be undone by itself: the state of a node, by its id, or one relationship."""

_COLUMNS = (
    "c.id, c.number, c.subject, c.label, c.action, c.importId, c.undoes, c.at, c.madeBy, c.fields, c.personalFields, "
    "c.hidden, c.relationships"
)
_OF_NUMBERS = f"MATCH (c:Change) WHERE c.number IN $ids RETURN collect([{_COLUMNS}]) AS rows"
_OF_SUBJECTS = f"MATCH (c:Change) WHERE c.subject IN $ids AND c.number > $after RETURN collect([{_COLUMNS}]) AS rows"


@dataclass(frozen=True)
class RecordedTie:
    """What became of a relationship: added, changed or removed, and its properties."""

    id: TieId
    action: str
    fields: Mapping[str, Both]


@dataclass(frozen=True, eq=False)
class Recorded:
    """One change. `fields` hold no bookkeeping: that is in `pairs`, by id of the node that it is of."""

    id: str
    number: int
    subject: str
    label: str
    action: str
    import_id: str | None
    undoes: str | None
    at: Any
    made_by: str | None
    fields: Mapping[str, Both]
    pairs: Mapping[str, tuple[Pair, Pair]]
    ties: Sequence[RecordedTie]
    alias: Both | None = None
    """Where the id of its node led before and after, if that changed."""
    undid: frozenset[int] = frozenset()
    """The numbers of the transactions that it undid at its node."""
    items: frozenset[Item] = field(init=False)

    def __post_init__(self) -> None:
        own = [self.subject] if self.fields or self.action != "updated" else []
        object.__setattr__(self, "items", frozenset([*own, *(tie.id for tie in self.ties)]))

    @property
    def has_state(self) -> bool:
        """Whether it changed its node itself, and not only relationships of it."""
        return self.subject in self.items

    @property
    def ids(self) -> Iterator[str]:
        """Every node that it speaks of, some more than once."""
        yield self.subject
        yield from self.pairs
        for tie in self.ties:
            yield from tie.id[1:3]


async def changes_of_numbers(run: Run, numbers: Sequence[int]) -> list[Recorded]:
    """All changes of these transactions, oldest first."""
    return await _read(run, _OF_NUMBERS, numbers, {})


async def changes_of_subjects(run: Run, ids: Collection[str], after: int) -> list[Recorded]:
    """The changes of these nodes since the data had the number `after`, oldest first."""
    return await _read(run, _OF_SUBJECTS, sorted(ids), {"after": after})


async def _read(run: Run, text: str, ids: Sequence[Any], parameters: Mapping[str, Any]) -> list[Recorded]:
    found: list[Recorded] = []
    for start in range(0, len(ids), SLICE):
        [record] = await run(Statement(text, {"ids": list(ids[start : start + SLICE]), **parameters}))
        found += map(_recorded, record["rows"])
    return sorted(found, key=lambda one: one.id)


def _recorded(row: Sequence[Any]) -> Recorded:
    id_, number, subject, label, action, import_id, undoes, at, made_by, *texts = row
    public, guarded, hidden, ties = (list(map(json.loads, some or ())) for some in texts)
    fields = {one["n"]: (one.get("b"), one.get("a")) for one in (*public, *guarded, *hidden)}
    kept = [fields.pop(name, (None, None)) for name in BOOKKEEPING]
    pairs = {name[1:]: _pairs(*fields.pop(name)) for name in list(fields) if name.startswith(TOUCHED)}
    pairs[subject] = ((kept[1][0], kept[0][0]), (kept[1][1], kept[0][1]))
    alias, undid = fields.pop(ALIAS, None), fields.pop(UNDID, (None, ()))
    told = [_tie(one) for one in ties]
    who = (import_id, undoes, native(at), made_by)
    return Recorded(id_, int(number), subject, label, action, *who, fields, pairs, told, alias, frozenset(undid[1]))


def _pairs(before: Any, after: Any) -> tuple[Pair, Pair]:
    return (before[0], before[1]), (after[0], after[1])


def _tie(held: Mapping[str, Any]) -> RecordedTie:
    fields = {one["n"]: (one.get("b"), one.get("a")) for one in held.get("p", ())}
    return RecordedTie((held["t"], held["f"], held["o"], held.get("y")), held["k"], fields)


def standing(changes: Iterable[Recorded], item: Item) -> list[Recorded]:
    """Of `changes`, oldest first, those whose effect on `item` still stands: not those that later ones among them
    undid, nor those that did. What undid a change that is not among them stands itself."""
    stack: list[Recorded] = []
    swaps: dict[int, _Swap] = {}
    for change in changes:
        if item not in change.items:
            continue
        turned = [swaps.pop(number) for number in sorted(change.undid & swaps.keys())]
        off = {one.id for one in stack if one.number in change.undid} | {id_ for swap in turned for id_ in swap.back}
        back = {one.id: one for swap in turned for one in swap.off}
        if not (off or turned):
            stack.append(change)
            continue
        swaps[change.number] = _Swap([one for one in stack if one.id in off], set(back))
        left = [one for one in stack if one.id not in off]
        stack = sorted([*left, *back.values()], key=lambda one: one.id)
    return stack


@dataclass(frozen=True)
class _Swap:
    """What an undoing took off, and the ids of what it put back."""

    off: Sequence[Recorded]
    back: set[str]

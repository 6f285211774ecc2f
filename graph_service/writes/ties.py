"""Derived ties: one a pair of nodes that share something, from the smaller id to the larger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from graph_service.model.structure import Model, RelationshipType
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices
from graph_service.writes.tie_texts import OF_ENDS, TieTexts

Pair = tuple[str, str]
Values = Mapping[str, object]


class Share(NamedTuple):
    """A member has something that others may have too: from a day on, where one is known; and the type of it."""

    member: str
    evidence: str
    since: date | None = None
    type: str | None = None


class Common(NamedTuple):
    """Something that both ends have: from when, over each way to it, and its type."""

    days: tuple[date | None, ...]
    type: str | None


def later(one: date | None, other: date | None) -> date | None:
    """The later of two days; a day that is not known decides nothing."""
    return max(one, other) if one and other else one or other


def shared_ties(
    type_: RelationshipType, members: Mapping[str, Values], shares: Iterable[Share], only: Collection[str] | None = None
) -> dict[Pair, dict[str, object]]:
    """The properties of the ties of all pairs, or of those with an end in `only`.

    `members` holds of each what two ends may differ in.
    """
    having: dict[str, dict[str, list[date | None]]] = defaultdict(lambda: defaultdict(list))
    types: dict[str, str | None] = {}
    for share in shares:
        having[share.evidence][share.member].append(share.since)
        types[share.evidence] = share.type
    common: dict[Pair, list[Common]] = defaultdict(list)
    for evidence, days in having.items():
        for one, other in combinations(sorted(days), 2):
            if only is None or one in only or other in only:
                both = tuple(later(a, b) for a in days[one] for b in days[other])
                common[one, other].append(Common(both, types[evidence]))
    return {
        (one, other): {
            p.stored: _VALUES[p.name](members[one], members[other], found) for p in type_.properties.values()
        }
        for (one, other), found in sorted(common.items())
    }


def _since(_: Values, __: Values, common: Sequence[Common]) -> date | None:
    return min((day for found in common for day in found.days if day), default=None)


def _differs(name: str) -> Callable[[Values, Values, Sequence[Common]], bool]:
    return lambda one, other, _: one[name] != other[name]


# How each property of a stored tie follows from its ends and what they have in common; those of ties as of a day are
# made alike in `query/live_ties.py`.
_VALUES: dict[str, Callable[[Values, Values, Sequence[Common]], object]] = {
    "weight": lambda _, __, common: len(common),
    "since": _since,
    "types": lambda _, __, common: sorted({found.type for found in common if found.type}),
    **{name: _differs(of) for name, of in OF_ENDS.items()},
}


async def tie_changes(
    store: GraphStore, model: Model, type_: RelationshipType, only: Collection[str] | None = None
) -> list[Change]:
    """What to change so that the ties of a type are right: all, or those with an end in `only`.

    Of the others only what they share with those in `only` is read: it is all that their ties rest on.
    """
    texts = TieTexts(model, type_)
    ids: list[str] = sorted(await read_rows(store, texts.ids) if only is None else only)
    rows = await read_slices(store, texts.shares if only is None else texts.shares_of_evidence, ids)
    shares = [Share(id_, evidence, _latest(days), of_type) for id_, evidence, days, of_type in rows]
    near = ids if only is None else sorted({*ids, *(share.member for share in shares)})
    members = {
        id_: dict(zip(texts.of_ends, values, strict=True))
        for id_, *values in await read_slices(store, texts.members, near)
    }
    held = await read_slices(store, texts.held, ids)
    if only is not None:
        held += [row for row in await read_slices(store, texts.held_by_ends, ids) if row[0] not in only]
    return _changes(texts, shared_ties(type_, members, shares, only), held)


def _latest(days: Iterable[str | None]) -> date | None:
    """From when all of a way was there."""
    return max((date.fromisoformat(day) for day in days if day), default=None)


def _changes(texts: TieTexts, wanted: Mapping[Pair, Values], held: Iterable[Sequence[object]]) -> list[Change]:
    found: dict[Pair, list[list[object]]] = defaultdict(list)
    for one, other, *properties in held:
        found[str(one), str(other)].append(properties)
    right = {pair: [_stored(value) for value in values.values()] for pair, values in wanted.items()}
    # Two ties of one pair cannot be told apart: both go, and one comes back.
    doubled = {pair for pair, ties in found.items() if len(ties) > 1}
    gone = [pair for pair in found if pair not in wanted or pair in doubled]
    new = [pair for pair in wanted if pair not in found or pair in doubled]
    stale = [pair for pair in wanted if pair in found and pair not in doubled and found[pair][0] != right[pair]]
    return dropped(
        [
            Change("removed", texts.remove, [{"a": one, "b": other} for one, other in sorted(gone)]),
            Change("updated", texts.update, [_row(pair, wanted[pair]) for pair in stale]),
            Change("created", texts.create, [_row(pair, wanted[pair]) for pair in new]),
        ]
    )


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _row(pair: Pair, values: Values) -> dict[str, object]:
    return {"a": pair[0], "b": pair[1], **values}

"""Ties that differ between two networks of the same institutions, with the collaborations behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_service.network.network import Network
from graph_service.network.projection import Projection

TieKind = Literal["GAINED", "LOST", "STRENGTHENED", "WEAKENED", "RENEWED"]
Keys: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class TieChange:
    """A pair of institutions, `a` before `b` by id, as rows of the projection, like the collaborations.

    A weight is the number of shared collaborations. RENEWED ties keep theirs, by other collaborations.
    """

    key: str
    """Ids of both, `a|b`."""
    kind: TieKind
    a: int
    b: int
    before: int
    after: int
    begun: tuple[int, ...]
    """Shared after and not before."""
    ended: tuple[int, ...]
    """Shared before and not after."""
    kept: tuple[int, ...]
    """Shared both times."""


class _Shared(NamedTuple):
    """A row for each collaboration that a pair shares, sorted: both institutions in one number, and what they share."""

    pair: Keys
    work: Keys


def tie_changes(before: Network, after: Network) -> tuple[TieChange, ...]:
    """The pairs that do not share the same collaborations, sorted by the ids of both."""
    projection = after.projection
    both = _shared(before), _shared(after)
    first, second = (_numbers(each, projection) for each in both)
    changed = np.setxor1d(first, second, assume_unique=True)
    pairs = np.unique(changed // len(projection.collaborations.ids)) if len(changed) else changed
    spans = [
        (np.searchsorted(each.pair, pairs, side="left"), np.searchsorted(each.pair, pairs, side="right"))
        for each in both
    ]
    found = []
    for place, pair in enumerate(pairs.tolist()):
        works = [each.work[start[place] : end[place]].tolist() for each, (start, end) in zip(both, spans, strict=True)]
        found.append(_change(projection, pair, set(works[0]), set(works[1])))
    return tuple(found)


def _change(projection: Projection, pair: int, before: set[int], after: set[int]) -> TieChange:
    ids = projection.institutions.ids
    a, b = divmod(pair, len(ids))
    return TieChange(
        key=f"{ids[a]}|{ids[b]}",
        kind=_kind(len(before), len(after)),
        a=a,
        b=b,
        before=len(before),
        after=len(after),
        begun=tuple(sorted(after - before)),
        ended=tuple(sorted(before - after)),
        kept=tuple(sorted(before & after)),
    )


def _kind(before: int, after: int) -> TieKind:
    if not before:
        return "GAINED"
    if not after:
        return "LOST"
    if after == before:
        return "RENEWED"
    return "STRENGTHENED" if after > before else "WEAKENED"


def _numbers(shared: _Shared, projection: Projection) -> Keys:
    return shared.pair * len(projection.collaborations.ids) + shared.work


def _shared(network: Network) -> _Shared:
    columns = network.incidence.tocsc()
    columns.sort_indices()
    size = np.diff(columns.indptr)
    count = len(network.projection.institutions.ids)
    pairs, works = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for members in np.unique(size[size > 1]).tolist():
        chosen = np.flatnonzero(size == members)
        rows = network.nodes[columns.indices[columns.indptr[chosen][:, None] + np.arange(members)]].astype(np.int64)
        one, other = np.triu_indices(members, 1)
        pairs.append((rows[:, one] * count + rows[:, other]).ravel())
        works.append(np.repeat(network.collaborations[chosen].astype(np.int64), len(one)))
    pair, work = np.concatenate(pairs), np.concatenate(works)
    order = np.lexsort((work, pair))
    return _Shared(pair[order], work[order])

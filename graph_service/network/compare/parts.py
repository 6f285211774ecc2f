"""Parts of a network that changed: components that merged and split, communities that came, went or were recast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_service.network.communities import communities
from graph_service.network.measures.parts import components
from graph_service.network.network import Network
from graph_service.network.projection import Ints

SAME_COMMUNITY = 0.5
"""Two communities are the same one from this Jaccard index of their members on."""

CommunityKind = Literal["CHANGED", "NEW", "GONE"]


@dataclass(frozen=True)
class ComponentChange:
    """A component that holds nodes of several components of the other time (merged: of before; split: of after).

    A node without a tie is a component of one. Rows are institutions of the projection.
    """

    key: str
    """Id of the institution of the component whose id comes first."""
    first: int
    """Its row."""
    size: int
    parts: tuple[int, ...]
    """How many of its nodes lie in each component of the other time, descending."""


@dataclass(frozen=True)
class CommunityChange:
    """A community (Leiden, of two nodes or more) that is not the same at both times.

    CHANGED: the same by the largest overlap, with other members. NEW and GONE have no counterpart with a Jaccard index
    of SAME_COMMUNITY or more; theirs is the largest with any. Rows are the institution whose id comes first.
    """

    key: str
    """Kind and ids that name the communities."""
    kind: CommunityKind
    before: int | None
    after: int | None
    size_before: int | None
    size_after: int | None
    jaccard: float
    """Of the members, in [0, 1]."""


class PartChanges(NamedTuple):
    """Components that merged, those that split, and communities."""

    merged: tuple[ComponentChange, ...]
    split: tuple[ComponentChange, ...]
    communities: tuple[CommunityChange, ...]


class _Overlap(NamedTuple):
    """A community of each time that share nodes, named by their first nodes."""

    before: int
    after: int
    jaccard: float


def part_changes(before: Network, after: Network) -> PartChanges:
    """What became of the parts of `before`. Borders of communities are no facts: see their agreement over seeds."""
    first, second = components(before.weights), components(after.weights)
    return PartChanges(_joined(after, second, first), _joined(before, first, second), community_changes(before, after))


def _joined(network: Network, label: Ints, other: Ints) -> tuple[ComponentChange, ...]:
    """The components of `label` with nodes of several components of `other`, by the first institution."""
    both, count = np.unique(np.stack([label, other]), axis=1, return_counts=True)
    name, start, parts = np.unique(both[0], return_index=True, return_counts=True)
    return tuple(
        ComponentChange(
            key=network.ids[first],
            first=int(network.nodes[first]),
            size=int(count[begin : begin + number].sum()),
            parts=tuple(sorted(count[begin : begin + number].tolist(), reverse=True)),
        )
        for first, begin, number in zip(name.tolist(), start.tolist(), parts.tolist(), strict=True)
        if number > 1
    )


def community_changes(before: Network, after: Network) -> tuple[CommunityChange, ...]:
    """Communities that changed, then new ones, then those that went; each by the node that names it."""
    labels = communities(before).labels, communities(after).labels
    sizes = _sizes(labels[0]), _sizes(labels[1])
    overlaps = _overlaps(*labels, sizes)
    matched = _matched(overlaps)
    changed = [_change(after, sizes, *one) for one in matched if one.jaccard < 1]
    known = {one.before for one in matched}, {one.after for one in matched}
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for one in overlaps:
        for time, node in enumerate((one.before, one.after)):
            best[time][node] = max(one.jaccard, best[time].get(node, 0.0))
    came = [node for node in np.flatnonzero(sizes[1] > 1).tolist() if node not in known[1]]
    went = [node for node in np.flatnonzero(sizes[0] > 1).tolist() if node not in known[0]]
    new = [_change(after, sizes, None, node, best[1].get(node, 0.0)) for node in came]
    gone = [_change(after, sizes, node, None, best[0].get(node, 0.0)) for node in went]
    return (*changed, *new, *gone)


def _change(
    network: Network,
    sizes: tuple[NDArray[np.int64], NDArray[np.int64]],
    before: int | None,
    after: int | None,
    jaccard: float,
) -> CommunityChange:
    kind: CommunityKind = "NEW" if before is None else "GONE" if after is None else "CHANGED"
    named = [network.ids[node] for node in (before, after) if node is not None]
    return CommunityChange(
        key="|".join([kind, *named]),
        kind=kind,
        before=None if before is None else int(network.nodes[before]),
        after=None if after is None else int(network.nodes[after]),
        size_before=None if before is None else int(sizes[0][before]),
        size_after=None if after is None else int(sizes[1][after]),
        jaccard=jaccard,
    )


def _sizes(labels: Ints) -> NDArray[np.int64]:
    """Members of the community that each node names, 0 where it names none."""
    return np.bincount(labels, minlength=len(labels))


def _overlaps(first: Ints, second: Ints, sizes: tuple[NDArray[np.int64], NDArray[np.int64]]) -> list[_Overlap]:
    """All pairs of communities of two nodes or more that share a node."""
    both, shared = np.unique(np.stack([first, second]), axis=1, return_counts=True)
    one, other = sizes[0][both[0]], sizes[1][both[1]]
    jaccard = shared / (one + other - shared)
    kept = np.flatnonzero((one > 1) & (other > 1))
    return [_Overlap(int(both[0, at]), int(both[1, at]), float(jaccard[at])) for at in kept]


def _matched(overlaps: list[_Overlap]) -> list[_Overlap]:
    """Each community with one counterpart at most, the largest overlap first; in the order of the former."""
    found: list[_Overlap] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for one in sorted(overlaps, key=lambda overlap: (-overlap.jaccard, overlap.before, overlap.after)):
        if one.jaccard >= SAME_COMMUNITY and one.before not in taken[0] and one.after not in taken[1]:
            found.append(one)
            taken[0].add(one.before)
            taken[1].add(one.after)
    return sorted(found)

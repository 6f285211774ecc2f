"""Where chance has no say: institutions that must be drawn before all others, split off from those that compete.

Take the j most active institutions of a county. A collaboration of size s has at most min(s, j) seats for them. If
their activities add up to all of these seats, every collaboration takes as many of them as it can hold, and the rest
gets what is left: the draw falls into two independent ones, and the weights of the first are infinite in comparison.
One institution in every collaboration is the plain case (j = 1); a collaboration of all active ones is another.
Within a part that has no such split each institution has a finite weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph_service.network.chance.strata import Stratum
from graph_service.network.projection import Ints


@dataclass(frozen=True, eq=False)
class Part:
    """Institutions that compete for the same seats, in classes of equal activity."""

    start: int
    """Seats that go to more active parts first."""
    members: int
    open_seats: Ints
    """For each class, the collaborations of one of its members that were not certain; at least 1 if any is open."""
    people: Ints
    """Members, a row for each class and a column for each sector."""
    times: Ints
    """times[s] = collaborations that take s members, for s from 0 to `members`; 0 and all are certain."""

    def taken(self, size: int) -> int:
        """How many members a collaboration of `size` takes."""
        return min(max(size - self.start, 0), self.members)

    @property
    def largest(self) -> int:
        """The most members that are drawn by chance in one collaboration; 0 if all is certain."""
        return int(np.flatnonzero(self.times[: self.members]).max(initial=0))


def parts_of(stratum: Stratum) -> list[Part]:
    """The parts of a stratum, the most active first."""
    order = np.argsort(-stratum.activity, kind="stable").astype(np.int32)
    activity = stratum.activity[order]
    count = len(order)
    by_size = np.bincount(np.minimum(stratum.sizes, count), minlength=count + 1).astype(np.int32)
    at_least = np.cumsum(by_size[::-1], dtype=np.int32)[::-1]
    ends = np.flatnonzero(np.cumsum(activity) == np.cumsum(at_least[1:])) + 1
    bounds = pairwise([0, *ends.tolist()])
    return [_part(stratum, order[start:end], start, by_size, at_least) for start, end in bounds]


def _part(stratum: Stratum, members: Ints, start: int, by_size: Ints, at_least: Ints) -> Part:
    classes, place = np.unique(stratum.activity[members], return_inverse=True)
    sectors = stratum.counts.shape[1]
    people = np.zeros((len(classes), sectors), dtype=np.int32)
    np.add.at(people, (place, stratum.sector[members]), 1)
    end = start + len(members)
    times = by_size[start : end + 1].copy()
    times[0], times[-1] = by_size[: start + 1].sum(), at_least[end]
    return Part(start, len(members), classes - at_least[end], people, times)

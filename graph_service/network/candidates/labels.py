"""Which ties were formed in a window: what a suggestion made before it is judged by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph_service.network.candidates.geometry import Keys, keys_of, union
from graph_service.network.network import Network, network_of
from graph_service.network.projection import Ints


def formed_after(network: Network, until: int) -> Keys:
    """Sorted keys of the pairs of nodes that began to share a collaboration after the network's day, by `until`.

    They began on the day when the later of the two joined. In mode STATE they must have been in it on one day at least,
    in mode CUMULATIVE it is enough that both came. Only collaborations of the scope count. A pair that was tied before,
    no longer was on the network's day, and is again, has formed a tie.
    """
    projection, cut = network.projection, network.scope.day
    later = network_of(projection, replace(network.scope, day=until, mode="CUMULATIVE"))
    members = projection.memberships
    works = np.zeros(len(projection.collaborations.ids), dtype=bool)
    works[later.collaborations] = True
    place = np.full(len(projection.institutions.ids), -1, dtype=np.int32)
    place[network.nodes] = np.arange(len(network.nodes), dtype=np.int32)
    taken = works[members.collaboration] & (members.start <= until) & (place[members.institution] >= 0)
    rows = np.flatnonzero(taken)
    new = np.zeros(len(works), dtype=bool)
    new[members.collaboration[rows[members.start[rows] > cut]]] = True
    rows = rows[new[members.collaboration[rows]]]
    one, other = _joined(rows, members.collaboration[rows])
    begun = np.maximum(members.start[one], members.start[other])
    found = begun > cut
    if network.scope.mode == "STATE":
        found &= np.minimum(members.end[one], members.end[other]) > begun
    keys = keys_of(place[members.institution[one[found]]], place[members.institution[other[found]]], len(network.nodes))
    return union(keys)


def _joined(rows: NDArray[np.intp], group: Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All pairs of different rows of one group."""
    order = np.argsort(group, kind="stable")
    rows, group = rows[order], group[order]
    first = np.searchsorted(group, group, side="left")
    size = np.searchsorted(group, group, side="right") - first
    one = np.repeat(np.arange(len(rows)), size)
    other = np.repeat(first, size) + np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    apart = one < other
    return rows[one[apart]], rows[other[apart]]

"""Counties of a network on its day: how many take part, how densely they are tied, and how open the county is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph_service.network.network import Network
from graph_service.network.projection import Ints
from graph_service.network.snapshots import network_at


@dataclass(frozen=True)
class CountyState:
    """Numbers of one county. None where a number is not defined."""

    county: int
    institutions: int
    active: int
    """Institutions that take part in a collaboration, alone or not."""
    ties: int
    """Ties between two institutions of the county."""
    ties_across: int
    """Ties of its institutions with those of other counties in the scope."""
    density: float | None
    """Ties over pairs of institutions of the county, in [0, 1]; None with fewer than two."""
    participations: int
    """Institutions in collaborations, each as often as it takes part."""
    openness: float | None
    """Share of the participations in collaborations with a partner from another county; None without one."""


def county_states(network: Network) -> tuple[CountyState, ...]:
    """The counties that have an institution in the scope, by row. Openness sees partners of counties left out too."""
    kinds, county, size = np.unique(network.county, return_inverse=True, return_counts=True)
    active = np.bincount(county[network.activity > 0], minlength=len(kinds))
    a, b = network.ties
    within = county[a] == county[b]
    ties = np.bincount(county[a[within]], minlength=len(kinds))
    across = sum(np.bincount(county[end[~within]], minlength=len(kinds)) for end in (a, b))
    parts, open_parts = participations(network)
    return tuple(
        CountyState(
            county=row,
            institutions=int(size[place]),
            active=int(active[place]),
            ties=int(ties[place]),
            ties_across=int(np.asarray(across)[place]),
            density=_share(int(ties[place]), int(size[place]) * (int(size[place]) - 1) // 2),
            participations=int(parts[row]),
            openness=_share(int(open_parts[row]), int(parts[row])),
        )
        for place, row in enumerate(kinds.tolist())
        if row >= 0
    )


def participations(network: Network) -> tuple[Ints, Ints]:
    """By county of the projection: participations, and those in collaborations that join several counties.

    Institutions of counties that the scope leaves out count as partners, with no participations of their own.
    """
    whole = network
    if network.scope.counties is not None:
        whole = network_at(network.projection, replace(network.scope, counties=None))
    members = whole.incidence.tocoo()
    county, count = whole.county[members.row], len(network.projection.counties.ids)
    counted = county >= 0
    county, work = county[counted], members.col[counted]
    pairs = np.unique(np.stack([work, county]), axis=1)
    counties_of_work = np.bincount(pairs[0], minlength=len(whole.collaborations))
    several = counties_of_work[work] > 1
    shown = np.ones(count, dtype=bool)
    if network.scope.counties is not None:
        shown = np.isin(np.arange(count), network.scope.counties)
    of_all, of_open = (np.bincount(county[chosen], minlength=count) * shown for chosen in (slice(None), several))
    return of_all.astype(np.int32), of_open.astype(np.int32)


def openness(network: Network) -> float | None:
    """Share of all participations in collaborations that join several counties, in [0, 1]; None without one."""
    parts, open_parts = participations(network)
    return _share(int(open_parts.sum()), int(parts.sum()))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""Strata of the test: a county, its institutions that take part, and the part of each collaboration that lies in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_service.network.network import Network
from graph_service.network.projection import Ints


@dataclass(frozen=True, eq=False)
class Stratum:
    """One county. Institutions without a collaboration are not in it: they cannot be drawn."""

    county: int
    activity: Ints
    """Collaborations of each institution, at least 1."""
    sector: Ints
    works: Ints
    """Columns of the network's incidence; added collaborations are numbered after the last column."""
    counts: Ints
    """Participants from the county, a row for each of `works` and a column for each sector."""

    @cached_property
    def sizes(self) -> Ints:
        """Participants of each collaboration from the county, at least 1."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int32)

    @cached_property
    def totals(self) -> Ints:
        """Participations of each sector."""
        return np.asarray(self.counts.sum(axis=0), dtype=np.int32)


@dataclass(frozen=True)
class Changes:
    """Collaborations to think of as added (node numbers of each) and as removed (columns of the incidence)."""

    add: Sequence[Collection[int]] = ()
    remove: Collection[int] = ()


def strata_of(network: Network) -> dict[int, Stratum]:
    """The strata of all counties with a participation, by county, ascending. A county that is not known is none."""
    seats = network.incidence.tocoo()
    return _strata(network, seats.row, seats.col)


def stratum_of(network: Network, county: int, changes: Changes | None = None) -> Stratum | None:
    """The stratum of one county, after `changes`; None where nobody takes part."""
    seats = network.incidence.tocoo()
    here = network.county[seats.row] == county
    row, column = seats.row[here], seats.col[here]
    if changes is not None:
        kept = ~np.isin(column, list(changes.remove))
        added = _added(network, county, changes)
        row, column = np.r_[row[kept], added[0]], np.r_[column[kept], added[1]]
    return _strata(network, row, column).get(county)


def _added(network: Network, county: int, changes: Changes) -> tuple[Ints, Ints]:
    columns = len(network.collaborations)
    seats = [
        (node, columns + place)
        for place, nodes in enumerate(changes.add)
        for node in sorted(set(nodes))
        if network.county[node] == county
    ]
    rows = np.array([node for node, _ in seats], dtype=np.int32)
    return rows, np.array([column for _, column in seats], dtype=np.int32)


def _strata(network: Network, row: Ints, column: Ints) -> dict[int, Stratum]:
    known = network.county[row] >= 0
    row, column = row[known], column[known].astype(np.int64)
    sectors = len(network.projection.sectors)
    width = int(column.max(initial=0)) + 1
    keys, place = np.unique(network.county[row] * np.int64(width) + column, return_inverse=True)
    cells = np.bincount(place * sectors + network.sector[row], minlength=len(keys) * sectors)
    counts = cells.reshape(len(keys), sectors).astype(np.int32)
    activity = np.bincount(row, minlength=len(network.nodes)).astype(np.int32)
    active = np.flatnonzero(activity)
    found = {}
    for county in np.unique(keys // width):
        works = keys // width == county
        here = active[network.county[active] == county]
        found[int(county)] = Stratum(
            int(county), activity[here], network.sector[here], (keys[works] % width).astype(np.int32), counts[works]
        )
    return found

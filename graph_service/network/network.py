"""The network of institutions on one day and in one scope: who takes part in what, and the ties that follow.

Two institutions are tied when they share a collaboration; the weight of a tie is the number of those they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from graph_service.network.projection import Bools, Ints, Projection

TimeMode = Literal["STATE", "CUMULATIVE"]


@dataclass(frozen=True)
class Scope:
    """What part of the graph is looked at, and when. Rows of the projection and codes, sorted; None is all.

    `counties` and `sectors` choose institutions, `types` and `themes` collaborations. STATE has what is live on `day`,
    CUMULATIVE whatever began by then. `real` keeps real or invented data only; None takes both.
    """

    day: int
    mode: TimeMode = "STATE"
    counties: tuple[int, ...] | None = None
    sectors: tuple[int, ...] | None = None
    types: tuple[int, ...] | None = None
    themes: tuple[int, ...] | None = None
    real: bool | None = None


@dataclass(frozen=True, eq=False)
class Network:
    """Institutions `nodes` (rows of the projection, ascending), the collaborations they share, and their ties.

    `incidence` has a row for each node and a column for each of `collaborations` (rows of the projection, ascending),
    1 where it takes part. Node numbers below are places in `nodes`.
    """

    projection: Projection
    scope: Scope
    nodes: Ints
    collaborations: Ints
    incidence: csr_array

    @cached_property
    def weights(self) -> csr_array:
        """Shared collaborations of each pair, symmetric, the diagonal empty, columns sorted; float64."""
        shared = csr_array(self.incidence @ self.incidence.T).tocoo()
        off = shared.row != shared.col
        kept = csr_array((shared.data[off], (shared.row[off], shared.col[off])), shape=shared.shape)
        kept.sort_indices()
        return kept

    @cached_property
    def adjacency(self) -> csr_array:
        """1 for each tie."""
        ones = csr_array(self.weights, copy=True)
        ones.data = np.ones_like(ones.data)
        return ones

    @cached_property
    def ties(self) -> tuple[Ints, Ints]:
        """Both ends of each tie, the smaller node first, sorted."""
        coo = self.weights.tocoo()
        upper = coo.row < coo.col
        order = np.lexsort((coo.col[upper], coo.row[upper]))
        return coo.row[upper][order].astype(np.int32), coo.col[upper][order].astype(np.int32)

    @cached_property
    def activity(self) -> Ints:
        """Collaborations of each node, those that it shares with nobody of the network included."""
        return np.asarray(self.incidence.sum(axis=1)).ravel().astype(np.int32)

    @cached_property
    def sector(self) -> Ints:
        """Sector of each node."""
        return self.projection.institutions.sector[self.nodes]

    @cached_property
    def county(self) -> Ints:
        """County of each node."""
        return self.projection.institutions.county[self.nodes]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Id of each node."""
        return tuple(self.projection.institutions.ids[row] for row in self.nodes)

    @cached_property
    def places(self) -> dict[str, int]:
        """Id to node number."""
        return {id_: place for place, id_ in enumerate(self.ids)}

    @cached_property
    def is_synthetic(self) -> bool:
        """Whether anything in it is invented."""
        of_nodes = self.projection.institutions.real[self.nodes]
        of_works = self.projection.collaborations.real[self.collaborations]
        return not (bool(of_nodes.all()) and bool(of_works.all()))


def network_of(projection: Projection, scope: Scope) -> Network:
    """The network of `scope`: every institution in it, tied or not, and every collaboration with one of them in it."""
    nodes = np.flatnonzero(_institutions(projection, scope)).astype(np.int32)
    members = projection.memberships
    live = (members.start <= scope.day) & _collaborations(projection, scope)[members.collaboration]
    if scope.mode == "STATE":
        live &= members.end > scope.day
    place = np.full(len(projection.institutions.ids), -1, dtype=np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    live &= place[members.institution] >= 0
    works, column = np.unique(members.collaboration[live], return_inverse=True)
    row = place[members.institution[live]]
    incidence = csr_array((np.ones(len(row)), (row, column)), shape=(len(nodes), len(works)))
    # Parallel participations of one institution are one.
    incidence.sum_duplicates()
    incidence.data = np.ones_like(incidence.data)
    return Network(projection, scope, nodes, works.astype(np.int32), incidence)


def _institutions(projection: Projection, scope: Scope) -> Bools:
    rows = projection.institutions
    chosen = np.ones(len(rows.ids), dtype=bool)
    if scope.counties is not None:
        chosen &= np.isin(rows.county, scope.counties)
    if scope.sectors is not None:
        chosen &= np.isin(rows.sector, scope.sectors)
    if scope.real is not None:
        chosen &= rows.real == scope.real
    return chosen


def _collaborations(projection: Projection, scope: Scope) -> Bools:
    rows = projection.collaborations
    chosen = np.ones(len(rows.ids), dtype=bool)
    if scope.types is not None:
        chosen &= np.isin(rows.type, scope.types)
    if scope.themes is not None:
        pairs = projection.collaboration_themes
        about = np.zeros(len(rows.ids), dtype=bool)
        about[pairs.source[np.isin(pairs.target, scope.themes)]] = True
        chosen &= about
    if scope.real is not None:
        chosen &= rows.real == scope.real
    return chosen

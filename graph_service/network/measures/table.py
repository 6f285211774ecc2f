"""Which function computes which measure of `graph_service/model/measures.py`; what several need is computed once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TypeAlias

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from graph_service.network import brokerage, communities, mixing
from graph_service.network.measures import between
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.parts import Cuts, components, core_numbers, cuts, graph_of, sizes
from graph_service.network.measures.reach import Reach, reach_of
from graph_service.network.network import Network
from graph_service.network.projection import Bools, Floats, Ints

Column: TypeAlias = NDArray[np.int64] | Ints | Floats | Bools | NDArray[np.object_]


def measures_of(network: Network, names: Collection[str]) -> dict[str, Column]:
    """The columns of `names` over `network.nodes`, in the order of `names`; nan where a number is not defined.

    Only what they need is computed. KeyError for a name that the table of measures does not have.
    """
    asked = _Asked(network)
    return {name: _MEASURES[name](asked) for name in names}


def is_approximate(network: Network) -> bool:
    """Whether betweenness, closeness and harmonic closeness are estimates from a sample of sources."""
    return int(np.count_nonzero(np.diff(network.weights.indptr))) > between.MOST_EXACT


class _Asked:
    """What the measures of one network share, each made when first needed."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.near = Neighbourhoods(network.weights)

    @cached_property
    def graph(self) -> rx.PyGraph:
        return graph_of(len(self.network.nodes), self.network.ties)

    @cached_property
    def cuts(self) -> Cuts:
        return cuts(self.graph)

    @cached_property
    def components(self) -> Ints:
        return components(self.network.weights)

    @cached_property
    def communities(self) -> Ints:
        return communities.communities(self.network).labels

    @cached_property
    def roles(self) -> brokerage.Brokerage:
        return brokerage.brokerage_of(self.near, self.network.sector)

    @cached_property
    def reach(self) -> Reach | between.Sample:
        return self.sample if is_approximate(self.network) else reach_of(self.network.weights)

    @cached_property
    def sample(self) -> between.Sample:
        return between.sample_of(self.network.weights, self.network.ids)

    @cached_property
    def betweenness(self) -> Floats:
        if is_approximate(self.network):
            return self.sample.betweenness
        return between.betweenness(len(self.network.nodes), self.network.ties)

    @cached_property
    def betweenness_error(self) -> Floats:
        """Standard error of what was sampled; nan where betweenness is exact."""
        return self.sample.error if is_approximate(self.network) else np.full(len(self.network.nodes), np.nan)

    @cached_property
    def normalized(self) -> Floats:
        """Betweenness over the pairs of all other nodes, tied or not; nan where there is no pair."""
        others = len(self.network.nodes) - 1
        pairs = others * (others - 1) // 2
        return self.betweenness / pairs if pairs else np.full(others + 1, np.nan)

    def named(self, labels: Ints) -> NDArray[np.object_]:
        """The ids of the nodes that name the parts of a network."""
        return np.array(self.network.ids, dtype=object)[labels]


def _role(place: int) -> Callable[[_Asked], Column]:
    return lambda asked: asked.roles.raw[:, place]


def _role_z(place: int) -> Callable[[_Asked], Column]:
    return lambda asked: asked.roles.z[:, place]


_MEASURES: dict[str, Callable[[_Asked], Column]] = {
    "degree": lambda asked: asked.near.degree,
    "strength": lambda asked: np.rint(asked.near.strength).astype(np.int64),
    "activity": lambda asked: asked.network.activity,
    "betweenness": lambda asked: asked.betweenness,
    "betweennessNormalized": lambda asked: asked.normalized,
    "betweennessError": lambda asked: asked.betweenness_error,
    "closeness": lambda asked: asked.reach.closeness(),
    "harmonic": lambda asked: asked.reach.harmonic(),
    "constraint": lambda asked: asked.near.constraint,
    "effectiveSize": lambda asked: asked.near.effective_size,
    "efficiency": lambda asked: asked.near.efficiency,
    "hierarchy": lambda asked: asked.near.hierarchy,
    "clustering": lambda asked: asked.near.clustering,
    "core": lambda asked: core_numbers(asked.graph),
    "component": lambda asked: asked.named(asked.components),
    "componentSize": lambda asked: sizes(asked.components),
    "community": lambda asked: asked.named(asked.communities),
    "communitySize": lambda asked: sizes(asked.communities),
    "articulation": lambda asked: asked.cuts.articulation,
    "bridges": lambda asked: asked.cuts.bridges_of,
    "newComponents": lambda asked: asked.cuts.new_components,
    "largestCutOff": lambda asked: asked.cuts.cut_off,
    "pairsDisconnected": lambda asked: asked.cuts.pairs_disconnected,
    "eiSector": lambda asked: mixing.ei_of_nodes(asked.near, asked.network.sector),
    "eiCounty": lambda asked: mixing.ei_of_nodes(asked.near, asked.network.county),
    "openPairs": lambda asked: asked.near.open_pairs,
    **{role: _role(place) for place, role in enumerate(brokerage.ROLES)},
    **{f"{role}Z": _role_z(place) for place, role in enumerate(brokerage.ROLES)},
}

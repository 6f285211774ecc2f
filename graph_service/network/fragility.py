"""What breaks when one actor leaves: articulation points, bridges, the parts that are left, and who loses a mentor.

Two graphs: institutions and their ties alone; or with the communities that use their spaces and the mentors of these
communities, on the day of the scope. Exact, in time linear in nodes and ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_service.network.measures.parts import Cuts, Ties, cuts, graph_of
from graph_service.network.network import Network
from graph_service.network.projection import Bools, Ints, Pairs, Projection

Kind = Literal["institution", "community", "mentor"]


class Actor(NamedTuple):
    """An institution, community or mentor, as a row of its table in the projection."""

    kind: Kind
    row: int

    def id_in(self, projection: Projection) -> str:
        """Its domain `id`."""
        ids: dict[Kind, tuple[str, ...]] = {
            "institution": projection.institutions.ids,
            "community": projection.communities.ids,
            "mentor": projection.mentors.ids,
        }
        return ids[self.kind][self.row]


@dataclass(frozen=True)
class Fragile:
    """What depends on one actor. Sizes and pairs count all actors of the graph alike.

    `separates` has the sizes of the parts that its component falls into without it, descending; empty unless it is an
    articulation point. `bridges` are its ties without which the component falls apart. `dependent_communities` have no
    other mentor (of a mentor) or no other institution's space (of an institution); 0 for a community.
    """

    actor: Actor
    articulation: bool
    bridges: tuple[tuple[Actor, Actor], ...]
    separates: tuple[int, ...]
    pairs_disconnected: int
    dependent_communities: int


@dataclass(frozen=True, eq=False)
class _Graph:
    """Actors in the order institutions, communities, mentors, by row; their ties by number, sorted."""

    actors: tuple[Actor, ...]
    ties: Ties
    dependents: NDArray[np.int64]


def fragility(network: Network) -> tuple[Fragile, ...]:
    """What breaks among the institutions alone, the most pairs disconnected first; only actors that break something."""
    spaces = _spaces(network, _communities(network))
    dependents = _only_one(spaces[0], spaces[1], len(network.nodes))
    return _rows(_Graph(_actors(network, (), ()), network.ties, dependents))


def fragility_with_mentors(network: Network) -> tuple[Fragile, ...]:
    """What breaks among institutions, communities and mentors, in the same order.

    A mentor is tied to the communities mentored on the day, a community to the institutions whose space it uses on it.
    The scope chooses communities as it does institutions, by county and by real or invented data.
    """
    chosen = _communities(network)
    community, institution = _spaces(network, chosen)
    mentored, mentor = _mentored(network, chosen)
    communities, mentors = np.flatnonzero(chosen), np.unique(mentor)
    first = len(network.nodes)
    place = np.zeros(len(chosen), dtype=np.int64)
    place[communities] = first + np.arange(len(communities))
    of_mentor = first + len(communities) + np.searchsorted(mentors, mentor)
    low = np.concatenate((network.ties[0], institution, place[mentored]))
    high = np.concatenate((network.ties[1], place[community], of_mentor))
    order = np.lexsort((high, low))
    dependents = np.concatenate(
        (
            _only_one(community, institution, first),
            np.zeros(len(communities), dtype=np.int64),
            _only_one(mentored, np.searchsorted(mentors, mentor), len(mentors)),
        )
    )
    actors = _actors(network, communities, mentors)
    return _rows(_Graph(actors, (low[order].astype(np.int32), high[order].astype(np.int32)), dependents))


def _actors(
    network: Network, communities: NDArray[np.integer] | tuple[()], mentors: NDArray[np.integer] | tuple[()]
) -> tuple[Actor, ...]:
    tables: tuple[tuple[Kind, NDArray[np.integer] | tuple[()]], ...] = (
        ("institution", network.nodes),
        ("community", communities),
        ("mentor", mentors),
    )
    return tuple(Actor(kind, int(row)) for kind, rows in tables for row in rows)


def _communities(network: Network) -> Bools:
    """Which communities the scope has."""
    rows, scope = network.projection.communities, network.scope
    chosen = np.ones(len(rows.ids), dtype=bool)
    if scope.counties is not None:
        chosen &= np.isin(rows.county, scope.counties)
    if scope.real is not None:
        chosen &= rows.real == scope.real
    return chosen


def _spaces(network: Network, chosen: Bools) -> tuple[Ints, Ints]:
    """Each chosen community with each node whose space it uses on the day, once."""
    community, row = _at(network.projection.spaces, network.scope.day)
    node = np.full(len(network.projection.institutions.ids), -1, dtype=np.int32)
    node[network.nodes] = np.arange(len(network.nodes), dtype=np.int32)
    kept = chosen[community] & (node[row] >= 0)
    return community[kept], node[row[kept]]


def _mentored(network: Network, chosen: Bools) -> tuple[Ints, Ints]:
    """Each chosen community with each mentor that it has on the day, once."""
    mentor, community = _at(network.projection.mentorings, network.scope.day)
    kept = chosen[community]
    return community[kept], mentor[kept]


def _at(pairs: Pairs, day: int) -> tuple[Ints, Ints]:
    """Source and target of what holds on `day`, each pair once, sorted."""
    holds = pairs.at(day)
    both = np.unique(np.stack((pairs.source[holds], pairs.target[holds])), axis=1)
    return both[0], both[1]


def _only_one(community: Ints, other: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """For each of `size` others: the communities that are paired with it and with nothing else."""
    alone = np.bincount(community, minlength=1)[community] == 1
    return np.bincount(other[alone], minlength=size).astype(np.int64)


def _rows(graph: _Graph) -> tuple[Fragile, ...]:
    found = cuts(graph_of(len(graph.actors), graph.ties))
    bridges = _bridges(graph, found)
    pairs, articulation = found.pairs_disconnected, found.articulation
    breaking = np.flatnonzero(articulation | (found.bridges_of > 0) | (graph.dependents > 0))
    order = breaking[np.lexsort((breaking, -graph.dependents[breaking], -pairs[breaking]))]
    return tuple(
        Fragile(
            graph.actors[node],
            bool(articulation[node]),
            tuple(bridges.get(node, ())),
            found.separates(node) if articulation[node] else (),
            int(pairs[node]),
            int(graph.dependents[node]),
        )
        for node in order.tolist()
    )


def _bridges(graph: _Graph, found: Cuts) -> dict[int, list[tuple[Actor, Actor]]]:
    """The bridges at each actor, as pairs of actors in the order of the graph."""
    at: dict[int, list[tuple[Actor, Actor]]] = {}
    for low, high in zip(found.bridges[0].tolist(), found.bridges[1].tolist(), strict=True):
        for end in (low, high):
            at.setdefault(end, []).append((graph.actors[low], graph.actors[high]))
    return at

"""Networks drawn at random, the same in every run, and the same networks as networkx sees them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np

from graph_service.network.network import Network, Scope, network_of
from tests.network.small import SECTORS, TODAY, projection

COUNTIES = ("HU001", "HU002", "HU003")
Institutions = dict[str, tuple[str, str]]
Works = dict[str, tuple[str, ...]]


def drawn(seed: int, institutions: int = 30, works: int = 22) -> tuple[Institutions, Works]:
    """Institutions of all sectors and counties, and collaborations of one to five, some of the same pairs."""
    draw = random.Random(seed)
    known = {
        f"inst:{place:04d}": (draw.choice(SECTORS), COUNTIES[place % len(COUNTIES)]) for place in range(institutions)
    }
    ids = sorted(known)[: institutions * 9 // 10]
    shared = {
        f"collab:{place:04d}": tuple(draw.sample(ids, draw.choice((1, 2, 2, 2, 3, 4, 5)))) for place in range(works)
    }
    again = {f"collab:again:{place}": shared[f"collab:{place:04d}"] for place in range(0, works, 4)}
    return known, shared | again


def network_from(institutions: Mapping[str, tuple[str, str]], works: Mapping[str, Iterable[str]]) -> Network:
    """The network of all of them."""
    return network_of(projection(institutions, {work: tuple(ids) for work, ids in works.items()}), Scope(TODAY))


def drawn_network(seed: int, institutions: int = 30, works: int = 22) -> Network:
    """The network of what is drawn."""
    return network_from(*drawn(seed, institutions, works))


def seen_by_networkx(network: Network) -> nx.Graph[int]:
    """Its nodes by number, its ties with their weights."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network.nodes)))
    for a, b in zip(*(end.tolist() for end in network.ties), strict=True):
        graph.add_edge(a, b, weight=int(network.weights[a, b]))
    return graph


def same(left: Iterable[object], right: Iterable[object], tolerance: float = 1e-12) -> bool:
    """Whether two columns are equal, numbers within a relative tolerance, what is not defined in the same places."""
    one, other = np.asarray(left), np.asarray(right)
    if one.dtype.kind in "OU" or other.dtype.kind in "OU":
        return one.tolist() == other.tolist()
    return bool(np.allclose(one.astype(float), other.astype(float), rtol=tolerance, atol=tolerance, equal_nan=True))

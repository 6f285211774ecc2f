"""The job that made a worker necessary, in a list of its own: what it needs takes a while to import."""

from __future__ import annotations

import numpy as np

from graph_service.network.measures import between
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import Projection
from graph_service.network.worker.serving import path_of


def betweenness(projection: Projection) -> np.ndarray:
    """Betweenness in the network of all collaborations; holds the interpreter all the time."""
    network = network_of(projection, Scope(projection.today, "CUMULATIVE"))
    return between.betweenness(len(network.nodes), network.ties)


PATHS = {"betweenness": path_of(betweenness)}

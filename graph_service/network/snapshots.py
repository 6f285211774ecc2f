"""Networks of a day and scope, kept for the next who asks in a bounded store; and the days that can be asked."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock

from scipy.sparse import csr_array

from graph_service.errors import RequestError
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import Projection

CAPACITY_BYTES = 32 * 2**20
VERSIONS = 2
"""Versions of the data of which networks are kept; an older one goes when a newer one comes."""


def check_day(projection: Projection, day: int, argument: str = "asOf") -> None:
    """Raises RequestError DAY_OUTSIDE for a day, given as `argument`, of which the data know nothing.

    They begin with the first collaboration and end on their last day: outside, every number would be a nought or a
    repetition that looks like a finding.
    """
    if not projection.first_day <= day <= projection.today:
        told = [date.fromordinal(one).isoformat() for one in (day, projection.first_day, projection.today)]
        raise RequestError("DAY_OUTSIDE", argument=argument, day=told[0], first=told[1], last=told[2])


def bytes_of(network: Network) -> int:
    """About how many bytes `network` holds beside its projection: incidence, weights, adjacency and node numbers."""
    # The adjacency has the form of the weights, and the ties take as much as the columns of both.
    matrices = _bytes(network.incidence) + 2 * _bytes(network.weights)
    numbers = network.nodes.nbytes + network.collaborations.nbytes + network.weights.indices.nbytes
    return matrices + int(numbers)


def _bytes(matrix: csr_array) -> int:
    return int(matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes)


class Snapshots:
    """Networks by version of the data and scope, the least recently asked for going first; safe between threads.

    What is kept stays below `capacity` bytes (see `bytes_of`) and is of at most two versions. A network that is larger
    than the capacity is handed out and not kept. Two threads that ask for the same missing network both make it.
    """

    def __init__(self, capacity: int = CAPACITY_BYTES) -> None:
        self.capacity = capacity
        self.held_bytes = 0
        self._kept: OrderedDict[tuple[int, Scope], tuple[Network, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, projection: Projection, scope: Scope) -> Network:
        """The network of `scope`, made where it is not kept."""
        key = (projection.version, scope)
        with self._lock:
            held = self._kept.get(key)
            # Two projections of one version are equal in service; in tests they need not be.
            if held is not None and held[0].projection is projection:
                self._kept.move_to_end(key)
                return held[0]
        made = network_of(projection, scope)
        self._keep(key, made, bytes_of(made))
        return made

    def _keep(self, key: tuple[int, Scope], network: Network, size: int) -> None:
        with self._lock:
            self._drop(key)
            if size > self.capacity:
                return
            self._kept[key] = (network, size)
            self.held_bytes += size
            newest = sorted({version for version, _ in self._kept})[-VERSIONS:]
            for other in [other for other in self._kept if other[0] not in newest]:
                self._drop(other)
            while self.held_bytes > self.capacity:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[int, Scope]) -> None:
        held = self._kept.pop(key, None)
        if held is not None:
            self.held_bytes -= held[1]


_SNAPSHOTS = Snapshots()


def network_at(projection: Projection, scope: Scope) -> Network:
    """The network of `scope`, from what this process keeps (see `Snapshots`)."""
    return _SNAPSHOTS.get(projection, scope)

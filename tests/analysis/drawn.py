"""A desk with a network of 7,200 institutions, whatever the database holds: what takes the worker seconds."""

from __future__ import annotations

from graph_service.api.network.desk import Desk, Store
from graph_service.model import load_model
from graph_service.network.keeping.versions import Held
from graph_service.network.projection import Projection
from tests.network.worker.drawn import ten_times

HEAVY = "brokerage(first: 1) { totalCount nodes { openPairs betweenness } }"
"""Betweenness of all institutions, about two seconds of the worker the first time."""
QUICK = "networkSeries(quarters: 1) { points { institutions } }"
QUICK_ANSWER = {"points": [{"institutions": 7_200}]}


class DrawnDesk(Desk):
    """Holds the drawn network, or another that is given."""

    given: Projection | None = None

    async def held(self, version: int | None = None) -> Held:
        await self.ready()
        return Held(self.given or ten_times(), stale=False)

    @property
    def worker_pid(self) -> int | None:
        """Which process works."""
        return self._worker.pid

    @property
    def is_busy(self) -> bool:
        """Whether a job has its turn."""
        return self._worker._turn.locked()

    @property
    def waiting(self) -> int:
        """How many jobs wait for it."""
        return self._worker.waiting


def drawn_desk(store: Store, *, seconds: float = 60, queue: int = 8) -> DrawnDesk:
    """A desk whose worker has not begun."""
    return DrawnDesk(store, load_model(), seconds=seconds, queue=queue)

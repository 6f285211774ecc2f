"""The projections at hand: those of the last two versions that were asked for, loaded once for all who ask."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from graph_service.network.keeping.delta import Loaded, load
from graph_service.network.keeping.flights import Flights
from graph_service.network.keeping.reading import Read
from graph_service.network.projection import Projection

KEPT = 2
WAIT_SECONDS = 2.0


@dataclass(frozen=True, eq=False)
class Held:
    """A projection; `stale` where it is not of the version asked for, which its own version then tells."""

    projection: Projection
    stale: bool


class Versions:
    """Projections by version, for one event loop."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait_seconds = wait_seconds
        self._newest: Loaded | None = None
        self._projections: dict[int, Projection] = {}
        self._flights: Flights[int, Projection] = Flights()
        self._one_by_one = asyncio.Lock()

    @property
    def rows_loaded(self) -> tuple[int, int] | None:
        """How many rows the last loading read, and how many there are; None before the first."""
        return (self._newest.rows_loaded, self._newest.rows) if self._newest else None

    @property
    def held(self) -> tuple[int, ...]:
        """The versions at hand, the last loaded last."""
        return tuple(self._projections)

    async def get(self, read: Read, version: int) -> Held:
        """The projection of `version`, or what there is.

        It is loaded where it is not at hand. Once that takes longer than `wait_seconds` the answer is the last
        projection loaded before, and where there is none it is waited for. If the data change meanwhile, the newer
        projection is the answer. Raises StoreError where it cannot be loaded.
        """
        at_hand = self._projections.get(version)
        if at_hand is not None:
            return Held(at_hand, stale=False)
        seconds = self._wait_seconds if self._newest else None
        try:
            found = await self._flights.join(version, lambda: self._load(read, version), seconds)
        except TimeoutError:
            if self._newest is None:
                raise
            found = self._newest.projection
        return Held(found, stale=found.version != version)

    async def _load(self, read: Read, version: int) -> Projection:
        """The projection of `version`, or of a newer one: each loading goes on from the last."""
        async with self._one_by_one:
            if version not in self._projections:
                self._newest = await load(read, self._newest)
                self._keep(self._newest.projection)
            return self._projections.get(version) or self._newest_projection()

    def _newest_projection(self) -> Projection:
        assert self._newest is not None
        return self._newest.projection

    def _keep(self, projection: Projection) -> None:
        self._projections.pop(projection.version, None)
        self._projections[projection.version] = projection
        while len(self._projections) > KEPT:
            del self._projections[next(iter(self._projections))]

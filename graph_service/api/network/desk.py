"""The desk of one process: it holds the projection of the data, has jobs done by the worker, and keeps what they told.

Needs the extra `analysis`; `open_desk` says whether it is there.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import AnalysisError, CompilerError
from graph_service.extras import missing_for_analysis
from graph_service.model.measures import BY_NAME
from graph_service.model.structure import Model
from graph_service.query.measures import MeasureTables

if TYPE_CHECKING:
    from graph_service.network.jobs.told import Told
    from graph_service.network.keeping.reports import Reports
    from graph_service.network.keeping.versions import Held
    from graph_service.network.network import Scope
    from graph_service.network.projection import Projection

_LOAD_SECONDS = 120.0
"""A loading is shared by all who ask, so it may take longer than any of them waits; a cold Neo4j plans for seconds."""
_RETRY_SECONDS = 2
_VERSION = Statement(f"{VERSION_BLOCK} RETURN v0")
_HEAVY_GROUPS = (
    ("betweenness", "betweennessNormalized", "betweennessError"),
    ("closeness", "harmonic"),
    ("community", "communitySize"),
)
"""Measures that are computed together, because they rest on the same work; the cheap ones are one more group."""
_CHEAP = tuple(name for name, measure in BY_NAME.items() if not measure.heavy)
Row = list[Any]


class Store(Protocol):
    """Where the projection is read."""

    async def read(self, statement: Statement, *, seconds: float) -> Row: ...

    async def read_all(self, statements: Sequence[Statement], *, seconds: float) -> list[Row]: ...


def open_desk(store: Store, model: Model, *, seconds: float, queue: int) -> Desk | None:
    """The desk of a process; None without the extra `analysis`."""
    if missing_for_analysis():
        return None
    return Desk(store, model, seconds=seconds, queue=queue)


class Desk:
    """Where analysis is asked for. Belongs to one event loop; the worker starts with the first job.

    A job may take `seconds`, and so many may wait as `queue` says.
    """

    def __init__(self, store: Store, model: Model, *, seconds: float, queue: int) -> None:
        from graph_service.network.jobs.names import PATHS
        from graph_service.network.keeping.answers import Answers
        from graph_service.network.keeping.versions import Versions
        from graph_service.network.worker.worker import Worker

        self._store = store
        self._seconds = seconds
        self._model = model
        self._versions = Versions()
        self._answers = Answers()
        self._worker = Worker(PATHS, seconds=seconds, queue=queue)
        self._known: int | None = None
        self._is_ready = False

    async def ready(self) -> None:
        """Import what answers need, once and in a thread: the event loop would be held for tenths of a second."""
        if not self._is_ready:
            await asyncio.to_thread(_import_methods)
            self._is_ready = True

    async def held(self, version: int | None = None) -> Held:
        """The projection of `version` of the data (the present one where it is not known), or the newest there is.

        Raises AnalysisError where nothing could be loaded in the time of a job; the loading goes on for who asks next.
        """
        await self.ready()
        if version is None:
            [version] = await self._store.read(_VERSION, seconds=self._seconds)
        try:
            async with asyncio.timeout(self._seconds):
                held = await self._versions.get(self._load, version or 0)
        except TimeoutError:
            raise AnalysisError("ANALYSIS_TIMEOUT", seconds=f"{self._seconds:g}", retry_after=_RETRY_SECONDS) from None
        self._known = held.projection.version
        return held

    async def job(self, held: Held, name: str, arguments: Sequence[Hashable]) -> Told:
        """What a job tells, computed once for a version. Raises RequestError, AnalysisError."""
        from graph_service.network.jobs.told import METHOD_VERSION
        from graph_service.network.keeping.answers import Key
        from graph_service.network.worker.job import Job, JobError

        projection = held.projection

        async def computed() -> Told:
            try:
                told = await self._worker.run(Job(name, projection, tuple(arguments)))
            except JobError as error:
                raise CompilerError from error
            return told  # type: ignore[return-value]  # every job of ours gives one

        key = Key(projection.version, f"{name}/{METHOD_VERSION}", tuple(arguments))
        return await self._answers.get(key, computed)

    async def reports(self, held: Held) -> Reports:
        """What is reported of nodes, read once for a version. Raises StoreError."""
        from graph_service.network.jobs.told import METHOD_VERSION
        from graph_service.network.keeping.answers import Key
        from graph_service.network.keeping.reports import read_reports

        key = Key(held.projection.version, f"reports/{METHOD_VERSION}", ())
        return await self._answers.get(key, lambda: read_reports(self._load, self._model))

    async def measures(self, names: frozenset[str], day: str | None, seen: int | None = None) -> MeasureTables:
        """The tables of these measures: of the version `seen`, where that is known, or else of the newest at hand.

        Whoever reads with them compares versions, so that no trip is needed only to learn the version.
        """
        held = await self.held(seen if seen is not None else self._known)
        return await self.tables_of(held, _scope(held.projection, day), names)

    async def tables_of(self, held: Held, scope: Scope, names: frozenset[str]) -> MeasureTables:
        """The tables of these measures in the network of a scope. Raises RequestError, AnalysisError."""
        columns: dict[str, Any] = {}
        for group in _groups(names):
            told = await self.job(held, "measures", (scope, group))
            columns |= told.value
        return MeasureTables(held.projection.version, self._meta(held, told), columns)

    def _meta(self, held: Held, told: Told) -> dict[str, Any]:
        from graph_service.api.network.meta import meta_of

        return meta_of(told, "projection", stale=held.stale)

    @property
    def rows_loaded(self) -> tuple[int, int] | None:
        """How many rows the last loading read, of how many."""
        return self._versions.rows_loaded

    async def close(self) -> None:
        """End the worker."""
        await self._worker.close()

    async def _load(self, statements: Sequence[Statement]) -> list[Row]:
        return await self._store.read_all(statements, seconds=_LOAD_SECONDS)


def _import_methods() -> None:
    from graph_service.network.jobs.names import PATHS

    for module in sorted({path.partition(":")[0] for path in PATHS.values()}):
        importlib.import_module(module)
    importlib.import_module("graph_service.network.sentences")


def _groups(names: frozenset[str]) -> list[tuple[str, ...]]:
    """The groups in which `names` are computed; the cheap ones always, for what `meta` tells."""
    return [_CHEAP, *(group for group in _HEAVY_GROUPS if names & set(group))]


def _scope(projection: Projection, day: str | None) -> Scope:
    """The network of the measures of institutions: what `cooperatesWith` counts, as of the day where there is one."""
    from graph_service.network.network import Scope

    if day is None:
        return Scope(projection.today, "CUMULATIVE")
    return Scope(date.fromisoformat(day).toordinal(), "STATE")

"""The application: `create_app` with its routes, middleware and lifespan, and the start of what stands behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from graph_service import __version__
from graph_service.access.buckets import Buckets
from graph_service.access.viewer import Viewer
from graph_service.api.context import Meter, Reads, RequestContext
from graph_service.api.limits import DocumentLimits
from graph_service.api.live.feed import Feed
from graph_service.api.live.heads import VERSION
from graph_service.api.live.starting import news_of
from graph_service.api.network.desk import Desk, open_desk
from graph_service.api.sdl import print_sdl
from graph_service.api.service import Api, build_api
from graph_service.api.subscriptions import Versions
from graph_service.cypher import Statement
from graph_service.doors import graphql_of, identify_of, tokens_of, uploads_of
from graph_service.errors import KalakaError, Language, LoadError, SettingsError, StoreError
from graph_service.model import load_model
from graph_service.observability import new_request_id
from graph_service.observability.metrics import Metrics
from graph_service.observability.starting import Progress, Silent
from graph_service.query.operands import Bounds
from graph_service.query.reading import Limits
from graph_service.resources import folder
from graph_service.settings import Settings
from graph_service.store.migrations import bundled_migrations, migrate, pending_migrations, read_migrations
from graph_service.store.open import open_store
from graph_service.store.restoring import leave_old_numbers, refuse_half_a_graph
from graph_service.store.store import Store
from graph_service.web.address import ClientAddresses
from graph_service.web.at_once import RefusedAtOnce
from graph_service.web.ending import Ending
from graph_service.web.front import Front
from graph_service.web.gates import LET_IN, UNGATED, Gates
from graph_service.web.identify import Identify
from graph_service.web.load import Load, OpenByAddress
from graph_service.web.observing import Observer
from graph_service.web.query_page import read_examples
from graph_service.web.schema_reference import schema_reference
from graph_service.web.site import START_DOCUMENT, Answer, Site, failed, not_allowed, not_found
from graph_service.web.start_page import FIRST_COUNTY
from graph_service.writes.following import Following, followed

_READY_SECONDS = 1.0
_MOST_UNDER_WAY = 2
"""Requests let in for each operation allowed: the others are read, refused, or pages."""
_SEED_CHECK_SECONDS = 60.0

# The version comes last in a seed. Without one, nodes that do not say where they come from are somebody else's.
_STATE = Statement(
    "CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS number } "
    "CALL () { MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey WITH n LIMIT 1000 "
    "WITH n WHERE n.dataOrigin IS NULL RETURN count(n) > 0 AS isForeign } "
    "RETURN number, isForeign"
)


@dataclass(frozen=True)
class Service:
    """A started service: the store and the API over it."""

    settings: Settings
    store: Reads
    api: Api
    desk: Desk | None = None
    """Where network analysis is asked for; None without the extra `analysis`."""
    versions: Versions | None = None
    """Where the number of the data is told to who listens."""
    feed: Feed | None = None
    """Where changes are told to who follows them."""
    writes: Following | None = None
    """Where transactions are written, whose derived data follow; None over a store that was handed in."""

    def context(self, request_id: str, language: Language) -> RequestContext:
        """What resolvers see of one request."""
        context = RequestContext(self.store, request_id, language, seconds=self.settings.read_seconds)
        context.tables, context.writes = self.desk, self.writes
        context.versions, context.feed = self.versions, self.feed
        context.write_seconds = self.settings.write_seconds
        context.mutation_id_days = self.settings.mutation_id_days
        return context

    async def ask(
        self,
        document: str,
        variables: dict[str, Any],
        language: Language,
        request_id: str,
        meter: Meter | None = None,
    ) -> Answer:
        """The result of a document, as over HTTP; with a `meter`, as everybody may see it."""
        context = self.context(request_id, language)
        if meter is not None:
            context.meter, context.viewer = meter, Viewer(self.settings.public_scopes)
        return await self.api.execute(document, variables, context)

    async def missing(self) -> list[KalakaError]:
        """What keeps the service from answering; empty when it is ready."""
        try:
            [version] = await self.store.read(VERSION, seconds=_READY_SECONDS)
            if version is None:
                await refuse_half_a_graph(self.store, seconds=_READY_SECONDS)
            pending = await self._pending()
        except (StoreError, SettingsError) as error:
            trouble = self.store.trouble if isinstance(self.store, Store) else None
            return [trouble or error]
        missing: list[KalakaError] = []
        if pending:
            missing.append(SettingsError("MIGRATIONS_MISSING", names=", ".join(pending)))
        if version is None and self.settings.seed == "demo":
            missing.append(SettingsError("GRAPH_EMPTY"))
        return missing

    async def _pending(self) -> list[str]:
        if not isinstance(self.store, Store):
            return []  # a store that was handed in has no migrations of ours
        migrations = read_migrations(bundled_migrations())
        pending = await pending_migrations(self.store, migrations, seconds=_READY_SECONDS)
        return [migration.name for migration in pending]


@asynccontextmanager
async def start(
    settings: Settings,
    store: Reads | None = None,
    progress: Progress | None = None,
    *,
    warm: bool = True,
    is_prepared: bool = False,
) -> AsyncIterator[Service]:
    """A service that is ready: store opened, migrations run, an empty graph seeded, the first question warmed.

    With `is_prepared` another process has run migrations and seed.

    The schema is derived in a thread while the engine starts: the one is Python, the other mostly is not.
    """
    told = progress or Silent()
    async with AsyncExitStack() as stack:
        building = asyncio.create_task(asyncio.to_thread(_timed_api, settings))
        # A start that failed elsewhere must not leave the thread's exception unread.
        stack.push_async_callback(lambda: asyncio.gather(building, return_exceptions=True))
        is_ours = store is None
        if store is None:
            store = await opened(settings, stack, told, is_prepared=is_prepared)
        api, seconds = await building
        told.phase("schema", seconds, f"{len(api.core.type_map)} types")
        writes = await stack.enter_async_context(followed(store, load_model())) if isinstance(store, Store) else None
        news = stack.enter_context(news_of(store))
        service = Service(settings, store, api, await _desk(settings, store, stack), *news, writes)
        if warm and is_ours:
            await _warmed(service, told)
        yield service


async def _desk(settings: Settings, store: Reads, stack: AsyncExitStack) -> Desk | None:
    """The desk of network analysis, closed with the service; its worker starts when it is first needed."""
    desk = open_desk(store, load_model(), seconds=settings.analysis_seconds, queue=settings.analysis_queue)
    if desk is not None:
        stack.push_async_callback(desk.close)
    return desk


async def _warmed(service: Service, told: Progress) -> None:
    """The database plans a new text slowly: the first visitor shall not wait for it."""
    with _phase(told, "warm-up") as tell:
        answer = await service.ask(START_DOCUMENT, {"county": FIRST_COUNTY}, "en", new_request_id())
        tell(str(answer.errors[0].message) if answer.errors else "the first question is answered")
    told.answered(answer.data)


def _timed_api(settings: Settings) -> tuple[Api, float]:
    started = time.perf_counter()
    return api_of(settings), time.perf_counter() - started


def api_of(settings: Settings) -> Api:
    """The API within the limits of `settings`; needs no database."""
    documents = DocumentLimits(
        settings.max_tokens,
        settings.max_depth,
        settings.max_aliases,
        settings.max_fields,
        settings.max_directives,
        settings.max_operations,
        settings.max_introspection,
    )
    limits = Limits(settings.max_rows, settings.max_blocks, plans=settings.plan_cache)
    bounds = Bounds(
        settings.max_items, settings.max_characters, settings.max_search_characters, settings.max_search_words
    )
    return build_api(load_model(), documents, limits, bounds)


async def opened(settings: Settings, stack: AsyncExitStack, told: Progress, *, is_prepared: bool = False) -> Store:
    """The store, closed with `stack`; unless it `is_prepared`, migrations are run and an empty graph is seeded."""
    with _phase(told, "engine") as tell:
        store = await stack.enter_async_context(open_store(settings.store_options(), run_migrations=False))
        tell(f"{'embedded ArcadeDB' if store.embedded else 'Neo4j'} {store.version}")
    if is_prepared:
        return store
    with _phase(told, "migrations") as tell:
        ran = await migrate(store, bundled_migrations())
        tell(f"{len(ran)} run" if ran else "up to date")
    await refuse_half_a_graph(store, seconds=_SEED_CHECK_SECONDS)
    await leave_old_numbers(store, seconds=_SEED_CHECK_SECONDS)
    if settings.seed == "demo":
        with _phase(told, "seed") as tell:
            tell(await _seeded(store, told))
    return store


async def _seeded(store: Store, told: Progress) -> str:
    """Load the demonstration into an empty graph, or finish a load that was interrupted; what was done, in words."""
    [version, is_foreign] = await store.read(_STATE, seconds=_SEED_CHECK_SECONDS)
    if version is not None:
        return f"there already, data version {version}"
    if is_foreign:
        return "left out: the graph holds other data; set KALAKA_SEED=none"
    from graph_service.seeding.seed import seed  # needed at the first start only

    report = await seed(store, load_model(), progress=told.seeding)
    return f"{report.nodes:,} nodes, {report.relationships:,} relationships"


@contextmanager
def _phase(told: Progress, name: str) -> Iterator[Callable[[str], None]]:
    details: list[str] = []
    started = time.perf_counter()
    yield details.append
    told.phase(name, time.perf_counter() - started, " ".join(details))


class Application(Starlette):
    """Starlette with `Front` and `Gates` outside everything, its own answers to errors included."""

    def __init__(self, lifespan: Lifespan[Starlette], settings: Settings) -> None:
        super().__init__(lifespan=lifespan, exception_handlers={404: not_found, 405: not_allowed, Exception: failed})
        self.load = Load(settings.lag_ms, _MOST_UNDER_WAY * settings.in_flight)
        self.ending = Ending()
        self._refusals = RefusedAtOnce(settings.cors_origins)
        self.streams = OpenByAddress(settings.sockets_per_address)
        gates = Gates(self._behind_gates, self.load, self.streams, self.ending)
        self.observer = Observer(Metrics())
        addresses = ClientAddresses(settings.trusted_proxies)
        self._front = Front(gates, settings.cors_origins, self.observer, addresses)
        self.graphql: ASGIApp = super().__call__

    def refused_at_once(
        self, method: str, path: str, headers: Sequence[tuple[bytes, bytes]], *, is_last: bool
    ) -> bytes | None:
        """The whole answer to a request that load refuses, asked for by the server before anybody works for it.

        `is_last` tells that its connection is closed after it.
        """
        if path in UNGATED or self.load.lets_in():
            return None
        self.load.refused += 1
        request_id = new_request_id()
        self.observer.refused(request_id, method, path, status=503, code="OVERLOADED")
        return self._refusals.answer(headers, request_id, is_last=is_last)

    def refused_at_socket(self, code: str, *, status: int) -> None:
        """Note what was refused before it was a request: it has no method, path or id of its own."""
        self.observer.refused(new_request_id(), "", "", status=status, code=code)

    async def _behind_gates(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The endpoint needs nothing of what stands between a request and a page, which costs a tenth of its time."""
        if scope["type"] != "lifespan" and scope["path"] == "/graphql":
            await self.graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._front(scope, receive, send)
        if scope["type"] == "http" and scope["state"].pop(LET_IN, False):
            self.load.withdrawn()  # refused or answered in front of the gates


def create_app(
    settings: Settings, store: Reads | None = None, progress: Progress | None = None, buckets: Buckets | None = None
) -> Application:
    """The application; its lifespan starts the service over `store`, or over the one that `settings` name.

    `buckets` are the rates that worker processes share, of which this is then one: their parent has prepared the store.
    """
    tokens = tokens_of(settings)  # a setting that cannot be is told before anything starts
    if settings.traces_url is not None:
        import graph_service.observability.traces  # noqa: F401  # a missing extra is told before anything starts

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with start(settings, store, progress, is_prepared=buckets is not None) as service:
            app.state.service = service
            identify = identify_of(settings, service.store, tokens, buckets or Buckets.alone())
            site = _site(service, application, identify)
            app.router.routes[:] = site.routes()
            application.graphql = ServerErrorMiddleware(site.graphql, failed)
            application.load.start(
                asyncio.get_running_loop(), lambda: isinstance(service.store, Store) and service.store.is_down
            )
            if buckets is not None:
                application.observer.metrics.share()
            try:
                async with _observed(application, service):
                    yield
            finally:
                application.load.stop()

    application = Application(lifespan, settings)
    return application


@asynccontextmanager
async def _observed(app: Application, service: Service) -> AsyncIterator[None]:
    """What is told of the service while it runs: requests by route, numbers of its parts, traces where wanted."""
    observer, store, url = app.observer, service.store, service.settings.traces_url
    observer.know(app.router.routes)
    observer.metrics.read("kalaka_loop_lag_seconds", lambda: app.load.lag)
    observer.metrics.read("kalaka_streams", lambda: app.streams.now)
    if isinstance(store, Store):
        _read_store(observer.metrics, store)
    publishing = asyncio.create_task(observer.metrics.publishing())
    traces = None
    if url is not None:
        from graph_service.observability.traces import open_traces  # needs an extra

        is_embedded = isinstance(store, Store) and store.embedded
        observer.tracer = traces = open_traces(url, __version__, "arcadedb" if is_embedded else "neo4j")
    try:
        yield
    finally:
        publishing.cancel()
        observer.metrics.close()
        if traces is not None:
            await asyncio.to_thread(traces.close)


def _read_store(metrics: Metrics, store: Store) -> None:
    engine = "embedded" if store.embedded else "neo4j"
    metrics.read("kalaka_info", lambda: {(__version__, engine, store.version): 1})
    metrics.read("kalaka_pool_in_use", lambda: store.pool_usage.in_use)
    metrics.read("kalaka_pool_waiting", lambda: store.pool_usage.waiting)
    metrics.read("kalaka_pool_size", lambda: store.pool_usage.size)
    metrics.read("kalaka_retries_total", lambda: store.retries)
    metrics.read("kalaka_engine_restarts_total", lambda: store.restarts)


def _uploads(service: Service, identify: Identify) -> ASGIApp | None:
    """The address that takes files; nothing where the store was handed in."""
    store, writes, versions = service.store, service.writes, service.versions
    if not isinstance(store, Store) or writes is None or versions is None:
        return None
    return uploads_of(service.settings, store, writes, identify, versions.wake)


def _site(service: Service, app: Application, identify: Identify) -> Site:
    core = service.api.core

    async def ready() -> list[KalakaError]:
        return [LoadError("SHUTTING_DOWN")] if app.ending.has_begun else await service.missing()

    return Site(
        graphql=graphql_of(service.settings, service.api.schema, service.context, identify),
        uploads=_uploads(service, identify),
        ask=service.ask,
        identify=identify,
        ready=ready,
        metrics=app.observer.metrics.text,
        reference=lambda: schema_reference(core),
        sdl=lambda: print_sdl(core).encode(),
        examples=(*read_examples(folder("examples")), *read_examples(folder("questions"))),
    )

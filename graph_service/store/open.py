"""Opens a store: picks the engine, starts or attaches, verifies it, runs migrations, and closes what it opened."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from neo4j import AsyncDriver

from graph_service.errors import SettingsError
from graph_service.store.attempts import Calls
from graph_service.store.check import check_version, read_enforced, server_version
from graph_service.store.driver import open_driver
from graph_service.store.embedded import Engine, open_engine
from graph_service.store.faults import DATABASE_ERRORS, LEAST_VERSION, start_error
from graph_service.store.leftovers import Leftovers
from graph_service.store.migrations import bundled_migrations, migrate
from graph_service.store.options import EMBEDDED_DATABASE, StoreOptions
from graph_service.store.pulse import Pulse
from graph_service.store.store import Store


@asynccontextmanager
async def open_store(options: StoreOptions, *, run_migrations: bool = True) -> AsyncIterator[Store]:
    """A verified store. On leaving, the connections close; the engine stops if this process started it."""
    async with AsyncExitStack() as stack:
        if options.uri is None:
            engine = await open_engine(options.data_dir, options.heap)
            stack.push_async_callback(engine.stop)
            store = await _embedded_store(engine, options, stack)
        else:
            store = await _server_store(options.uri, options, stack)
        if run_migrations:
            await migrate(store, options.migrations or bundled_migrations())
        yield store


async def _embedded_store(engine: Engine, options: StoreOptions, stack: AsyncExitStack) -> Store:
    writer = await _open(engine.uri, engine.auth("root"), options, stack)
    try:
        enforced = await read_enforced(writer, EMBEDDED_DATABASE)
        reader = writer
        if not enforced:
            reader = await _open(engine.uri, engine.auth("reader"), options, stack)
            enforced = await read_enforced(reader, EMBEDDED_DATABASE)
    except DATABASE_ERRORS as error:
        raise start_error(error, uri=engine.uri, username="root", database=EMBEDDED_DATABASE) from error
    if not enforced:
        raise SettingsError("READ_NOT_ENFORCED", uri=engine.uri, least=LEAST_VERSION)
    pulse = await _pulse(engine.uri, engine.auth("reader"), EMBEDDED_DATABASE, options, stack)
    leftovers = Leftovers(engine.end_left_behind)
    stack.push_async_callback(leftovers.close)
    reads, writes = (Calls(options.pool_size, pulse=pulse, leftovers=leftovers) for _ in range(2))
    version = engine.running.engine
    return Store(writer, reader, EMBEDDED_DATABASE, version, True, engine, reads, writes)


async def _server_store(uri: str, options: StoreOptions, stack: AsyncExitStack) -> Store:
    auth = (options.username, options.password) if options.password else None
    try:
        driver = await _open(uri, auth, options, stack)
        version = await server_version(driver, options.database)
        check_version(version, uri)
        enforced = await read_enforced(driver, options.database)
    except (*DATABASE_ERRORS, ValueError) as error:
        raise start_error(error, uri=uri, username=options.username, database=options.database) from error
    if not enforced:
        raise SettingsError("READ_NOT_ENFORCED", uri=uri, least=LEAST_VERSION)
    calls = Calls(options.pool_size, pulse=await _pulse(uri, auth, options.database, options, stack))
    return Store(driver, driver, options.database, version, embedded=False, reads=calls, writes=calls)


async def _pulse(
    uri: str, auth: tuple[str, str] | None, database: str, options: StoreOptions, stack: AsyncExitStack
) -> Pulse:
    pulse = Pulse(await _open(uri, auth, replace(options, pool_size=1, notifications=False), stack), database)
    stack.push_async_callback(pulse.close)
    await pulse.begin()
    return pulse


async def _open(uri: str, auth: tuple[str, str] | None, options: StoreOptions, stack: AsyncExitStack) -> AsyncDriver:
    driver = open_driver(uri, auth, pool_size=options.pool_size, notifications=options.notifications)
    return await stack.enter_async_context(driver)

"""A server that cannot be used: each time a clear error before anything is done."""

import asyncio
import socket
from dataclasses import replace

import pytest

from graph_service.cypher import Statement
from graph_service.errors import SettingsError
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions

pytestmark = pytest.mark.anyio

real_neo4j = pytest.mark.parametrize("_scratch", [pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True)


async def refusal(options: StoreOptions) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        async with asyncio.timeout(20), open_store(options):
            pass
    for language in ("hu", "en"):
        assert str(options.uri) in caught.value.text(language)
        assert "{" not in caught.value.text(language)
    return caught.value


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_nobody_listens(own, scheme):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    error = await refusal(replace(own, uri=f"{scheme}://127.0.0.1:{port}"))
    assert error.code == "NEO4J_DOWN"


async def test_the_name_of_the_host_is_unknown(own):
    assert (await refusal(replace(own, uri="bolt://no-such-host.invalid:7687"))).code == "NEO4J_DOWN"


async def test_something_else_listens(own):
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await refusal(replace(own, uri=f"bolt://127.0.0.1:{port}"))
    assert error.code in ("NEO4J_DOWN", "NEO4J_UNFIT")


async def test_a_server_that_says_nothing_is_given_up(own):
    left = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        left.set()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert (await refusal(replace(own, uri=f"bolt://127.0.0.1:{port}"))).code == "NEO4J_DOWN"
        await left.wait()
        await asyncio.sleep(0.05)


@real_neo4j
@pytest.mark.parametrize("password", ["wrong", None])
async def test_wrong_credentials(options, password):
    error = await refusal(replace(options, password=password))
    assert error.code == "NEO4J_CREDENTIALS"
    assert options.username in str(error)


@real_neo4j
async def test_a_database_that_does_not_exist(options):
    error = await refusal(replace(options, database="nosuchdatabase"))
    assert error.code == "NEO4J_DATABASE_UNKNOWN"
    assert "nosuchdatabase" in error.text("hu")


@real_neo4j
async def test_a_neo4j_that_is_too_old(options, monkeypatch):
    monkeypatch.setattr("graph_service.store.check.LEAST_VERSION", "9999.1")
    error = await refusal(options)
    assert error.code == "NEO4J_TOO_OLD"
    assert "too old: " in str(error)
    assert "9999.1" in str(error)


@real_neo4j
async def test_a_routed_address_serves_as_a_direct_one(options):
    assert options.uri is not None
    routed = replace(options, uri=options.uri.replace("bolt://", "neo4j://"))
    async with open_store(routed) as store:
        create = Statement("CREATE (n:StoreTest {id: 'routed'}) RETURN n.id AS id")
        assert await store.write([create], seconds=10) == [[{"id": "routed"}]]
        count = Statement("MATCH (n:StoreTest) RETURN count(n) AS count")
        assert await asyncio.gather(*(store.read(count, seconds=10) for _ in range(4))) == [[1]] * 4


@pytest.mark.embedded
async def test_an_embedded_engine_named_by_uri_is_refused_because_it_lets_reads_write(own):
    from graph_service.store.embedded import open_engine

    engine = await open_engine(own.data_dir, "1g")
    try:
        user, password = engine.auth("root")
        error = await refusal(replace(own, uri=engine.uri, username=user, password=password, database="graph"))
    finally:
        await engine.stop()
    assert error.code == "READ_NOT_ENFORCED"

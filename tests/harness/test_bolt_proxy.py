"""The counting proxy, against both engines and against bytes cut anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from neo4j import AsyncGraphDatabase, GraphDatabase

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from tests.engines.bolt_proxy import MANIFEST, BoltProxy, MessageReader
from tests.engines.running import RunningEngine

RUN = b"\x00\x08\xb3\x10\x83ABC\xa0\xa0\x00\x00"
PULL = b"\x00\x03\xb1\x3f\xa0\x00\x00"


def test_reader_finds_messages_however_the_bytes_are_cut() -> None:
    stream = b"\x60\x60\xb0\x17" + b"\x00" * 16 + RUN + b"\x00\x00" + PULL + RUN
    for size in range(1, len(stream) + 1):
        reader = MessageReader(1)
        found = [m for at in range(0, len(stream), size) for m in reader.feed(stream[at : at + size])]
        assert [(m.kind, m.text) for m in found] == [("RUN", "ABC"), ("PULL", None), ("RUN", "ABC")]


def test_reader_skips_the_choice_after_a_manifest() -> None:
    reader = MessageReader(1)
    assert reader.feed(b"\x60\x60\xb0\x17" + MANIFEST + b"\x00" * 12) == []
    reader.manifest = True
    found = reader.feed(b"\x00\x00\x08\x05" + b"\x81\x01" + RUN)
    assert [(m.kind, m.text) for m in found] == [("RUN", "ABC")]


def test_reader_joins_chunks_and_reads_long_texts() -> None:
    text = ("RETURN 1 // " + "ő" * 70_000).encode()
    message = b"\xb3\x10\xd2" + len(text).to_bytes(4, "big") + text + b"\xa0\xa0"
    chunks = [message[at : at + 60_000] for at in range(0, len(message), 60_000)]
    reader = MessageReader(1)
    reader.feed(b"\x60\x60\xb0\x17" + b"\x00" * 16)
    found = reader.feed(b"".join(len(c).to_bytes(2, "big") + c for c in chunks) + b"\x00\x00")
    assert [m.text for m in found] == [text.decode()]


def test_proxy_counts_what_the_driver_sends(scratch_engine: RunningEngine) -> None:
    auth = (scratch_engine.username, scratch_engine.password)
    with BoltProxy(scratch_engine.uri) as proxy, GraphDatabase.driver(proxy.uri, auth=auth) as driver:
        driver.verify_connectivity()
        with driver.session(database=scratch_engine.database) as session:
            with proxy.counting() as alone:
                session.run("RETURN $ékezet AS a", ékezet="x" * 100_000).consume()
            with proxy.counting() as inside, session.begin_transaction() as transaction:
                transaction.run("RETURN 1 AS a").consume()
                transaction.run("RETURN 2 AS a").consume()
                transaction.commit()
    assert alone.statements == ["RETURN $ékezet AS a"]
    assert (alone.count("BEGIN"), alone.count("COMMIT")) == (0, 0)
    assert inside.statements == ["RETURN 1 AS a", "RETURN 2 AS a"]
    assert (inside.count("BEGIN"), inside.count("COMMIT")) == (1, 1)


@pytest.mark.anyio
async def test_store_opens_through_the_proxy_unchanged(scratch_engine: RunningEngine, tmp_path: Path) -> None:
    with BoltProxy(scratch_engine.uri) as proxy:
        behind = scratch_engine.through(proxy.uri, tmp_path / "stand-in")
        async with open_store(behind.options, run_migrations=False) as store:
            await store.ping(seconds=30)
            with proxy.counting() as seen:
                row = await store.read(Statement("RETURN $p0 AS a", {"p0": 7}), seconds=30)
    assert row == [7]
    assert seen.statements == ["RETURN $p0 AS a"]


@pytest.mark.anyio
async def test_proxy_tells_connections_apart(scratch_engine: RunningEngine) -> None:
    auth = (scratch_engine.username, scratch_engine.password)
    with BoltProxy(scratch_engine.uri) as proxy:
        for _ in range(2):
            async with AsyncGraphDatabase.driver(proxy.uri, auth=auth) as driver:
                await driver.execute_query("RETURN 1 AS a", database_=scratch_engine.database)
        with proxy.counting() as nothing:
            pass
    assert nothing.messages == []
    assert len({message.connection for message in proxy._messages if message.kind == "RUN"}) == 2

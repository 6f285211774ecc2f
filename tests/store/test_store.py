"""Reads, writes and migrations: the same on both engines."""

import asyncio
import time

import pytest

from graph_service.cypher import Statement
from graph_service.errors import CompilerError, SettingsError, StoreError
from graph_service.store.migrations import migrate
from graph_service.store.open import open_store
from tests.waiting import until

pytestmark = pytest.mark.anyio

COUNT = Statement("MATCH (n:StoreTest) RETURN count(n) AS count")
SLOW = Statement("UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b WITH a WHERE a % 7 = b RETURN count(a) AS c")


def create(key: str, name: str = "x") -> Statement:
    return Statement("CREATE (n:StoreTest {id: $id, name: $name}) RETURN n.id AS id", {"id": key, "name": name})


async def test_a_read_gives_the_values_of_its_one_record(options):
    async with open_store(options) as store:
        statement = Statement("RETURN [1, 'á'] AS data, $p AS version", {"p": 7})
        assert await store.read(statement, seconds=5, metadata={"request": "r1"}) == [[1, "á"], 7]


async def test_several_statements_are_read_in_one_transaction(options):
    async with open_store(options) as store:
        rows = await store.read_all([Statement("RETURN 1 AS a"), Statement("RETURN 2 AS b, 3 AS c")], seconds=30)
        assert rows == [[1], [2, 3]]


async def test_a_write_is_all_or_nothing(options):
    async with open_store(options) as store:
        assert await store.write([create("a"), create("b")], seconds=10) == [[{"id": "a"}], [{"id": "b"}]]
        with pytest.raises(StoreError) as caught:
            await store.write([create("c"), create("a")], seconds=10)
        assert caught.value.code == "STORE_CONSTRAINT"
        assert await store.read(COUNT, seconds=30) == [2]


async def test_a_read_cannot_write(options):
    async with open_store(options) as store:
        for attempt in (
            create("x"),
            Statement("MERGE (n:StoreTest {id: 'x'}) RETURN 1 AS one"),
            Statement("CREATE INDEX store_test_extra IF NOT EXISTS FOR (n:StoreTest) ON (n.extra)"),
        ):
            with pytest.raises(StoreError) as caught:
                await store.read(attempt, seconds=30)
            assert caught.value.code == "STORE_REFUSED"
            with pytest.raises(StoreError):
                await store.read_all([attempt], seconds=30)
        assert await store.read(COUNT, seconds=30) == [0]


async def test_a_deadline_ends_a_read_and_the_next_one_works(options):
    async with open_store(options) as store:
        began = time.monotonic()
        with pytest.raises(StoreError) as caught:
            await store.read(SLOW, seconds=0.3)
        assert caught.value.code == "STORE_TIMEOUT"
        assert "0.3" in str(caught.value)
        assert time.monotonic() - began < 20
        assert await store.read(COUNT, seconds=30) == [0]


async def test_a_cancelled_read_leaves_the_store_usable(options):
    async with open_store(options) as store:
        task = asyncio.create_task(store.read(SLOW, seconds=30))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await store.read(COUNT, seconds=30) == [0]


async def test_a_faulty_statement_is_refused_and_not_repeated(options):
    async with open_store(options) as store:
        with pytest.raises(StoreError) as caught:
            await store.read(Statement("RETURN nothing"), seconds=30)
        assert caught.value.code == "STORE_REFUSED"


@pytest.mark.parametrize("text", ["UNWIND [] AS a RETURN a", "UNWIND [1, 2] AS a RETURN a"])
async def test_a_statement_without_exactly_one_record_is_a_fault_of_ours(options, text):
    async with open_store(options) as store:
        with pytest.raises(CompilerError):
            await store.read(Statement(text), seconds=30)


async def test_merges_of_one_key_at_once_all_succeed(options):
    async with open_store(options) as store:
        merge = Statement("MERGE (n:StoreTest {id: 'one'}) SET n.seen = coalesce(n.seen, 0) + 1 RETURN n.id AS id")
        await asyncio.gather(*(store.write([merge], seconds=10) for _ in range(8)))
        [record] = await store.records(Statement("MATCH (n:StoreTest) RETURN n.seen AS seen"))
        assert record == {"seen": 8}


async def test_the_database_plan_shows_the_index(options):
    async with open_store(options) as store:
        plan = await store.database_plan(Statement("MATCH (n:StoreTest {id: $id}) RETURN n.name", {"id": "a"}))
        assert "IndexSeek" in str(plan.as_dict())
        profile = await store.database_plan(COUNT, profile=True)
        assert profile.children


async def test_full_text_search_works_after_the_migrations(options):
    async with open_store(options) as store:
        node = "CREATE (n:StoreTest {id: 'k', name: 'Művelődési ház', nameFolded: 'muvelodesi haz'}) RETURN 1 AS one"
        await store.write([Statement(node)], seconds=10)
        search = "CALL db.index.fulltext.queryNodes('store_test_text', $text) YIELD node RETURN node.id AS id"

        async def is_found() -> bool:
            return await store.records(Statement(search, {"text": "muvelod*"})) == [{"id": "k"}]

        await until(is_found, seconds=60)  # Neo4j may index a moment after the commit


async def test_migrations_run_once(options):
    async with open_store(options, run_migrations=False) as store:
        assert options.migrations is not None
        assert await migrate(store, options.migrations) == ["0001_store_test"]
        assert await migrate(store, options.migrations) == []
        query = Statement("MATCH (n:Migration) RETURN n.id AS id, n.name AS name, n.appliedAt IS NULL AS undated")
        assert await store.records(query) == [{"id": "migration:0001", "name": "0001_store_test", "undated": False}]


async def test_two_migrations_at_once_record_one(options):
    async with open_store(options, run_migrations=False) as one, open_store(options, run_migrations=False) as other:
        assert options.migrations is not None
        await asyncio.gather(migrate(one, options.migrations), migrate(other, options.migrations))
        assert await one.read(Statement("MATCH (n:Migration) RETURN count(n) AS c"), seconds=30) == [1]


async def test_an_edited_migration_is_refused_and_nothing_runs(options):
    async with open_store(options) as store:
        assert options.migrations is not None
        file = options.migrations / "0001_store_test.cypher"
        file.write_text(file.read_text(encoding="utf-8") + "// edited\n", encoding="utf-8")
        (options.migrations / "0002_next.cypher").write_text("CREATE (:StoreTest {id: 'ran'});", encoding="utf-8")
        with pytest.raises(SettingsError) as caught:
            await migrate(store, options.migrations)
        assert caught.value.code == "MIGRATION_CHANGED"
        assert "0001_store_test" in caught.value.text("hu")
        assert await store.read(COUNT, seconds=30) == [0]


async def test_a_graph_from_a_newer_program_is_refused(options):
    assert options.migrations is not None
    newer = options.migrations / "0002_newer.cypher"
    newer.write_text("RETURN 1;", encoding="utf-8")
    async with open_store(options) as store:
        newer.unlink()
        with pytest.raises(SettingsError) as caught:
            await migrate(store, options.migrations)
        assert caught.value.code == "MIGRATION_UNKNOWN"
        assert "0002_newer" in str(caught.value)


async def test_a_failing_migration_names_its_statement_and_is_not_recorded(options):
    assert options.migrations is not None
    (options.migrations / "0002_bad.cypher").write_text("RETURN 1;\nCREATE NONSENSE;", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        async with open_store(options):
            pass
    assert caught.value.code == "MIGRATION_FAILED"
    assert caught.value.values["number"] == 2
    assert "CREATE NONSENSE" in str(caught.value)
    async with open_store(options, run_migrations=False) as store:
        assert await store.records(Statement("MATCH (n:Migration) RETURN n.name AS name")) == [
            {"name": "0001_store_test"}
        ]

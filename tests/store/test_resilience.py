"""What a store makes of a database that fails: deadlines, fresh connections, unknown outcomes, and a way back."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from graph_service.cypher import Statement
from graph_service.errors import StoreError
from graph_service.store.open import open_store
from tests.engines.bolt_proxy import BoltProxy
from tests.waiting import until

pytestmark = pytest.mark.anyio

COUNT = Statement("MATCH (n:StoreTest) RETURN count(n) AS count")
ONE = Statement("RETURN 1 AS one")
SLOW = Statement("UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b WITH a WHERE a % 7 = b RETURN count(a) AS c")


def create(key: str) -> Statement:
    return Statement("CREATE (n:StoreTest {id: $id}) RETURN n.id AS id", {"id": key})


@dataclass(frozen=True)
class Proxied:
    proxy: BoltProxy
    options: object


@pytest.fixture
def proxied(scratch_engine, options, tmp_path) -> Iterator[Proxied]:
    """An empty engine behind a proxy that can fail."""
    with BoltProxy(scratch_engine.uri) as proxy:
        engine = scratch_engine.through(proxy.uri, tmp_path / "proxied")
        yield Proxied(proxy, replace(engine.options, migrations=options.migrations, notifications=False))


async def refusal(work) -> StoreError:
    with pytest.raises(StoreError) as caught:
        await work
    return caught.value


async def test_a_database_that_answers_only_the_third_connection_is_used(proxied):
    """As one does that has just started, or that other work holds up: the service starts and a command works."""
    proxied.proxy.silent = 2
    async with open_store(proxied.options) as store:
        assert await store.read(ONE, seconds=30) == [1]
    assert proxied.proxy.connections >= 3


@pytest.mark.parametrize(
    ("how", "happened"),
    [("before", 0), ("after", 1), ("silence", 1)],
)
async def test_a_commit_whose_answer_is_lost_is_told_as_unknown_and_not_repeated(proxied, how, happened):
    async with open_store(proxied.options) as store:
        with proxied.proxy.failing("COMMIT", how), proxied.proxy.counting() as seen:
            error = await refusal(store.write([create("a")], seconds=3 if how == "silence" else 20))
        assert error.code == "STORE_OUTCOME_UNKNOWN"
        assert seen.count("COMMIT") == 1
        assert await store.read(COUNT, seconds=30) == [happened]
        assert await store.write([create("b")], seconds=30) == [[{"id": "b"}]]


async def test_a_write_that_is_cut_before_its_commit_is_told_as_not_done(proxied):
    async with open_store(proxied.options) as store:
        with proxied.proxy.failing("RUN", "silence"):
            error = await refusal(store.write([create("a")], seconds=0.5))
        assert error.code == "STORE_TIMEOUT"
        assert await store.read(COUNT, seconds=30) == [0]


async def test_connections_that_died_in_the_pool_cost_nobody_an_answer(proxied):
    async with open_store(proxied.options) as store:
        await asyncio.gather(*(store.read(ONE, seconds=30) for _ in range(8)))
        proxied.proxy.drop_connections()
        assert await asyncio.gather(*(store.read(ONE, seconds=30) for _ in range(8))) == [[1]] * 8
        assert await store.write([create("a")], seconds=30) == [[{"id": "a"}]]


async def test_all_statements_of_one_call_share_its_deadline(proxied):
    async with open_store(proxied.options) as store:
        began = time.monotonic()
        error = await refusal(store.read_all([ONE, SLOW, SLOW, SLOW], seconds=0.5))
        assert error.code == "STORE_TIMEOUT"
        assert time.monotonic() - began < 20


async def test_a_silent_database_is_noticed_and_calls_then_fail_at_once_until_it_speaks(proxied):
    async with open_store(proxied.options) as store:
        with proxied.proxy.failing("RUN", "silence"):
            assert (await refusal(store.read(ONE, seconds=0.3))).code == "STORE_TIMEOUT"
            await until(lambda: store.reads.pulse.is_down)
            began = time.monotonic()
            errors = await asyncio.gather(*(refusal(store.read(ONE, seconds=30)) for _ in range(200)))
            assert {error.code for error in errors} == {"STORE_UNAVAILABLE"}
            assert time.monotonic() - began < 20
        await until(lambda: not store.reads.pulse.is_down)
        assert await store.read(ONE, seconds=30) == [1]


async def test_one_slow_statement_does_not_make_the_database_count_as_down(options):
    async with open_store(options) as store:
        assert (await refusal(store.read(SLOW, seconds=0.2))).code == "STORE_TIMEOUT"
        for _ in range(20):
            assert await store.read(ONE, seconds=30) == [1]
            assert not store.reads.pulse.is_down


async def test_a_full_pool_refuses_after_a_second_and_tells_its_use(options):
    async with open_store(replace(options, pool_size=2)) as store:
        slow = [asyncio.create_task(refusal(store.read(SLOW, seconds=6))) for _ in range(2)]
        await until(lambda: store.reads.usage.in_use >= 2)
        began = time.monotonic()
        assert (await refusal(store.read(ONE, seconds=30))).code == "STORE_BUSY"
        assert 0.5 < time.monotonic() - began < 4.5
        assert {error.code for error in await asyncio.gather(*slow)} == {"STORE_TIMEOUT"}
        assert (store.pool_usage.in_use, store.pool_usage.waiting) == (0, 0)


# A connection that is given up while it is being made is closed by Python itself, not by the driver.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_two_hundred_calls_given_up_leave_nothing_behind(options):
    async with open_store(replace(options, pool_size=8)) as store:
        for _ in range(25):
            tasks = [asyncio.create_task(store.read(SLOW, seconds=30)) for _ in range(8)]
            await asyncio.sleep(0.02)
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(end) for end in ends} == {asyncio.CancelledError}
        assert store.pool_usage.in_use == 0

        async def is_quiet() -> bool:
            return await running(store) == 0

        await until(is_quiet, seconds=15)
        answers = await asyncio.gather(*(store.read(ONE, seconds=30) for _ in range(8)))
        assert answers == [[1]] * 8


async def running(store) -> int:
    """How many slow statements the database works on."""
    if store.engine is not None:
        return await store.engine.end_left_behind()
    query = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range' RETURN currentQuery"
    return len(await store.records(Statement(query)))

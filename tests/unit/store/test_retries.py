"""Retries: which faults are tried again, how often, and never past the deadline."""

import asyncio
import time

import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from graph_service.cypher import Statement
from graph_service.errors import StoreError
from graph_service.store.store import Store

pytestmark = pytest.mark.anyio

ONE = Statement("RETURN 1 AS one")


class Record:
    def values(self):
        return ("one", 1)


class Result:
    async def single(self, strict):
        assert strict
        return Record()


class Driver:
    """A driver whose sessions raise the given faults one after the other, then answer."""

    def __init__(self, *faults: Exception, takes: float = 0.0) -> None:
        self.faults, self.takes, self.runs, self.asked = list(faults), takes, 0, []

    def session(self, **options):
        self.asked.append(options)
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def run(self, query, parameters):
        self.runs += 1
        self.asked.append((query.text, query.timeout, query.metadata, parameters))
        await asyncio.sleep(self.takes)
        if self.faults:
            raise self.faults.pop(0)
        return Result()


def transient() -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code="Neo.TransientError.Transaction.DeadlockDetected", message="")


def store_on(driver: Driver) -> Store:
    return Store(driver, driver, "kalaka", "5.26", embedded=False)


async def read(driver: Driver, seconds: float = 20.0):
    return await store_on(driver).read(ONE, seconds=seconds, metadata={"request": "r1"})


async def test_a_session_reads_a_named_database_with_deadline_and_metadata():
    driver = Driver()
    assert await read(driver) == ["one", 1]
    session, (text, timeout, metadata, parameters) = driver.asked
    assert session == {"database": "kalaka", "default_access_mode": "READ"}
    assert (text, timeout, metadata, parameters) == (ONE.text, 20.0, {"request": "r1"}, {})


@pytest.mark.parametrize("fault", [transient(), ServiceUnavailable("gone"), ConnectionResetError()])
async def test_a_passing_fault_is_tried_again(fault):
    driver = Driver(fault, fault)
    assert await read(driver) == ["one", 1]
    assert driver.runs == 3


async def test_after_two_repeats_the_fault_is_told():
    driver = Driver(*(ServiceUnavailable("gone") for _ in range(5)))
    with pytest.raises(StoreError) as caught:
        await read(driver)
    assert caught.value.code == "STORE_UNAVAILABLE"
    assert isinstance(caught.value.__cause__, ServiceUnavailable)
    assert driver.runs == 3


async def test_a_lasting_fault_is_not_repeated():
    driver = Driver(Neo4jError._hydrate_neo4j(code="Neo.ClientError.Statement.SyntaxError", message=""))
    with pytest.raises(StoreError) as caught:
        await read(driver)
    assert caught.value.code == "STORE_REFUSED"
    assert driver.runs == 1


async def test_all_attempts_share_one_deadline():
    driver = Driver(*(transient() for _ in range(5)), takes=1.5)
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        await read(driver, seconds=2.9)
    assert caught.value.code == "STORE_TIMEOUT"
    assert time.monotonic() - began < 4.4  # three attempts take longer
    assert driver.runs == 2


async def test_a_fault_of_ours_is_not_disguised_as_one_of_the_database():
    with pytest.raises(KeyError):
        await read(Driver(KeyError("ours")))

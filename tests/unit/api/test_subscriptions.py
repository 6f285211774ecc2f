"""One look at the database for all who listen: what they hear while it is away, while they are slow, and at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from graph_service.api.subscriptions import Versions
from graph_service.errors import StoreError

pytestmark = pytest.mark.anyio
LOOK = 0.02


class Database:
    """Gives a number, or is away; counts who asks."""

    def __init__(self, number: int | None = 1) -> None:
        self.number = number
        self.error: Exception | None = None
        self.asked = 0

    async def read(self) -> int | None:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self.number


async def heard(numbers: AsyncGenerator[int, None]) -> int:
    return await asyncio.wait_for(anext(numbers), 20)


async def is_silent(numbers: AsyncGenerator[int, None]) -> bool:
    """Whether nothing is told for a while; ends the generator."""
    try:
        await asyncio.wait_for(anext(numbers), 10 * LOOK)
    except TimeoutError:
        return True
    return False


async def test_who_joins_later_hears_the_present_number_at_once() -> None:
    database = Database(3)
    versions = Versions(database.read, 60)
    async with aclosing(versions.numbers()) as first, aclosing(versions.numbers()) as second:
        assert await heard(first) == 3
        asked = database.asked
        assert await heard(second) == 3
        assert database.asked == asked == 1


async def test_a_graph_without_a_number_tells_nothing_until_it_has_one() -> None:
    database = Database(None)
    async with aclosing(Versions(database.read, LOOK).numbers()) as numbers:
        waiting = asyncio.ensure_future(heard(numbers))
        await asyncio.sleep(5 * LOOK)
        assert not waiting.done()
        database.number = 1
        assert await waiting == 1


@pytest.mark.parametrize("error", [StoreError("STORE_UNAVAILABLE"), RuntimeError("not ours")])
async def test_a_database_that_is_away_is_asked_less_often_and_then_again(error: Exception) -> None:
    database = Database(1)
    versions = Versions(database.read, LOOK)
    async with aclosing(versions.numbers()) as numbers:
        assert await heard(numbers) == 1
        database.error, database.asked = error, 0
        await asyncio.sleep(20 * LOOK)
        assert 1 <= database.asked <= 6
        database.error, database.number = None, 2
        assert await heard(numbers) == 2


async def test_who_is_slow_hears_the_latest() -> None:
    database = Database(1)
    versions = Versions(database.read, LOOK)
    async with aclosing(versions.numbers()) as slow, aclosing(versions.numbers()) as quick:
        assert await heard(slow) == await heard(quick) == 1
        for number in range(2, 6):
            database.number = number
            assert await heard(quick) == number
        assert await heard(slow) == 5


async def test_a_smaller_number_is_not_told() -> None:
    database = Database(5)
    versions = Versions(database.read, LOOK)
    async with aclosing(versions.numbers()) as numbers:
        assert await heard(numbers) == 5
        database.number = 4
        assert await is_silent(numbers)


async def test_nobody_asks_once_nobody_listens() -> None:
    database = Database(1)
    versions = Versions(database.read, LOOK)
    async with aclosing(versions.numbers()) as numbers:
        assert await heard(numbers) == 1
    await asyncio.sleep(3 * LOOK)
    asked = database.asked
    await asyncio.sleep(10 * LOOK)
    assert database.asked == asked
    async with aclosing(versions.numbers()) as numbers:
        assert await heard(numbers) == 1
    versions.close()


async def test_the_end_ends_everybody_and_who_comes_after() -> None:
    database = Database(1)
    versions = Versions(database.read, LOOK)
    numbers = versions.numbers()
    assert await heard(numbers) == 1
    waiting = asyncio.ensure_future(anext(numbers, None))
    await asyncio.sleep(0)
    versions.close()
    assert await asyncio.wait_for(waiting, 20) is None
    assert [number async for number in versions.numbers()] == []

"""Projections are loaded once for all who ask, and an older one is never given without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from graph_service.cypher import Statement
from graph_service.errors import StoreError
from graph_service.network.keeping.reading import Row
from graph_service.network.keeping.versions import Versions
from tests.network.demonstration import demonstration, demonstration_columns
from tests.network.keeping.graph import MemoryGraph
from tests.network.keeping.same import differences
from tests.network.keeping.test_delta import Edits

pytestmark = pytest.mark.anyio


class Slow:
    """A graph that answers only once `open` is set."""

    def __init__(self) -> None:
        self.graph = MemoryGraph(demonstration_columns())
        self.open = asyncio.Event()
        self.open.set()
        self.fails = 0

    async def __call__(self, statements: Sequence[Statement]) -> list[Row]:
        await self.open.wait()
        await asyncio.sleep(0)
        if self.fails:
            self.fails -= 1
            raise StoreError("STORE_UNAVAILABLE")
        return await self.graph(statements)

    def change(self) -> None:
        Edits(self.graph).end_a_collaboration()
        self.graph.raise_version()


@pytest.fixture
async def slow(anyio_backend: str) -> Slow:
    return Slow()


async def test_twenty_who_ask_at_once_make_one_load(slow: Slow) -> None:
    versions = Versions()
    held = await asyncio.gather(*(versions.get(slow, 1) for _ in range(20)))
    assert slow.graph.transactions == 1
    assert {id(one.projection) for one in held} == {id(held[0].projection)}
    assert not any(one.stale for one in held)
    assert differences(held[0].projection, demonstration()) == []


async def test_a_version_at_hand_is_not_loaded_again(slow: Slow) -> None:
    versions = Versions()
    first = await versions.get(slow, 1)
    again = await versions.get(slow, 1)
    assert again.projection is first.projection
    assert slow.graph.transactions == 1


async def test_a_change_is_loaded_as_a_delta(slow: Slow) -> None:
    versions = Versions()
    await versions.get(slow, 1)
    assert versions.rows_loaded is not None
    assert versions.rows_loaded[0] == versions.rows_loaded[1]
    slow.change()
    held = await versions.get(slow, 2)
    assert (held.projection.version, held.stale) == (2, False)
    assert versions.rows_loaded[0] * 100 <= versions.rows_loaded[1]


async def test_two_versions_are_kept_and_the_oldest_is_dropped(slow: Slow) -> None:
    versions = Versions()
    for version in (1, 2, 3):
        await versions.get(slow, version)
        slow.change()
    assert versions.held == (2, 3)


async def test_a_failing_load_is_told_and_not_kept(slow: Slow) -> None:
    versions = Versions()
    slow.fails = 1
    answers = await asyncio.gather(*(versions.get(slow, 1) for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [StoreError] * 3
    assert (await versions.get(slow, 1)).projection.version == 1


async def test_who_leaves_does_not_end_the_load_for_the_others(slow: Slow) -> None:
    versions = Versions()
    slow.open.clear()
    first = asyncio.create_task(versions.get(slow, 1))
    second = asyncio.create_task(versions.get(slow, 1))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    slow.open.set()
    assert (await second).projection.version == 1
    assert first.cancelled()
    assert slow.graph.transactions == 1


async def test_a_load_that_takes_long_gives_the_previous_one_and_says_so(slow: Slow) -> None:
    versions = Versions(wait_seconds=0.05)
    before = await versions.get(slow, 1)
    slow.change()
    slow.open.clear()
    held = await versions.get(slow, 2)
    assert held.stale
    assert held.projection is before.projection
    slow.open.set()
    async with asyncio.timeout(20):
        while (after := await versions.get(slow, 2)).stale:
            pass
    assert after.projection.version == 2
    assert slow.graph.transactions == 2


async def test_the_first_load_is_waited_for_however_long_it_takes(slow: Slow) -> None:
    versions = Versions(wait_seconds=0.01)
    slow.open.clear()
    asking = asyncio.create_task(versions.get(slow, 1))
    await asyncio.sleep(0.05)
    assert not asking.done()
    slow.open.set()
    assert not (await asking).stale


async def test_a_version_that_the_data_left_behind_gives_the_newer_one_and_says_so(slow: Slow) -> None:
    versions = Versions()
    slow.change()
    held = await versions.get(slow, 1)
    assert (held.projection.version, held.stale) == (2, True)


async def test_a_graph_made_anew_with_an_older_number_is_loaded(slow: Slow) -> None:
    versions = Versions()
    slow.graph.version = 57
    await versions.get(slow, 57)
    slow.graph.version = 1
    Edits(slow.graph).delete_a_collaboration()
    held = await versions.get(slow, 1)
    assert (held.projection.version, held.stale) == (1, False)
    assert len(held.projection.collaborations.ids) == 431


async def test_versions_asked_for_while_one_is_loaded_go_on_from_it(slow: Slow) -> None:
    versions = Versions()
    slow.open.clear()
    first = asyncio.create_task(versions.get(slow, 1))
    await asyncio.sleep(0)
    slow.change()
    second = asyncio.create_task(versions.get(slow, 2))
    await asyncio.sleep(0)
    slow.open.set()
    one, two = await asyncio.gather(first, second)
    assert one.projection is two.projection
    assert (one.stale, two.stale) == (True, False)
    assert slow.graph.transactions == 1

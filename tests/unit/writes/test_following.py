"""Who follows writes ends when told, whatever happens at that moment."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from graph_service.model import load_model
from graph_service.writes import following
from graph_service.writes.following import followed

pytestmark = pytest.mark.anyio


class Writing:
    """A store whose transactions are done at once."""

    async def transact(self, work: Any, *, seconds: float, metadata: Any = None) -> Any:
        return await work(None)


async def test_who_is_woken_in_the_moment_of_the_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    has_looked, looks = asyncio.Event(), []

    async def nothing(*_: object) -> tuple[str, ...]:
        looks.append(1)
        has_looked.set()
        return ()

    async def work(_: object) -> None:
        return None

    monkeypatch.setattr(following, "catch_up", nothing)
    async with asyncio.timeout(10):
        store: Any = Writing()
        async with followed(store, load_model(), seconds=3600.0) as writes:
            await has_looked.wait()
            await asyncio.sleep(0)  # it waits for news now
            await writes.transact(work, seconds=1)  # there are some, and nothing else happens before the end
    assert looks == [1]

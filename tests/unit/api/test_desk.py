"""The desk of network analysis, where the data come slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from graph_service.api.network.desk import Desk
from graph_service.cypher import Statement
from graph_service.errors import AnalysisError, StoreError
from graph_service.model import load_model

pytestmark = pytest.mark.anyio


class Slow:
    """A store that tells its version at once, and the data never."""

    def __init__(self) -> None:
        self.loads = 0
        self.gone = asyncio.Event()

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]:
        return [1]

    async def read_all(self, statements: Sequence[Statement], *, seconds: float) -> list[list[Any]]:
        self.loads += 1
        await self.gone.wait()
        raise StoreError("STORE_UNAVAILABLE")


async def test_data_that_do_not_come_in_the_time_of_a_job_are_told_as_a_timeout_and_go_on_loading() -> None:
    store = Slow()
    desk = Desk(store, load_model(), seconds=0.05, queue=1)
    for _ in range(2):
        with pytest.raises(AnalysisError) as late:
            await desk.held()
        assert (late.value.code, late.value.retry_after) == ("ANALYSIS_TIMEOUT", 2)
    assert store.loads == 1
    store.gone.set()
    with pytest.raises(StoreError):
        await desk.held()
    await desk.close()

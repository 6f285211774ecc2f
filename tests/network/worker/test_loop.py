"""The event loop is never held longer than 25 ms, whatever the worker does and however much it tells."""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

import numpy as np
import pytest

from graph_service.network.worker.job import Job
from graph_service.network.worker.worker import Worker
from tests.network.worker import heavy, methods
from tests.network.worker.conftest import MakeJob
from tests.network.worker.drawn import ten_times
from tests.network.worker.ticking import Ticks, ticking
from tests.pauses import keep_what_lives

pytestmark = [pytest.mark.anyio, pytest.mark.alone]
MOST_MILLISECONDS = 25.0


@pytest.fixture
def frozen() -> None:
    """As in the service once it has started: no collection looks through what was there before."""
    keep_what_lives()


def is_free(ticks: Ticks) -> bool:
    """Whether the loop was never held, told apart from a machine that let this process wait."""
    *_, usual = quantiles(ticks.clock, n=20)
    return max(ticks.cpu) < MOST_MILLISECONDS and usual < MOST_MILLISECONDS


async def test_the_loop_is_free_while_betweenness_of_7200_runs(capsys: pytest.CaptureFixture[str]) -> None:
    projection = ten_times()
    started = time.perf_counter()
    async with Worker(heavy.PATHS) as worker, ticking() as ticks:
        found = await worker.run(Job("betweenness", projection), seconds=60)
    milliseconds = (time.perf_counter() - started) * 1000
    with capsys.disabled():
        print(f"\n[worker] betweenness of 7,200: {milliseconds:.0f} ms with the start of the process; {ticks}")
    assert isinstance(found, np.ndarray)
    assert len(found) == 7_200
    assert found.max() > 1_000
    assert is_free(ticks), str(ticks)
    assert max(ticks.clock) < milliseconds / 4


async def test_these_ticks_notice_a_loop_that_is_held() -> None:
    async with ticking() as ticks:
        await asyncio.to_thread(methods.hold, ten_times(), 10**7)
        await asyncio.sleep(0.01)
    assert not is_free(ticks)


@pytest.mark.usefixtures("frozen")
async def test_the_loop_is_free_while_300_000_rows_arrive(worker: Worker, job: MakeJob) -> None:
    await worker.run(job("texts", 1))
    async with ticking() as ticks:
        told = await worker.run(job("texts", 300_000))
    assert told == methods.texts(ten_times(), 300_000)
    assert is_free(ticks), str(ticks)

"""A process that dies, a job that takes too long, callers that leave and too many of them: the next job works."""

from __future__ import annotations

import asyncio
import math
import os
import signal
from pathlib import Path

import pytest

from graph_service.errors import AnalysisError
from graph_service.network.worker.process import WorkerProcess
from graph_service.network.worker.worker import Worker
from tests.network.worker import slow_start
from tests.network.worker.conftest import MakeJob, has_ended
from tests.network.worker.methods import PATHS
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def running(worker: Worker, count: int = 0) -> int:
    """Waits until a process has taken the first job and `count` others wait; its id."""
    await until(lambda: worker.pid is not None and worker.waiting == count, seconds=60)
    await asyncio.sleep(0.05)  # until the order has reached it
    return worker.pid


@pytest.mark.parametrize(("name", "code"), [("die", "-9"), ("leave", "0")])
async def test_a_process_that_ends_in_a_job_is_told_and_replaced(
    worker: Worker, job: MakeJob, name: str, code: str
) -> None:
    before = await worker.run(job("own_pid"))
    with pytest.raises(AnalysisError) as failed:
        await worker.run(job(name))
    assert (failed.value.code, failed.value.retry_after) == ("ANALYSIS_FAILED", 1)
    assert str(failed.value.__cause__) == f"the worker process {before} ended with exit code {code}"
    assert worker.pid is None
    assert await worker.run(job("own_pid")) != before


async def test_a_process_killed_from_outside_in_a_job_is_told_and_replaced(worker: Worker, job: MakeJob) -> None:
    await worker.run(job("own_pid"))
    asked = asyncio.create_task(worker.run(job("sleep", 30)))
    waits = asyncio.create_task(worker.run(job("activity", 1)))
    before = await running(worker, 1)
    os.kill(before, signal.SIGKILL)
    with pytest.raises(AnalysisError) as failed:
        await asked
    assert failed.value.code == "ANALYSIS_FAILED"
    assert list(await waits) == [1, 2, 1]  # type: ignore[call-overload]  # an array
    assert worker.pid not in (None, before)


async def test_a_process_killed_between_jobs_is_replaced_unseen(worker: Worker, job: MakeJob) -> None:
    before = await worker.run(job("own_pid"))
    assert isinstance(before, int)
    os.kill(before, signal.SIGKILL)
    assert has_ended(before)
    assert await worker.run(job("own_pid")) != before


@pytest.mark.parametrize("slow", [("sleep", 30), ("hold", 10**10)])
async def test_a_job_past_its_deadline_is_killed_and_the_next_works(
    worker: Worker, job: MakeJob, slow: tuple[str, int]
) -> None:
    before = await worker.run(job("own_pid"))
    assert worker._process is not None
    process = worker._process._process
    with pytest.raises(AnalysisError) as late:
        await worker.run(job(*slow), seconds=0.2)
    assert late.value.code == "ANALYSIS_TIMEOUT"
    assert late.value.text("en").startswith("The analysis was not ready within 0.2 seconds and was stopped.")
    assert late.value.extensions == {"code": "ANALYSIS_TIMEOUT", "retryAfter": 1}
    assert await worker.run(job("own_pid")) != before
    assert process.exitcode == -signal.SIGKILL, "by the service, not by the alarm that the kernel would have sent it"


async def test_the_deadline_does_not_count_the_start_of_a_process(job: MakeJob) -> None:
    async with Worker(slow_start.PATHS, seconds=slow_start.START_SECONDS / 2) as worker:
        assert await worker.run(job("start")) == "started"


async def test_whoever_leaves_ends_the_own_job_only(worker: Worker, job: MakeJob) -> None:
    before = await worker.run(job("own_pid"))
    assert isinstance(before, int)
    first, second, third = (
        asyncio.create_task(worker.run(job(*asked))) for asked in (("sleep", 30), ("sleep", 30), ("activity", 1))
    )
    await running(worker, 2)
    second.cancel()
    await running(worker, 1)
    assert worker.pid == before
    first.cancel()
    counted = await asyncio.wait_for(third, 20)
    assert list(counted) == [1, 2, 1]  # type: ignore[call-overload]  # an array
    assert has_ended(before)
    assert (first.cancelled(), second.cancelled()) == (True, True)


async def test_whoever_leaves_while_the_process_starts_costs_no_second_start(worker: Worker, job: MakeJob) -> None:
    asked = asyncio.create_task(worker.run(job("sleep", 30)))
    await asyncio.sleep(0.01)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert await asyncio.wait_for(worker.run(job("sleep", 0)), 20) == "slept"
    pid = worker.pid
    assert await worker.run(job("own_pid")) == pid


async def test_one_more_than_may_wait_is_refused_at_once(job: MakeJob, tmp_path: Path) -> None:
    go = tmp_path / "go"
    async with Worker(PATHS, queue=2) as worker:
        await worker.run(job("own_pid"))
        asked = [asyncio.create_task(worker.run(job("until", str(go)))) for _ in range(3)]
        await running(worker, 2)
        with pytest.raises(AnalysisError) as busy:
            await worker.run(job("sleep", 0))
        assert busy.value.extensions == {"code": "ANALYSIS_BUSY", "retryAfter": 1}
        assert busy.value.text("hu") == (
            "Az elemzés túlterhelt: egyszerre legfeljebb 2 kérés várhat rá, és legfeljebb 10 másodpercig. "
            "Próbálja újra 1 másodperc múlva."
        )
        go.touch()
        assert await asyncio.gather(*asked) == ["was there"] * 3
        assert await worker.run(job("sleep", 0)) == "slept"


async def test_who_is_refused_hears_how_long_the_queue_will_take(job: MakeJob) -> None:
    async with Worker(PATHS, queue=3) as worker:
        await worker.run(job("sleep", 1.1))
        asked = [asyncio.create_task(worker.run(job("sleep", 30))) for _ in range(4)]
        await running(worker, 3)
        with pytest.raises(AnalysisError) as busy:
            await worker.run(job("sleep", 0))
        [seconds] = worker._recent
        assert seconds >= 1.1
        assert busy.value.retry_after == math.ceil(4 * seconds)
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)


async def test_waiting_has_an_end_and_harms_nobody(worker: Worker, job: MakeJob, tmp_path: Path) -> None:
    go = tmp_path / "go"
    before = await worker.run(job("own_pid"))
    asked = asyncio.create_task(worker.run(job("until", str(go))))
    await asyncio.sleep(0)
    with pytest.raises(AnalysisError) as busy:
        await worker.run(job("sleep", 0), seconds=0.1)
    assert busy.value.code == "ANALYSIS_BUSY"
    go.touch()
    assert await asked == "was there"
    assert worker.pid == before


async def test_close_ends_a_running_job_and_those_that_wait(job: MakeJob) -> None:
    worker = Worker(PATHS)
    await worker.run(job("own_pid"))
    asked = [asyncio.create_task(worker.run(job("hold", 10**10))) for _ in range(3)]
    pid = await running(worker, 2)
    async with asyncio.timeout(20):
        await worker.close()
    assert has_ended(pid, within=0)
    for error in await asyncio.gather(*asked, return_exceptions=True):
        assert isinstance(error, AnalysisError)
        assert error.code == "ANALYSIS_FAILED"
    await worker.close()
    with pytest.raises(AnalysisError):
        await worker.run(job("own_pid"))


async def test_close_also_ends_a_process_that_only_starts(job: MakeJob) -> None:
    worker = Worker(PATHS)
    asked = asyncio.create_task(worker.run(job("own_pid")))
    while (pid := worker.pid) is None:  # noqa: ASYNC110  # a process has no event to wait for
        await asyncio.sleep(0.001)
    await worker.close()
    assert has_ended(pid, within=0)
    with pytest.raises(AnalysisError):
        await asked


async def test_a_killed_process_takes_no_more_orders_even_before_it_has_ended() -> None:
    process = WorkerProcess(PATHS)
    process.wait_until_ready()
    assert process.is_alive
    process.kill()
    assert not process.is_alive
    process.end()


async def test_a_worker_that_never_ran_closes_too() -> None:
    await Worker(PATHS).close()

"""Jobs run in the worker as they would here, and tell their errors as they would here."""

from __future__ import annotations

import os

import numpy as np
import pytest

from graph_service.errors import AnalysisError, RequestError
from graph_service.network.worker.job import JobError
from graph_service.network.worker.worker import Worker
from tests.network.worker import heavy
from tests.network.worker.conftest import MakeJob

pytestmark = pytest.mark.anyio


async def test_results_are_those_of_this_process(job: MakeJob) -> None:
    asked = job("betweenness")
    here = heavy.betweenness(asked.projection)
    async with Worker(heavy.PATHS) as worker:
        there = await worker.run(asked)
    assert isinstance(there, np.ndarray)
    assert here.tolist() == [0.0, 1.0, 0.0]
    assert (there.dtype, there.tobytes()) == (here.dtype, here.tobytes())


async def test_arguments_follow_the_projection(worker: Worker, job: MakeJob) -> None:
    counted = await worker.run(job("activity", 3))
    assert isinstance(counted, np.ndarray)
    assert counted.tolist() == [3, 6, 3]


async def test_the_process_starts_with_the_first_job_and_stays(worker: Worker, job: MakeJob) -> None:
    assert worker.pid is None
    pids = [await worker.run(job("own_pid")) for _ in range(3)]
    assert set(pids) == {worker.pid}
    assert worker.pid != os.getpid()


async def test_neither_columns_nor_results_can_be_written(worker: Worker, job: MakeJob) -> None:
    with pytest.raises(JobError, match="read-only"):
        await worker.run(job("overwrite"))
    result = await worker.run(job("activity", 1))
    assert isinstance(result, np.ndarray)
    assert not result.flags.writeable


async def test_properties_of_a_projection_are_worked_out_anew(worker: Worker, job: MakeJob) -> None:
    asked = job("ids")
    asked.projection.__dict__["institution_rows"] = {"something that was kept": 0}
    assert await worker.run(asked) == ("a", "b", "c")


async def test_an_error_for_the_caller_arrives_as_it_was_raised(worker: Worker, job: MakeJob) -> None:
    with pytest.raises(RequestError) as refused:
        await worker.run(job("refuse"))
    assert refused.value.code == "DAY_OUTSIDE"
    assert refused.value.text("en") == "`asOf` is 1900-01-01; the data tell of days from 2017-01-01 to 2019-09-15."
    with pytest.raises(AnalysisError) as late:
        await worker.run(job("too_long"))
    assert (late.value.code, late.value.retry_after) == ("ANALYSIS_TIMEOUT", 7)


@pytest.mark.parametrize(
    ("name", "reason"), [("fail", "ValueError: the secret reason"), ("unsendable", "Can't pickle local object")]
)
async def test_a_fault_of_a_job_is_ours_and_the_process_goes_on(
    worker: Worker, job: MakeJob, name: str, reason: str
) -> None:
    before = await worker.run(job("own_pid"))
    with pytest.raises(JobError, match=reason):
        await worker.run(job(name))
    assert await worker.run(job("own_pid")) == before


async def test_what_is_not_on_the_list_does_not_run(worker: Worker, job: MakeJob) -> None:
    with pytest.raises(KeyError):
        await worker.run(job("os:getcwd"))
    assert worker.pid is None


async def test_a_list_that_cannot_be_imported_is_told(job: MakeJob) -> None:
    async with Worker({"activity": "tests.network.worker.methods:nothing"}) as worker:
        with pytest.raises(AnalysisError) as failed:
            await worker.run(job("activity", 1))
    assert failed.value.code == "ANALYSIS_FAILED"
    assert "has no attribute 'nothing'" in str(failed.value.__cause__)

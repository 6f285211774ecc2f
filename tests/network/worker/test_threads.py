"""The worker computes in one thread: what adds up in several takes more CPU, and need not add up alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.network.worker.job import Job
from graph_service.network.worker.worker import Worker
from tests.network.small import projection
from tests.network.worker import heavy

pytestmark = pytest.mark.anyio


def threads_of(pid: int | None) -> int:
    """How many threads a process has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
async def test_the_process_has_one_thread_once_it_has_loaded_and_used_the_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    three = projection({"a": ("library", "HU001"), "b": ("museum", "HU001")}, {"one": ["a", "b"]})
    async with Worker(heavy.PATHS) as worker:
        await worker.run(Job("betweenness", three))
        assert threads_of(worker.pid) == 1

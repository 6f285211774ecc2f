"""A worker that knows the jobs of the tests, and the projection that they are about."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from graph_service.network.projection import Projection
from graph_service.network.worker.job import Job
from graph_service.network.worker.worker import Worker
from tests.network.small import projection
from tests.network.worker.methods import PATHS

MakeJob = Callable[..., Job]


@pytest.fixture
def three() -> Projection:
    """Three institutions in two collaborations."""
    places = {"a": ("library", "HU001"), "b": ("museum", "HU001"), "c": ("museum", "HU002")}
    return projection(places, {"one": ["a", "b"], "two": ["b", "c"]})


@pytest.fixture
def job(three: Projection) -> MakeJob:
    """A job about the three institutions."""
    return lambda name, *arguments: Job(name, three, arguments)


@pytest.fixture
async def worker(anyio_backend: str) -> AsyncIterator[Worker]:
    """A worker with the usual queue."""
    async with Worker(PATHS) as worker:
        yield worker


def has_ended(pid: int, within: float = 20.0) -> bool:
    """Whether the process ends in that time; one that nobody has yet asked for its exit code has ended too."""
    latest = time.monotonic() + within
    while not (is_gone := _is_gone(pid)) and time.monotonic() <= latest:
        time.sleep(0.01)
    return is_gone


def _is_gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            return status.read_text().rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False

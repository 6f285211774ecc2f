"""Projections in shared memory: written once a version, removed when dropped, and never more than two."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from multiprocessing.shared_memory import SharedMemory

import numpy as np
import pytest

from graph_service.errors import AnalysisError
from graph_service.network.projection import Projection
from graph_service.network.worker.job import Job
from graph_service.network.worker.sharing import Attached, Shelf
from graph_service.network.worker.worker import Worker
from tests.network.worker.conftest import MakeJob
from tests.network.worker.methods import PATHS


def is_there(name: str) -> bool:
    """Whether there is a block of that name."""
    try:
        SharedMemory(name).close()
    except FileNotFoundError:
        return False
    return True


def test_a_version_is_written_once(three: Projection) -> None:
    shelf = Shelf()
    first, again = shelf.place(three), shelf.place(three)
    assert first is again
    shelf.clear()
    assert not is_there(first.name)


def test_another_projection_of_the_same_version_replaces_it(three: Projection) -> None:
    shelf = Shelf()
    first = shelf.place(three)
    second = shelf.place(replace(three))
    assert (is_there(first.name), is_there(second.name)) == (False, True)
    shelf.clear()


def test_a_third_version_takes_the_place_of_the_one_not_used_longest(three: Projection) -> None:
    shelf = Shelf()
    one, two = shelf.place(three), shelf.place(replace(three, version=2))
    shelf.place(three)
    three_ = shelf.place(replace(three, version=3))
    assert [is_there(place.name) for place in (one, two, three_)] == [True, False, True]
    assert set(shelf.names) == {one.name, three_.name}
    shelf.clear()


def test_what_is_attached_is_equal_and_cannot_be_written(three: Projection) -> None:
    shelf, attached = Shelf(), Attached()
    place = shelf.place(three)
    seen = attached.projection(place)
    assert seen is attached.projection(place)
    assert seen.institutions.ids == three.institutions.ids
    assert np.array_equal(seen.memberships.institution, three.memberships.institution)
    assert seen.visits.day.dtype == np.int32
    assert len(seen.visits.day) == 0, "a column without rows"
    assert not seen.institutions.latitude.flags.writeable
    assert seen.institutions.latitude.ctypes.data % 64 == 0
    del seen
    shelf.clear()
    attached.keep(())


def test_a_block_is_let_go_when_the_last_column_of_it_is_gone(three: Projection) -> None:
    shelf, attached = Shelf(), Attached()
    column = attached.projection(shelf.place(three)).memberships.institution
    shelf.clear()
    attached.keep(())
    assert attached.held_blocks == 1
    assert column.tolist() == three.memberships.institution.tolist(), "removed, and still there for who has it"
    del column
    attached.keep(())
    assert attached.held_blocks == 0


@pytest.mark.anyio
async def test_drop_and_close_remove_what_was_shared(three: Projection, worker: Worker) -> None:
    newer = replace(three, version=2)
    for projection in (three, newer):
        await worker.run(Job("own_pid", projection))
    names = worker.shared
    assert [is_there(name) for name in names] == [True, True]
    worker.drop(three.version)
    await worker.run(Job("own_pid", newer))
    assert [is_there(name) for name in names] == [False, True]
    await worker.close()
    assert [is_there(name) for name in names] == [False, False]


@pytest.mark.anyio
async def test_a_dropped_version_that_is_asked_again_is_shared_again(three: Projection, worker: Worker) -> None:
    await worker.run(Job("own_pid", three))
    worker.drop(three.version)
    assert await worker.run(Job("ids", three)) == ("a", "b", "c")


@pytest.mark.anyio
async def test_memory_that_is_short_is_told_before_it_is_written(job: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int, offset: int, length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with Worker(PATHS) as worker:
        monkeypatch.setattr(os, "posix_fallocate", full)
        with pytest.raises(AnalysisError) as failed:
            await worker.run(job("own_pid"))
        assert failed.value.code == "ANALYSIS_FAILED"
        assert "No space left on device" in str(failed.value.__cause__)
        assert worker.shared == ()
        monkeypatch.undo()
        assert await worker.run(job("own_pid")) == worker.pid

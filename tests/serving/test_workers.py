"""Several workers and the engine's process: nobody outlives the parent, however it ends."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.robustness.served import served
from tests.robustness.workers import workers_of

pytestmark = pytest.mark.embedded

PATIENCE_SECONDS = 20.0


def test_workers_and_engine_end_when_their_parent_is_killed() -> None:
    with served("embedded", "--workers", "2") as service:
        below = service.descendants
        assert len(workers_of(service)) == 2
        assert service.engine_pid in below
        os.kill(service.pid, signal.SIGKILL)
        service.process.wait()
        give_up = time.monotonic() + PATIENCE_SECONDS
        while any(map(_is_there, below)) and time.monotonic() < give_up:
            time.sleep(0.1)
        assert [pid for pid in below if _is_there(pid)] == []


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

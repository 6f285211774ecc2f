"""Whatever becomes of the program that has a worker: no process is left, no memory, and no word on standard error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph_service.network.projection import Projection
from graph_service.network.worker.frames import pack
from graph_service.network.worker.guard import GRACE_SECONDS
from graph_service.network.worker.job import Order, WorkerEndedError
from graph_service.network.worker.process import WorkerProcess
from graph_service.network.worker.sharing import Shelf
from tests.network.worker.conftest import has_ended
from tests.network.worker.methods import PATHS
from tests.network.worker.test_sharing import is_there

ROOT = Path(__file__).resolve().parents[3]
AS_PACKAGE = ("-m", "tests.network.worker")
# As an installer writes it for an entry point.
SCRIPT = """import sys
from tests.network.worker.program import main
if __name__ == "__main__":
    sys.exit(main())
"""


@contextmanager
def program(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program in a group of its own, every warning an error."""
    command = [sys.executable, "-W", "error", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def told(running: subprocess.Popen[str]) -> tuple[int, str]:
    """The worker's process id and the name of its shared memory, when it has them."""
    assert running.stdout is not None
    words = running.stdout.readline().split()
    assert len(words) == 3, running.communicate()[1]
    return int(words[1]), words[2]


@pytest.mark.parametrize("how", ["package", "script"])
def test_it_works_however_the_program_was_started(how: str, tmp_path: Path) -> None:
    script = tmp_path / "kalaka"
    script.write_text(SCRIPT, encoding="utf-8")
    start = AS_PACKAGE if how == "package" else (str(script),)
    with program(*start, "once") as running:
        output, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (0, "")
    assert output.splitlines()[0] == "[2 2]"


@pytest.mark.parametrize("work", ["idle", "hold"])
def test_a_killed_program_leaves_no_worker(work: str) -> None:
    with program(*AS_PACKAGE, work) as running:
        pid, _ = told(running)
        time.sleep(0.3)  # until the job has begun
        running.kill()
        assert has_ended(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_to_the_whole_group_are_the_programs_business(number: signal.Signals) -> None:
    with program(*AS_PACKAGE, "finish") as running:
        pid, memory = told(running)
        os.killpg(running.pid, number)
        output, errors = running.communicate(timeout=60)
    assert (running.returncode, output, errors) == (128 + number, "slept\n", "")
    assert has_ended(pid, within=0)
    assert not is_there(memory)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_a_job_that_nobody_waits_for_ends_all(number: signal.Signals) -> None:
    with program(*AS_PACKAGE, "hold") as running:
        pid, memory = told(running)
        os.killpg(running.pid, number)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (128 + number, "")
    assert has_ended(pid, within=0)
    assert not is_there(memory)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_process_starts_is_silent_too(number: signal.Signals) -> None:
    with program(*AS_PACKAGE, "begin") as running:
        pid, _ = told(running)
        os.killpg(running.pid, number)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (128 + number, "")
    assert has_ended(pid, within=0)


@pytest.mark.parametrize("work", ["forget", "leave"])
def test_a_program_that_does_not_close_leaves_nothing(work: str) -> None:
    with program(*AS_PACKAGE, work) as running:
        pid, memory = told(running)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (0, "")
    assert has_ended(pid, within=0)
    assert not is_there(memory)


def test_a_process_that_nobody_ends_in_time_is_ended_by_the_kernel(three: Projection) -> None:
    process, shelf = WorkerProcess(PATHS), Shelf()
    process.wait_until_ready()
    order = Order("hold", shelf.place(three), (10**10,), shelf.names, seconds=0.2 - GRACE_SECONDS)
    with pytest.raises(WorkerEndedError, match=f"exit code -{int(signal.SIGALRM)}$"):
        process.ask(pack(order))
    shelf.clear()

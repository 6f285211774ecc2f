"""Runs tests while the machine is taken away from one process after another, as a busy host does with its guests.

`python -m tests.paused [--seed N] pytest arguments…`, or `make test-paused`. A test that fails only here waits for a
time where it should wait for an event, or has a bound close to what is right. Linux only.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.robustness.served import descendants

SHORTEST, LONGEST = 0.05, 0.6
"""Seconds that one process stands still."""
_BETWEEN = 1.5
"""At most so many seconds from one pause to the next."""


def is_stopped(pid: int) -> bool:
    """Whether it stands still already: a test has stopped it, and wants it so."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "T"


def pause(pid: int, seconds: float) -> None:
    """Let one process stand still; whatever becomes of this one, it goes on."""
    with suppress(OSError):  # it may end meanwhile
        if is_stopped(pid):
            return
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(seconds)
        finally:
            os.kill(pid, signal.SIGCONT)


def run(arguments: list[str], seed: int) -> int:
    """The exit code of pytest, and on standard error how many pauses there were."""
    chance, pauses, slept = random.Random(seed), 0, 0.0
    with subprocess.Popen([sys.executable, "-m", "pytest", *arguments]) as tests:
        while tests.poll() is None:
            pid, seconds = chance.choice([tests.pid, *descendants(tests.pid)]), chance.uniform(SHORTEST, LONGEST)
            pause(pid, seconds)
            pauses, slept = pauses + 1, slept + seconds
            time.sleep(chance.uniform(0, _BETWEEN))
    print(f"seed {seed}: {pauses} pauses, {slept:.0f} s in all", file=sys.stderr)
    return tests.returncode


if __name__ == "__main__":
    given = sys.argv[1:]
    seed = random.randrange(1_000_000)
    if given[:1] == ["--seed"]:
        seed, given = int(given[1]), given[2:]
    sys.exit(run(given, seed))

"""The worker process against being left behind: it outlives neither its service nor, by much, a job's time.

A method in native code may hold the interpreter for minutes; no thread and no handler of ours would run. So both are
told by signals whose default action, to end the process, is the kernel's own work. Windows has neither: there an
orphan ends after its job.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

IS_POSIX = os.name == "posix"
GRACE_SECONDS = 2.0
if IS_POSIX:
    import fcntl


@contextmanager
def shielded() -> Iterator[None]:
    """Holds back SIGINT and SIGTERM in this thread; a process that is spawned inside begins life with them held."""
    if not IS_POSIX:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def quiet() -> None:
    """Leave SIGINT and SIGTERM, which a terminal sends to the whole group, to the service: it ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if IS_POSIX:
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())


@contextmanager
def bounded(orders: Connection, seconds: float) -> Iterator[None]:
    """Ends the process when the service closes its end of `orders`, or dies, or `seconds` and a grace have passed.

    Nothing arrives in `orders` while a job runs: a sign of life there can only be its end.
    """
    if not IS_POSIX:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)
    _signal_on_input(orders, is_wanted=True)
    if orders.poll():  # the service was gone before the kernel was asked to tell
        os._exit(1)
    try:
        yield
    finally:
        _signal_on_input(orders, is_wanted=False)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _signal_on_input(connection: Connection, *, is_wanted: bool) -> None:
    number = connection.fileno()
    fcntl.fcntl(number, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(number, fcntl.F_GETFL)
    fcntl.fcntl(number, fcntl.F_SETFL, flags | os.O_ASYNC if is_wanted else flags & ~os.O_ASYNC)

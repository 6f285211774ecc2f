"""Work in other processes: the embedded engine in one of its own, and what is forked from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from graph_service.store.options import StoreOptions
from tests.engines.running import running_embedded
from tests.engines.seeded import seeded_copy

T = TypeVar("T")


@contextmanager
def engine_apart() -> Iterator[StoreOptions]:
    """How to attach to an embedded engine that holds the demonstration.

    It runs in a new process, not a forked one: a process whose engine has threads cannot be forked.
    """
    context = get_context("spawn")
    with TemporaryDirectory(prefix="kalaka-mutants-") as name:
        ours, theirs = context.Pipe()
        process = context.Process(target=_run_engine, args=(Path(name) / "data", theirs))
        process.start()
        theirs.close()
        try:
            yield ours.recv()
        finally:
            ours.close()
            process.join()


def _run_engine(folder: Path, told: Connection) -> None:
    """Runs the engine until the other end of `told` is closed."""
    with running_embedded(seeded_copy("embedded", folder)) as engine:
        told.send(engine.options)
        told.poll(None)


def forked(works: Iterable[Callable[[], T]], at_once: int) -> Iterator[T]:
    """What each of `works` returns, as it ends; each in a process forked from this one, so many at once.

    This process must have one thread. An exception in a fork is raised here.
    """
    context = get_context("fork")
    waiting, running = list(works)[::-1], {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_send, args=(waiting.pop(), theirs))
                process.start()
                theirs.close()
                running[ours] = process
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                yield _received(ready)
                running.pop(ready).join()
    finally:
        for process in running.values():
            process.terminate()
            process.join()


def _send(work: Callable[[], Any], told: Connection) -> None:
    try:
        told.send(work())
    except Exception as error:
        told.send(error)
        raise


def _received(told: Connection) -> Any:
    result = told.recv()
    if isinstance(result, Exception):
        raise RuntimeError("a forked process failed; it has told why") from result
    return result

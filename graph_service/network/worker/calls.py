"""A thread that makes calls one after another, for an event loop that must not wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class Calls:
    """Calls in the order in which they were handed in.

    Unlike an executor's, the thread is a daemon: a program that ends does not wait for a call that hangs.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def submit(self, call: Callable[[], T]) -> Future[T]:
        """Have `call` made; its result or exception goes to the future."""
        future: Future[T] = Future()
        if self._thread is None:
            self._thread = Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._queue.put(lambda: _make(call, future))
        return future

    async def run(self, call: Callable[[], T]) -> T:
        """The result of `call`. A call that has begun goes on when this is cancelled."""
        return await asyncio.wrap_future(self.submit(call))

    def stop(self) -> None:
        """End the thread once it has made what was handed in."""
        self._queue.put(None)

    def _run(self) -> None:
        while (call := self._queue.get()) is not None:
            call()


def _make(call: Callable[[], T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)

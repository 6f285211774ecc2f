"""How much is let in: by the lag of the event loop, by what is answered in time, by address, by operations at once.

Work here is bound to processors, so requests that are let in do not wait in a queue that could be kept short: all of
them become slower. Three things tell in time. While the event loop comes late to a task that is due, nothing is let
in. No more requests may be under way than are answered in 0.06 s: more of them would not be answered sooner, only
later (Little's law). And a database that comes back after it was down is asked little at first: it plans every text
anew, each for a second where one does so at a time, and none in time where forty do.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph_service.errors import LoadError

_TICK_SECONDS = 0.02
_LOOK_TICKS = 5
_FEWEST = 4
_FEWEST_COLD = 1
_COLD_SECONDS = 10.0
"""For so long after its return a database is slower than it will be."""
_AT_REST = 20
"""Three pages of partners at the same moment: a browser opens six connections to a host."""
_STAY_SECONDS = 0.06
"""How long a request may stay while others wait to come in."""
_ALONE = 2
"""With so few under way, what a request takes is its own time, not that of others."""
_SHRINKS, _GROWS = 0.6, 1.3
_LATE_SHRINKS = 0.8
_CALM = 0.25
"""The part of the lag allowed that is no reason yet to let fewer in."""


class Load:
    """How late the event loop is, and how many requests may be under way because of it.

    A task is due every 20 ms; a request is let in unless the task is overdue by the lag allowed. A look for garbage
    does not count: fewer requests would not make it shorter. Ten times a second the limit of requests under way follows
    how many were answered, but only when the limit was reached: from a calm time it only learns to be at rest. Where
    requests are slow by themselves (a search, a remote database), they may stay as long as they take.
    """

    def __init__(self, lag_ms: int, most: int) -> None:
        self.lag = 0.0
        """Seconds by which the loop came late the last time."""
        self.under_way = 0
        self.refused = 0
        """Requests refused so far."""
        self._allowed = lag_ms / 1000
        self._most = most
        self._limit = float(min(_AT_REST, most))
        self._answered = 0
        self._own_seconds = 0.02
        self._was_full = False
        self._promised = 0
        self._ticks = 0
        self._due = self._looked = self._worst = 0.0
        self._next: asyncio.TimerHandle | None = None
        self._is_down: Callable[[], bool] = bool
        self._cold_until = 0.0
        self._is_cold = False
        self._collecting_since = 0.0
        self.time: Callable[[], float] = time.monotonic
        """The clock, in seconds: that of the loop it ticks on."""

    def start(self, loop: asyncio.AbstractEventLoop, is_down: Callable[[], bool] = bool) -> None:
        """Begin to tick on `loop`; `is_down` tells whether the database is."""
        self.time = loop.time
        self._is_down = is_down
        self._looked = self.time()
        self._due = self._looked + _TICK_SECONDS
        self._next = loop.call_at(self._due, self._tick, loop)
        gc.callbacks.append(self._collected)

    def stop(self) -> None:
        if self._next is not None:
            self._next.cancel()
            gc.callbacks.remove(self._collected)
        self._next = None

    def _collected(self, phase: str, _: dict[str, int]) -> None:
        """Python begins or ends a collection: what it takes is added to when the tick is due."""
        now = self.time()
        if phase == "start":
            self._collecting_since = now
        else:
            self._due += now - self._collecting_since

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = self.time()
        self.lag = max(0.0, now - self._due)
        self._worst = max(self._worst, self.lag)
        self._promised = 0
        self._ticks += 1
        if self._ticks >= _LOOK_TICKS:
            self._look(now - self._looked)
            self._ticks, self._looked = 0, now
        if self._is_down():
            self._limit = float(_FEWEST_COLD)
            self._cold_until = now + _COLD_SECONDS
        self._is_cold = now < self._cold_until
        self._due = now + _TICK_SECONDS
        self._next = loop.call_at(self._due, self._tick, loop)

    def _look(self, seconds: float) -> None:
        """Set the limit by what happened in the last `seconds`."""
        fewest = _FEWEST_COLD if self._is_cold else _FEWEST
        is_calm = self._worst <= self._allowed * _CALM
        if is_calm and not self._was_full:
            self._limit = max(self._limit, min(self._limit + 1, _AT_REST, self._most))
        elif self._was_full and not is_calm:
            self._limit = max(fewest, self._limit * _LATE_SHRINKS)
        elif self._was_full:
            stay = max(_STAY_SECONDS, 2 * self._own_seconds)
            right = self._answered / seconds * stay
            bounded = min(max(right, self._limit * _SHRINKS), self._limit * _GROWS)
            self._limit = min(max(bounded, fewest), self._most)
        self._answered, self._was_full, self._worst = 0, False, 0.0

    @property
    def limit(self) -> int:
        """How many requests may be under way now."""
        return int(self._limit)

    def lets_in(self) -> bool:
        """Whether one more request may come in; it then has a place until it begins, or for a tick.

        A loop that is late while nothing is under way is not late for load.
        """
        waiting = self.under_way + self._promised
        if waiting >= self._limit:
            self._was_full = True
            return False
        if waiting and self._next is not None and max(self.lag, self.time() - self._due) >= self._allowed:
            return False
        self._promised += 1
        return True

    def begun(self) -> None:
        """A request that was let in is under way."""
        self.under_way += 1
        self.withdrawn()

    def withdrawn(self) -> None:
        """The place that was promised to a request is free again: it has begun, or was answered before it began."""
        self._promised = max(0, self._promised - 1)

    def answered(self, seconds: float, others: int) -> None:
        """A request was answered after `seconds`; so many `others` were under way when it came."""
        self._answered += 1
        if others < _ALONE and not self._is_cold:
            self._own_seconds += (seconds - self._own_seconds) * 0.05


class Stay:
    """One request under way, until its answer is made or its stream begins: to be read takes no work."""

    __slots__ = ("_began", "_has_ended", "_load", "_others")

    def __init__(self, load: Load) -> None:
        self._load = load
        self._others = 0
        self._began: float | None = None
        self._has_ended = False

    def begin(self) -> None:
        if self._began is None and not self._has_ended:
            self._others = self._load.under_way
            self._began = self._load.time()
            self._load.begun()

    def end(self) -> None:
        if self._began is not None and not self._has_ended:
            self._load.under_way -= 1
            self._load.answered(self._load.time() - self._began, self._others)
        elif not self._has_ended:
            self._load.withdrawn()
        self._has_ended = True


class OpenByAddress:
    """WebSockets and event streams that each address holds open."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @property
    def now(self) -> int:
        """How many are open, of all addresses."""
        return self._held.total()

    @contextmanager
    def one_more(self, address: str) -> Iterator[None]:
        """Hold one more while inside; LoadError where `address` holds too many."""
        if self._held[address] >= self._most:
            raise LoadError("SOCKETS_EXCEEDED", most=self._most)
        self._held[address] += 1
        try:
            yield
        finally:
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]


class InFlight:
    """How many operations this process works on; the last gate before a plan is made."""

    def __init__(self, most: int) -> None:
        self.now = 0
        self._most = most

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Work on one more while inside; LoadError where there are too many."""
        if self.now >= self._most:
            raise LoadError("IN_FLIGHT_EXCEEDED", most=self._most)
        self.now += 1
        try:
            yield
        finally:
            self.now -= 1

"""One call of the database: tried again where that may help, inside one deadline, its faults told in our words."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph_service.errors import StoreError
from graph_service.store.faults import DATABASE_ERRORS, is_lost, may_pass, outcome_unknown, store_error
from graph_service.store.leftovers import Leftovers
from graph_service.store.pulse import Pulse

T = TypeVar("T")

_RETRIES = 2
_FIRST_DELAY, _LONGEST_DELAY, _DELAY_FACTOR, _JITTER = 0.05, 0.5, 1.5, 0.1
_SUSPICIOUS = {"STORE_UNAVAILABLE", "STORE_TIMEOUT", "STORE_BUSY", "STORE_OUTCOME_UNKNOWN"}


@dataclass
class Ending:
    """Whether a write has come to its commit: what is lost from then on may have happened. Apart from its `Attempt`,
    so that what is tried does not hold itself: all that an import writes would wait for a collection of garbage."""

    has_begun: bool = False


@dataclass
class Attempt(Generic[T]):
    """What to do once, and after which faults to do it again."""

    once: Callable[[], Awaitable[T]]
    may_retry: Callable[[Exception], bool] = may_pass
    always_retry: Callable[[Exception], bool] = lambda error: False
    """After which faults it is tried until the deadline, however often: two writers that were in each other's way."""
    ending: Ending = field(default_factory=Ending)


@dataclass(frozen=True)
class PoolUsage:
    """How many calls hold a connection, how many wait for one, and how many connections there may be."""

    in_use: int
    waiting: int
    size: int


@dataclass
class Calls:
    """The calls over one pool of `size` connections."""

    size: int = 0
    under_way: int = 0
    retries: int = 0
    pulse: Pulse | None = None
    leftovers: Leftovers | None = None

    @property
    def usage(self) -> PoolUsage:
        in_use = min(self.under_way, self.size)
        return PoolUsage(in_use, self.under_way - in_use, self.size)

    async def within(self, seconds: float, attempt: Attempt[T]) -> T:
        """What `attempt` gives within `seconds`. Raises StoreError; at once where the database is known to be down."""
        if self.pulse is not None and self.pulse.is_down:
            raise StoreError("STORE_UNAVAILABLE", status="down")
        self.under_way += 1
        try:
            async with asyncio.timeout(seconds):
                answer = await self._tried(attempt)
            if self.pulse is not None:
                self.pulse.hear()
            return answer
        except DATABASE_ERRORS as error:
            raise self._told(error, seconds, is_ending=attempt.ending.has_begun) from error
        except asyncio.CancelledError:
            self._left()
            raise
        finally:
            self.under_way -= 1

    async def _tried(self, attempt: Attempt[T]) -> T:
        delay, left = _FIRST_DELAY, _RETRIES
        while True:
            try:
                return await attempt.once()
            except DATABASE_ERRORS as error:
                is_always = attempt.always_retry(error)
                if not (is_always or (left and attempt.may_retry(error))) or self._is_down:
                    raise
                # A pooled connection that died unnoticed takes all idle ones with it: the next is a fresh one.
                is_stale = left == _RETRIES and is_lost(error)
            left -= not is_always
            self.retries += 1
            if not is_stale:
                await asyncio.sleep(delay * random.uniform(1 - _JITTER, 1 + _JITTER))
                delay = min(delay * _DELAY_FACTOR, _LONGEST_DELAY)

    @property
    def _is_down(self) -> bool:
        return self.pulse is not None and self.pulse.is_down

    def _told(self, error: BaseException, seconds: float, *, is_ending: bool) -> StoreError:
        told = outcome_unknown(error) if is_ending else None
        told = told or store_error(error, seconds)
        if isinstance(error, TimeoutError):
            self._left()
        if self.pulse is not None and told.code in _SUSPICIOUS:
            self.pulse.suspect()
        return told

    def _left(self) -> None:
        """Nobody waits for the statement any more, but the embedded engine goes on with it."""
        if self.leftovers is not None:
            self.leftovers.look()

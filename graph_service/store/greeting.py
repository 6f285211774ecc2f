"""The first words with a server: one that is slow over them is asked again, one that is down is told at once."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from neo4j.exceptions import ServiceUnavailable, SessionExpired

_GREETING_SECONDS = 8.0
# Under the second after which the driver gives up on a server that takes a connection and says nothing.
_SLOW_SECONDS = 0.5
T = TypeVar("T")


async def patiently(greet: Callable[[], Awaitable[T]]) -> T:
    """What the server answers to `greet`. One that has just started, or is busy, may take longer over a first answer
    than a connection may take: only then it is asked again, so that a server which is down is told at once."""
    patient_until = time.monotonic() + _GREETING_SECONDS
    while True:
        began = time.monotonic()
        try:
            return await greet()
        except (ServiceUnavailable, SessionExpired, TimeoutError):
            ended = time.monotonic()
            if ended - began < _SLOW_SECONDS or ended > patient_until:
                raise

"""The first words with a server: one that is slow over them is asked again, one that is down is told at once."""

from __future__ import annotations

import functools
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from neo4j.exceptions import ServiceUnavailable, SessionExpired

_GREETING_SECONDS = 8.0
# Under the second after which the driver gives up on a server that takes a connection and says nothing.
_SLOW_SECONDS = 0.5
P = ParamSpec("P")
T = TypeVar("T")


def patient(ask: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """`ask`, with patience for a server that has just started or is busy: it may take longer over a first answer than
    a connection may take. Only then it is asked again, so that a server which is down is told at once."""

    @functools.wraps(ask)
    async def patiently(*args: P.args, **kwargs: P.kwargs) -> T:
        patient_until = time.monotonic() + _GREETING_SECONDS
        while True:
            began = time.monotonic()
            try:
                return await ask(*args, **kwargs)
            except (ServiceUnavailable, SessionExpired, TimeoutError):
                ended = time.monotonic()
                if ended - began < _SLOW_SECONDS or ended > patient_until:
                    raise

    return patiently

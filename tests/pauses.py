"""Keeps the pauses of the tests' own garbage collector short.

What the oracle and the seeded data hold lives as long as the run. A full collection looks at all of it and stops every
thread meanwhile: for 5 s late in a run, for 13 s beside another run; a test's client then sends nothing for longer than
the service waits for a request.
"""

from __future__ import annotations

import gc
import time
from typing import Any

_LONG_SECONDS = 0.1


class ShortPauses:
    """A callback of `gc`: what has survived a long full collection is not looked at again."""

    def __init__(self) -> None:
        self._began = 0.0

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        elif info["generation"] == 2 and time.perf_counter() - self._began > _LONG_SECONDS:
            gc.freeze()

"""Jobs of the tests only: what the worker is to do well, and what it is to survive.

They need little, so that a process starts quickly; the one real method is in `heavy.py`.
"""

from __future__ import annotations

import os
import signal
import time
from typing import NoReturn

import numpy as np

from graph_service.errors import AnalysisError, RequestError
from graph_service.network.projection import Projection
from graph_service.network.worker.serving import path_of


def activity(projection: Projection, factor: int) -> np.ndarray:
    """Memberships of each institution, times `factor`."""
    counted = np.bincount(projection.memberships.institution, minlength=len(projection.institutions.ids))
    return counted * factor


def own_pid(projection: Projection) -> int:
    """Which process this is."""
    return os.getpid()


def sleep(projection: Projection, seconds: float) -> str:
    """Does nothing for a while."""
    time.sleep(seconds)
    return "slept"


def until(projection: Projection, path: str) -> str:
    """Does nothing until there is a file of that name."""
    while not os.path.exists(path):
        time.sleep(0.01)
    return "was there"


def hold(projection: Projection, count: int) -> int:
    """Counts to `count` in one call of native code, which holds the interpreter; a second is about 10**8."""
    return sum(range(count))


def die(projection: Projection) -> NoReturn:
    """Ends as the kernel ends a process that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leave(projection: Projection) -> NoReturn:
    """Leaves as if nothing were wrong."""
    raise SystemExit(0)


def refuse(projection: Projection) -> NoReturn:
    """What the caller can mend."""
    raise RequestError("DAY_OUTSIDE", argument="asOf", day="1900-01-01", first="2017-01-01", last="2019-09-15")


def too_long(projection: Projection) -> NoReturn:
    """A method that ends itself in time."""
    raise AnalysisError("ANALYSIS_TIMEOUT", seconds="3", retry_after=7)


def fail(projection: Projection) -> NoReturn:
    """A fault of ours."""
    raise ValueError("the secret reason")


def unsendable(projection: Projection) -> object:
    """A result that no other process can have."""
    return lambda: None


def overwrite(projection: Projection) -> None:
    """Changes what all jobs share."""
    projection.institutions.sector[0] = 7


def texts(projection: Projection, count: int) -> list[tuple[str, float]]:
    """Many small things."""
    return [(f"institution:{number:07d}", number / 7) for number in range(count)]


def ids(projection: Projection) -> tuple[str, ...]:
    """Ids of the institutions, and their rows by id as a property that the projection keeps."""
    return tuple(projection.institution_rows)


METHODS = (
    activity,
    own_pid,
    sleep,
    until,
    hold,
    die,
    leave,
    refuse,
    too_long,
    fail,
    unsendable,
    overwrite,
    texts,
    ids,
)
PATHS = {method.__name__: path_of(method) for method in METHODS}

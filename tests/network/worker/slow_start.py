"""A job whose process takes longer to start than the job may: its module is slow to import."""

from __future__ import annotations

import multiprocessing
import time

from graph_service.network.projection import Projection
from graph_service.network.worker.serving import path_of

START_SECONDS = 2.0


def start(projection: Projection) -> str:
    """Nothing more, once it is there."""
    return "started"


if multiprocessing.parent_process() is not None:  # not in the tests, which only want the path
    time.sleep(START_SECONDS)

PATHS = {"start": path_of(start)}

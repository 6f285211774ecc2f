"""What passes between the service and its worker process: a job to be done, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_service.network.worker.sharing import Place

if TYPE_CHECKING:
    from graph_service.network.projection import Projection


@dataclass(frozen=True)
class Job:
    """The function `name` of the worker's list, to be called with the projection and then `arguments`.

    Arguments and result are pickled: columns should be arrays, which pass as they are.
    """

    name: str
    projection: Projection
    arguments: tuple[object, ...] = ()


class JobError(Exception):
    """A fault of ours inside a job; its text is the traceback of the worker process, for the log only."""


class WorkerEndedError(Exception):
    """The worker process ended, or never became ready; its text says how, for the log only."""


@dataclass(frozen=True)
class Order:
    """A job as the process gets it. `kept` names the shared blocks still in use; it lets go of all others."""

    name: str
    place: Place
    arguments: tuple[object, ...]
    kept: tuple[str, ...]
    seconds: float
    """How long it may take: if the service did not end it then, the kernel does a little later."""


@dataclass(frozen=True)
class Ready:
    """The process has imported what it needs."""


@dataclass(frozen=True)
class Done:
    """The job's result."""

    result: object


@dataclass(frozen=True)
class Refused:
    """The job raised an error that is meant for the caller: its kind, code and values."""

    kind: str
    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Failed:
    """The job, or the start of the process, raised anything else; its traceback."""

    traceback: str

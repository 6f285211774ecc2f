"""What runs in the worker process: takes one order after another, calls the function of its list, tells the outcome."""

from __future__ import annotations

import importlib
import os
import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import cast

from graph_service.errors import AnalysisError, RequestError
from graph_service.network.worker import guard
from graph_service.network.worker.frames import Packed, pack, receive, send
from graph_service.network.worker.job import Done, Failed, Order, Ready, Refused
from graph_service.network.worker.sharing import Attached

Method = Callable[..., object]


def serve(orders: Connection, outcomes: Connection, paths: Mapping[str, str]) -> None:
    """The whole life of the process; it ends when the service closes `orders` or dies."""
    guard.quiet()
    # Read when the methods load numpy. Matrices here are small: a second thread only waits, and takes CPU to do so.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _serve(orders, outcomes, paths)
    except (EOFError, OSError):
        pass  # the service is gone, and nobody is left to be told
    finally:
        os._exit(0)  # at once: nothing here needs to be put away, and views of shared memory would complain


def _serve(orders: Connection, outcomes: Connection, paths: Mapping[str, str]) -> None:
    try:
        methods = {name: function_of(path) for name, path in paths.items()}
    except Exception:
        send(outcomes, pack(Failed(traceback.format_exc())))
        return
    send(outcomes, pack(Ready()))
    attached = Attached()
    while True:
        order = cast(Order, receive(orders))
        with guard.bounded(orders, order.seconds):
            packed = _packed(_outcome(methods, attached, order))
        send(outcomes, packed)


def function_of(path: str) -> Method:
    """The function that `path` (`package.module:name`) names."""
    module, _, name = path.partition(":")
    return cast(Method, getattr(importlib.import_module(module), name))


def path_of(method: Method) -> str:
    """The path by which `function_of` finds `method`."""
    return f"{method.__module__}:{method.__qualname__}"


def _outcome(methods: Mapping[str, Method], attached: Attached, order: Order) -> object:
    try:
        attached.keep(order.kept)
        return Done(methods[order.name](attached.projection(order.place), *order.arguments))
    except (RequestError, AnalysisError) as error:
        return Refused(type(error).__name__, error.code, error.values)
    except Exception:
        return Failed(traceback.format_exc())


def _packed(outcome: object) -> Packed:
    try:
        return pack(outcome)
    except Exception:  # a result that cannot be pickled: a fault of the job
        return pack(Failed(traceback.format_exc()))

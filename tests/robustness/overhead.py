"""What all limits together cost a small query that is asked again and again, and how often its document is known.

Two services run over the demonstration, one with all limits and one with none, and are asked by turns over kept
connections: the ratio is that of the CPU which their processes take, without their engines. The same without HTTP,
sockets and database, where the limits weigh most, is shown beside it.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any
from unittest import mock

from starlette.types import ASGIApp, Receive, Scope, Send

import graph_service.app
from graph_service.api import documents
from graph_service.app import Application, create_app
from graph_service.settings import SETTINGS, Settings
from graph_service.web import transports
from graph_service.web.load import Load
from tests.http.fakes import QUESTION, FakeStore, raw_request
from tests.robustness.figures import Figure, Trial
from tests.robustness.served import FREE_RATE, Served, served

MOST_RATIO, LEAST_HITS = 1.10, 0.99
MOST_INNER_RATIO = 1.5
"""Without HTTP, sockets and database nearly all that is left to compare with is the limits' own work."""
_BODY = json.dumps({"query": QUESTION}).encode()
_HEADERS = ((b"host", b"test"), (b"content-type", b"application/json"), (b"accept", b"*/*"))
_EACH = 20
_PAUSE = 0.05
_MANY = 300
_NO_GATES = (
    "graph_service.app:Load=tests.robustness.overhead:Idle",
    "graph_service.app:Gates=tests.robustness.overhead:Open",
    "graph_service.web.transports:Metered=tests.robustness.overhead:Open",
)


class Open:
    """A gate that lets everybody in."""

    def __init__(self, app: ASGIApp, *_: Any, **__: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


class Idle(Load):
    """Lets in whatever comes."""

    def lets_in(self) -> bool:
        return True


def largest() -> dict[str, str]:
    """Every limit at the largest that its setting allows."""
    limits = [setting for setting in SETTINGS if setting.allowed.startswith("1–") and setting.name != "workers"]
    return {setting.variable: setting.allowed.removeprefix("1–") for setting in limits}


@asynccontextmanager
async def _with_all() -> AsyncIterator[Application]:
    app = create_app(Settings.from_environment({"KALAKA_RATE": "100000000"}), FakeStore())
    async with app.router.lifespan_context(app):
        yield app


@asynccontextmanager
async def _with_none() -> AsyncIterator[Application]:
    """No gate of load, no rates, and limits that nothing reaches."""
    with mock.patch.object(graph_service.app, "Gates", Open), mock.patch.object(transports, "Metered", Open):
        app = create_app(Settings.from_environment(largest()), FakeStore())
        async with app.router.lifespan_context(app):
            yield app


async def _seconds(app: Application) -> float:
    """CPU of one answer, the middle of some."""
    taken: list[float] = []
    while len(taken) < _EACH:
        began = time.process_time()
        answer = await raw_request(app, [_BODY], headers=_HEADERS)
        if answer.status == 200:
            taken.append(time.process_time() - began)
        else:  # of this process only: the loop was held by somebody else's work
            await asyncio.sleep(_PAUSE)
    return statistics.median(taken)


async def measured(rounds: int) -> tuple[float, float]:
    """The ratio of the medians, with all limits to with none, asked by turns; and the share of known documents."""
    async with _with_all() as limited, _with_none() as free:
        times: dict[Application, list[float]] = {limited: [], free: []}
        for app in (limited, free):
            await _seconds(app)
        for number in range(rounds):
            for app in (limited, free) if number % 2 else (free, limited):
                times[app].append(await _seconds(app))
        ratio = statistics.median(times[limited]) / statistics.median(times[free])
        asked = 300
        with mock.patch.object(documents, "validation_errors", wraps=documents.validation_errors) as validations:
            fresh = QUESTION + " "  # a document that it has not seen
            for _ in range(asked):
                await asyncio.sleep(0)
                await raw_request(limited, [json.dumps({"query": fresh}).encode()], headers=_HEADERS)
    return ratio, 1 - validations.call_count / asked


def served_ratio(rounds: int) -> float:
    """The ratio of the CPU seconds of two services, with all limits to with none, each asked so many rounds."""
    with (
        served("embedded", **FREE_RATE) as limited,
        served("embedded", patched=_NO_GATES, **largest()) as free,
        closing(Client(limited)) as of_limited,
        closing(Client(free)) as of_free,
    ):
        for client in (of_limited, of_free):
            client.cpu_of_many()
        pairs = [(of_limited.cpu_of_many(), of_free.cpu_of_many()) for _ in range(rounds)]
    return sum(pair[0] for pair in pairs) / sum(pair[1] for pair in pairs)


class Client:
    """Asks one service the same small query over one connection."""

    def __init__(self, service: Served) -> None:
        self._pid = service.pid
        self._connection = http.client.HTTPConnection(service.host, service.port, timeout=20)

    def cpu_of_many(self) -> float:
        """CPU seconds of the service's process for a few hundred answers."""
        began, good = self._cpu(), 0
        while good < _MANY:
            self._connection.request("POST", "/graphql", _BODY, {"Content-Type": "application/json"})
            good += b'"errors":' not in self._connection.getresponse().read()
        return self._cpu() - began

    def _cpu(self) -> float:
        fields = Path(f"/proc/{self._pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self._connection.close()


def run(long: bool) -> list[Figure]:
    """Many rounds in the long form."""
    ratio = served_ratio(40 if long else 6)
    inner, known = asyncio.run(measured(200 if long else 30))
    return [
        Figure("small query, all limits on to none, CPU", f"≤ {MOST_RATIO:.2f}", f"{ratio:.3f}", ratio <= MOST_RATIO),
        Figure(
            "the same without HTTP, sockets and database",
            f"< {MOST_INNER_RATIO:.2f}",
            f"{inner:.3f}",
            inner < MOST_INNER_RATIO,
        ),
        Figure("validation cache on a repeated query", f"≥ {LEAST_HITS:.0%}", f"{known:.1%}", known >= LEAST_HITS),
    ]


TRIAL = Trial("overhead", run)

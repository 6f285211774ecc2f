"""uvicorn around the application: the socket is taken first, so that a port in use is told before anything starts."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

import uvicorn

from graph_service.app import Application, create_app
from graph_service.observability.starting import Progress
from graph_service.serving.connections import HttpConnection, WebSocketConnection
from graph_service.serving.listening import BACKLOG, has_waiting, hold_back, listening_socket, url_of
from graph_service.serving.warming import warm
from graph_service.serving.watch import Watch, raise_file_limit
from graph_service.settings import Settings

_PING_SECONDS = 20
_GRACE_BEYOND_DEADLINE = 3
_HELD_BACK_SECONDS = 0.2
"""Handshakes that had begun when the listener was held back are through by then."""
_SOCKETS_SECONDS = 1.0
"""WebSockets have so long to tell each subscription that it is complete."""
_COLLECT_AFTER = 5_000, 10, 250
"""New objects between looks for garbage while serving, and how many looks before one among older and among all objects.

Among 50,000 new ones, as while starting, a look took 25 ms; among what 50 looks had left, 66 ms.
"""


class Console(Progress, Protocol):
    """Who is told of the whole life of a server."""

    def environment(self, settings: Settings) -> None:
        """What it runs on."""
        ...

    async def listening(self, url: str) -> None:
        """The address is open."""
        ...

    def stopped(self) -> None:
        """All is closed."""
        ...


async def serve(settings: Settings, phases: Console) -> None:
    """Serve until a signal; requests in flight are answered first."""
    with listening_socket(settings.host, settings.port) as listener:
        phases.environment(settings)
        app = create_app(settings, progress=phases)
        await serve_on(listener, app, settings, lambda: phases.listening(url_of(listener)))
    phases.stopped()


async def serve_on(
    listener: socket.socket,
    app: Application,
    settings: Settings,
    listening: Callable[[], Awaitable[None]],
    *,
    is_shared: bool = False,
) -> None:
    """Start `app` and serve it on `listener` until cancelled; `listening` is told once the socket is open.

    With `is_shared` other processes accept on the same socket, and go on when this one ends.
    """
    raise_file_limit()
    # Said once a request, without a code: `connections.py` says it better.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    async with app.router.lifespan_context(app):
        gc.freeze()  # what the start made stays: no collection need look at it again
        gc.set_threshold(*_COLLECT_AFTER)
        server = _Server(_Config(app, settings), app, listening, own_socket=None if is_shared else listener)
        await _serve_until_cancelled(server, listener, app)


async def _serve_until_cancelled(server: _Server, listener: socket.socket, app: Application) -> None:
    """A first cancellation stops gracefully, requests in flight included; a second one at once."""
    beside = [asyncio.create_task(work) for work in (server.watch.run(), warm(app))]
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
    finally:
        for task in beside:
            task.cancel()


def end_seconds(settings: Settings) -> int:
    """How long an end may take: longer than any deadline. A job of network analysis may wait as long as it may run."""
    deadline = max(settings.read_seconds, settings.write_seconds, 2 * settings.analysis_seconds)
    return int(deadline) + _GRACE_BEYOND_DEADLINE


class _Config(uvicorn.Config):
    """The asyncio loop (uvloop starves connections under overload), a long backlog (a short one makes overload worse),
    and a graceful stop longer than any deadline (a shorter one turns requests in flight into 500).

    httptools costs half of what h11 does and refuses the same framing; what it lets pass, a request without Host,
    `web/front.py` refuses (docs/decisions/httptools-reads-requests.md).
    """

    def __init__(self, app: Application, settings: Settings) -> None:
        super().__init__(
            app,
            lifespan="off",
            loop="asyncio",
            http=HttpConnection,
            ws=WebSocketConnection,
            ws_max_size=settings.body_bytes,
            ws_ping_interval=_PING_SECONDS,
            ws_ping_timeout=_PING_SECONDS,
            ws_per_message_deflate=False,  # a small message could open into a large one
            backlog=BACKLOG,
            timeout_keep_alive=86_400,  # `watch` closes idle connections
            timeout_graceful_shutdown=end_seconds(settings),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
        )
        self.watch = Watch(settings)
        self.application = app


class _Server(uvicorn.Server):
    """Tells when it listens, and ends without losing a request."""

    def __init__(
        self,
        config: _Config,
        app: Application,
        listening: Callable[[], Awaitable[None]],
        own_socket: socket.socket | None,
    ) -> None:
        super().__init__(config)
        self.watch = config.watch
        app.observer.metrics.read("kalaka_connections", lambda: len(self.watch))
        self._app = app
        self._own_socket = own_socket
        self._listening = listening

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # a generator there
        """None: the command's own handlers cancel it, and also work before and after serving."""
        return nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept what has connected, answer what was asked, tell sockets and streams; only then close.

        An idle connection is kept for a second more: a request may be on its way, and gets an answer with
        `Connection: close`.
        """
        self._app.ending.begin()
        self.watch.leave_soon()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._accept_the_last()
        for server in self.servers:
            server.close()
        seconds = self.config.timeout_graceful_shutdown
        try:
            async with asyncio.timeout(seconds):
                await self._emptied()
        except TimeoutError:
            for task in self.server_state.tasks:
                task.cancel(msg="the service ended")

    async def _accept_the_last(self) -> None:
        if self._own_socket is None:
            return  # the parent holds the socket back for all workers
        hold_back(self._own_socket)
        await asyncio.sleep(_HELD_BACK_SECONDS)
        loop = asyncio.get_running_loop()
        give_up = loop.time() + 1.0
        while has_waiting(self._own_socket) and loop.time() < give_up:  # noqa: ASYNC110  # the loop accepts meanwhile
            await asyncio.sleep(0.01)

    async def _emptied(self) -> None:
        """Return when no connection is left and nobody works for one."""
        loop = asyncio.get_running_loop()
        patience = loop.time() + _SOCKETS_SECONDS
        while self.watch or self.server_state.tasks:
            await asyncio.sleep(0.02)
            if loop.time() > patience:
                self.watch.end_sockets()

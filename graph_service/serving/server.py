"""uvicorn around the application: the socket is taken first, so that a port in use is told before anything starts."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

import uvicorn

from graph_service.app import Progress, create_app
from graph_service.errors import SettingsError
from graph_service.settings import Settings

_BACKLOG = 2_048
_KEEP_ALIVE_SECONDS = 20
_GRACE_BEYOND_DEADLINE = 3
_COLLECT_AFTER = 5_000, 50, 50
"""New objects between looks for garbage while serving; among 50,000, as while starting, one look took 25 ms."""


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
        async with app.router.lifespan_context(app):
            gc.freeze()  # what the start made stays: no collection need look at it again
            gc.set_threshold(*_COLLECT_AFTER)
            server = _Server(_config(app, settings), phases, _url(listener))
            await _serve_until_cancelled(server, listener)
    phases.stopped()


async def _serve_until_cancelled(server: uvicorn.Server, listener: socket.socket) -> None:
    """A first cancellation stops gracefully, requests in flight included; a second one at once."""
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving


def _config(app: object, settings: Settings) -> uvicorn.Config:
    """The asyncio loop (uvloop starves connections under overload), a long backlog (a short one makes overload worse),
    and a graceful stop longer than any deadline (a shorter one turns requests in flight into 500).

    httptools serves requests without Host; `web/front.py` refuses them.
    """
    # A job of network analysis may wait as long as it may run.
    deadline = max(settings.read_seconds, settings.write_seconds, 2 * settings.analysis_seconds)
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # any ASGI application
        lifespan="off",
        loop="asyncio",
        http="httptools",
        ws="none",
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=int(deadline) + _GRACE_BEYOND_DEADLINE,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, phases: Console, url: str) -> None:
        super().__init__(config)
        self._phases = phases
        self._url = url

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # a generator there
        """None: the command's own handlers cancel it, and also work before and after serving."""
        return nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await self._phases.listening(self._url)


def listening_socket(host: str, port: int) -> socket.socket:
    """A bound socket. Raises SettingsError where the port is taken or the address is not ours."""
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError("ADDRESS_UNUSABLE", host=host, port=port, reason=error.strerror) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        code = "PORT_IN_USE" if error.errno == errno.EADDRINUSE else "ADDRESS_UNUSABLE"
        raise SettingsError(code, host=host, port=port, reason=error.strerror) from None
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"

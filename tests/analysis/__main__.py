"""`python -m tests.analysis`: the service over HTTP with the drawn network at its desk, which tells how free it was.

The first line of output is the address. Each request for `/ticks` tells the longest time that the event loop was held
since the one before, by the clock and by this process's own computing.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from statistics import quantiles
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send

import graph_service.app
from graph_service.app import Application, create_app
from graph_service.serving.server import listening_socket
from graph_service.settings import Settings
from graph_service.store.open import open_store
from tests.analysis.drawn import DrawnDesk, drawn_desk
from tests.network.worker.ticking import Ticks, ticking


class Ticked:
    """An application beside a task that ticks."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._stack = AsyncExitStack()
        self._ticks: Ticks | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/ticks":
            await self._app(scope, receive, send)
            return
        await self._stack.aclose()
        body = json.dumps(_told(self._ticks)).encode()
        self._ticks = await self._stack.enter_async_context(ticking())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})


def _told(ticks: Ticks | None) -> dict[str, Any]:
    if ticks is None:
        return {}
    return {"count": len(ticks.clock), "cpu": max(ticks.cpu), "usual": quantiles(ticks.clock, n=20)[-1]}


def _opened(store: Any, model: object, *, seconds: float, queue: int) -> DrawnDesk:
    return drawn_desk(store, seconds=seconds, queue=queue)


class _Server(uvicorn.Server):
    """Leaves signals to `main`, so that everything is closed before the process ends."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # a generator there
        return nullcontext()


async def main() -> None:
    """Serve until the process is ended."""
    settings = Settings.from_environment(os.environ)
    graph_service.app.open_desk = _opened  # type: ignore[assignment]  # a desk with another network
    async with open_store(settings.store_options(), run_migrations=False) as store:
        app = create_app(settings, store)
        async with app.router.lifespan_context(app):
            gc.freeze()  # as `kalaka serve` does
            with listening_socket("127.0.0.1", 0) as listener:
                listener.listen()
                print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
                config = uvicorn.Config(
                    Ticked(app), lifespan="off", loop="asyncio", http="httptools", log_level="error"
                )
                server = _Server(config)
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.handle_exit, signal.SIGTERM, None)
                await server.serve(sockets=[listener])


if __name__ == "__main__":
    asyncio.run(main())

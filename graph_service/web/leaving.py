"""Stops the work for a client that has left, in pure ASGI: a plain POST would otherwise run to its end."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.web.body import Disconnected

_UNWATCHED_SECONDS = 0.05
"""Most answers are made sooner: a task that watches would cost them more than it could save."""


async def run_while_connected(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run `app`, whose body has been read already, and cancel it when the client disconnects.

    Raises Disconnected then. A cancellation from outside (the server stops) passes through unchanged.
    """
    work = asyncio.current_task()
    assert work is not None, "an ASGI server runs every request in a task"
    left = answered = False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        if not answered:  # the server says "disconnect" after a complete answer, too
            left = True
            work.cancel()

    async def send_and_note(message: Message) -> None:
        nonlocal answered
        answered = message["type"] == "http.response.body" and not message.get("more_body", False)
        await send(message)

    async def no_more() -> Message:
        return {"type": "http.disconnect"}

    watchers: list[asyncio.Task[None]] = []
    beginning = asyncio.get_running_loop().call_later(
        _UNWATCHED_SECONDS, lambda: watchers.append(asyncio.ensure_future(watch()))
    )
    try:
        await app(scope, no_more, send_and_note)
    except asyncio.CancelledError:
        if not left or work.uncancel() > 0:
            raise
        raise Disconnected from None
    finally:
        beginning.cancel()
        for watcher in watchers:
            watcher.cancel()

"""Answers as a stream of events, by the rules of graphql-sse for distinct connections.

Each answer is an event `next`, the end is an event `complete`. Errors of a document are answers, too: a browser's
EventSource tells its page nothing of a refused request.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from graph_service.errors import KalakaError
from graph_service.web.answers import Content, encoded, refused_content
from graph_service.web.gates import address_of
from graph_service.web.identify import KnownCaller
from graph_service.web.negotiation import EVENTS
from graph_service.web.operations import Operations

_ALIVE_SECONDS = 12.0
_ALIVE = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"
_HEADERS = [
    (b"content-type", f"{EVENTS}; charset=utf-8".encode()),
    (b"cache-control", b"no-cache, no-transform"),
    (b"vary", b"Accept, Accept-Language, Authorization"),
    (b"x-accel-buffering", b"no"),
]
"""A proxy is asked neither to change nor to collect what is sent."""


class Streams:
    """Sends streams; each counts among what its client's address holds open."""

    def __init__(
        self,
        operations: Operations,
        *,
        credential_seconds: float,
    ) -> None:
        self._operations = operations
        self._credential_seconds = credential_seconds

    def of_one(self, content: Content) -> ASGIApp:
        """The answer of a query as a stream of one."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            data = _event(encoded(content, self._operations.answer_bytes)) + _COMPLETE
            await _begin(send)
            await send({"type": "http.response.body", "body": data})

        return answer

    def of_many(self, contents: AsyncGenerator[Content, None], caller: KnownCaller) -> ASGIApp:
        """The answers of a subscription, until it ends, the client leaves, its credentials end, or the service does.

        At the end of the service there is no `complete`: clients then come back, to the next process.
        """

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            with scope["state"]["sockets"].one_more(address_of(scope)):
                await _begin(send)
                await _send_more(send, _ALIVE)
                last = await self._sent(contents, caller, scope, send)
                await send({"type": "http.response.body", "body": last})

        return answer

    async def _sent(
        self, contents: AsyncGenerator[Content, None], caller: KnownCaller, scope: Scope, send: Send
    ) -> bytes:
        """Send answers for as long as the stream may go on; what is still to be said then."""
        sending = asyncio.ensure_future(self._send_all(contents, send))
        checking = asyncio.ensure_future(self._operations.keep_checking(scope, caller.viewer, self._credential_seconds))
        ending = asyncio.ensure_future(scope["state"]["ending"].wait())
        tasks = (sending, checking, ending)
        try:
            while True:
                done, _ = await asyncio.wait(tasks, timeout=_ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if done:
                    break
                await _send_more(send, _ALIVE)
            if ending in done:
                return b""
            await done.pop()
        except KalakaError as error:
            state = scope["state"]
            return _event(orjson.dumps(refused_content(error, state["language"], state["request_id"]))) + _COMPLETE
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return _COMPLETE

    async def _send_all(self, contents: AsyncGenerator[Content, None], send: Send) -> None:
        async with aclosing(contents):
            async for content in contents:
                data = encoded(content, self._operations.answer_bytes)
                await _send_more(send, _event(data, content["extensions"].get("cursor")))


async def _begin(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})


async def _send_more(send: Send, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})


def _event(data: bytes, id_: str | None = None) -> bytes:
    """An answer; by its id a client that is cut off says how far it came."""
    named = b"" if id_ is None else b"id: %s\n" % id_.encode()
    return b"event: next\n" + named + b"data: " + data + b"\n\n"

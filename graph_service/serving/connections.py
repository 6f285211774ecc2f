"""Connections over HTTP: uvicorn's protocol with deadlines for heads, bodies and idleness, and caps of a head.

uvicorn waits for a slow client for ever. Here a connection only notes until when it may be as it is; one sweep in a
quarter of a second (`serving/watch.py`) closes those that are late, so a request pays for no timer.
"""

from __future__ import annotations

import asyncio
from asyncio import BaseTransport, Transport
from typing import TYPE_CHECKING, Any, Literal, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from graph_service.web.at_once import bare_refusal
from graph_service.web.gates import LET_IN
from graph_service.web.uploads import UPLOAD_PATH, UPLOAD_SECONDS

if TYPE_CHECKING:
    from graph_service.app import Application
    from graph_service.serving.watch import Watch

HEAD_BYTES = 32_768
HEAD_FIELDS = 100
_BEYOND_ENDPOINT = 0.5
"""The endpoint's own deadline of a body comes first: it answers with a code, here the connection is closed."""
_REFUSED_SECONDS = 1.0
_CLOSE_SECONDS = 2.0
"""A WebSocket that was told to close has so long to say so too."""


class _HeadTooLarge(Exception):
    """Raised out of the parser, which stops at that."""


class _Refused:
    """Stands for the answer that a request got at once: what still comes of its body is not read."""

    response_started = response_complete = True
    keep_alive = True

    def __init__(self) -> None:
        self.message_event = asyncio.Event()


class HttpConnection(HttpToolsProtocol):
    """One connection; `due` is when it is late, None while the service itself is at work for it.

    `due` does not count while reading is paused: then the client cannot do anything about it.
    """

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(cast(Transport, transport))
        self.watch: Watch = cast(Any, self.config).watch
        self.application: Application = cast(Any, self.config).application
        self._reads: Literal["head", "body"] | None = None
        self._head_bytes = 0
        self._is_head_too_large = False
        self.is_refused = not self.watch.enter(self, self.transport)
        self.due: float | None = self.loop.time() + (
            _REFUSED_SECONDS if self.is_refused else self.watch.request_seconds
        )

    def connection_lost(self, exc: Exception | None) -> None:
        self.watch.leave(self, self.transport)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.is_refused:  # answered only now: closing with bytes unread would take the answer back
            self._refuse("CONNECTIONS_EXCEEDED")
            return
        super().data_received(data)
        if self._reads == "head" and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self._refuse("HEAD_TOO_LARGE")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._reads, self._head_bytes, self._field_bytes = "head", 0, 0
        self.due = self.loop.time() + self.watch.request_seconds

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._counted(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._counted(len(name) + len(value) + 4)

    def _counted(self, length: int) -> None:
        self._field_bytes += length
        if self._field_bytes > HEAD_BYTES or len(self.headers) > HEAD_FIELDS:
            self._is_head_too_large = True
            raise _HeadTooLarge

    def on_headers_complete(self) -> None:
        if not self._is_refused_at_once():
            super().on_headers_complete()
        if self.watch.is_leaving and self.cycle is not None:
            self.cycle.keep_alive = False
        self._reads = "body"
        is_upload = self.url.partition(b"?")[0] == UPLOAD_PATH.encode()
        seconds = UPLOAD_SECONDS if is_upload else self.watch.request_seconds
        self.due = self.loop.time() + seconds + _BEYOND_ENDPOINT

    def _is_refused_at_once(self) -> bool:
        """Whether load refuses the request, which is then answered; one behind another has to wait for its turn."""
        is_free = self.cycle is None or self.cycle.response_complete
        if not is_free or self.parser.should_upgrade():
            return False
        method, path = self.parser.get_method().decode("ascii"), self.url.partition(b"?")[0].decode("latin-1")
        is_kept = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
        is_last = self.watch.is_leaving or not is_kept
        answer = self.application.refused_at_once(method, path, self.headers, is_last=is_last)
        if answer is None:
            cast(Any, self.scope)["state"][LET_IN] = True
            return False
        self.cycle = cast(Any, _Refused())
        self.transport.write(answer)
        if is_last:
            self.transport.close()
        return True

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._reads = None
        is_answered = self.cycle is None or self.cycle.response_complete
        self.due = self.loop.time() + self.watch.idle_seconds if is_answered else None

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._reads is None and not self.pipeline:
            self.due = self.loop.time() + self.watch.idle_seconds

    def handle_websocket_upgrade(self) -> None:
        self.watch.forget(self)  # its successor enters by itself; the address goes on holding one connection
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """uvicorn's name for: the parser gave up."""
        self._refuse("HEAD_TOO_LARGE" if self._is_head_too_large else "HTTP_MALFORMED")

    def _refuse(self, code: str) -> None:
        """Answer and close. Where an earlier answer is under way, a second one would mix with it: close alone."""
        is_body = self._reads == "body" and not self.pipeline  # of the request whose answer has not begun
        if self.cycle is None or self.cycle.response_complete or (is_body and not self.cycle.response_started):
            values = {"most": HEAD_BYTES, "fields": HEAD_FIELDS} if code == "HEAD_TOO_LARGE" else {}
            answer = bare_refusal(code, **values)
            self.application.refused_at_socket(code, status=int(answer[9:12]))
            self.transport.write(answer)
        self.transport.close()

    def shutdown(self) -> None:
        """Nothing more is accepted: what is asked on this connection is answered, the last answer says so."""
        for cycle in [self.cycle, *(cycle for cycle, _ in self.pipeline)]:
            if cycle is not None and not cycle.response_started:
                cycle.keep_alive = False

    def end(self) -> None:
        """A request in flight ends by itself."""

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a first or next request, of which nothing has come yet."""
        return self._reads is None and (self.cycle is None or self.cycle.response_complete)

    def is_late(self, now: float) -> bool:
        return self.due is not None and now > self.due and not self.flow.read_paused


class WebSocketConnection(WebSocketsSansIOProtocol):
    """A WebSocket: uvicorn's protocol pings it; messages have at most the size of a body."""

    due: float | None = None
    is_idle = False

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.watch: Watch = cast(Any, self.config).watch
        self.close_timeout = _CLOSE_SECONDS

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self.watch.enter(self, self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.watch.leave(self, self.transport)
        super().connection_lost(exc)

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
            self.handshake_complete = True  # it was refused; uvicorn would log that as an error of the application

    def shutdown(self) -> None:
        """Asked to end, its protocol has told each subscription (`web/leaving.py`); whoever is left is closed."""

    def end(self) -> None:
        """Close it with 1001 (going away), whatever runs on it."""
        self.stop_keepalive()
        if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
            self.queue.put_nowait({"type": "websocket.disconnect", "code": 1001})
            self.conn.send_close(1001)
            self.close_sent = True
            self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()

    def is_late(self, now: float) -> bool:
        return False

"""GraphQL over WebSockets, by the rules of graphql-ws: the subprotocol `graphql-transport-ws`.

Queries, mutations and subscriptions run on a socket, each under the checks of a request over HTTP. What the protocol
calls wrong closes the socket with the protocol's code; what the service refuses is a message `error`.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, suppress
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from graph_service.access.viewer import Viewer
from graph_service.api.running import Asked, IsSubscription
from graph_service.errors import AccessError, KalakaError, Language, RequestError
from graph_service.observability import OperationRecord, new_request_id, operation
from graph_service.web.answers import Content, encoded, refused_error
from graph_service.web.operations import Operations
from graph_service.web.socket_messages import (
    ACKNOWLEDGED,
    PROTOCOL,
    BadMessage,
    Complete,
    Incoming,
    Init,
    Ping,
    Subscribe,
    complete_message,
    error_message,
    next_message,
    pong,
    read_message,
)

LOG = logging.getLogger("graph_service.api")


class _Close(Exception):
    """The socket is to be closed with a code and a reason of the protocol."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


_INVALID = 4400, "Invalid message received"
_UNAUTHORIZED = 4401, "Unauthorized"
_FORBIDDEN = 4403
_NO_PROTOCOL = 4406, "Subprotocol not acceptable"
_INIT_LATE = 4408, "Connection initialisation timeout"
_ID_TAKEN = 4409
_TOO_MANY_INITS = 4429, "Too many initialisation requests"
_GOING_AWAY = 1001
_TOO_LONG = 1009, "Message too big"
_TRY_AGAIN_LATER = 1013
_LONGEST_REASON = 120
"""A frame that closes has 123 bytes for it."""


@dataclass(frozen=True)
class Sockets:
    """Takes the WebSockets of one address."""

    operations: Operations
    message_bytes: int
    most_operations: int
    init_seconds: float
    credential_seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        if PROTOCOL not in scope.get("subprotocols", ()):
            await socket.accept()
            await _closed(socket, _Close(*_NO_PROTOCOL))
            return
        await socket.accept(PROTOCOL)
        conversation = _Conversation(self, socket)
        try:
            await conversation.run()
        except _Close as close:
            await _closed(socket, close)
        except WebSocketDisconnect:
            pass  # nobody is left to be told
        finally:
            await conversation.end()


async def _closed(socket: WebSocket, close: _Close) -> None:
    reason = close.reason.encode()[:_LONGEST_REASON].decode(errors="ignore")
    with suppress(WebSocketDisconnect, RuntimeError):  # the client may have closed it meanwhile
        await socket.close(close.code, reason)


class _Conversation:
    """One socket from its acceptance to its end."""

    def __init__(self, sockets: Sockets, socket: WebSocket) -> None:
        self._sockets = sockets
        self._operations = sockets.operations
        self._socket = socket
        self._language: Language = socket.scope["state"]["language"]
        self._authorization: str | None = None
        self._has_init = False
        self._viewer: asyncio.Future[Viewer] = asyncio.get_running_loop().create_future()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Answer messages until one side closes. Raises _Close, and WebSocketDisconnect where the client left.

        At the end of the service operations get no `complete`: clients then come back, to the next process.
        """
        reading = asyncio.ensure_future(self._read())
        watching = asyncio.ensure_future(self._watch())
        ending = asyncio.ensure_future(self._socket.scope["state"]["ending"].wait())
        tasks = (reading, watching, ending)
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if ending in done:
                raise _Close(_GOING_AWAY)
            await done.pop()
        finally:
            await _stopped(tasks)

    async def end(self) -> None:
        """Stop what still runs."""
        await _stopped(tuple(self._tasks.values()))

    async def _watch(self) -> None:
        """Wait for `connection_init`, then look after the credentials."""
        try:
            async with asyncio.timeout(self._sockets.init_seconds):
                viewer = await asyncio.shield(self._viewer)
        except TimeoutError:
            raise _Close(*_INIT_LATE) from None
        try:
            seconds = self._sockets.credential_seconds
            await self._operations.keep_checking(self._socket.scope, viewer, seconds, self._authorization)
        except KalakaError as error:
            raise _refusal(error) from None

    async def _read(self) -> None:
        while True:
            event = await self._socket.receive()
            if event["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(event.get("code") or 1005)
            await self._handle(self._message(event.get("text")))

    def _message(self, text: str | None) -> Incoming:
        if text is None:
            raise _Close(*_INVALID)  # a binary frame
        most = self._sockets.message_bytes
        # A character has at most four bytes: only what might be too long is measured.
        if len(text) * 4 > most and len(text.encode()) > most:
            raise _Close(*_TOO_LONG)
        try:
            return read_message(text)
        except BadMessage:
            raise _Close(*_INVALID) from None

    async def _handle(self, message: Incoming) -> None:
        match message:
            case Init():
                await self._begin(message)
            case Ping():
                await self._socket.send_text(pong(message.payload))
            case Subscribe():
                await self._subscribe(message)
            case Complete():
                task = self._tasks.pop(message.id, None)
                if task is not None:
                    task.cancel()

    async def _begin(self, message: Init) -> None:
        if self._has_init:
            raise _Close(*_TOO_MANY_INITS)
        self._has_init = True
        self._authorization = message.authorization
        try:
            caller = await self._operations.caller(self._socket.scope, self._authorization, spends=False)
        except KalakaError as error:
            raise _refusal(error) from None
        await self._socket.send_text(ACKNOWLEDGED)
        self._viewer.set_result(caller.viewer)

    async def _subscribe(self, message: Subscribe) -> None:
        if not self._viewer.done():
            raise _Close(*_UNAUTHORIZED)
        if message.id in self._tasks:
            raise _Close(_ID_TAKEN, f"Subscriber for {message.id} already exists")
        if len(self._tasks) >= self._sockets.most_operations:
            error = RequestError("TOO_MANY_OPERATIONS", most=self._sockets.most_operations)
            await self._refuse(message.id, error)
            return
        self._tasks[message.id] = asyncio.ensure_future(self._operate(message))

    async def _operate(self, message: Subscribe) -> None:
        """Run one operation and tell all of it, in a record of its own."""
        with operation(new_request_id()) as record:
            try:
                if isinstance(message.asked, RequestError):
                    raise message.asked
                await self._answer(message.id, message.asked, record)
            except KalakaError as error:
                record.outcome = error.code
                await self._refuse(message.id, error)
            except WebSocketDisconnect:
                record.outcome = "disconnected"
            except Exception:
                LOG.exception("operation failed", extra={"fields": {"requestId": record.request_id}})
                record.outcome = "INTERNAL"
                await self._refuse(message.id, KalakaError("INTERNAL", request_id=record.request_id))

    async def _answer(self, id_: str, asked: Asked, record: OperationRecord) -> None:
        # Each operation has an account of its own, which is noted in the state.
        scope = {**self._socket.scope, "state": {**self._socket.scope["state"]}}
        caller = await self._operations.caller(scope, self._authorization)
        record.key = caller.viewer.key
        context = self._operations.make_context(record.request_id, self._language, caller.viewer, caller.meter)
        try:
            content = await self._operations.answer(asked, context, record)
        except IsSubscription:
            record.is_stream = True
            async with aclosing(self._operations.stream(asked, context, record)) as contents:
                async for content in contents:
                    if not await self._told(id_, content):
                        return
        else:
            if not await self._told(id_, content):
                return
        await self._finish(id_, complete_message(id_))

    async def _told(self, id_: str, content: Content) -> bool:
        """Send an answer; False where it is none but a refusal, after which nothing follows."""
        if "data" not in content:
            await self._finish(id_, error_message(id_, content["errors"]))
            return False
        await self._socket.send_text(next_message(id_, encoded(content, self._operations.answer_bytes)))
        return True

    async def _refuse(self, id_: str, error: KalakaError) -> None:
        with suppress(WebSocketDisconnect):
            await self._finish(id_, error_message(id_, [refused_error(error, self._language)]))

    async def _finish(self, id_: str, last: str) -> None:
        """Send the last message of an operation; its id is free before the client can know that it is."""
        if self._tasks.get(id_) is asyncio.current_task():
            del self._tasks[id_]
        await self._socket.send_text(last)


async def _stopped(tasks: tuple[asyncio.Future[None], ...]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _refusal(error: KalakaError) -> _Close:
    """Credentials that do not hold, or cannot be checked now."""
    code = _FORBIDDEN if isinstance(error, AccessError) else _TRY_AGAIN_LATER
    return _Close(code, f"Forbidden: {error.code}" if code == _FORBIDDEN else error.code)

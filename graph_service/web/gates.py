"""Gates in front of the application, in pure ASGI: load is refused while refusing is still cheap."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.errors import LoadError
from graph_service.observability import current_operation
from graph_service.web.at_once import error_content, raw_headers
from graph_service.web.ending import Ending
from graph_service.web.load import Load, OpenByAddress, Stay
from graph_service.web.refusals import refusal, retry_header, status_of

UNGATED = frozenset({"/health", "/ready", "/metrics"})
"""Whoever looks after the service must see it under load, too; none of these does work worth a refusal."""
LET_IN = "let_in"
"""Stands in the state of a request that was let in at the socket already."""
_BODILESS = frozenset({"GET", "HEAD"})


class Gates:
    """Wraps the application behind `Front`, which has named the request and gives refusals their headers."""

    def __init__(self, app: ASGIApp, load: Load, open_by_address: OpenByAddress, ending: Ending) -> None:
        self._app = app
        self._load = load
        self._shared = {"sockets": open_by_address, "ending": ending}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {}).update(self._shared)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] != "http" or scope["path"] in UNGATED:
            scope["state"].pop(LET_IN, None)
            await self._app(scope, receive, send)
        elif not scope["state"].pop(LET_IN, False) and not self._load.lets_in():
            self._load.refused += 1
            state = scope["state"]
            await refusal(LoadError(), state["language"], request_id=state["request_id"])(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request counts once it is whole: who sends its body slowly shall not keep others out."""
        stay = Stay(self._load)
        if scope["method"] in _BODILESS:
            stay.begin()

        async def read() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                stay.begin()
            return message

        async def noted(message: Message) -> None:
            # The answer is made, or its stream begun. To send it may take long: who does not read it is no load.
            if message["type"] == "http.response.start":
                stay.end()
            await send(message)

        try:
            await self._app(scope, read, noted)
        finally:
            stay.end()

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if not self._load.lets_in():
                raise LoadError
            with scope["state"]["sockets"].one_more(address_of(scope)):
                await self._app(scope, receive, send)
        except LoadError as error:
            record = current_operation()
            if record is not None:
                record.outcome = error.code
            await _denied(scope, send, error)


def address_of(scope: Scope) -> str:
    """The client's address: behind a trusted proxy the one that it names (`web/identify.py` notes it)."""
    known = scope.get("state", {}).get("address")
    return str(known or (scope.get("client") or ("",))[0])


async def _denied(scope: Scope, send: Send, error: LoadError) -> None:
    """Refuse a WebSocket before it is one, with a status where the server can send it."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013})
        return
    headers = [(b"content-type", b"application/json"), *raw_headers(retry_header([error.extensions]))]
    await send({"type": "websocket.http.response.start", "status": status_of(error), "headers": headers})
    await send({"type": "websocket.http.response.body", "body": error_content(error)})

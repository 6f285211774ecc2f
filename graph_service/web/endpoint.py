"""GraphQL over HTTP, in pure ASGI: POST and GET of one address, answered as JSON or as a stream of events.

The order of checks, cheapest first: method, media types, body, who asks, the rate; then the operation itself.
"""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from graph_service.api.context import RequestContext
from graph_service.api.running import Asked, IsSubscription
from graph_service.errors import KalakaError, RequestError
from graph_service.observability import OperationRecord, operation
from graph_service.web import body
from graph_service.web.answers import Content, encoded
from graph_service.web.identify import KnownCaller
from graph_service.web.leaving import run_while_connected
from graph_service.web.negotiation import EVENTS, GRAPHQL_JSON, JSON, Accepted, accepted, header, is_json
from graph_service.web.operations import Operations
from graph_service.web.refusals import refusal, retry_header
from graph_service.web.streams import Streams

_METHODS = ("GET", "POST")
_ALLOWED = ", ".join(_METHODS)
_VARY = "Accept, Accept-Language, Authorization"


class GraphQLEndpoint:
    """`streams` sends events, `sockets` takes WebSockets."""

    def __init__(
        self,
        operations: Operations,
        streams: Streams,
        sockets: ASGIApp,
        *,
        body_bytes: int,
        request_seconds: float,
    ) -> None:
        self._operations = operations
        self._streams = streams
        self._sockets = sockets
        self._body_bytes = body_bytes
        self._request_seconds = request_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
            return
        with operation(scope["state"]["request_id"]) as record:
            request = _Request(scope, record)
            try:
                request.asked = await self._read(request, receive)
                await run_while_connected(self._answering(request), scope, receive, send)
            except body.Disconnected:
                record.outcome = "disconnected"
            except KalakaError as error:
                await request.refused(error)(scope, receive, send)

    async def _read(self, request: _Request, receive: Receive) -> Asked | None:
        """The request, whole and well-formed, or RequestError; None for one that asks what may be asked."""
        scope = request.scope
        method = scope["method"]
        if method == "OPTIONS":
            return None
        if method not in _METHODS:
            raise RequestError("METHOD_NOT_ALLOWED", allowed=_ALLOWED)
        if method == "POST" and not is_json(header(scope, b"content-type") or ""):
            raise RequestError("CONTENT_TYPE")
        if (header(scope, b"content-encoding") or "identity").lower() != "identity":
            raise RequestError("CONTENT_ENCODING")
        if request.accepted.best is None:
            raise RequestError("NOT_ACCEPTABLE", allowed=f"{GRAPHQL_JSON}, {JSON}, {EVENTS}")
        content = await body.read_body(receive, self._body_bytes, self._request_seconds)
        if method == "GET":
            return body.request_of_parameters(QueryParams(scope["query_string"]))
        return body.request_of_json(content)

    def _answering(self, request: _Request) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                if request.asked is None:
                    response: ASGIApp = Response(status_code=204, headers={"Allow": f"{_ALLOWED}, OPTIONS"})
                else:
                    response = await self._answer(request, request.asked)
            except KalakaError as error:
                response = request.refused(error)
            await response(scope, receive, send)

        return answer

    async def _answer(self, request: _Request, asked: Asked) -> ASGIApp:
        caller = await self._operations.caller(request.scope)
        state = request.scope["state"]
        context = self._operations.make_context(state["request_id"], state["language"], caller.viewer, caller.meter)
        try:
            content = await self._operations.answer(
                asked, context, request.record, queries_only=request.scope["method"] == "GET"
            )
        except IsSubscription:
            if not request.accepted.events:
                raise RequestError("SUBSCRIPTION_TRANSPORT") from None
            return self._streamed(request, asked, context, caller)
        if request.accepted.best == EVENTS:
            return self._streams.of_one(content)
        return self._whole(request, content)

    def _streamed(self, request: _Request, asked: Asked, context: RequestContext, caller: KnownCaller) -> ASGIApp:
        contents = self._operations.stream(asked, context, request.record)
        return self._streams.of_many(contents, caller)

    def _whole(self, request: _Request, content: Content) -> Response:
        data = encoded(content, self._operations.answer_bytes)
        is_refused = "data" not in content
        media_type = request.accepted.json
        headers = {"vary": _VARY, **_retry(content)}
        return Response(data, 400 if is_refused and media_type == GRAPHQL_JSON else 200, headers, media_type)


class _Request:
    """One request on its way through the endpoint."""

    __slots__ = ("accepted", "asked", "record", "scope")

    def __init__(self, scope: Scope, record: OperationRecord) -> None:
        self.scope = scope
        self.record = record
        self.accepted: Accepted = accepted(header(scope, b"accept"))
        self.asked: Asked | None = None

    def refused(self, error: KalakaError) -> Response:
        """`error` as the answer."""
        self.record.outcome = error.code
        state = self.scope["state"]
        response = refusal(error, state["language"], request_id=state["request_id"], media_type=self.accepted.json)
        response.headers["vary"] = _VARY
        return response


def _retry(content: Content) -> dict[str, str]:
    """The header of an answer with errors, which need not have failed as a whole."""
    errors = content.get("errors")
    return retry_header(error.get("extensions", {}) for error in errors) if errors else {}

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
from graph_service.web.keeping import NOT_KEPT, Keeping, Question, kept_form
from graph_service.web.leaving import run_while_connected
from graph_service.web.negotiation import EVENTS, GRAPHQL_JSON, JSON, Accepted, accepted, header, is_json
from graph_service.web.operations import Operations
from graph_service.web.refusals import refusal, retry_header
from graph_service.web.streams import Streams

_SAFE = ("GET", "HEAD")
_METHODS = (*_SAFE, "POST")
_ALLOWED = ", ".join(_METHODS)
_VARY = "Accept, Accept-Language, Authorization"


class GraphQLEndpoint:
    """`streams` sends events, `sockets` takes WebSockets; `keeping` says what of answers to GET may be kept."""

    def __init__(
        self,
        operations: Operations,
        streams: Streams,
        sockets: ASGIApp,
        keeping: Keeping,
        *,
        body_bytes: int,
        request_seconds: float,
    ) -> None:
        self._operations = operations
        self._streams = streams
        self._sockets = sockets
        self._keeping = keeping
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
        if method in _SAFE:
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
        context.last_event_id = header(request.scope, b"last-event-id")
        question = None
        looks = 0
        if request.is_safe and request.accepted.best != EVENTS:
            question = self._keeping.question(request.scope, asked, context, request.accepted.json)
            if question.is_worth_a_look:
                looks = request.record.statements = 1
                version = await self._operations.version(context)
                if version is not None and question.holds(version):
                    return _not_modified(question.headers(question.tag(version)))
        try:
            content = await self._operations.answer(asked, context, request.record, queries_only=request.is_safe)
            request.record.statements += looks
        except IsSubscription:
            if not request.accepted.events or request.scope["method"] == "HEAD":
                raise RequestError("SUBSCRIPTION_TRANSPORT") from None
            return self._streamed(request, asked, context, caller)
        if request.accepted.best == EVENTS:
            return self._streams.of_one(content)
        return self._whole(request, content, question)

    def _streamed(self, request: _Request, asked: Asked, context: RequestContext, caller: KnownCaller) -> ASGIApp:
        contents = self._operations.stream(asked, context, request.record)
        return self._streams.of_many(contents, caller)

    def _whole(self, request: _Request, content: Content, question: Question | None) -> Response:
        tag = question.tag_of(content) if question is not None else None
        if tag is not None:
            content = kept_form(content)
        data = encoded(content, self._operations.answer_bytes)
        kept = question.headers(tag) if question is not None else {}
        if question is not None and tag is not None and question.has(tag):
            return _not_modified(kept)
        is_refused = "data" not in content
        media_type = request.accepted.json
        headers = {"vary": _VARY, **kept, **_retry(content)}
        return Response(data, 400 if is_refused and media_type == GRAPHQL_JSON else 200, headers, media_type)


class _Request:
    """One request on its way through the endpoint."""

    __slots__ = ("accepted", "asked", "record", "scope")

    def __init__(self, scope: Scope, record: OperationRecord) -> None:
        self.scope = scope
        self.record = record
        self.accepted: Accepted = accepted(header(scope, b"accept"))
        self.asked: Asked | None = None

    @property
    def is_safe(self) -> bool:
        """Whether it may only ask."""
        return self.scope["method"] in _SAFE

    def refused(self, error: KalakaError) -> Response:
        """`error` as the answer."""
        self.record.outcome = error.code
        state = self.scope["state"]
        response = refusal(error, state["language"], request_id=state["request_id"], media_type=self.accepted.json)
        response.headers["vary"] = _VARY
        if self.is_safe:
            response.headers.update(NOT_KEPT)
        return response


def _not_modified(headers: dict[str, str]) -> Response:
    """The client has the answer already."""
    return Response(status_code=304, headers={"vary": _VARY, **headers})


def _retry(content: Content) -> dict[str, str]:
    """The header of an answer with errors, which need not have failed as a whole."""
    errors = content.get("errors")
    return retry_header(error.get("extensions", {}) for error in errors) if errors else {}

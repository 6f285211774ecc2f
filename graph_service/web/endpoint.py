"""The GraphQL endpoint: Strawberry's ASGI view with our reading of requests, orjson, statuses and one log line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import orjson
from cross_web import AsyncHTTPRequestAdapter, StarletteRequestAdapter
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData, process_result
from strawberry.schema.base import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graph_service.api.context import RequestContext
from graph_service.api.schema import ShortWay
from graph_service.errors import KalakaError, RequestError
from graph_service.observability import OperationRecord, operation, phase
from graph_service.web import body
from graph_service.web.leaving import run_while_connected
from graph_service.web.negotiation import GRAPHQL_JSON, answer_media_type, header, is_json
from graph_service.web.refusals import refusal, retry_header

MakeContext = Callable[[Request], RequestContext]
_METHODS = "GET, POST"
_VARY = "Accept, Accept-Language"


class _Adapter(StarletteRequestAdapter):
    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.starlette = request


class _Answer(Response):
    """What Strawberry calls the sub-response: carries the request to where the answer is made."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class GraphQLEndpoint(GraphQL[object, None]):
    """POST and GET of one address. `make_context` gives what resolvers see.

    `short_way` is asked before Strawberry's view, whose adapters, hooks and checks cost more than all the rest.
    """

    request_adapter_class = _Adapter

    def __init__(
        self, schema: BaseSchema, make_context: MakeContext, short_way: ShortWay | None = None, *, body_bytes: int
    ) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self.short_way = short_way
        self.make_context = make_context
        self.body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocket(scope, receive, send).close(1008)
            return
        with operation(scope["state"]["request_id"]) as record:
            request = Request(scope, receive)
            request.state.record = record
            try:
                request.state.graphql = await self._read(request)
            except body.Disconnected:
                record.outcome = "disconnected"
            except RequestError as error:
                record.outcome = error.code
                await _refused(request, error)(scope, receive, send)
            else:
                await self._run(request, record, send)

    async def _read(self, request: Request) -> body.GraphQLRequest:
        """The request, whole and well-formed, or RequestError."""
        scope = request.scope
        method = scope["method"]
        if method not in _METHODS.split(", "):
            raise RequestError("METHOD_NOT_ALLOWED", allowed=_METHODS)
        if method == "POST" and not is_json(header(scope, b"content-type") or ""):
            raise RequestError("CONTENT_TYPE")
        if (header(scope, b"content-encoding") or "identity").lower() != "identity":
            raise RequestError("CONTENT_ENCODING")
        content = await body.read_body(request.receive, self.body_bytes)
        if method == "GET":
            return body.request_of_parameters(request.query_params)
        return body.request_of_json(content)

    async def _run(self, request: Request, record: OperationRecord, send: Send) -> None:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                response = await self._short(request, record) or await self.run(request)
            except KalakaError as error:
                record.outcome = error.code
                response = _refused(request, error)
            await response(scope, receive, send)

        try:
            await run_while_connected(answer, request.scope, request.receive, send)
        except body.Disconnected:
            record.outcome = "disconnected"

    async def _short(self, request: Request, record: OperationRecord) -> Response | None:
        """The answer of the short way; None where Strawberry's view is to go on with the same context."""
        asked: body.GraphQLRequest = request.state.graphql
        request.state.context = context = self.make_context(request)
        context.explain = asked.extensions is not None and asked.extensions.get("explain") is True
        if self.short_way is None:
            return None
        context.operation_name = asked.operation_name
        result = await self.short_way.answer(asked.query, asked.variables, context)
        if result is None:
            return None
        record.roots = tuple(result.data or ())
        extensions = {**(result.extensions or {}), "requestId": context.request_id}
        return self._answer({"data": result.data, "extensions": extensions}, request)

    def should_render_graphql_ide(self, request: object) -> bool:
        return False

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        assert isinstance(request, _Adapter)
        read: body.GraphQLRequest = request.starlette.state.graphql
        return GraphQLRequestData(read.query, read.variables, read.operation_name, read.extensions)

    async def execute_single(  # the view's own signature
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: object,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        try:
            return await self.schema.execute(
                request_data.query,
                variable_values=request_data.variables,
                context_value=context,
                operation_name=request_data.operation_name,
                allowed_operation_types=OperationType.from_http(request_adapter.method),
                operation_extensions=request_data.extensions,
            )
        except CannotGetOperationTypeError:
            raise RequestError("OPERATION_UNKNOWN") from None
        except InvalidOperationTypeError:
            raise RequestError("GET_ONLY_QUERIES") from None

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        answer = process_result(result)
        answer["extensions"] = {**(result.extensions or {}), "requestId": request.state.request_id}
        request.state.record.roots = tuple(result.data or ())
        if result.errors:
            request.state.record.outcome = _codes(result.errors)
            if _before_execution(result):
                del answer["data"]
        return answer

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        assert isinstance(request, Request)
        return _Answer(request)

    def create_response(self, response_data: object, sub_response: Response) -> Response:
        assert isinstance(sub_response, _Answer)
        assert isinstance(response_data, dict)
        return self._answer(response_data, sub_response.request)

    def _answer(self, content: Mapping[str, object], request: Request) -> Response:
        media_type = answer_media_type(header(request.scope, b"accept") or "")
        refused = media_type == GRAPHQL_JSON and "data" not in content
        headers = {"vary": _VARY, **_retry(content)}
        return Response(self.encode_json(content), 400 if refused else 200, headers, media_type)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> object:
        assert isinstance(request, Request)
        return request.state.context

    def decode_json(self, data: str | bytes) -> object:
        return body.decode_json(data)

    def encode_json(self, data: object) -> bytes:
        with phase("encode"):
            return orjson.dumps(data)


def _before_execution(result: ExecutionResult) -> bool:
    """Whether nothing ran: then the answer has no `data` at all. An error of execution always has a path."""
    return result.data is None and not any(error.path for error in result.errors or ())


def _retry(content: Mapping[str, object]) -> dict[str, str]:
    """The header of an answer with errors, which need not have failed as a whole."""
    errors = content.get("errors")
    return retry_header(error.get("extensions", {}) for error in errors) if isinstance(errors, list) else {}


def _codes(errors: Iterable[GraphQLError]) -> str:
    codes = {str((error.extensions or {}).get("code", "INVALID")) for error in errors}
    return ",".join(sorted(codes)[:5])


def _refused(request: Request, error: KalakaError) -> Response:
    media_type = answer_media_type(header(request.scope, b"accept") or "")
    state = request.state
    return refusal(error, state.language, request_id=state.request_id, media_type=media_type)

"""The outermost layer, in pure ASGI: request id, address, language, the Host rule, security headers, CORS."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.errors import AccessError, KalakaError, RequestError
from graph_service.observability import OperationRecord, new_request_id, request
from graph_service.observability.metrics import Metrics
from graph_service.web.address import ClientAddresses
from graph_service.web.language import preferred_language
from graph_service.web.negotiation import header
from graph_service.web.observing import Observer
from graph_service.web.refusals import refusal

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
SECURITY_HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_ALLOWED_METHODS = "GET, POST"
_ALLOWED_HEADERS = (
    "Content-Type, Accept, Accept-Language, Authorization, If-None-Match, Last-Event-ID, X-Request-Id, Traceparent, "
    "Apollo-Require-Preflight, Apollographql-Client-Name, Apollographql-Client-Version, X-Apollo-Operation-Name, "
    "X-Apollo-Operation-Type"
)
"""What clients send unchanged; Apollo's names are let through and not looked at."""
_EXPOSED_HEADERS = b"ETag, X-Request-Id, Retry-After, RateLimit, RateLimit-Policy"


class Front:
    """Wraps the whole application.

    httptools, unlike h11, lets a request without Host pass, so it is refused here.
    """

    def __init__(
        self,
        app: ASGIApp,
        cors_origins: Collection[str] = (),
        observer: Observer | None = None,
        addresses: ClientAddresses | None = None,
    ) -> None:
        self.app = app
        self.addresses = addresses or ClientAddresses()
        self.origins = frozenset(cors_origins)
        self.observer = observer or Observer(Metrics())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = new_request_id(header(scope, b"x-request-id"))
        state["address"] = self.addresses.of(scope)
        state["language"] = preferred_language(header(scope, b"accept-language") or "")
        answers = self._http if scope["type"] == "http" else self._socket
        with request(self.observer.begin(scope, state["request_id"]), self.observer) as record:
            try:
                await answers(scope, receive, send, record)
            finally:  # whoever was found to be asking
                record.key = getattr(state.get("viewer"), "key", None)

    async def _http(self, scope: Scope, receive: Receive, send: Send, record: OperationRecord) -> None:
        state = scope["state"]
        added = self._added_headers(scope, state["request_id"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                record.is_stream = _is_stream(message)
                message["headers"] = _merged(message.get("headers", ()), added)
            else:
                record.bytes += len(message.get("body", b""))
            await send(message)

        answer = self._own_answer(scope, state)
        await (answer or self.app)(scope, receive, send_with_headers)

    async def _socket(self, scope: Scope, receive: Receive, send: Send, record: OperationRecord) -> None:
        state = scope["state"]
        added = self._added_headers(scope, state["request_id"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("websocket.accept", "websocket.http.response.start"):
                record.status = message.get("status", 101)
                message["headers"] = _merged(message.get("headers", ()), added)
            await send(message)

        error = _host_error(scope) or self._origin_error(scope)
        if error is None:
            await self.app(scope, receive, send_with_headers)
            return
        record.outcome = error.code
        if "websocket.http.response" in scope.get("extensions", {}):
            answer = refusal(error, state["language"], request_id=state["request_id"])
            await answer(scope, receive, send_with_headers)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _origin_error(self, scope: Scope) -> KalakaError | None:
        """Browsers let any page open a WebSocket to anybody: which page it was is asked here."""
        origin = header(scope, b"origin")
        if origin is None or origin in self.origins:
            return None
        is_own = origin.partition("://")[2].lower() == (header(scope, b"host") or "").lower()
        return None if is_own else AccessError("ORIGIN_DENIED")

    def _own_answer(self, scope: Scope, state: dict[str, Any]) -> Response | None:
        error = _host_error(scope)
        if error is not None:
            return refusal(error, state["language"], request_id=state["request_id"])
        if scope["method"] == "OPTIONS" and header(scope, b"access-control-request-method") is not None:
            origin = header(scope, b"origin")
            return None if origin is None else self._preflight(origin)
        return None

    def _preflight(self, origin: str) -> Response:
        if origin not in self.origins:
            return Response(status_code=403)
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Methods": _ALLOWED_METHODS,
                "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
                "Access-Control-Max-Age": "600",
            },
        )

    def _added_headers(self, scope: Scope, request_id: str) -> list[tuple[bytes, bytes]]:
        added = [*SECURITY_HEADERS, (b"x-request-id", request_id.encode())]
        if not self.origins:
            return added
        # Also without an Origin, or a shared cache could hand one page's answer to another.
        added.append((b"vary", b"Origin"))
        origin = header(scope, b"origin")
        if origin is not None and origin in self.origins:
            added.append((b"access-control-allow-origin", origin.encode("latin-1")))
            added.append((b"access-control-expose-headers", _EXPOSED_HEADERS))
        return added


def _host_error(scope: Scope) -> RequestError | None:
    hosts = [name for name, _ in scope["headers"] if name == b"host"]
    return RequestError("HOST_MISSING") if len(hosts) != 1 and scope.get("http_version") != "1.0" else None


def _is_stream(message: Message) -> bool:
    return any(
        value.startswith(b"text/event-stream") for name, value in message.get("headers", ()) if name == b"content-type"
    )


def _merged(own: Collection[tuple[bytes, bytes]], added: Collection[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """`own` and the added ones; `Vary` may stand twice, any other name only once, the inner one winning."""
    names = {name for name, _ in own}
    return [*own, *((name, value) for name, value in added if name == b"vary" or name not in names)]

"""Errors as HTTP answers: one shape for every refusal, and the status that belongs to a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson
from starlette.responses import Response

from graph_service.errors import AccessError, KalakaError, Language, RequestError
from graph_service.messages import PUBLIC
from graph_service.observability import current_operation

STATUS = {
    "BODY_TOO_LARGE": 413,
    "BODY_SLOW": 408,
    "HEAD_TOO_LARGE": 431,
    "CONTENT_TYPE": 415,
    "NOT_ACCEPTABLE": 406,
    "SUBSCRIPTION_TRANSPORT": 406,
    "METHOD_NOT_ALLOWED": 405,
    "GET_ONLY_QUERIES": 405,
    "ADDRESS_UNKNOWN": 404,
    "INTERNAL": 500,
    "AUTHORIZATION_INVALID": 401,
    "KEY_UNKNOWN": 401,
    "KEY_REVOKED": 401,
    "KEY_EXPIRED": 401,
    "TOKEN_INVALID": 401,
    "TOKENS_UNAVAILABLE": 503,
    "RATE_EXCEEDED": 429,
}
_EXTRA_HEADERS = {"GET_ONLY_QUERIES": {"Allow": "POST"}}
_CREDENTIALS_WANTED = {"WWW-Authenticate": "Bearer"}


def status_of(error: KalakaError) -> int:
    """The status of a refusal before anything ran."""
    if isinstance(error, RequestError):
        return STATUS.get(error.code, 400)
    if isinstance(error, AccessError):
        return STATUS.get(error.code, 403)
    return STATUS.get(error.code, 503)


def retry_header(extensions: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """`Retry-After` of an answer whose errors have these `extensions`: the longest wait that any of them asks for."""
    waits = [seconds for one in extensions if isinstance(seconds := one.get("retryAfter"), int)]
    return {"Retry-After": str(max(waits))} if waits else {}


def refusal(
    error: KalakaError, language: Language, *, request_id: str, media_type: str = "application/json"
) -> Response:
    """`error` as a GraphQL answer without data; the record of the request has its code.

    What may not be told to anybody is told as `INTERNAL`.
    """
    if error.code not in PUBLIC:
        error = KalakaError("INTERNAL", request_id=request_id)
    record = current_operation()
    if record is not None and record.outcome == "ok":
        record.outcome = error.code
    content = {
        "errors": [{"message": error.text(language), "extensions": error.extensions}],
        "extensions": {"requestId": request_id},
    }
    headers = dict(_EXTRA_HEADERS.get(error.code, {}))
    if error.code == "METHOD_NOT_ALLOWED":
        headers["Allow"] = str(error.values["allowed"])
    headers |= retry_header([error.extensions])
    status = status_of(error)
    if status == 401:
        headers |= _CREDENTIALS_WANTED
    return Response(orjson.dumps(content), status, headers, media_type=media_type)

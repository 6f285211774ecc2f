"""Answers made at the socket, whole, for what no application has seen: malformed, too much, or refused for load."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import orjson

from graph_service.errors import KalakaError, Language, LoadError, RequestError
from graph_service.observability import new_request_id
from graph_service.web.front import SECURITY_HEADERS
from graph_service.web.language import preferred_language
from graph_service.web.refusals import retry_header, status_of


class RefusedAtOnce:
    """Whole answers for requests that load refuses at the socket, where no application has seen them yet.

    To hand a request to the application costs ten times as much as to refuse it here.
    """

    def __init__(self, origins: Sequence[str]) -> None:
        self._origins = frozenset(origin.encode() for origin in origins)
        self._made: dict[tuple[Language, bytes | None, bool], tuple[bytes, bytes]] = {}

    def answer(
        self, headers: Sequence[tuple[bytes, bytes]], request_id: str | None = None, *, is_last: bool = False
    ) -> bytes:
        """503 in the caller's language, for the caller's page, with the id to quote.

        The last answer of a connection has to say so, or the next request is on its way when the connection closes.
        """
        fields = dict(headers)
        language = preferred_language(fields.get(b"accept-language", b"").decode("latin-1"))
        origin = fields.get(b"origin")
        key = (language, origin if origin in self._origins else None, is_last)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._template(*key)
        id_ = (request_id or new_request_id()).encode()
        head, body = made[0].replace(_ID, id_), made[1].replace(_ID, id_)
        return b"%s\r\ncontent-length: %d\r\n\r\n%s" % (head, len(body), body)

    def _template(self, language: Language, origin: bytes | None, is_last: bool) -> tuple[bytes, bytes]:
        headers = [(b"x-request-id", _ID)]
        if is_last:
            headers.append((b"connection", b"close"))
        if self._origins:
            headers.append((b"vary", b"Origin"))
        if origin is not None:
            headers += [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", b"Retry-After")]
        return _head(LoadError(), headers), error_content(LoadError(), language, {"requestId": _ID.decode()})


_ID = b"0123456789abcdef"


@lru_cache(maxsize=16)
def bare_refusal(code: str, **values: int) -> bytes:
    """A whole answer for what never became a request: its language and id are not known."""
    error: KalakaError = LoadError(code) if code == "CONNECTIONS_EXCEEDED" else RequestError(code, **values)
    content = error_content(error)
    return b"%s\r\ncontent-length: %d\r\n\r\n%s" % (_head(error, [(b"connection", b"close")]), len(content), content)


def _head(error: KalakaError, headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Status and header fields but for the length."""
    retry = raw_headers(retry_header([error.extensions]))
    every = [(b"content-type", b"application/json"), *SECURITY_HEADERS, *headers, *retry]
    status = status_of(error)
    lines = [b"HTTP/1.1 %d %s" % (status, _PHRASES[status]), *(name + b": " + value for name, value in every)]
    return b"\r\n".join(lines)


_PHRASES = {400: b"Bad Request", 431: b"Request Header Fields Too Large", 503: b"Service Unavailable"}


def error_content(error: KalakaError, language: Language = "en", extensions: dict[str, str] | None = None) -> bytes:
    content = {"errors": [{"message": error.text(language), "extensions": error.extensions}]}
    return orjson.dumps({**content, "extensions": extensions} if extensions else content)


def raw_headers(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]

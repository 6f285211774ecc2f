"""One hostile request: its bytes, and how it must be refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

HOST = "kalaka.test"
KEY = "@@a key that may write@@"
"""Stands for the key that the service under trial was given; it may import, too."""
GRAPHQL = "application/graphql-response+json"


@dataclass(frozen=True)
class Entry:
    """Sent as it is over a socket of its own; `code` is that of the first error.

    A refusal by the server's protocol has no words of ours: its code is its status. A status of 0 is a connection that
    is closed without an answer.
    """

    request: bytes
    code: str
    status: int = 400
    secrets: tuple[str, ...] = ()
    """What the answer and the log must not hold."""


def document(text: str, code: str, variables: Mapping[str, Any] | None = None, *secrets: str, **more: Any) -> Entry:
    """A document in a well-formed request."""
    body = {"query": text, **({"variables": variables} if variables is not None else {}), **more}
    # Half a surrogate has no UTF-8: JSON writes it with an escape.
    return Entry(post(json.dumps(body).encode("ascii")), code, secrets=secrets)


def body(content: bytes, code: str, status: int = 400) -> Entry:
    """A body under the media type of GraphQL."""
    return Entry(post(content), code, status)


def post(content: bytes, content_type: str | None = "application/json", **headers: str) -> bytes:
    """The bytes of a POST. `content_type=None` leaves the header out."""
    lines = ["POST /graphql HTTP/1.1", f"Host: {HOST}", f"Accept: {GRAPHQL}", "Connection: close"]
    lines += [f"Content-Type: {content_type}"] if content_type is not None else []
    lines += [f"Content-Length: {len(content)}"] if "Content_Length" not in headers else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def get(parameters: Mapping[str, str] | str, path: str = "/graphql", **headers: str) -> bytes:
    """The bytes of a GET."""
    query = parameters if isinstance(parameters, str) else urlencode(parameters)
    lines = [f"GET {path}?{query} HTTP/1.1", f"Host: {HOST}", f"Accept: {GRAPHQL}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def lines(*rows: str, content: bytes = b"") -> bytes:
    """A request from its lines."""
    return "\r\n".join([*rows, "", ""]).encode("latin-1") + content

"""The body of a GraphQL request: read within bytes and seconds, decoded, and checked for its shape."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.types import Receive

from graph_service.api.running import Asked
from graph_service.errors import RequestError

_DEEPEST_VARIABLES = 32
_MOST_VALUES = 2_000
_ALLOWED = {"query": "string", "operationName": "string", "variables": "object", "extensions": "object"}
_TYPES: Mapping[str, type] = {"query": str, "operationName": str, "variables": dict, "extensions": dict}


class Disconnected(Exception):
    """The client left before its request was complete."""


async def read_body(receive: Receive, most: int, seconds: float) -> bytes:
    """The whole body. Raises RequestError when it is too long or too slow, Disconnected when the client left."""
    chunks: list[bytes] = []
    length = 0
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                chunk = message.get("body", b"")
                length += len(chunk)
                if length > most:
                    raise RequestError("BODY_TOO_LARGE", most=most)
                chunks.append(chunk)
                more = message.get("more_body", False)
    except TimeoutError:
        raise RequestError("BODY_SLOW", seconds=f"{seconds:g}") from None
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def decode_json(data: str | bytes) -> object:
    """JSON of UTF-8 text; raises json.JSONDecodeError for everything else, whatever is wrong with it."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        raise
    except (ValueError, TypeError, RecursionError) as error:
        raise json.JSONDecodeError(type(error).__name__, "", 0) from None


def request_of_json(data: bytes) -> Asked:
    """The request in the body of a POST."""
    value = _decoded(data, "body")
    if not isinstance(value, dict):
        raise RequestError("BODY_SHAPE")
    return request_of_object(value)


def request_of_parameters(parameters: Mapping[str, str]) -> Asked:
    """The request in the query string of a GET."""
    value: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            value[name] = _decoded(parameters[name], f"`{name}`")
    return request_of_object(value)


def request_of_object(value: dict[str, Any]) -> Asked:
    """The request in a decoded object: a body, or the payload of `subscribe`."""
    for name, kind in _TYPES.items():
        if value.get(name) is not None and not isinstance(value[name], kind):
            raise RequestError("BODY_FIELD", name=name, allowed=_ALLOWED[name])
    query = value.get("query")
    if not query:
        raise RequestError("QUERY_MISSING")
    variables = value.get("variables")
    _refuse_large(variables)
    return Asked(query, value.get("operationName"), variables, value.get("extensions"))


def _decoded(data: str | bytes, part: str) -> object:
    try:
        return decode_json(data)
    except json.JSONDecodeError as error:
        # The position, not the text: an answer must not repeat what it was sent.
        raise RequestError("BODY_MALFORMED", part=part, reason=f"{error.lineno}:{error.colno}") from None


def _refuse_large(variables: object) -> None:
    """Deep values would exhaust the stack of everything that walks them later, many of them its time: 30 µs a value."""
    level, number = [variables], 0
    for _ in range(_DEEPEST_VARIABLES):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return
        number += len(level)
        if number > _MOST_VALUES:
            raise RequestError("VARIABLES_SIZE", most=_MOST_VALUES)
    raise RequestError("BODY_DEPTH", most=_DEEPEST_VARIABLES)


def _inner(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []

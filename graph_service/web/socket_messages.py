"""The messages of `graphql-transport-ws`: read strictly, as graphql-ws reads them, and written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import orjson

from graph_service.api.running import Asked
from graph_service.errors import RequestError
from graph_service.web.answers import Content
from graph_service.web.body import decode_json, request_of_object

PROTOCOL = "graphql-transport-ws"
ACKNOWLEDGED = '{"type":"connection_ack"}'
_LONGEST_ID = 200


class BadMessage(Exception):
    """Not a message of the protocol: the socket closes with 4400."""


@dataclass(frozen=True, slots=True)
class Init:
    """`connection_init`; credentials may come in its payload, as browsers give a WebSocket no headers."""

    authorization: str | None


@dataclass(frozen=True, slots=True)
class Ping:
    """`ping`, to be answered with the same payload."""

    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    """`pong`, which needs no answer."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """`subscribe`: an operation, or why it is none that could be run."""

    id: str
    asked: Asked | RequestError


@dataclass(frozen=True, slots=True)
class Complete:
    """`complete`: nobody listens to the operation any more."""

    id: str


Incoming = Init | Ping | Pong | Subscribe | Complete


def read_message(text: str) -> Incoming:
    """The message in a frame. Raises BadMessage for anything else."""
    try:
        message = decode_json(text)
    except json.JSONDecodeError:
        raise BadMessage from None
    if not isinstance(message, dict):
        raise BadMessage
    payload = message.get("payload")
    match message.get("type"):
        case "connection_init":
            return Init(_authorization(_object_or_none(payload) or {}))
        case "ping":
            return Ping(_object_or_none(payload))
        case "pong":
            _object_or_none(payload)
            return Pong()
        case "subscribe":
            return Subscribe(_id(message), _asked(payload))
        case "complete":
            return Complete(_id(message))
    raise BadMessage


def _object_or_none(payload: object) -> dict[str, Any] | None:
    if payload is not None and not isinstance(payload, dict):
        raise BadMessage
    return payload


def _authorization(payload: dict[str, Any]) -> str | None:
    """What would have been the header, its name in any letters."""
    given = [value for name, value in payload.items() if name.lower() == "authorization"]
    if not given:
        return None
    if len(given) > 1 or not isinstance(given[0], str):
        raise BadMessage
    return given[0]


def _id(message: dict[str, Any]) -> str:
    given = message.get("id")
    if not isinstance(given, str) or not 0 < len(given) <= _LONGEST_ID:
        raise BadMessage
    return given


def _asked(payload: object) -> Asked | RequestError:
    if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
        raise BadMessage
    try:
        return request_of_object(payload)
    except RequestError as error:
        if error.code == "BODY_FIELD":
            raise BadMessage from None
        return error


def pong(payload: dict[str, Any] | None) -> str:
    """The answer to a ping."""
    return _text({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def next_message(id_: str, content: bytes) -> str:
    """An answer of an operation, which is encoded already."""
    return f'{{"id":{_text(id_)},"type":"next","payload":{content.decode()}}}'


def error_message(id_: str, errors: list[Content]) -> str:
    """The errors of an operation that did not run; nothing follows."""
    return _text({"id": id_, "type": "error", "payload": errors})


def complete_message(id_: str) -> str:
    """The end of an operation."""
    return _text({"id": id_, "type": "complete"})


def _text(value: object) -> str:
    return orjson.dumps(value).decode()

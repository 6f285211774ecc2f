"""The result of an operation as the object that every transport sends, and as the bytes of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import orjson
from graphql import GraphQLError

from graph_service.api.context import RequestContext
from graph_service.errors import KalakaError, Language, RequestError
from graph_service.observability import OperationRecord, phase

Content = Mapping[str, Any]


class Result(Protocol):
    """What running an operation gives."""

    data: dict[str, Any] | None
    errors: list[GraphQLError] | None
    extensions: dict[str, Any] | None


def content_of(result: Result, context: RequestContext, record: OperationRecord) -> Content:
    """The answer as an object; notes in the log what it was. Without `data` where nothing ran."""
    content: dict[str, Any] = {}
    if result.data is not None or not result.errors or any(error.path for error in result.errors):
        content["data"] = result.data
    if result.errors:
        record.outcome = _codes(result.errors)
        content["errors"] = [error.formatted for error in result.errors]
    content["extensions"] = {**(result.extensions or {}), "requestId": context.request_id}
    return content


def refused_content(error: KalakaError, language: Language, request_id: str) -> Content:
    """The answer that `error` is, in the same shape."""
    return {"errors": [refused_error(error, language)], "extensions": {"requestId": request_id}}


def refused_error(error: KalakaError, language: Language) -> Content:
    """One error of an answer."""
    return {"message": error.text(language), "extensions": error.extensions}


def encoded(content: Content, most: int) -> bytes:
    """The bytes of an answer. Raises RequestError where they are more than `most`.

    Introspection may be longer: it tells nothing of the data, is the same for everybody, and has limits of its own.
    """
    with phase("encode"):
        data = orjson.dumps(content)
    if len(data) > most and _is_of_data(content):
        raise RequestError("ANSWER_TOO_LARGE", most=most)
    return data


def _is_of_data(content: Content) -> bool:
    """Whether the database was asked for it."""
    return bool(content["extensions"].get("cost", {}).get("statements"))


def _codes(errors: Iterable[GraphQLError]) -> str:
    codes = {str((error.extensions or {}).get("code", "INVALID")) for error in errors}
    return ",".join(sorted(codes)[:5])

"""Which of the two media types of GraphQL over HTTP an answer has, by quality and by order; and single headers."""

from __future__ import annotations

from functools import lru_cache

from starlette.types import Scope

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
_MATCHES = {
    GRAPHQL_JSON: GRAPHQL_JSON,
    JSON: JSON,
    "application/*": GRAPHQL_JSON,
    "*/*": JSON,  # curl and old clients: they expect plain JSON, and 200 for errors of a document
}


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of a request by its name in small letters; Starlette's own look-up reads all of them."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def answer_media_type(accept: str) -> str:
    """The best of the two for an `Accept` header; plain JSON where it names neither or nothing."""
    return _best(accept[:1000])


@lru_cache(maxsize=100)  # clients are of few kinds
def _best(accept: str) -> str:
    best, best_quality = JSON, 0.0
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = _quality(parameters)
        if name in _MATCHES and quality > best_quality:
            best, best_quality = _MATCHES[name], quality
    return best


def is_json(content_type: str) -> bool:
    """Whether a body of this `Content-Type` is JSON in UTF-8."""
    if content_type == JSON:
        return True
    name, *parameters = (piece.strip().lower() for piece in content_type.split(";"))
    charsets = [
        value.strip("\"' ") for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "charset"
    ]
    return name in (JSON, GRAPHQL_JSON) and all(charset in ("utf-8", "utf8") for charset in charsets)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0

"""How an answer is sent, by the quality and the order in `Accept`; the media type of a body; and single headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from starlette.types import Scope

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENTS = "text/event-stream"
_MATCHES = {
    GRAPHQL_JSON: GRAPHQL_JSON,
    JSON: JSON,
    EVENTS: EVENTS,
    "application/*": GRAPHQL_JSON,
    "text/*": EVENTS,
    "*/*": JSON,  # curl and old clients: they expect plain JSON, and 200 for errors of a document
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a client takes: `best` for an answer, and whether it would take a stream of events where one must be."""

    best: str | None
    events: bool

    @property
    def json(self) -> str:
        """The media type of a refusal, which is JSON whatever was asked for."""
        return GRAPHQL_JSON if self.best == GRAPHQL_JSON else JSON


_ANYTHING = Accepted(JSON, events=False)


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of a request by its name in small letters; Starlette's own look-up reads all of them."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def accepted(accept: str | None) -> Accepted:
    """What an `Accept` header takes; without one anything, so plain JSON."""
    return _accepted(accept[:1000]) if accept else _ANYTHING


@lru_cache(maxsize=100)  # clients are of few kinds
def _accepted(accept: str) -> Accepted:
    best, best_quality, refused = None, 0.0, set()
    takes_events = False
    for name, quality in _ranges(accept):
        if quality <= 0:
            refused.add(name)
        elif name in _MATCHES:
            takes_events = takes_events or name in (EVENTS, "text/*")
            if quality > best_quality:
                best, best_quality = _MATCHES[name], quality
    return Accepted(best if best not in refused else None, takes_events and EVENTS not in refused)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, _quality(parameters)


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

"""Which of the two languages a request is answered in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from graph_service.errors import Language

LANGUAGES: tuple[Language, ...] = ("hu", "en")


def preferred_language(accept_language: str) -> Language:
    """The language of an `Accept-Language` header; English where it names neither, or does not say.

    >>> preferred_language("de, hu;q=0.8, en;q=0.7")
    'hu'
    """
    return _preferred(accept_language[:500])


@lru_cache(maxsize=100)  # browsers send few different ones
def _preferred(accept_language: str) -> Language:
    weights = dict(_weights(accept_language))
    hungarian, english = weights.get("hu", 0.0), weights.get("en", weights.get("*", 0.0))
    return "hu" if hungarian > english else "en"


def _weights(header: str) -> Iterable[tuple[str, float]]:
    # Later entries first, so that of two ranges of one language ("en-GB, en;q=0.5") the first one counts.
    for part in reversed(header.split(",")):
        tag, _, parameter = part.partition(";")
        yield tag.strip().lower().split("-")[0], _quality(parameter)


def _quality(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0

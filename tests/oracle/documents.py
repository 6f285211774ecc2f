"""Documents that are parsed once, however often they are asked or looked through; nobody changes them."""

from __future__ import annotations

from functools import lru_cache

from graphql import DocumentNode, parse


@lru_cache(500)
def parsed(text: str) -> DocumentNode:
    """The document of a text. Raises GraphQLSyntaxError."""
    return parse(text)

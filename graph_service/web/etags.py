"""`If-None-Match`: the strong tags that a client holds, compared weakly as RFC 9110 asks (13.1.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.types import Scope

_NAME = b"if-none-match"
_LONGEST = 4_000
"""A list that is longer, like one that is none, counts as not sent: the answer is then whole."""
_TAG = re.compile(r'[ \t]*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,|\Z)')
_NOTHING = re.compile(r"[ \t]*,")  # the grammar lets elements of a list be empty


@dataclass(frozen=True)
class NoneMatch:
    """The tags of a request, in their quotes; `anything` for `*`."""

    tags: frozenset[str] = frozenset()
    anything: bool = False

    def holds(self, tag: str) -> bool:
        """Whether the client has what `tag` names."""
        return self.anything or tag in self.tags


NOT_SENT = NoneMatch()


def none_match(scope: Scope) -> NoneMatch:
    """What a request has in its `If-None-Match`, of which there may be several."""
    sent = [value for name, value in scope["headers"] if name == _NAME]
    return _read(str(b",".join(sent), "latin-1")) if sent else NOT_SENT


def _read(text: str) -> NoneMatch:
    if len(text) > _LONGEST:
        return NOT_SENT
    if text.strip() == "*":
        return NoneMatch(anything=True)
    tags: set[str] = set()
    place = 0
    while place < len(text):
        if empty := _NOTHING.match(text, place):
            place = empty.end()
        elif tag := _TAG.match(text, place):
            tags.add(tag[1])
            place = tag.end()
        else:
            return NOT_SENT if text[place:].strip() else NoneMatch(frozenset(tags))
    return NoneMatch(frozenset(tags))

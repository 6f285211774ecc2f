"""Answers to GET that clients and caches may keep: their ETags, how long they hold, and whether one still does.

A tag is the version of the data and a digest of all else that decides the bytes of an answer, so that whether it still
holds is known from the version alone.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any

import orjson
from starlette.types import Scope

from graph_service.api.context import RequestContext
from graph_service.api.running import Asked
from graph_service.web.answers import Content
from graph_service.web.etags import none_match

VOLATILE = ("computedInMs", "derivedAsOf")
"""Fields whose values differ from process to process, or change, over the same version of the data."""
_NUMBER = re.compile(r"[0-9]{1,10}\Z")
NOT_KEPT = {"cache-control": "no-store"}


class Keeping:
    """How answers of one service are kept.

    `service` names what this service answers by, apart from the data: its release, the settings that decide. Whoever
    has no key may be answered for `seconds` by anybody's copy.
    """

    def __init__(self, service: str, seconds: int) -> None:
        self._service = service
        self._public = f"public, max-age={seconds}" if seconds else "public, no-cache"
        self.seen: int | None = None
        """The version that was read last."""

    def question(self, scope: Scope, asked: Asked, context: RequestContext, media_type: str) -> Question:
        """A request by GET or HEAD of the viewer and language in `context`."""
        decides = [
            self._service,
            asked.query,
            asked.operation_name,
            asked.variables,
            asked.extensions,
            sorted(context.scopes),
            context.language,
            media_type,
        ]
        digest = hashlib.blake2b(orjson.dumps(decides, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()
        return Question(self, scope, urlsafe_b64encode(digest).decode().rstrip("="), context, asked)

    def cache_control(self, *, is_public: bool) -> str:
        """Who has a key is asked for it each time, so that a revoked one ends."""
        return self._public if is_public else "private, no-cache"


class Question:
    """One request whose answer may be kept; `digest` stands for all that decides the answer but the data."""

    def __init__(self, keeping: Keeping, scope: Scope, digest: str, context: RequestContext, asked: Asked) -> None:
        self._keeping = keeping
        self._held = none_match(scope)
        self._digest = digest
        self._context = context
        self._is_steady = not any(name in asked.query for name in VOLATILE)
        self._is_public = context.viewer.key is None

    @property
    def is_worth_a_look(self) -> bool:
        """Whether the client has an answer to this very question that may be the present one.

        It is not where a later version was read already: to look again would only be one statement more.
        """
        end = f'.{self._digest}"'
        numbers = [tag[1 : -len(end)] for tag in self._held.tags if tag.endswith(end)]
        versions = [int(number) for number in numbers if _NUMBER.match(number)]
        return bool(versions) and (self._keeping.seen is None or max(versions) >= self._keeping.seen)

    def holds(self, version: int) -> bool:
        """Whether the client has the answer over the data of `version`, which was just read."""
        self._keeping.seen = version
        return self.tag(version) in self._held.tags

    def tag_of(self, content: Content) -> str | None:
        """The strong tag of an answer that was just made; None where it may not be kept."""
        version = self._context.decided_by
        if version is None:
            return None
        self._keeping.seen = version
        is_whole = content.get("data") is not None and "errors" not in content
        return self.tag(version) if is_whole and self._is_steady else None

    def has(self, tag: str) -> bool:
        """Whether the client has the answer that `tag` names; `*` holds for any."""
        return self._held.holds(tag)

    def headers(self, tag: str | None) -> dict[str, str]:
        """The headers of an answer with this tag, whole or not modified."""
        if tag is None:
            return NOT_KEPT
        return {"etag": tag, "cache-control": self._keeping.cache_control(is_public=self._is_public)}

    def tag(self, version: int) -> str:
        """The tag of the answer over the data of `version`."""
        return f'"{version}.{self._digest}"'


def kept_form(content: Content) -> dict[str, Any]:
    """The answer without what is of one request only: its id stands in a header, too."""
    extensions = {name: value for name, value in content["extensions"].items() if name != "requestId"}
    return {**content, "extensions": extensions}

"""The addresses of the service: the pages, the schema as files, and what they need from the rest."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from graph_service.api.context import Meter
from graph_service.errors import KalakaError, Language, RequestError
from graph_service.resources import folder
from graph_service.web.etags import none_match
from graph_service.web.health import Check, Ready, health
from graph_service.web.identify import Identify, caller_address, identified
from graph_service.web.language import LANGUAGES
from graph_service.web.methods_page import methods_page
from graph_service.web.metrics import MetricsPage, Told
from graph_service.web.query_page import Example, query_page
from graph_service.web.refusals import refusal
from graph_service.web.start_page import FIRST_COUNTY, Asked, start_page
from graph_service.web.texts import TEXTS
from graph_service.web.uploads import UPLOAD_PATH

_FOLDER = Path(__file__).parent
START_DOCUMENT = (_FOLDER / "start_page.graphql").read_text(encoding="utf-8")

_LONGEST_WORD = 2_000


class Answer(Protocol):
    """What executing a document gives."""

    @property
    def data(self) -> Mapping[str, Any] | None: ...
    @property
    def errors(self) -> Sequence[Any] | None: ...


Ask = Callable[[str, dict[str, Any], Language, str, Meter], Awaitable[Answer]]


@dataclass(frozen=True)
class Site:
    """What the addresses need."""

    graphql: ASGIApp
    uploads: ASGIApp | None
    ask: Ask
    identify: Identify
    ready: Check
    metrics: Told
    reference: Callable[[], bytes]
    sdl: Callable[[], bytes]
    examples: tuple[Example, ...]

    def routes(self) -> list[BaseRoute]:
        """All addresses of the service."""
        reference = _File(self.reference, "application/json")
        sdl = _File(self.sdl, "text/plain; charset=utf-8")
        return [
            Route("/graphql", self.graphql),
            *([Route(UPLOAD_PATH, self.uploads)] if self.uploads else []),
            Route("/graphql/schema", sdl.answer),
            Route("/graphql/schema.json", reference.answer),
            Route("/health", health),
            Route("/ready", Ready(self.ready).__call__),
            Route("/metrics", identified(MetricsPage(self.metrics).__call__, self.identify)),
            Route("/", self.start),
            Route("/query", self.query),
            Route("/methods", self.methods),
            Route("/favicon.ico", _favicon),
            Mount("/static", StaticFiles(directory=_FOLDER / "static")),
        ]

    async def start(self, request: Request) -> Response:
        """The start page with the live answer for a county."""
        asked = _asked(request)
        variables = {"county": asked.county, "after": asked.after}
        spending = self.identify.rates.of_address(caller_address(request.scope))
        answer = await self.ask(START_DOCUMENT, variables, asked.language, request.state.request_id, spending)
        if spending.error is not None:
            return refusal(spending.error, asked.language, request_id=request.state.request_id)
        status, problem = _problem(answer, asked, request.state.request_id)
        return _page(start_page(asked, answer.data, problem), asked.language, status)

    async def query(self, request: Request) -> Response:
        """The query page."""
        language = _language(request)
        return _page(query_page(language, self.examples), language)

    async def methods(self, request: Request) -> Response:
        """The page that explains the numbers of the network analysis."""
        language = _language(request)
        return _page(await asyncio.to_thread(methods_page, language, folder("docs") / "methods.md"), language)


def _asked(request: Request) -> Asked:
    query = request.query_params
    after = query.get("after") or None
    county = query.get("county") or FIRST_COUNTY
    base = str(request.base_url).rstrip("/")
    return Asked(_language(request), county[:20], after and after[:_LONGEST_WORD], base)


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang")
    for language in LANGUAGES:
        if asked == language:
            return language
    accepted: Language = request.state.language
    return accepted


def _problem(answer: Answer, asked: Asked, request_id: str) -> tuple[int, str | None]:
    """The status of the page and what it says where there is no answer."""
    text = TEXTS[asked.language]
    codes = {str((error.extensions or {}).get("code")) for error in answer.errors or ()}
    if answer.errors and codes & {"CURSOR_MALFORMED", "CURSOR_ORDER", "STRING_LENGTH"}:
        return 400, str(answer.errors[0].message)
    if answer.errors and "SCOPE_MISSING" in codes:
        return 403, str(answer.errors[0].message)
    if codes - {"NOT_FOUND"} or not answer.data:
        return 503, f"{text.unavailable} {text.request_id.format(id=request_id)}"
    if not answer.data["counties"]["nodes"]:
        return 200, text.empty
    if answer.data["county"] is None:
        return 404, text.unknown_county.format(code=asked.county)
    return 200, None


def _page(content: bytes, language: Language, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-cache", "Content-Language": language, "Vary": "Accept-Language"}
    return Response(content, status, headers, media_type="text/html; charset=utf-8")


class _File:
    """Bytes that stay the same while the process runs: made at first use, compressed once, with a strong ETag."""

    def __init__(self, make: Callable[[], bytes], media_type: str) -> None:
        self._make = make
        self._media_type = media_type
        self._forms: dict[str, tuple[bytes, str]] = {}
        self._making = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        if not self._forms:
            async with self._making:
                self._forms = self._forms or await asyncio.to_thread(self._made)
        form = "gzip" if "gzip" in request.headers.get("accept-encoding", "") else ""
        content, tag = self._forms[form]
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if none_match(request.scope).holds(tag):
            return Response(status_code=304, headers=headers)
        if form:
            headers["Content-Encoding"] = form
        return Response(content, headers=headers, media_type=self._media_type)

    def _made(self) -> dict[str, tuple[bytes, str]]:
        content = self._make()
        digest = hashlib.blake2b(content, digest_size=12).hexdigest()
        return {"": (content, f'"{digest}"'), "gzip": (gzip.compress(content, 6, mtime=0), f'"{digest}-gzip"')}


async def _favicon(request: Request) -> Response:
    return RedirectResponse("/static/mark.svg", 301)


async def not_found(request: Request, error: Exception) -> Response:
    """The answer of an address that is none."""
    wrong = RequestError("ADDRESS_UNKNOWN", path=request.scope["path"][:200])
    return refusal(wrong, request.state.language, request_id=request.state.request_id)


async def not_allowed(request: Request, error: Exception) -> Response:
    """The answer of a method that an address does not take."""
    allowed = (getattr(error, "headers", None) or {}).get("Allow", "GET")
    wrong = RequestError("METHOD_NOT_ALLOWED", allowed=allowed)
    return refusal(wrong, request.state.language, request_id=request.state.request_id)


async def failed(request: Request, error: Exception) -> Response:
    """The answer of a fault of ours; what it was stands in the log, under the id."""
    request_id = request.state.request_id
    return refusal(KalakaError("INTERNAL", request_id=request_id), request.state.language, request_id=request_id)

"""`POST /import`: one file as the body, a report as the answer; by default it only tells what it would do.

The file is kept on disk, not in memory, and read as it was sent: no address in it is ever followed. One import runs at
a time in a process; whoever would have to wait is refused.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from graph_service.access.scopes import IMPORT
from graph_service.access.viewer import Viewer
from graph_service.errors import AccessError, KalakaError, Language, LoadError, RequestError
from graph_service.importing.importer import Wanted
from graph_service.importing.report import Report
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.model.vocabulary import schemes
from graph_service.web.body import Disconnected
from graph_service.web.identify import Identify
from graph_service.web.negotiation import header
from graph_service.web.refusals import refusal

UPLOAD_PATH = "/import"
UPLOAD_SECONDS = 60.0
"""Until when the whole file must have come."""
_LONGEST = 1_000
_POINTS = 100
_MODES = ("dry-run", "import")
_ALLOWED = ("name", "mode", "partial", "subject", "origin", "comment")
_CSV, _JSON = "text/csv; charset=utf-8", "application/json"

Run = Callable[[list[Source], Spool, Wanted], Awaitable[Report]]
"""Imports files and catches up what follows from them."""


@dataclass(frozen=True)
class Uploads:
    """Takes files of at most `most` bytes from holders of keys with the scope `import`."""

    identify: Identify
    run: Run
    most: int
    turn: asyncio.Lock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        state = request.state
        try:
            response = await self._answer(request)
        except KalakaError as error:
            response = refusal(error, state.language, request_id=state.request_id)
        except Disconnected:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            raise RequestError("METHOD_NOT_ALLOWED", allowed="POST")
        caller = await self.identify.caller(request.scope, header(request.scope, b"authorization"), spends=True)
        if not caller.viewer.may(IMPORT):
            raise AccessError("SCOPE_MISSING", scope=IMPORT)
        caller.meter.charge(_POINTS)
        asked = _asked(request.query_params, caller.viewer, self.most)
        if self.turn.locked():
            raise LoadError("IMPORT_BUSY")
        async with self.turn:
            return await self._imported(request, asked)

    async def _imported(self, request: Request, asked: _Asked) -> Response:
        with tempfile.TemporaryFile() as file:
            await _received(request.receive, file, self.most)
            spool = Spool()
            try:
                report = await self.run([Source(asked.name, cast(BinaryIO, file))], spool, asked.wanted)
            except BaseException:
                spool.close()
                raise
        return _reported(report, spool, request)


@dataclass(frozen=True)
class _Asked:
    name: str
    wanted: Wanted


def _asked(given: QueryParams, viewer: Viewer, most: int) -> _Asked:
    """What the address asks for. Raises RequestError, which says what is allowed."""
    for name in given:
        if name not in _ALLOWED:
            raise RequestError("PARAMETER_UNKNOWN", name=name[:80], allowed=", ".join(_ALLOWED))
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise RequestError("STRING_LENGTH", argument=name, most=_LONGEST, value=len(value))
    mode = _one_of("mode", given.get("mode", "dry-run"), _MODES)
    partial = _one_of("partial", given.get("partial", "false"), ("true", "false"))
    origins = tuple(term.code for term in schemes()["dataOrigin"].terms)
    origin = _one_of("origin", given["origin"], origins) if "origin" in given else None
    if "name" not in given:
        raise RequestError("PARAMETER_MISSING", name="name", allowed="Institution.csv, …")
    wanted = Wanted(
        dry_run=mode == "dry-run",
        partial=partial == "true",
        by=viewer.key,
        comment=given.get("comment"),
        counties=viewer.counties,
        subject=given.get("subject"),
        origin=origin,
        caps=Caps(file_bytes=most),
    )
    return _Asked(given["name"], wanted)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise RequestError("PARAMETER_VALUE", name=name, allowed=", ".join(allowed))
    return value


async def _received(receive: Receive, file: IO[bytes], most: int) -> None:
    """The body, on disk. Raises RequestError where it is too long or too slow, Disconnected where the client left."""
    length = 0
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                chunk = message.get("body", b"")
                length += len(chunk)
                if length > most:
                    raise RequestError("BODY_TOO_LARGE", most=most)
                file.write(chunk)
                more = message.get("more_body", False)
    except TimeoutError:
        raise RequestError("BODY_SLOW", seconds=f"{UPLOAD_SECONDS:g}") from None


def _reported(report: Report, spool: Spool, request: Request) -> Response:
    """The report in the form that is accepted; 422 where rows were refused, so that nothing was written."""
    language: Language = request.state.language
    as_csv = "text/csv" in (header(request.scope, b"accept") or "")
    pieces = report.as_csv(language) if as_csv else report.as_json(language)
    is_refused = report.mode == "import" and report.refused and (report.is_broken or not report.is_written)
    headers = {"Content-Language": language, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    return StreamingResponse(
        _closing(pieces, spool), 422 if is_refused else 200, headers, media_type=_CSV if as_csv else _JSON
    )


def _closing(pieces: Iterator[str], spool: Spool) -> Iterator[str]:
    try:
        yield from pieces
    finally:
        spool.close()

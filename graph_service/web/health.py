"""/health says that the process lives; /ready says whether it can answer, and what is missing where it cannot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph_service import __version__
from graph_service.errors import KalakaError

# What is missing, empty when nothing is.
Check = Callable[[], Awaitable[list[KalakaError]]]
_NOT_KEPT = {"Cache-Control": "no-store"}


async def health(request: Request) -> Response:
    """Alive: touches nothing but this process."""
    return _json({"status": "alive", "version": __version__}, 200)


class Ready:
    """The readiness of one service."""

    def __init__(self, check: Check) -> None:
        self._check = check

    async def __call__(self, request: Request) -> Response:
        missing = await self._check()
        if not missing:
            return _json({"status": "ready", "version": __version__}, 200)
        language = request.state.language
        reasons = [{"code": error.code, "message": error.text(language)} for error in missing]
        return _json({"status": "not ready", "missing": reasons}, 503)


def _json(content: object, status: int) -> Response:
    return Response(orjson.dumps(content), status, _NOT_KEPT, media_type="application/json")

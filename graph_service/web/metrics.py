"""`/metrics` for Prometheus: for viewers with the scope `admin` only, from wherever they ask.

There is no exception for the loopback address: behind a proxy on the same machine everybody comes from there.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from graph_service.access.viewer import ANYONE, Viewer
from graph_service.errors import AccessError
from graph_service.web.refusals import refusal

# The text and its media type, for an `Accept` header.
Told = Callable[[str], tuple[bytes, str]]
_SCOPE = "admin"


class MetricsPage:
    """The route of the metrics."""

    def __init__(self, told: Told) -> None:
        self._told = told

    async def __call__(self, request: Request) -> Response:
        viewer: Viewer = request.scope["state"].get("viewer", ANYONE)
        if not viewer.may(_SCOPE):
            error = AccessError("SCOPE_MISSING", scope=_SCOPE)
            state = request.state
            refused = refusal(error, state.language, request_id=state.request_id)
            return refused if viewer.key is not None else _challenged(refused)
        content, media_type = self._told(request.headers.get("accept", ""))
        return Response(content, headers={"Cache-Control": "no-store", "Content-Type": media_type})


def _challenged(refused: Response) -> Response:
    """Without a key the answer is 401 and says what is missing."""
    refused.status_code = 401
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused

"""The rate of every answer of the endpoint in its headers, after the IETF draft on `RateLimit` fields."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.access.buckets import WINDOW_SECONDS
from graph_service.access.rates import Rates, Spending
from graph_service.errors import AccessError
from graph_service.web.identify import caller_address
from graph_service.web.refusals import refusal

_POLICY = b"ratelimit-policy"
_LEFT = b"ratelimit"
_START = "http.response.start"
_TOO_MANY = 429


class Metered:
    """Wraps the endpoint: adds what is left of the rate, and has what was refused pay for it.

    Whoever was refused before anybody knew who it was pays from the account of the address; once that is empty, the
    answer is the refusal of the rate.
    """

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_replaced = False

        async def send_metered(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == _START:
                instead = self._paid(scope, message)
                is_replaced = instead is not None
                if instead is not None:
                    await instead(scope, receive, send)
            if not is_replaced:
                await send(message)

        await self._app(scope, receive, send_metered)

    def _paid(self, scope: Scope, message: Message) -> ASGIApp | None:
        """Settle the account and note it in the headers; another answer where it is empty."""
        state, status = scope["state"], message["status"]
        spending: Spending | None = state.get("spending")
        if spending is None:
            spending = self._rates.of_address(caller_address(scope))
            try:
                spending.admit()
            except AccessError as error:
                answer = refusal(error, state["language"], request_id=state["request_id"])
                answer.raw_headers.extend(_rate_headers(spending))
                return answer
        if 400 <= status < 500:
            spending.refuse()
        if spending.is_exceeded:
            message["status"] = _TOO_MANY
        message["headers"] = [*message.get("headers", ()), *_rate_headers(spending)]
        return None


def _rate_headers(spending: Spending) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """The policy that holds, and what is left of it: `r` points, more of them in `t` seconds."""
    policy, left = spending.policy.encode(), spending.allowance
    return (
        (_POLICY, b'"%s";q=%d;w=%d' % (policy, left.limit, WINDOW_SECONDS)),
        (_LEFT, b'"%s";r=%d;t=%d' % (policy, left.remaining, left.reset_seconds)),
    )

"""Who is asking: found by `Authorization: Bearer …`, in a header or in the first message of a WebSocket."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from graph_service.access.keys import PREFIX, read_key_text
from graph_service.access.known_keys import KnownKeys
from graph_service.access.rates import Rates, Spending
from graph_service.access.tokens import Tokens
from graph_service.access.viewer import Viewer
from graph_service.errors import AccessError, KalakaError, StoreError
from graph_service.messages import PUBLIC
from graph_service.web.address import UNKNOWN, rate_address
from graph_service.web.negotiation import header
from graph_service.web.refusals import refusal

Page = Callable[[Request], Awaitable[Response]]

LOG = logging.getLogger("graph_service.access")
_AUTHORIZATION = b"authorization"
_SCHEME = "bearer"
_LONGEST = 8_400  # the longest token, and its scheme


@dataclass(frozen=True)
class KnownCaller:
    """Who asks for one operation, with the account that it is spent from."""

    viewer: Viewer
    meter: Spending


@dataclass(frozen=True)
class Identify:
    """Finds viewers within `seconds` and opens their accounts; `public` is everybody without credentials.

    Credentials cost points of an account of the address's own, given back where they are good: who tries keys is
    refused before the database is asked.
    """

    keys: KnownKeys
    rates: Rates
    public: Viewer
    seconds: float
    tokens: Tokens | None = None

    async def caller(self, scope: Scope, authorization: str | None, *, spends: bool) -> KnownCaller:
        """Who asks, noted in the state of the request, let in by its rate if it `spends`.

        Raises AccessError for wrong credentials and an empty rate, StoreError where keys cannot be read.
        """
        began = time.monotonic()
        viewer = scope["state"]["viewer"] = await self._viewer(scope, authorization)
        spending = self.rates.spending(viewer, caller_address(scope))
        spending.began = began
        if spends:
            scope["state"]["spending"] = spending
            spending.admit()
        return KnownCaller(viewer, spending)

    async def _viewer(self, scope: Scope, authorization: str | None) -> Viewer:
        if authorization is None:
            return self.public
        if sum(name == _AUTHORIZATION for name, _ in scope["headers"]) > 1:
            self._refuse(scope)
        viewer = await self._credentials(authorization, scope)
        if viewer.origins and header(scope, b"origin") not in viewer.origins:
            raise AccessError("KEY_ORIGIN")
        return viewer

    async def _credentials(self, authorization: str, scope: Scope) -> Viewer:
        text = _bearer(authorization)
        if text is None:
            self._refuse(scope)
        key = read_key_text(text)
        if key is not None and (known := self.keys.known_viewer(key)) is not None:
            return known
        account = self._account(scope)
        if key is None or not self.keys.is_looked_for(key):  # who waits for another's look makes no work
            account.charge_refused()
        try:
            viewer = await self._look(text)
        except StoreError as error:
            account.give_back()
            raise _public(error) from error
        except AccessError as error:
            if error.code == "TOKENS_UNAVAILABLE":
                account.give_back()
            else:
                account.refuse()
            raise
        account.give_back()
        scope["state"].pop("spending", None)
        return viewer

    async def _look(self, text: str) -> Viewer:
        key = read_key_text(text)
        if key is not None:
            return await self.keys.viewer(key, self.seconds)
        if self.tokens is None or text.startswith(PREFIX):
            raise AccessError("KEY_UNKNOWN")
        return await self.tokens.viewer(text, self.seconds)

    def _account(self, scope: Scope) -> Spending:
        spending: Spending = self.rates.of_credentials(caller_address(scope))
        scope["state"]["spending"] = spending
        return spending

    def _refuse(self, scope: Scope) -> NoReturn:
        self._account(scope).charge_refused()
        raise AccessError("AUTHORIZATION_INVALID")


def identified(page: Page, identify: Identify) -> Page:
    """A page that wants to know who asks: `state.viewer`, or a refusal of wrong credentials."""

    async def answer(request: Request) -> Response:
        state = request.state
        try:
            await identify.caller(request.scope, header(request.scope, _AUTHORIZATION), spends=False)
        except KalakaError as error:
            return refusal(error, state.language, request_id=state.request_id)
        return await page(request)

    return answer


def caller_address(scope: Scope) -> str:
    """The address that the rate of somebody without a key is counted by."""
    return rate_address(scope["state"].get("address", UNKNOWN))


def _bearer(authorization: str) -> str | None:
    """The key or token; None for another scheme, for nothing, and for more than one word."""
    scheme, _, text = authorization[: _LONGEST + 1].strip().partition(" ")
    text = text.strip()
    is_one = scheme.lower() == _SCHEME and text.isascii() and text.isprintable() and " " not in text
    return text if is_one and text and len(authorization) <= _LONGEST else None


def _public(error: StoreError) -> StoreError:
    """The error, or one that tells less where its own words are for us only."""
    if error.code in PUBLIC:
        return error
    LOG.error("a key could not be read", extra={"fields": {"code": error.code}})
    return StoreError("STORE_UNAVAILABLE")

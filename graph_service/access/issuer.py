"""The public keys of a token issuer: found through its discovery document, kept for a while, fetched off the loop."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from graph_service.errors import AccessError, SettingsError

LOG = logging.getLogger("graph_service.access")
FETCH_SECONDS = 3.0
LEAST_PAUSE = 30.0
"""Seconds between two looks for a key that the issuer did not have, or after it did not answer."""

_DISCOVERY = "/.well-known/openid-configuration"
_MOST_BYTES = 262_144
_PIECE = 16_384

Jwk = Mapping[str, Any]
Fetch = Callable[[str], Any]


@dataclass
class _Kept:
    """What was fetched last, and when it was tried last."""

    keys: dict[str, Jwk]
    fetched: float = float("-inf")
    tried: float = float("-inf")


class Issuer:
    """The keys by their ids. A key that is not known is looked for at once, but not more often than every 30 s."""

    def __init__(self, address: str, *, seconds: float, fetch: Fetch | None = None) -> None:
        if not is_safe(address):
            allowed = "https://…, http://127.0.0.1…"
            raise SettingsError("SETTING_INVALID", variable="KALAKA_OIDC_ISSUER", value=repr(address), allowed=allowed)
        self.address = address
        self._seconds = seconds
        self._fetch = fetch or fetch_json
        self._kept = _Kept({})
        self._under_way: asyncio.Task[None] | None = None

    async def key(self, kid: str, seconds: float) -> Jwk | None:
        """The key, None where the issuer has none of this id. Raises AccessError where that cannot be known now."""
        kept, now = self._kept, time.monotonic()
        is_fresh = now - kept.fetched < self._seconds
        if is_fresh and kid in kept.keys:
            return kept.keys[kid]
        if now - kept.tried >= LEAST_PAUSE:
            await self._look(seconds)
        elif not is_fresh:
            raise _unavailable(kept.tried + LEAST_PAUSE - now)
        return kept.keys.get(kid)

    async def _look(self, seconds: float) -> None:
        """Fetch anew, once for all who wait; who leaves meanwhile stops nobody else."""
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._refresh())
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(self._under_way)
        except TimeoutError:
            raise _unavailable(1) from None

    async def _refresh(self) -> None:
        try:
            keys = await asyncio.to_thread(self._fetched)
        except (OSError, ValueError) as error:  # also what urllib raises for statuses and JSON for its form
            LOG.warning("the keys of the issuer were not read", extra={"fields": {"reason": type(error).__name__}})
            raise _unavailable(LEAST_PAUSE) from None
        else:
            self._kept.keys, self._kept.fetched = keys, time.monotonic()
        finally:
            self._kept.tried = time.monotonic()
            self._under_way = None

    def _fetched(self) -> dict[str, Jwk]:
        about = self._fetch(self.address.rstrip("/") + _DISCOVERY)
        if not isinstance(about, dict) or about.get("issuer") != self.address:
            raise ValueError("the discovery document is of another issuer")
        place = about.get("jwks_uri")
        if not isinstance(place, str) or not is_safe(place):
            raise ValueError("the keys are at no safe address")
        listed = self._fetch(place)
        found = listed.get("keys") if isinstance(listed, dict) else None
        if not isinstance(found, list):
            raise ValueError("there is no list of keys")
        return {key["kid"]: key for key in found if _is_public(key)}


def is_safe(address: str) -> bool:
    """Whether nobody in between can change what is read from an address: by https, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def fetch_json(address: str) -> Any:
    """The JSON at an address, within seconds and bytes, without redirects. Raises OSError or ValueError."""
    deadline = time.monotonic() + FETCH_SECONDS
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    pieces: list[bytes] = []
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=FETCH_SECONDS) as answer:
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            if sum(map(len, pieces)) > _MOST_BYTES:
                raise ValueError("too long")
            if time.monotonic() > deadline:
                raise TimeoutError
    return json.loads(b"".join(pieces))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """None: urllib then raises the redirect as an error."""


def _is_public(key: object) -> bool:
    """Whether an entry is the public half of a key to sign with, and has an id."""
    return (
        isinstance(key, dict)
        and isinstance(key.get("kid"), str)
        and key.get("kty") in ("RSA", "EC", "OKP")
        and key.get("use", "sig") == "sig"
        and "d" not in key
    )


def _unavailable(seconds: float) -> AccessError:
    return AccessError("TOKENS_UNAVAILABLE", retry_after=max(1, round(seconds)))

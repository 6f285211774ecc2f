"""Bearer tokens of an OpenID Connect issuer: who is asking, and with which scopes. Needs the extra `oidc`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from graph_service.access.issuer import Issuer, Jwk
from graph_service.access.scopes import SCOPES
from graph_service.access.viewer import Viewer
from graph_service.errors import AccessError, SettingsError

if TYPE_CHECKING:
    from types import ModuleType

ALGORITHMS: dict[str, str] = {
    **{name: "RSA" for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")},
    **{name: "EC" for name in ("ES256", "ES384", "ES512")},
    "EdDSA": "OKP",
}
"""What a token may be signed with, and the type of its key: never `none`, never a secret that both sides know."""

_LEEWAY_SECONDS = 30
_LONGEST = 8_192
_REQUIRED = ["exp", "iss", "aud", "sub"]


class Tokens:
    """Checks tokens of one issuer for one audience."""

    def __init__(self, issuer: Issuer, *, audience: str, claim: str, public: frozenset[str]) -> None:
        self._jwt = _library()
        self._issuer = issuer
        self._audience = audience
        self._claim = claim
        self._public = public

    async def viewer(self, token: str, seconds: float) -> Viewer:
        """The subject of a token. Raises AccessError where it is not accepted, or its issuer cannot be asked."""
        kid, algorithm = self._header(token)
        key = await self._issuer.key(kid, seconds)
        if key is None:
            raise AccessError("TOKEN_INVALID")
        claims = self._claims(token, key, algorithm)
        who = hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()[:32]
        return Viewer(_scopes(claims.get(self._claim)) | self._public, f"oidc:{who}")

    def _header(self, token: str) -> tuple[str, str]:
        """Id of the key and algorithm that a token names; nothing of it is trusted yet."""
        try:
            header = self._jwt.get_unverified_header(token) if len(token) <= _LONGEST else {}
        except self._jwt.PyJWTError:
            header = {}
        kid, algorithm = header.get("kid"), header.get("alg")
        if not isinstance(kid, str) or algorithm not in ALGORITHMS or "crit" in header:
            raise AccessError("TOKEN_INVALID")
        return kid, algorithm

    def _claims(self, token: str, key: Jwk, algorithm: str) -> dict[str, Any]:
        if key["kty"] != ALGORITHMS[algorithm] or key.get("alg", algorithm) != algorithm:
            raise AccessError("TOKEN_INVALID")
        try:
            claims: dict[str, Any] = self._jwt.decode(
                token,
                self._jwt.PyJWK(dict(key), algorithm),
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self._issuer.address,
                leeway=_LEEWAY_SECONDS,
                options={"require": _REQUIRED, "enforce_minimum_key_length": True},
            )
        except (self._jwt.PyJWTError, ValueError, TypeError):  # the claims are whatever somebody wrote
            raise AccessError("TOKEN_INVALID") from None
        return claims


def _scopes(claim: object) -> frozenset[str]:
    """The scopes of ours in a claim: words of a text, or a list."""
    words = claim.split() if isinstance(claim, str) else claim if isinstance(claim, list) else ()
    return frozenset(word for word in words if isinstance(word, str)).intersection(SCOPES)


def _library() -> ModuleType:
    try:
        import cryptography  # noqa: F401  # what jwt needs for keys that have two halves
        import jwt
    except ModuleNotFoundError:
        raise SettingsError("OIDC_EXTRA") from None
    return jwt

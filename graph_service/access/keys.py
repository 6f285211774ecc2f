"""Keys: their text, what is kept of one, and the statements that make, find, list and revoke them.

A key is written `kalaka_<id>_<secret>`, a form that scanners for leaked secrets can look for. The id is public; of the
secret, 256 random bits, only the SHA-256 is kept: it needs no slow hash, for nobody can try so many.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graph_service.access.scopes import SCOPES
from graph_service.cypher import Statement

PREFIX = "kalaka_"
ID_LENGTH = 12

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_TEXT = re.compile(rf"{PREFIX}([a-z0-9]{{{ID_LENGTH}}})_([A-Za-z0-9_-]{{43}})")
_NOBODY = "0" * 64
_MAP = (
    "{id: k.id, name: k.name, secretHash: k.secretHash, scopes: k.scopes, counties: k.counties, origins: k.origins, "
    "rate: k.rate, createdAt: toString(k.createdAt), expiresAt: toString(k.expiresAt), "
    "revokedAt: toString(k.revokedAt)}"
)
_FIND = f"CALL () {{ MATCH (k:ApiKey {{id: $id}}) RETURN head(collect({_MAP})) AS found }} RETURN found"
_LIST = f"MATCH (k:ApiKey) WITH k ORDER BY k.createdAt, k.id RETURN {_MAP} AS found"
_CREATE = (
    "CREATE (k:ApiKey {id: $id, name: $name, secretHash: $secretHash, scopes: $scopes, counties: $counties, "
    "origins: $origins, rate: $rate, createdAt: $createdAt, expiresAt: $expiresAt}) RETURN k.id AS id"
)
_REVOKE = (
    "MATCH (k:ApiKey {id: $id}) SET k.revokedAt = coalesce(k.revokedAt, $now) "
    "RETURN k.name AS name, toString(k.revokedAt) AS revokedAt"
)
COUNTIES = Statement("MATCH (c:County) RETURN c.nuts3 AS code ORDER BY code")


@dataclass(frozen=True)
class Key:
    """What is kept of a key."""

    id: str
    name: str
    secret_hash: str = field(repr=False)
    scopes: frozenset[str]
    counties: frozenset[str]
    origins: tuple[str, ...]
    rate: int | None
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """`active`, `revoked` or `expired`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"


@dataclass(frozen=True)
class KeyText:
    """A key as its holder writes it; what is printed of it by mistake is its id at most."""

    id: str
    secret: str = field(repr=False)

    def reveal(self) -> str:
        """The whole text: for the one time it is shown."""
        return f"{PREFIX}{self.id}_{self.secret}"

    @property
    def secret_hash(self) -> str:
        """What is kept of the secret."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def opens(self, key: Key | None) -> bool:
        """Whether the secret is the one of `key`; takes as long where there is no such key."""
        expected = key.secret_hash if key is not None else _NOBODY
        return hmac.compare_digest(self.secret_hash, expected) and key is not None


def new_key_text() -> KeyText:
    """A fresh id and secret."""
    return KeyText("".join(secrets.choice(_ID_LETTERS) for _ in range(ID_LENGTH)), secrets.token_urlsafe(32))


def read_key_text(text: str) -> KeyText | None:
    """The parts of a key; None for a text of another form."""
    found = _TEXT.fullmatch(text)
    return KeyText(found[1], found[2]) if found else None


def find_statement(id: str) -> Statement:
    """One row with what is kept of a key, or null."""
    return Statement(_FIND, {"id": id})


def list_statement() -> Statement:
    """All keys, the oldest first, each as `found`."""
    return Statement(_LIST)


def create_statement(key: Key) -> Statement:
    """Keep a new key."""
    values = {
        "id": key.id,
        "name": key.name,
        "secretHash": key.secret_hash,
        "scopes": sorted(key.scopes),
        "counties": sorted(key.counties),
        "origins": list(key.origins),
        "rate": key.rate,
        "createdAt": key.created_at,
        "expiresAt": key.expires_at,
    }
    return Statement(_CREATE, values)


def revoke_statement(id: str, now: datetime) -> Statement:
    """Revoke a key; one that was revoked before keeps its time. No record where there is none."""
    return Statement(_REVOKE, {"id": id, "now": now})


def key_of_row(row: Mapping[str, Any]) -> Key:
    """A key as the database gives it; scopes that this version does not know are left out."""
    return Key(
        id=row["id"],
        name=row["name"],
        secret_hash=row["secretHash"],
        scopes=frozenset(row["scopes"] or ()).intersection(SCOPES),
        counties=frozenset(row["counties"] or ()),
        origins=tuple(row["origins"] or ()),
        rate=row["rate"],
        created_at=_moment(row["createdAt"]) or datetime.fromtimestamp(0, UTC),
        expires_at=_moment(row["expiresAt"]),
        revoked_at=_moment(row["revokedAt"]),
    )


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text.split("[")[0])
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

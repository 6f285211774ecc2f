"""Who asks: nobody in particular, the holder of a key, or the subject of a bearer token."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.access.scopes import PUBLIC


@dataclass(frozen=True)
class Viewer:
    """What one request may do. `key` is the public id of a key, or `oidc:` and a subject; None without credentials."""

    scopes: frozenset[str] = PUBLIC
    key: str | None = None
    rate: int | None = None
    """Points a minute of its own; None takes the setting for its kind."""
    origins: tuple[str, ...] = ()
    """The pages that may use the key; empty for any."""
    counties: frozenset[str] | None = None
    """NUTS 3 codes of the counties in which it may write; None for all."""

    def may(self, scope: str) -> bool:
        """Whether the viewer has a scope."""
        return scope in self.scopes


ANYONE = Viewer()
"""Somebody without credentials."""

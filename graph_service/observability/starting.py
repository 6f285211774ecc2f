"""Who is told how a start goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Progress(Protocol):
    """Who is told how a start goes on."""

    def phase(self, name: str, seconds: float, detail: str) -> None:
        """`name` is done."""
        ...

    def seeding(self, what: str, done: int, total: int) -> None:
        """So many rows of the demonstration are loaded."""
        ...

    def answered(self, data: Mapping[str, Any] | None) -> None:
        """The first question has its answer."""
        ...


class Silent:
    """Tells nobody."""

    def phase(self, name: str, seconds: float, detail: str) -> None: ...

    def seeding(self, what: str, done: int, total: int) -> None: ...

    def answered(self, data: Mapping[str, Any] | None) -> None: ...

"""Where the database put nodes that were just created: relationships to them need no look-up in an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol


class Elements(Protocol):
    """Element ids by ids, of those nodes of which they are known."""

    def put(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep where the database put nodes."""
        ...

    def of(self, ids: Collection[str]) -> Mapping[str, str]:
        """Those of `ids` that are known."""
        ...


class HeldElements:
    """In memory: what one transaction creates."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def put(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._held |= dict(pairs)

    def of(self, ids: Collection[str]) -> Mapping[str, str]:
        return {id_: self._held[id_] for id_ in ids if id_ in self._held}

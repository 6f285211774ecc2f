"""Keys that were looked up a moment ago, found and not found, so that not every request asks the database for one."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from graph_service.access.keys import Key, KeyText, find_statement, key_of_row
from graph_service.access.viewer import Viewer
from graph_service.cypher import Statement
from graph_service.errors import AccessError

_MOST_FOUND = 10_000
_MOST_MISSED = 10_000


class Lookup(Protocol):
    """Where keys are read. Raises StoreError."""

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        """The row of one statement."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    key: Key | None
    until: float


class KnownKeys:
    """Finds the viewer of a key: by its id, through a cache whose entries live for `seconds`.

    Ids that nobody has are remembered too, apart from the others, so that strangers who try many push no key out. One
    that is asked for by many at once is looked up once.
    """

    def __init__(
        self,
        store: Lookup,
        *,
        seconds: float,
        public: frozenset[str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._seconds = seconds
        self._public = public
        self._now = now
        self._found: OrderedDict[str, _Found] = OrderedDict()
        self._missed: OrderedDict[str, _Found] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[Key | None]] = {}

    def known_viewer(self, text: KeyText) -> Viewer | None:
        """Whose key it is, where that is known without a look and the key is good."""
        remembered = self._remembered(text.id)
        key = remembered.key if remembered else None
        return self._viewer(key) if text.opens(key) and key and key.state(self._now()) == "active" else None

    def is_looked_for(self, text: KeyText) -> bool:
        """Whether a look for its id is under way already."""
        return text.id in self._under_way

    async def viewer(self, text: KeyText, seconds: float) -> Viewer:
        """Whose key it is. Raises AccessError where it opens nothing, StoreError where that cannot be known in time.

        An id that nobody has and a wrong secret take the same steps and give the same error.
        """
        remembered = self._remembered(text.id)
        key = remembered.key if remembered else await self._look(text.id, seconds)
        if not text.opens(key) or key is None:
            raise AccessError("KEY_UNKNOWN")
        match key.state(self._now()):
            case "revoked":
                raise AccessError("KEY_REVOKED")
            case "expired":
                raise AccessError("KEY_EXPIRED")
        return self._viewer(key)

    def _viewer(self, key: Key) -> Viewer:
        return Viewer(key.scopes | self._public, key.id, key.rate, key.origins, key.counties or None)

    def _remembered(self, id: str) -> _Found | None:
        found = self._found.get(id) or self._missed.get(id)
        return found if found is not None and found.until > time.monotonic() else None

    async def _look(self, id: str, seconds: float) -> Key | None:
        """Read the key, or wait for whoever reads it: who leaves meanwhile stops nobody else."""
        task = self._under_way.get(id)
        if task is None:
            task = self._under_way[id] = asyncio.create_task(self._read(id, seconds))
            task.add_done_callback(lambda done: self._ended(id, done))
        return await asyncio.shield(task)

    async def _read(self, id: str, seconds: float) -> Key | None:
        asked = time.monotonic()
        [row] = await self._store.read(find_statement(id), seconds=seconds)
        key = key_of_row(row) if row is not None else None
        # From when it was asked: what changed meanwhile may not be in the answer.
        self._remember(id, _Found(key, asked + self._seconds))
        return key

    def _ended(self, id: str, task: asyncio.Task[Key | None]) -> None:
        del self._under_way[id]
        if not task.cancelled():
            task.exception()  # read by everybody who waited; by nobody where all of them left

    def _remember(self, id: str, found: _Found) -> None:
        self._found.pop(id, None)
        self._missed.pop(id, None)
        kept, most = (self._missed, _MOST_MISSED) if found.key is None else (self._found, _MOST_FOUND)
        kept[id] = found
        if len(kept) > most:
            kept.popitem(last=False)

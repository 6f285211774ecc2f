"""Answers of analyses, kept by version of the data, version of the method and arguments, and computed once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass, fields, is_dataclass
from sys import getsizeof
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from graph_service.network.keeping.flights import Flights

T = TypeVar("T")

KEPT_VERSIONS = 2


class Key(NamedTuple):
    """What tells answers apart. `arguments` are in one order and hashable: equal questions have equal ones."""

    version: int
    method: str
    """Name and version of the function, such as `gaps/1`."""
    arguments: Hashable


@dataclass(frozen=True)
class _Kept:
    answer: Any
    size: int


class Answers:
    """Answers, the least recently used of which are dropped beyond so many entries or bytes; for one event loop.

    Only answers of the last `KEPT_VERSIONS` versions asked for are kept. What failed is not.
    """

    def __init__(self, entries: int = 1_000, size: int = 64 * 2**20) -> None:
        self._entries = entries
        self._size = size
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._versions: list[int] = []
        self._flights: Flights[Key, Any] = Flights()
        self.used_size = 0
        """Bytes of what is kept, about."""

    def __len__(self) -> int:
        return len(self._kept)

    async def get(
        self, key: Key, compute: Callable[[], Coroutine[Any, Any, T]], size: Callable[[T], int] | None = None
    ) -> T:
        """The answer of `key`, computed unless it is kept or under way. Raises what `compute` raises.

        `size` tells how many bytes an answer takes; by default they are counted.
        """
        self._note(key.version)
        if key in self._kept:
            self._kept.move_to_end(key)
            return cast(T, self._kept[key].answer)
        return cast(T, await self._flights.join(key, lambda: self._computed(key, compute, size)))

    async def _computed(
        self, key: Key, compute: Callable[[], Coroutine[Any, Any, T]], size: Callable[[T], int] | None
    ) -> T:
        answer = await compute()
        bytes_ = (size or size_of)(answer)
        if key.version in self._versions and bytes_ <= self._size:
            self._kept[key] = _Kept(answer, bytes_)
            self.used_size += bytes_
            while len(self._kept) > self._entries or self.used_size > self._size:
                self._drop(next(iter(self._kept)))
        return answer

    def _note(self, version: int) -> None:
        """Forget the answers of versions that two others were asked for since."""
        if self._versions[-1:] == [version]:
            return
        self._versions = [*(other for other in self._versions if other != version), version][-KEPT_VERSIONS:]
        for key in [key for key in self._kept if key.version not in self._versions]:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        self.used_size -= self._kept.pop(key).size


def size_of(value: object) -> int:
    """About how many bytes a value takes, with all that is in it."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes) + 100
    if isinstance(value, dict):
        return getsizeof(value) + sum(size_of(key) + size_of(held) for key, held in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return getsizeof(value) + sum(map(size_of, value))
    if is_dataclass(value):
        return getsizeof(value) + sum(size_of(getattr(value, field.name)) for field in fields(value))
    return getsizeof(value)

"""What every job tells: a value, how it was made, and, of a list, one page of rows."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph_service.errors import RequestError
from graph_service.network.network import Network, Scope
from graph_service.network.projection import Projection
from graph_service.network.snapshots import network_at

METHOD_VERSION = "2"
"""Raised with every change of a formula: kept answers, cursors and ETags of before then no longer fit."""

T = TypeVar("T")
_KEPT = 24


@dataclass(frozen=True)
class Told:
    """A value and how it was made. `nodes`, `collaborations` and `ties` are those of the network."""

    value: Any
    version: int
    day: int
    mode: str
    method: str
    approximate: bool
    nodes: int
    collaborations: int
    ties: int
    synthetic: bool
    milliseconds: int
    method_version: str = METHOD_VERSION


@dataclass(frozen=True)
class Window:
    """A page of a list: so many rows after, or before, the row with the key `cursor`, or at its beginning or end."""

    size: int
    backward: bool = False
    cursor: str | None = None


@dataclass(frozen=True)
class Slice(Generic[T]):
    """The rows of a page with their keys; the first is the one at `start` of `total`."""

    rows: tuple[T, ...]
    keys: tuple[str, ...]
    start: int
    total: int


def slice_of(rows: Sequence[T], key: Callable[[int], str], window: Window) -> Slice[T]:
    """The page `window` of `rows`; `key` names the row at a place. Raises RequestError CURSOR_GONE."""
    start, end = _span(len(rows), key, window)
    shown = tuple(rows[place] for place in range(start, end))
    return Slice(shown, tuple(key(place) for place in range(start, end)), start, len(rows))


def _span(count: int, key: Callable[[int], str], window: Window) -> tuple[int, int]:
    if window.cursor is None:
        return (max(0, count - window.size), count) if window.backward else (0, min(count, window.size))
    place = next((place for place in range(count) if key(place) == window.cursor), None)
    if place is None:
        raise RequestError("CURSOR_GONE", argument="before" if window.backward else "after")
    if window.backward:
        return max(0, place - window.size), place
    return place + 1, min(count, place + 1 + window.size)


class Kept:
    """The last things made, by key; those of other versions than the newest two go first by their age."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for `key`, made now where it is not kept."""
        if key not in self._made:
            self._made[key] = make()
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        found: T = self._made[key]
        return found


KEPT = Kept()


def network_in(projection: Projection, scope: Scope) -> Network:
    """The network of `scope`. Raises RequestError SCOPE_EMPTY where no institution is in it."""
    network = network_at(projection, scope)
    if not len(network.nodes):
        raise RequestError("SCOPE_EMPTY")
    return network


def told_of(network: Network, value: Any, started: float, *, method: str = "EXACT", approximate: bool = False) -> Told:
    """`value` with the facts of `network`; `started` is `time.process_time()` at the beginning."""
    return Told(
        value=value,
        version=network.projection.version,
        day=network.scope.day,
        mode=network.scope.mode,
        method=method,
        approximate=approximate,
        nodes=len(network.nodes),
        collaborations=len(network.collaborations),
        ties=len(network.ties[0]),
        synthetic=network.is_synthetic,
        milliseconds=round((time.process_time() - started) * 1000),
    )

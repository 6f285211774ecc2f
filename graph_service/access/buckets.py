"""The points that callers have spent in the last minute: one table, shared by all worker processes of a service.

A slot is one caller, found by a keyed hash, so that the table names nobody. It holds what was spent in each of the last
thirteen spans of five seconds; the twelve before the present one and the present one cover every sixty seconds that end
now, so in *any* minute no caller spends more than its rate, however many processes grant it.
"""

from __future__ import annotations

import mmap
import os
import secrets
import struct
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import lru_cache
from hashlib import blake2b
from math import ceil
from pathlib import Path

from graph_service.access.file_lock import FileLock
from graph_service.processes import is_running

WINDOW_SECONDS = 60
SLOTS = 65_536

_SPAN_SECONDS = 5
_SPANS = WINDOW_SECONDS // _SPAN_SECONDS + 1
_SLOT = struct.Struct(f"=QI{_SPANS}I")  # the caller's hash, the span it last spent in, what it spent by span
_OWNER = struct.Struct("=Q")
_HEADER = struct.Struct("=8sI16s")
_MAGIC = b"kalaka1\0"
_PROBES = 8
_PREFIX = "kalaka-rates-"
_HASHES_KEPT = 10_000
_SHARED_MEMORY = Path("/dev/shm")  # memory, not a disk, where there is one

_Spent = tuple[Sequence[int], int, float, int]
"""What was spent by span, the present span, the time, and how many points are missing."""


class Allowance:
    """Whether points were granted, what is left of `limit`, and when more of it comes back."""

    __slots__ = ("_missing", "_now", "_span", "_spent", "granted", "limit", "remaining")

    def __init__(self, granted: bool, limit: int, remaining: int, spent: _Spent | None = None) -> None:
        self.granted = granted
        self.limit = limit
        self.remaining = remaining
        self._spent, self._span, self._now, self._missing = spent or ((), 0, 0.0, 1)

    @property
    def reset_seconds(self) -> int:
        """Seconds until what was asked is there, where it was refused; else until the points spent first come back."""
        oldest = (self._span + 1) % _SPANS
        returned = 0
        for later, points in enumerate((*self._spent[oldest:], *self._spent[:oldest])):
            returned += points
            if returned >= self._missing:
                return max(1, ceil((self._span + 1 + later) * _SPAN_SECONDS - self._now))
        return WINDOW_SECONDS


class Buckets:
    """The table. A caller costs it microseconds; where it is full, the caller that spent least loses its slot."""

    def __init__(
        self,
        memory: bytearray | mmap.mmap,
        lock: AbstractContextManager[object],
        name: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        magic, self._slots, secret = _HEADER.unpack_from(memory)
        if magic != _MAGIC:
            raise ValueError("not a table of rates")
        self.name = name
        self.clock = clock
        """Seconds that all processes of a machine agree on; tests set it."""
        self._memory = memory
        self._lock = lock

        @lru_cache(_HASHES_KEPT)
        def hashed(caller: str) -> int:
            digest = blake2b(caller.encode(), digest_size=8, key=secret).digest()
            return int.from_bytes(digest, "little") or 1  # 0 is nobody

        self._hash = hashed

    @classmethod
    def alone(cls, slots: int = SLOTS) -> Buckets:
        """A table in the memory of this process."""
        memory = bytearray(_size(slots))
        _HEADER.pack_into(memory, 0, _MAGIC, slots, secrets.token_bytes(16))
        return cls(memory, nullcontext())

    @classmethod
    def create(cls, slots: int = SLOTS) -> Buckets:
        """A table that other processes `attach` by its `name`; `remove` it when the last of them has ended."""
        folder = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
        _remove_left_behind(folder)
        handle, name = tempfile.mkstemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(_size(slots))
            file.write(_HEADER.pack(_MAGIC, slots, secrets.token_bytes(16)))
        return cls.attach(name)

    @classmethod
    def attach(cls, name: str) -> Buckets:
        """The table that another process created under `name`."""
        file = os.open(name, os.O_RDWR)  # stays open: it carries the lock
        return cls(mmap.mmap(file, 0), FileLock(file), name)

    def remove(self) -> None:
        """Take the name of a shared table away; who is attached keeps it."""
        if self.name is not None:
            Path(self.name).unlink(missing_ok=True)

    def take(self, caller: str, points: int, rate: int, *, partly: bool = False) -> Allowance:
        """Spend `points` of the caller's `rate` a minute, all or nothing; with `partly`, as many as are left."""
        now = self.clock()
        span = int(now // _SPAN_SECONDS)
        owner = self._hash(caller)
        with self._lock:
            at = self._place(owner, span)
            spent = self._spent(at, owner, span)
            left = rate - sum(spent)
            granted = points <= left
            taken = points if granted else max(left, 0) if partly else 0
            if taken:
                spent[span % _SPANS] += taken
                _SLOT.pack_into(self._memory, at, owner, span, *spent)
                left -= taken
        return Allowance(granted, rate, max(left, 0), (spent, span, now, 1 if granted else points - left))

    def give_back(self, caller: str, points: int) -> None:
        """Return points that were taken a moment ago."""
        span = int(self.clock() // _SPAN_SECONDS)
        owner = self._hash(caller)
        with self._lock:
            at = self._place(owner, span)
            spent = self._spent(at, owner, span)
            spent[span % _SPANS] = max(0, spent[span % _SPANS] - points)
            _SLOT.pack_into(self._memory, at, owner, span, *spent)

    def _place(self, owner: int, span: int) -> int:
        """Where the owner's slot is, or is to be: a free or forgotten one, else the one that has spent least."""
        start = owner % self._slots
        first = _offset(start)
        if _OWNER.unpack_from(self._memory, first)[0] == owner:
            return first
        places = [_offset((start + step) % self._slots) for step in range(_PROBES)]
        for at in places:
            if _OWNER.unpack_from(self._memory, at)[0] == owner:
                return at
        return min(places, key=lambda at: self._spent_by_anyone(at, span))

    def _spent(self, at: int, owner: int, span: int) -> list[int]:
        """What the owner spent by span, those that are over a minute old forgotten."""
        found, last, *spent = _SLOT.unpack_from(self._memory, at)
        if found != owner or span - last >= _SPANS:
            return [0] * _SPANS
        for forgotten in range(last + 1, span + 1):
            spent[forgotten % _SPANS] = 0
        return spent

    def _spent_by_anyone(self, at: int, span: int) -> int:
        (owner,) = _OWNER.unpack_from(self._memory, at)
        return sum(self._spent(at, owner, span))


def _remove_left_behind(folder: Path) -> None:
    """Remove the tables of processes that were killed before they could."""
    for path in folder.glob(f"{_PREFIX}*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not is_running(int(owner)):
            with suppress(OSError):  # another user's, or just removed by somebody else
                path.unlink()


def _offset(slot: int) -> int:
    return _SLOT.size * (slot + 1)  # the first slot is the header's


def _size(slots: int) -> int:
    return _offset(slots)

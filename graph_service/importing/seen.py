"""What was met in a file before, and in which row: sixteen bytes each, so that a million fill no memory."""

from __future__ import annotations

from array import array
from hashlib import blake2b


class Seen:
    """A table of 64-bit digests with the row that had each first."""

    def __init__(self) -> None:
        self._size = 1 << 10
        self._count = 0
        self._keys = array("Q", bytes(8 * self._size))
        self._rows = array("Q", [0]) * self._size

    def first(self, key: str, row: int) -> int | None:
        """The row that had the key first; None where it is this one."""
        digest = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
        place = self._place(digest)
        if self._keys[place]:
            return self._rows[place]
        self._keys[place], self._rows[place] = digest, row
        self._count += 1
        if 3 * self._count > 2 * self._size:
            self._grow()
        return None

    def _place(self, digest: int) -> int:
        """Where a digest stands, or would."""
        place = digest & (self._size - 1)
        while self._keys[place] not in (0, digest):
            place = (place + 1) & (self._size - 1)
        return place

    def _grow(self) -> None:
        keys, rows = self._keys, self._rows
        self._size *= 2
        self._keys = array("Q", bytes(8 * self._size))
        self._rows = array("Q", [0]) * self._size
        for digest, row in zip(keys, rows, strict=True):
            if digest:
                place = self._place(digest)
                self._keys[place], self._rows[place] = digest, row

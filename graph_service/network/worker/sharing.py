"""Projections in shared memory: the service writes each version once, the worker reads it where it lies.

A block is the pickle of a projection followed by its columns, each at a multiple of 64 bytes. The service owns a block
and removes it; the worker only maps it, and its arrays are views that cannot be written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graph_service.network.worker.frames import Packed, pack, unpack

if TYPE_CHECKING:
    from graph_service.network.projection import Projection

VERSIONS = 2
"""How many projections are shared at a time: the service keeps as many versions of its data."""
_ALIGNMENT = 64
_MEMORY_FILES = Path("/dev/shm")


@dataclass(frozen=True)
class Place:
    """Where a projection lies: the name of the block, and offset and length in bytes of its pickle and each column."""

    name: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class _Block:
    projection: Projection
    memory: SharedMemory
    place: Place

    def remove(self) -> None:
        """Take it out of memory; the worker's own view of it lasts until the worker lets go."""
        self.memory.close()
        self.memory.unlink()


class Shelf:
    """The blocks that this process has written, by version; not safe between threads."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[int, _Block] = OrderedDict()

    def place(self, projection: Projection) -> Place:
        """Where `projection` lies, written now unless it is there already. Raises OSError where memory is short."""
        held = self._blocks.get(projection.version)
        if held is None or held.projection is not projection:
            self.drop(projection.version)
            while len(self._blocks) >= VERSIONS:
                self.drop(next(iter(self._blocks)))
            held = self._blocks[projection.version] = _written(projection)
        self._blocks.move_to_end(projection.version)
        return held.place

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all blocks."""
        return tuple(block.place.name for block in self._blocks.values())

    def drop(self, version: int) -> None:
        """Remove the block of `version`, if there is one."""
        block = self._blocks.pop(version, None)
        if block is not None:
            block.remove()

    def clear(self) -> None:
        """Remove all blocks."""
        for version in list(self._blocks):
            self.drop(version)


def _written(projection: Projection) -> _Block:
    # A copy has no cached properties: what a block holds does not depend on what was asked before.
    packed = pack(dataclasses.replace(projection))
    spans, size = _spans(packed)
    memory = SharedMemory(create=True, size=size)
    try:
        _reserve(memory.name, size)
        parts: tuple[bytes | memoryview, ...] = (packed.head, *packed.buffers)
        for (offset, length), part in zip(spans, parts, strict=True):
            cast(memoryview, memory.buf)[offset : offset + length] = part
    except BaseException:
        memory.close()
        memory.unlink()
        raise
    return _Block(projection, memory, Place(memory.name, spans))


def _spans(packed: Packed) -> tuple[tuple[tuple[int, int], ...], int]:
    """Offset and length of each part, and the size of the block."""
    spans, end = [], 0
    for length in (len(packed.head), *(buffer.nbytes for buffer in packed.buffers)):
        spans.append((end, length))
        end += -(-length // _ALIGNMENT) * _ALIGNMENT
    return tuple(spans), end


def _reserve(name: str, size: int) -> None:
    """Take the memory now: where it is short, a write to a block of that size would end the process with SIGBUS."""
    file = _MEMORY_FILES / name
    if hasattr(os, "posix_fallocate") and file.exists():
        with file.open("r+b") as block:
            os.posix_fallocate(block.fileno(), 0, size)


class Attached:
    """The worker's side: the projections of the blocks that it has mapped."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[SharedMemory, Projection]] = {}
        self._left: list[SharedMemory] = []

    def projection(self, place: Place) -> Projection:
        """The projection that lies at `place`."""
        if place.name not in self._held:
            memory = SharedMemory(place.name)
            view = cast(memoryview, memory.buf).toreadonly()
            head, *columns = (view[offset : offset + length] for offset, length in place.spans)
            self._held[place.name] = (memory, cast("Projection", unpack(head, columns)))
        return self._held[place.name][1]

    @property
    def held_blocks(self) -> int:
        """How many blocks are mapped, those that could not be let go of yet included."""
        return len(self._held) + len(self._left)

    def keep(self, names: Iterable[str]) -> None:
        """Let go of all blocks but `names`, of each as soon as nothing refers to its columns any more."""
        wanted = set(names)
        for name in [name for name in self._held if name not in wanted]:
            self._left.append(self._held.pop(name)[0])
        self._left = [memory for memory in self._left if not _closed(memory)]


def _closed(memory: SharedMemory) -> bool:
    """Whether it could be closed: not while an array still lies in it."""
    with contextlib.suppress(BufferError):
        memory.close()
        return True
    return False

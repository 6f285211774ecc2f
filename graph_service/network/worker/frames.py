"""Values as bytes and back, in pieces, so that no thread keeps the interpreter to itself for long.

Arrays leave the pickle as buffers of their own and are neither copied into it nor out of it. The rest is written and
read by the pickle module in frames of 64 KiB, each through a method in Python: between two of them other threads run.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

_PROTOCOL = 5
_COUNT_BYTES = 4


class _InTurns(io.BytesIO):
    """A file whose calls enter Python code, where the interpreter may hand over to another thread."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size)

    def write(self, data: object, /) -> int:
        return super().write(data)  # type: ignore[arg-type]  # whatever the pickler writes


@dataclass(frozen=True)
class Packed:
    """A value: its pickle, and the bytes of its arrays in the order in which it names them."""

    head: bytes
    buffers: tuple[memoryview, ...]


def pack(value: object) -> Packed:
    """`value` as bytes; raises what pickle raises for a thing that cannot be one."""
    buffers: list[pickle.PickleBuffer] = []
    file = _InTurns()
    pickle.Pickler(file, _PROTOCOL, buffer_callback=buffers.append).dump(value)
    return Packed(file.getvalue(), tuple(buffer.raw() for buffer in buffers))


def unpack(head: bytes | memoryview, buffers: Iterable[bytes | memoryview]) -> object:
    """The value. Its arrays lie in `buffers`, and cannot be written where those cannot."""
    value: object = pickle.Unpickler(_InTurns(head), buffers=buffers).load()
    return value


def send(connection: Connection, packed: Packed) -> None:
    """Write a value to the other process; raises OSError where that is gone."""
    connection.send_bytes(len(packed.buffers).to_bytes(_COUNT_BYTES, "little"))
    connection.send_bytes(packed.head)
    for buffer in packed.buffers:
        connection.send_bytes(buffer)


def receive(connection: Connection) -> object:
    """The next value, its arrays read-only; waits for it. EOFError or OSError: the other process is gone."""
    count = int.from_bytes(connection.recv_bytes(), "little")
    head = connection.recv_bytes()
    buffers: Sequence[bytes] = [connection.recv_bytes() for _ in range(count)]
    return unpack(head, buffers)

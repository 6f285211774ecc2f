"""A TCP proxy that understands enough Bolt to count what a service really asks of its database, and to fail on cue.

It forwards bytes untouched and reads the client's side: handshake, chunks, message tags and the texts of RUN.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal
from urllib.parse import urlsplit

TAGS = {
    0x01: "HELLO",
    0x02: "GOODBYE",
    0x0F: "RESET",
    0x10: "RUN",
    0x11: "BEGIN",
    0x12: "COMMIT",
    0x13: "ROLLBACK",
    0x2F: "DISCARD",
    0x3F: "PULL",
    0x54: "TELEMETRY",
    0x66: "ROUTE",
    0x6A: "LOGON",
    0x6B: "LOGOFF",
}
MANIFEST = b"\x00\x00\x01\xff"  # the server answers with a list of versions and the client chooses


@dataclass(frozen=True)
class BoltMessage:
    """One message of a client; `text` is the statement of a RUN."""

    connection: int
    kind: str
    text: str | None = None


How = Literal["before", "after", "silence"]


@dataclass(frozen=True)
class Fault:
    """What happens to a message of `kind`: the connection is cut before it reaches the database, or after the database
    has answered it; or the answer is kept back and the connection stays open."""

    kind: str
    how: How


@dataclass
class Seen:
    """The messages that passed while it was open."""

    messages: list[BoltMessage] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many messages of this kind: RUN, BEGIN, COMMIT, PULL, …"""
        return sum(message.kind == kind for message in self.messages)

    @property
    def statements(self) -> list[str]:
        """The texts of all RUN messages, in order."""
        return [message.text or "" for message in self.messages if message.kind == "RUN"]


class MessageReader:
    """Puts the client's bytes together into messages; `feed` gives those that became complete."""

    def __init__(self, connection: int) -> None:
        self._connection = connection
        self._pending = bytearray()
        self._message = bytearray()
        self._step = "handshake"
        self.manifest = False  # set by the server's side of the handshake

    def feed(self, data: bytes) -> list[BoltMessage]:
        """Take bytes in any cut and return the messages they complete."""
        self._pending += data
        while self._step != "chunks" and self._leave_handshake():
            pass
        return list(self._whole_messages()) if self._step == "chunks" else []

    def _leave_handshake(self) -> bool:
        """One step of the handshake; False when it needs more bytes."""
        if self._step == "handshake":
            if len(self._pending) < 20:
                return False
            del self._pending[:20]
            self._step = "chosen"
            return bool(self._pending)
        if not self.manifest:
            self._step = "chunks"
            return True
        # After a manifest: four bytes of version and a variable-length integer of capabilities.
        for index in range(4, len(self._pending)):
            if self._pending[index] < 0x80:
                del self._pending[: index + 1]
                self._step = "chunks"
                return True
        return False

    def _whole_messages(self) -> Iterator[BoltMessage]:
        while len(self._pending) >= 2:
            size = int.from_bytes(self._pending[:2], "big")
            if len(self._pending) < 2 + size:
                return
            self._message += self._pending[2 : 2 + size]
            del self._pending[: 2 + size]
            if size == 0 and self._message:  # an empty chunk ends a message; alone it keeps the line alive
                yield _read_message(self._connection, bytes(self._message))
                self._message.clear()


def _read_message(connection: int, data: bytes) -> BoltMessage:
    kind = TAGS.get(data[1], f"0x{data[1]:02X}")
    return BoltMessage(connection, kind, _read_string(data[2:]) if kind == "RUN" else None)


def _read_string(data: bytes) -> str:
    """The PackStream string at the start of `data`."""
    marker = data[0]
    if marker & 0xF0 == 0x80:
        start, size = 1, marker & 0x0F
    else:
        width = {0xD0: 1, 0xD1: 2, 0xD2: 4}[marker]
        start, size = 1 + width, int.from_bytes(data[1 : 1 + width], "big")
    return data[start : start + size].decode("utf-8")


class BoltProxy:
    """Listens on a loopback port, forwards to `uri`, and remembers the client's messages."""

    def __init__(self, uri: str) -> None:
        address = urlsplit(uri)
        self._target = (address.hostname or "127.0.0.1", address.port or 7687)
        self._messages: list[BoltMessage] = []
        self.connections = 0
        self.silent = 0
        """So many connections, the first ones, are taken and never answered."""
        self.faults_met = 0
        """How many messages met a fault so far."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bolt-proxy", daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._fault: Fault | None = None
        self.uri = ""

    def __enter__(self) -> BoltProxy:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.uri = f"bolt://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @contextlib.contextmanager
    def counting(self) -> Iterator[Seen]:
        """The messages of a `with` block. They are recorded before the database sees them."""
        before = len(self._messages)
        seen = Seen()
        try:
            yield seen
        finally:
            seen.messages = self._messages[before:]

    @contextlib.contextmanager
    def failing(self, kind: str, how: How) -> Iterator[None]:
        """Within a `with` block, every message of `kind` meets a fault."""
        self._fault = Fault(kind, how)
        try:
            yield
        finally:
            self._fault = None

    def forward_to(self, uri: str) -> None:
        """Forward new connections to another address: that of a database which was started again."""
        address = urlsplit(uri)
        self._target = (address.hostname or "127.0.0.1", address.port or 7687)

    def drop_connections(self) -> None:
        """Close every connection there is, as a database does that ends; new ones are taken as before."""

        async def drop() -> None:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(drop(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        messages, faults = MessageReader(self.connections), list[Fault]()
        try:
            if self.connections <= self.silent:
                await reader.read()  # until the client leaves
                return
            up_reader, up_writer = await asyncio.open_connection(*self._target)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._upwards(reader, up_writer, messages, faults))
                both.create_task(_downwards(up_reader, writer, messages, faults))
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass  # either side left; the other learns it from the closed socket
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _upwards(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        messages: MessageReader,
        faults: list[Fault],
    ) -> None:
        try:
            while data := await reader.read(65536):
                found = messages.feed(data)
                self._messages += found
                fault = self._fault
                if fault is not None and any(message.kind == fault.kind for message in found):
                    self.faults_met += 1
                    if fault.how == "before":
                        raise ConnectionAbortedError
                    faults.append(fault)  # met by the answer
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()

    async def _close(self) -> None:
        assert self._server
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _downwards(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, messages: MessageReader, faults: list[Fault]
) -> None:
    try:
        first = await reader.readexactly(4)
        messages.manifest = first == MANIFEST
        writer.write(first)
        while data := await reader.read(65536):
            if faults and faults[-1].how == "after":
                raise ConnectionAbortedError
            if not faults:
                writer.write(data)
                await writer.drain()
    except asyncio.IncompleteReadError:
        pass
    finally:
        writer.close()

"""Watches the connections of one process: how many an address holds, who is late, who does not read its answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import struct
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Protocol

from graph_service.settings import Settings

if sys.platform != "win32":
    import fcntl
    import termios

_LOG = logging.getLogger("graph_service.serving")
SWEEP_SECONDS = 0.25
_LAST_SECONDS = 1.0
"""How long an idle connection is kept when the process is about to end."""
_PROGRESS_BYTES = 16_384
"""Who takes fewer bytes of an answer in `idle_seconds` counts as not reading it."""


class Connection(Protocol):
    """What the two protocols have in common."""

    transport: asyncio.Transport
    due: float | None

    @property
    def is_idle(self) -> bool: ...
    def is_late(self, now: float) -> bool: ...
    def end(self) -> None: ...


@dataclass
class _Unread:
    """An answer that waits to be read: its bytes when it was looked at last with progress, and when that was.

    `due` tells it from the answers before it, which may have been as long.
    """

    size: int
    since: float
    due: float | None


class Watch:
    """One for each process; its protocols tell it of themselves."""

    def __init__(self, settings: Settings) -> None:
        self.request_seconds = settings.request_seconds
        self.idle_seconds = settings.idle_seconds
        self.is_leaving = False
        """Whether the process is about to end: then an answer is the last on its connection."""
        self._most = settings.connections_per_address
        self._proxies: Sequence[IPv4Network | IPv6Network] = settings.trusted_proxies
        self._connections: dict[Connection, _Unread | None] = {}
        self._addresses: dict[asyncio.BaseTransport, str] = {}
        self._held: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._connections)

    def leave_soon(self) -> None:
        """From now on an answer is the last on its connection, and idle connections end soon."""
        self.is_leaving = True
        self.idle_seconds = min(self.idle_seconds, _LAST_SECONDS)
        soon = asyncio.get_running_loop().time() + _LAST_SECONDS
        for connection in self._connections:
            if connection.is_idle:
                connection.due = soon

    def end_sockets(self) -> None:
        """Close the WebSockets that have not ended by themselves."""
        for connection in list(self._connections):
            connection.end()

    def enter(self, connection: Connection, transport: asyncio.BaseTransport) -> bool:
        """Watch `connection`; False where its address holds too many already."""
        self._connections[connection] = None
        if transport in self._addresses:
            return True  # one that became a WebSocket
        address = self._address(transport)
        if address is None:
            return True
        if self._held[address] >= self._most:
            return False
        self._addresses[transport] = address
        self._held[address] += 1
        return True

    def forget(self, connection: Connection) -> None:
        """`connection` handed its transport on to another protocol."""
        self._connections.pop(connection, None)

    def leave(self, connection: Connection, transport: asyncio.BaseTransport) -> None:
        """`connection` is lost."""
        self.forget(connection)
        address = self._addresses.pop(transport, None)
        if address is not None:
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]

    def _address(self, transport: asyncio.BaseTransport) -> str | None:
        """Whose it is: an IPv4 address, a network of IPv6; None for a trusted proxy, which speaks for many."""
        peer = transport.get_extra_info("peername")
        try:
            address = ip_address(peer[0].partition("%")[0])
        except (TypeError, ValueError, IndexError):
            return None
        if any(address in network for network in self._proxies):
            return None
        # A customer has a whole /64 of IPv6.
        return str(address) if address.version == 4 else str(int(address) >> 64)

    async def run(self) -> None:
        """Sweep until cancelled."""
        clock: Callable[[], float] = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep(clock())

    def sweep(self, now: float) -> None:
        """Close the connections that are late, and those whose answer is not taken."""
        for connection, unread in list(self._connections.items()):
            size = connection.transport.get_write_buffer_size()
            if not size and connection.is_idle:
                size = _kept_by_kernel(connection.transport)
            if size:
                self._look_at(connection, unread, size, now)
            elif unread is not None:
                self._connections[connection] = None
            if connection.is_late(now) and not size and not connection.transport.is_closing():
                connection.transport.close()

    def _look_at(self, connection: Connection, unread: _Unread | None, size: int, now: float) -> None:
        if (
            unread is None
            or unread.due != connection.due
            or size > unread.size
            or size <= unread.size - _PROGRESS_BYTES
        ):
            self._connections[connection] = _Unread(size, now, connection.due)
        elif now > unread.since + self.idle_seconds:
            _reset(connection.transport)


def _kept_by_kernel(transport: asyncio.Transport) -> int:
    """Bytes of answers that this process has done with and the client has not taken; closing would wait for them."""
    if sys.platform == "win32":  # has no such question
        return 0
    try:
        size = fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(size, sys.byteorder)


def _reset(transport: asyncio.Transport) -> None:
    """End it now: `close` would wait for the client to read, and the kernel would keep what it does not."""
    peer = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def raise_file_limit() -> None:
    """As many files as the system allows this process: a connection is one."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == hard:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (OSError, ValueError) as error:  # the kernel may allow less than it says
        _LOG.debug("file limit kept", extra={"fields": {"limit": soft, "reason": str(error)}})

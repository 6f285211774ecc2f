"""The socket that clients connect to: bound before anything starts, and held back before it is closed."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import select
import socket
import struct

from graph_service.errors import SettingsError

BACKLOG = 2_048
_SEND_BUFFER = 262_144
"""Else the kernel keeps up to 4 MiB for each client that does not read its answer."""
_UNACKNOWLEDGED_SECONDS = 20
"""A peer that is gone without a word is given up after that."""
_SO_ATTACH_FILTER = 26  # of Linux; the module `socket` has no name for it
_SYN, _ACK = 0x02, 0x10


def listening_socket(host: str, port: int) -> socket.socket:
    """A bound socket. Raises SettingsError where the port is taken or the address is not ours."""
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError("ADDRESS_UNUSABLE", host=host, port=port, reason=error.strerror) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        code = "PORT_IN_USE" if error.errno == errno.EADDRINUSE else "ADDRESS_UNUSABLE"
        raise SettingsError(code, host=host, port=port, reason=error.strerror) from None
    _bound_buffers(listener)
    return listener


def _bound_buffers(listener: socket.socket) -> None:
    """What each connection inherits; a system that knows no such option goes without."""
    with contextlib.suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None:
        with contextlib.suppress(OSError):
            listener.setsockopt(socket.IPPROTO_TCP, option, _UNACKNOWLEDGED_SECONDS * 1000)


def url_of(listener: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def hold_back(listener: socket.socket) -> bool:
    """Let no new connection begin, while those that have begun can still be accepted. True where that is possible.

    Closing a listening socket resets every connection that the kernel has completed and nobody has accepted yet: its
    client may have sent a request. So the kernel is told first to drop what would begin one (a SYN without ACK).
    """
    # Classic BPF over the TCP header: A = byte 13 (flags) & (SYN|ACK); drop if A == SYN, else keep the whole packet.
    program = [
        (0x30, 0, 0, 13),
        (0x54, 0, 0, _SYN | _ACK),
        (0x15, 0, 1, _SYN),
        (0x06, 0, 0, 0),
        (0x06, 0, 0, 0xFFFFFFFF),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    try:
        option = struct.pack("HL", len(program), ctypes.addressof(code))
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, option)
    except OSError:
        return False  # not Linux: the gap between the last accept and the close stays
    return True


def has_waiting(listener: socket.socket) -> bool:
    """Whether a connection waits to be accepted."""
    return bool(select.select([listener], [], [], 0)[0])

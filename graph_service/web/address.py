"""The address of a client: of the connection, or behind trusted proxies of whom they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

UNKNOWN = "unknown"
"""A client without an address: a Unix socket, a test."""

_LONGEST = 2_000
_HOUSEHOLD_BITS = 64


class ClientAddresses:
    """Finds the address of each request. Only what a trusted proxy wrote counts: the rightmost hop that is none."""

    def __init__(self, trusted_proxies: Sequence[Network] = ()) -> None:
        self._trusted = tuple(trusted_proxies)
        self._named = lru_cache(maxsize=10_000)(self._read)

    def of(self, scope: Scope) -> str:
        """The client's address, as text in its shortest form."""
        client = scope.get("client")
        if client is None:
            return UNKNOWN
        return self._named(client[0], _forwarded(scope) if self._trusted else "")

    def _read(self, peer: str, forwarded: str) -> str:
        address = _parsed(peer)
        if address is None:
            return UNKNOWN
        for hop in _from_the_right(forwarded):
            if not self._is_trusted(address):
                break
            behind = _parsed(hop)
            if behind is None:  # what a proxy did not write: nothing further left can be believed
                break
            address = behind
        return str(address)

    def _is_trusted(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self._trusted)


@lru_cache(maxsize=10_000)
def rate_address(address: str) -> str:
    """What counts as one caller: an IPv4 address, or the 2**64 IPv6 addresses that one customer is given."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((int(parsed) >> _HOUSEHOLD_BITS << _HOUSEHOLD_BITS, _HOUSEHOLD_BITS)))
    return address


def _forwarded(scope: Scope) -> str:
    """All `X-Forwarded-For` headers, the first proxy's words leftmost; the right end where they are too long."""
    values = [str(value, "latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return ",".join(values)[-_LONGEST:]


def _from_the_right(forwarded: str) -> Iterator[str]:
    return reversed([hop.strip() for hop in forwarded.split(",")]) if forwarded else iter(())


def _parsed(text: str) -> Address | None:
    """An address, with a port or brackets around it or not; IPv4 in IPv6 clothes is IPv4."""
    bare = text.partition("]")[0].lstrip("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address

"""Whose request it is: the address of the connection, or what trusted proxies say of it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from graph_service.web.address import UNKNOWN, ClientAddresses, rate_address

pytestmark = pytest.mark.static
TRUSTED = tuple(ip_network(text) for text in ("10.0.0.0/8", "192.168.1.1", "fd00::/8"))


def found(peer: str | None, *forwarded: str, trusted: bool = True) -> str:
    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    scope = {"type": "http", "headers": headers, "client": (peer, 1) if peer else None}
    return ClientAddresses(TRUSTED if trusted else ()).of(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", [], "203.0.113.5"),
        ("203.0.113.5", ["1.2.3.4"], "203.0.113.5"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6, 1.2.3.4, 10.9.9.9"], "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6", "1.2.3.4"], "1.2.3.4"),
        ("10.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("10.0.0.1", ["1.2.3.4, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4, nonsense, 10.2.2.2"], "10.2.2.2"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4:5678"], "1.2.3.4"),
        ("10.0.0.1", ["[2001:db8::7]:80"], "2001:db8::7"),
        ("10.0.0.1", ["2001:DB8:0::7"], "2001:db8::7"),
        ("fd00::1", ["1.2.3.4"], "1.2.3.4"),
        ("::ffff:10.0.0.1", ["::ffff:1.2.3.4"], "1.2.3.4"),
        ("192.168.1.2", ["1.2.3.4"], "192.168.1.2"),
        ("10.0.0.1", [",".join(["6.6.6.6"] * 1_000) + ",1.2.3.4"], "1.2.3.4"),
        ("not an address", ["1.2.3.4"], UNKNOWN),
        (None, ["1.2.3.4"], UNKNOWN),
    ],
)
def test_the_rightmost_hop_that_is_no_trusted_proxy(peer: str | None, forwarded: list[str], address: str) -> None:
    assert found(peer, *forwarded) == address


@pytest.mark.parametrize("forwarded", ["1.2.3.4", "127.0.0.1", "10.0.0.1"])
def test_without_trusted_proxies_nobody_is_believed(forwarded: str) -> None:
    assert found("10.0.0.1", forwarded, trusted=False) == "10.0.0.1"


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_a_rate_is_of_an_address_or_of_a_household_of_them(address: str, caller: str) -> None:
    assert rate_address(address) == caller

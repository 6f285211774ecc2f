"""What a setting is, and how the text of each kind of value is read: a ValueError for one that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TypeVar
from urllib.parse import urlsplit

from graph_service.access.scopes import PUBLIC

T = TypeVar("T")

URI_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True)
class Setting:
    """One row of the table: where a value comes from, what it means and how its text is read."""

    name: str
    variable: str
    default: str | None
    help: str
    unit: str
    allowed: str
    read: Callable[[str], object]
    secret: bool = False


def whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text) if re.fullmatch(r"[0-9]{1,12}", text) else least - 1
        return checked(least <= value <= most, value)

    return read


def seconds(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        return checked(re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and least <= float(text) <= most, float(text))

    return read


def one_of(*words: str) -> Callable[[str], str]:
    return lambda text: checked(text in words, text)


def matching(pattern: str) -> Callable[[str], str]:
    return lambda text: checked(re.fullmatch(pattern, text), text)


def uri(text: str) -> str:
    parts = urlsplit(text)  # a ValueError for a port that is none
    plain = parts.username is None and parts.password is None
    return checked(parts.scheme in URI_SCHEMES and parts.hostname and parts.port != 0 and plain, text)


def heap(text: str) -> str:
    amount, unit = text[:-1], text[-1:].lower()
    number = int(amount) if re.fullmatch(r"[0-9]{1,6}", amount) else 0
    return checked(256 <= number * {"m": 1, "g": 1024}.get(unit, 0) <= 65_536, f"{amount}{unit}")


def origins(text: str) -> tuple[str, ...]:
    found = tuple(word for word in (part.strip() for part in text.split(",")) if word)
    return checked(all(re.fullmatch(r"https?://[^/\s*]+", origin) for origin in found), found)


def public_scopes(text: str) -> frozenset[str]:
    found = frozenset(word for word in (part.strip() for part in text.split(",")) if word)
    return checked(found <= PUBLIC, found)


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(word) for word in (part.strip() for part in text.split(",")) if word)


def checked(good: object, value: T) -> T:
    if not good:
        raise ValueError
    return value


def limit(name: str, default: int, help: str, unit: str, most: int = 1_000_000) -> Setting:
    return Setting(name, f"KALAKA_{name.upper()}", str(default), help, unit, f"1–{most}", whole(1, most))

"""Small counties drawn by hash, and networks of one or more of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_service.network.network import Network, Scope, network_of
from tests.network.small import SECTORS, TODAY, projection


@dataclass(frozen=True)
class County:
    """Institutions by name, each with its sector, and the members of each collaboration."""

    sectors: Mapping[str, str]
    works: Sequence[Sequence[str]]


def number(*key: object, below: int) -> int:
    """A number from 0 to `below` - 1 that depends on the key alone."""
    digest = hashlib.blake2b("|".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % below


def small_county(seed: int) -> County:
    """Three to six institutions, some busier than others, in three or four collaborations of one to four."""
    count = 3 + number(seed, "institutions", below=4)
    names = [f"inst:{place}" for place in range(count)]
    sectors = {name: SECTORS[number(seed, "sector", name, below=3)] for name in names}
    works = []
    for work in range(3 + number(seed, "works", below=2)):
        size = 1 + number(seed, "size", work, below=min(4, count))
        # The busy ones come first more often.
        order = sorted(names, key=lambda name: (number(seed, work, name, below=10) + int(name[5:]), name))
        works.append(order[:size])
    return County(sectors, works)


def network_of_counties(counties: Mapping[str, County], idle: Mapping[str, tuple[str, str]] | None = None) -> Network:
    """The network of `counties`, by code; `idle` are more institutions: id to sector and county."""
    institutions = {
        f"{code}:{name}": (sector, code) for code, county in counties.items() for name, sector in county.sectors.items()
    }
    works = {
        f"collab:{code}:{place:03d}": [f"{code}:{name}" for name in members]
        for code, county in counties.items()
        for place, members in enumerate(county.works)
    }
    return network_of(projection(institutions | dict(idle or {}), works), Scope(TODAY))

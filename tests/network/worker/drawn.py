"""A network of the size of ten demonstrations, drawn by hash: the same in every process."""

from __future__ import annotations

import hashlib
from functools import cache

from graph_service.network.projection import Projection
from tests.network.small import projection


@cache
def ten_times(institutions: int = 7_200, collaborations: int = 2_400) -> Projection:
    """Institutions, and collaborations of two to four of them."""
    names = [f"inst:{number:05d}" for number in range(institutions)]
    members = {f"collab:{number:05d}": _members(names, number) for number in range(collaborations)}
    return projection({name: ("library", "HU001") for name in names}, members)


def _members(names: list[str], number: int) -> list[str]:
    digest = hashlib.blake2b(f"collaboration {number}".encode(), digest_size=16).digest()
    places = [int.from_bytes(digest[at : at + 4], "little") % len(names) for at in range(0, 16, 4)]
    return sorted({names[place] for place in places[: 2 + number % 3]})

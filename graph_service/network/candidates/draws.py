"""Numbers drawn from ids by blake2b: the same in every process, on every platform and for every version of numpy."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph_service.network.projection import Floats, Ints

_GOLDEN = 0x9E3779B97F4A7C15


def of_ids(ids: Sequence[str]) -> NDArray[np.uint64]:
    """Sixty-four bits of each id."""
    digests = b"".join(hashlib.blake2b(id_.encode(), digest_size=8).digest() for id_ in ids)
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def of_pairs(ids: Sequence[str], a: Ints, b: Ints) -> Floats:
    """A number in [0, 1) for each pair of places in `ids`."""
    of_one = of_ids(ids)
    return _fractions(_mixed(of_one[a] * np.uint64(_GOLDEN) ^ of_one[b]))


def shifts(ids: Sequence[str]) -> Floats:
    """Three numbers in [-1, 1) for each id (ids x 3)."""
    of_one = of_ids(ids)
    steps = [np.uint64(axis * _GOLDEN % 2**64) for axis in (1, 2, 3)]
    return np.column_stack([2 * _fractions(_mixed(of_one + step)) - 1 for step in steps])


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of each number spread over all (the finaliser of splitmix64, Steele, Lea and Flood 2014)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def _fractions(bits: NDArray[np.uint64]) -> Floats:
    return (bits >> np.uint64(11)).astype(np.float64) / 2**53

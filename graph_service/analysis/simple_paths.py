"""The shortest simple paths in a graph that is known already: by length, then by the ids on the way. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

Onward = Mapping[str, Mapping[str, object]]
"""Where one can go from a node: next ids."""
Path = tuple[str, ...]

MOST_STEPS = 50_000
"""Steps that looking for the paths of one length may take; with more the search is cut."""


class Walks:
    """From where a walk of just so many steps leads to `target`, without passing `start` or `target` on the way."""

    def __init__(self, onward: Onward, start: str, target: str) -> None:
        self._start = start
        self._target = target
        self._back: dict[str, list[str]] = {}
        for near, fars in onward.items():
            for far in fars:
                self._back.setdefault(far, []).append(near)
        self._counts: list[dict[str, int]] = [{target: 1}]

    def of(self, steps: int) -> Mapping[str, int]:
        """The nodes with such a walk, and how many each has."""
        while len(self._counts) <= steps:
            self._counts.append(self._one_more(self._counts[-1]))
        return self._counts[steps]

    def _one_more(self, counts: Mapping[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for far, number in counts.items():
            # A walk that has come back to its start is whole.
            for near in self._back.get(far, ()) if far != self._start else ():
                if near != self._target:
                    found[near] = found.get(near, 0) + number
        return found


class StepsSpent(Exception):
    """Looking took more steps than it may."""


def simple_paths(onward: Onward, walks: Walks, start: str, length: int, most_steps: int = MOST_STEPS) -> Iterator[Path]:
    """The simple paths of just this length, in the order of their ids. Raises StepsSpent where it takes too long."""
    left = most_steps

    def beyond(path: Path) -> Iterator[Path]:
        nonlocal left
        remaining = length - len(path)
        reachable = walks.of(remaining)
        for far in sorted(far for far in onward.get(path[-1], ()) if far in reachable and far not in path):
            left -= 1
            if left < 0:
                raise StepsSpent
            whole = (*path, far)
            if remaining == 0:
                yield whole
            else:
                yield from beyond(whole)

    if start in walks.of(length):
        yield from beyond((start,))


def first(paths: Iterator[Path], most: int) -> tuple[list[Path], bool]:
    """At most `most` paths, and whether looking for them was cut short."""
    found: list[Path] = []
    try:
        found.extend(islice(paths, most))
    except StepsSpent:
        return found, True
    return found, False

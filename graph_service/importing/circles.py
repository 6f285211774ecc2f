"""Rows that lead from a node to one of the same kind, and by others of the file back to it."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.importing.problems import problem
from graph_service.writes.edits import Place
from graph_service.writes.problems import Problem

_MOST_SHOWN = 4


class Circles:
    """Where each node leads by a relationship type along which it leads to one node at most."""

    def __init__(self) -> None:
        self._next: dict[str, dict[str, tuple[str, Place]]] = {}

    def add(self, type_: str, start: str, end: str, place: Place) -> None:
        """A row says that `start` leads to `end`."""
        self._next.setdefault(type_, {})[start] = (end, place)

    def problems(self) -> Iterator[Problem]:
        """Each circle once, at the row of its node with the least id."""
        for steps in self._next.values():
            done: set[str] = set()
            for start in sorted(steps):
                path: dict[str, None] = {}
                node = start
                while node in steps and node not in done and node not in path:
                    path[node] = None
                    node = steps[node][0]
                if node in path:
                    yield _problem(steps, list(path)[list(path).index(node) :])
                done.update(path)


def _problem(steps: dict[str, tuple[str, Place]], circle: list[str]) -> Problem:
    least = circle.index(min(circle))
    turned = circle[least:] + circle[:least]
    shown = [*turned[:_MOST_SHOWN], *(["…"] if len(turned) > _MOST_SHOWN else []), turned[0]]
    return problem("ROW_CIRCLE", steps[turned[0]][1], " → ".join(shown))

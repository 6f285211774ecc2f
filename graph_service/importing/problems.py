"""What keeps a file, a row or a cell from being read, with the sheet, row and column where it is."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.writes.edits import Place
from graph_service.writes.problems import Problem

MOST_SHOWN = 80
"""How much of a cell a problem shows."""


@dataclass(frozen=True)
class Notice(Problem):
    """Something that was left out, and refuses nothing."""


class FileRefused(Exception):
    """The whole file cannot be read."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


class CellRefused(Exception):
    """A cell cannot be read; whoever knows its place makes the problem of it."""

    def __init__(self, code: str, value: object = None, allowed: tuple[str, ...] = (), **values: object) -> None:
        self.code, self.value, self.allowed, self.values = code, value, allowed, values
        super().__init__(code)

    def at(self, place: Place) -> Problem:
        """The problem, in its place."""
        return problem(self.code, place, self.value, self.allowed, **self.values)


def problem(code: str, place: Place, value: object = None, allowed: tuple[str, ...] = (), **values: object) -> Problem:
    """A problem that shows the beginning of `value`."""
    return Problem(code, place, _values(value, values), allowed)


def notice(code: str, place: Place, value: object = None, allowed: tuple[str, ...] = ()) -> Notice:
    """A notice that shows the beginning of `value`."""
    return Notice(code, place, _values(value, {}), allowed)


def refusal(code: str, place: Place, value: object = None, **values: object) -> FileRefused:
    """The error that refuses a file."""
    return FileRefused(problem(code, place, value, (), **values))


def cut(value: object) -> str:
    """The beginning of a value, as a report shows it."""
    text = str(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def _values(value: object, others: dict[str, object]) -> dict[str, object]:
    return others if value is None else {"value": cut(value), **others}

"""One row of the table of robustness: what was measured, its bar, the figure, and whether the bar was met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`name` says what was measured, on which engine; `bar` and `figure` are words for people with their units."""

    name: str
    bar: str
    figure: str
    is_met: bool


@dataclass(frozen=True)
class Trial:
    """A measurement: `run(long)` gives its rows; the quick form takes seconds, the long one as long as its bar asks."""

    name: str
    run: Callable[[bool], Sequence[Figure]]


def table(figures: Sequence[Figure]) -> str:
    """The rows as a table of four columns."""
    rows = [("", "what", "bar", "figure"), *((("ok" if f.is_met else "NO"), f.name, f.bar, f.figure) for f in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)

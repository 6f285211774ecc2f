"""How commands answer: lines and tables for people, one JSON value for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

_WIDEST = 10_000
MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


class Output:
    """Standard output of one command."""

    def __init__(self, is_json: bool) -> None:
        self.is_json = is_json

    @contextmanager
    def timed(self, done: str) -> Iterator[dict[str, object]]:
        """Fill the dict inside; at the end it is told after `done`, with the seconds it took."""
        started = time.perf_counter()
        result: dict[str, object] = {}
        yield result
        seconds = round(time.perf_counter() - started, 2)
        if self.is_json:
            self.value({**result, "seconds": seconds})
        else:
            facts = ", ".join(f"{_number(value)} {name}" for name, value in result.items() if value is not None)
            click.echo(f"{done}: {facts} ({seconds} s)")

    def value(self, value: object) -> None:
        """A JSON value; indented and coloured for people, one line for programs."""
        if self.is_json or not sys.stdout.isatty():
            click.echo(json.dumps(value, ensure_ascii=False, indent=None if self.is_json else 2))
            return
        from rich.console import Console
        from rich.json import JSON

        Console().print(JSON(json.dumps(value, ensure_ascii=False)))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table for people: as wide as the terminal, as wide as need be where something else reads it."""
        from rich.console import Console
        from rich.table import Table

        table = Table(*columns, header_style="bold")
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        console = Console()
        if not console.is_terminal:
            endless = console.options.update(max_width=_WIDEST)
            console.width = max(console.width, console.measure(table, options=endless).maximum)
        console.print(table)

    def line(self, text: str) -> None:
        """A line for people only."""
        if not self.is_json:
            click.echo(text)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def flat_rows(data: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The rows of an answer that is one list of plain objects, `{"counties": {"nodes": [...]}}`; else None."""
    if len(data) != 1:
        return None
    [found] = data.values()
    while isinstance(found, dict) and len(found) == 1:
        [found] = found.values()
    if not isinstance(found, list) or not found or not all(isinstance(row, dict) for row in found):
        return None
    rows = [dict(_flat(row, "")) for row in found]
    plain = all(not isinstance(cell, list) for row in rows for cell in row.values())
    return rows if plain else None


def _flat(row: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value

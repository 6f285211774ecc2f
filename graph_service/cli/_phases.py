"""What a start looks like on a terminal: one line a phase with its seconds, then the first question and its answer."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Mapping
from typing import Any

import click

from graph_service import __version__
from graph_service.cli import STARTED
from graph_service.cli._progress import Bar
from graph_service.settings import Settings
from graph_service.web.start_page import FIRST_COUNTY, curl

_QUESTION = "Which institutions cooperate in Zala county, on what, since when?"
_SHOWN = 3


class Phases:
    """The listener of a start."""

    def __init__(self, *, is_json: bool) -> None:
        self._json = is_json
        self._bar = Bar(shown=not is_json and sys.stderr.isatty())
        self._answer: Mapping[str, Any] | None = None

    def environment(self, settings: Settings) -> None:
        """What the service runs on; its seconds are those of loading the code."""
        if not self._json:
            click.secho(f"Kaláka {__version__}", bold=True)
        where = settings.neo4j_uri or f"data folder {settings.data_dir}"
        self.phase("environment", time.perf_counter() - STARTED, f"Python {platform.python_version()}, {where}")

    def phase(self, name: str, seconds: float, detail: str) -> None:
        self._bar.close()
        if self._json:
            self._write({"phase": name, "seconds": round(seconds, 3), "detail": detail})
        else:
            click.echo(f"  {name:<12}{seconds:7.2f} s  {detail}")

    def seeding(self, what: str, done: int, total: int) -> None:
        self._bar.show(what, done, total)

    def answered(self, data: Mapping[str, Any] | None) -> None:
        self._answer = data

    async def listening(self, url: str) -> None:
        """The address is open: say so, with the first question and its answer."""
        seconds = time.perf_counter() - STARTED
        if self._json:
            self._write({"listening": url, "seconds": round(seconds, 3)})
            return
        click.echo(f"  {'listening':<12}{seconds:7.2f} s  in all; {click.style(url, bold=True)}  (Ctrl-C stops it)")
        for line in first_answer(self._answer):
            click.echo(line)
        click.echo(f"\nAsk it yourself, in a browser at {url}/query, or so:\n\n  {curl(url, FIRST_COUNTY)}\n")

    def stopped(self) -> None:
        if not self._json:
            click.echo("stopped")

    def _write(self, line: Mapping[str, object]) -> None:
        click.echo(json.dumps(line, ensure_ascii=False))


def first_answer(data: Mapping[str, Any] | None) -> list[str]:
    """The answer of the start page's question in a few lines."""
    county = (data or {}).get("county")
    if not county:
        return ["", "The graph is empty. This loads the demonstration: kalaka seed"]
    every, alone = county["all"]["totalCount"], county["alone"]["totalCount"]
    pairs = county["cooperation"]
    lines = [
        "",
        click.style(_QUESTION, bold=True),
        f"  {every - alone} of {every} institutions, in {pairs['totalCount']} pairs; {alone} without a tie. The first:",
    ]
    return lines + [f"  · {_pair(pair)}" for pair in pairs["nodes"][:_SHOWN]] + ["  (illustrative data, invented)"]


def _pair(pair: Mapping[str, Any]) -> str:
    one, other = (institution["name"]["hu"] for institution in pair["institutions"])
    work = pair["collaborations"]["nodes"]
    evidence = f": {work[0]['name']['hu']}" if work else ""
    return f"{one} – {other}, since {pair['since']}, {pair['weight']} shared{evidence}"

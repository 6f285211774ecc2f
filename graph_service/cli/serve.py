"""`kalaka serve`: starts the engine, the service and its address, and shows the first question with its answer."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._phases import Phases
    from graph_service.settings import Settings

_EXAMPLES = """
\b
Examples:
  kalaka serve                          on http://127.0.0.1:8000, embedded engine in ./.kalaka
  KALAKA_PORT=9000 kalaka serve         on another port
  kalaka serve --workers 2              with two processes
  NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD_FILE=/run/secrets/neo4j kalaka serve
"""


@click.command(epilog=_EXAMPLES)
@click.option("--host", help="Address to listen on; wins over KALAKA_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; wins over KALAKA_PORT.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that serve; wins over KALAKA_WORKERS.")
@click.option("--as-worker", nargs=2, hidden=True)  # of a parent: the number of its socket, the name of its table
@as_json
def command(
    host: str | None, port: int | None, workers: int | None, as_worker: tuple[str, str] | None, is_json: bool
) -> None:
    """Start the service, show the first answer."""
    import dataclasses
    import gc

    # A start makes hundreds of thousands of objects that stay: looking for garbage among them costs a tenth of it.
    gc.set_threshold(50_000, 50, 50)
    from graph_service.cli._phases import Phases
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.observability import set_up_logging

    settings = settings_of_environment()
    changes: dict[str, object] = {"host": host, "port": port, "workers": workers}
    given = {name: value for name, value in changes.items() if value is not None}
    settings = dataclasses.replace(settings, **given)  # type: ignore[arg-type]  # checked above
    logs = set_up_logging(settings.log_level)
    try:
        run(_serving(settings, Phases(is_json=is_json), as_worker))
    finally:
        logs.close()


def _serving(settings: Settings, phases: Phases, as_worker: tuple[str, str] | None) -> Coroutine[None, None, None]:
    """What this process does: all of it, its part as a worker, or to look after workers."""
    if as_worker is not None:
        from graph_service.serving.workers import serve_as_worker

        return serve_as_worker(settings, int(as_worker[0]), as_worker[1])
    if settings.workers == 1:
        from graph_service.serving.server import serve

        return serve(settings, phases)
    from graph_service.serving.workers import serve_with_workers

    return serve_with_workers(settings, phases, _worker_command)


def _worker_command(descriptor: int, table: str) -> list[str]:
    """Settings reach a worker by its environment; those of the address are the parent's business."""
    return [sys.executable, "-m", "graph_service", "serve", "--as-worker", str(descriptor), table]

"""`kalaka serve`: starts the engine, the service and its address, and shows the first question with its answer."""

from __future__ import annotations

import click

from graph_service.cli._options import as_json

_EXAMPLES = """
\b
Examples:
  kalaka serve                          on http://127.0.0.1:8000, embedded engine in ./.kalaka
  KALAKA_PORT=9000 kalaka serve         on another port
  NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD_FILE=/run/secrets/neo4j kalaka serve
"""


@click.command(epilog=_EXAMPLES)
@click.option("--host", help="Address to listen on; wins over KALAKA_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; wins over KALAKA_PORT.")
@as_json
def command(host: str | None, port: int | None, is_json: bool) -> None:
    """Start the service, show the first answer."""
    import dataclasses
    import gc

    # A start makes hundreds of thousands of objects that stay: looking for garbage among them costs a tenth of it.
    gc.set_threshold(50_000, 50, 50)
    from graph_service.cli._phases import Phases
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.observability import set_up_logging
    from graph_service.serving.server import serve

    settings = settings_of_environment()
    changes: dict[str, object] = {"host": host, "port": port}
    given = {name: value for name, value in changes.items() if value is not None}
    settings = dataclasses.replace(settings, **given)  # type: ignore[arg-type]  # host and port, checked above
    logs = set_up_logging(settings.log_level)
    try:
        run(serve(settings, Phases(is_json=is_json)))
    finally:
        logs.close()

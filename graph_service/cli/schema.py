"""`kalaka schema`: prints the SDL, compares it with the committed one, or writes that anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._output import Output

_EXAMPLES = """
\b
Examples:
  kalaka schema > kalaka.graphql   the SDL of this version
  kalaka schema --check            what changed against schema/schema.graphql; exit code 1 if anything
  kalaka schema --write            write schema/schema.graphql anew
"""


@click.command(epilog=_EXAMPLES)
@click.option("--check", "mode", flag_value="check", help="List what differs from the committed SDL.")
@click.option("--write", "mode", flag_value="write", help="Write the committed SDL anew.")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="Compare with or write this file.")
@as_json
@click.pass_context
def command(ctx: click.Context, mode: str | None, file: Path | None, is_json: bool) -> None:
    """Print or check the SDL of the API."""
    from graph_service.api.schema import build_schema, graphql_schema
    from graph_service.api.sdl import committed_sdl, print_sdl
    from graph_service.cli._output import Output
    from graph_service.model import load_model

    core = graphql_schema(build_schema(load_model()))
    text, target, output = print_sdl(core), file or committed_sdl(), Output(is_json)
    if mode is None:
        output.value({"sdl": text}) if is_json else click.echo(text, nl=False)
    elif mode == "write":
        _write(target, text)
        output.value({"written": str(target)}) if is_json else output.line(f"written: {target}")
    else:
        ctx.exit(0 if _check(target, text, output) else 1)


def _check(target: Path, text: str, output: Output) -> bool:
    """Whether the committed SDL is the present one; tells what a client would notice."""
    from graphql import build_schema as parsed

    from graph_service.api.sdl import breaking_changes, dangerous_changes
    from graph_service.cli._files import read_text

    committed, present = read_text(target), parsed(text)
    found = {"breaking": breaking_changes(committed, present), "dangerous": dangerous_changes(committed, present)}
    is_same = committed == text
    if output.is_json:
        output.value({"same": is_same, **found})
        return is_same
    for kind, changes in found.items():
        for change in changes:
            output.line(f"{kind}: {change}")
    output.line(f"the same as {target}" if is_same else f"differs from {target}; if meant: kalaka schema --write")
    return is_same


def _write(target: Path, text: str) -> None:
    from graph_service.errors import SettingsError

    try:
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError("FILE_UNWRITABLE", file=target, reason=error.strerror) from None

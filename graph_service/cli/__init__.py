"""The command `kalaka`: one command a file, loaded only when it is used, errors in words."""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

import click

from graph_service import __version__
from graph_service.errors import KalakaError

STARTED = time.perf_counter()
COMMANDS = (
    "serve",
    "seed",
    "migrate",
    "derive",
    "import",
    "export",
    "backup",
    "schema",
    "query",
    "ask",
    "analyse",
    "explain",
    "doctor",
    "keys",
    "person",
    "template",
    "register",
    "undo",
    "purge",
)


_MODULES = {"import": "importing"}
"""Commands whose names Python keeps for itself."""


class Commands(click.Group):
    """Finds a command in the module of its name; the modules import what they need when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"graph_service.cli.{_MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours becomes one line and an exit code."""
        try:
            return super().invoke(ctx)
        except KalakaError as error:
            from graph_service.cli import _errors

            _errors.tell(error)
            ctx.exit(_errors.exit_code(error))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kalaka")
def kalaka() -> None:
    """A graph of cultural community work: who works with whom, on what, since when.

    \b
    kalaka serve                                 start everything and show the first answer
    kalaka ask                                   list the questions that come with it
    kalaka analyse gaps --level country          test who meets whom against chance
    kalaka query examples/who_cooperates.graphql ask one of your own

    Settings are environment variables; docs/settings.md lists them.
    """


def main() -> None:
    """The entry point of the package."""
    kalaka.main(prog_name="kalaka", windows_expand_args=False)
    sys.exit(0)

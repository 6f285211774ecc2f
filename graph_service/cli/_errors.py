"""Errors on a terminal: one line that says what and what to do, and an exit code."""

from __future__ import annotations

import json
import os
import sys

import click

from graph_service.errors import AccessError, KalakaError, Language, RequestError, SettingsError

USER_ERROR, FAILURE = 2, 1


def exit_code(error: KalakaError) -> int:
    """2 where the user can correct it, 1 where something failed."""
    return USER_ERROR if isinstance(error, RequestError | AccessError | SettingsError) else FAILURE


def tell(error: KalakaError) -> None:
    """Write `error` to standard error: words for people, JSON where the command was given `--json`."""
    if "--json" in sys.argv[1:]:
        click.echo(json.dumps({"error": {"code": error.code, "message": str(error)}}, ensure_ascii=False), err=True)
        return
    mark = click.style("error", fg="red", bold=True)
    click.echo(f"{mark}: {error.text(terminal_language())}  [{error.code}]", err=True)


def terminal_language() -> Language:
    """Hungarian where the terminal speaks it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "hu" if spoken.lower().startswith("hu") else "en"

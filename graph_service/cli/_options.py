"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def as_json(function: F) -> F:
    """`--json`: output for programs."""
    return click.option("--json", "is_json", is_flag=True, help="Write JSON, for programs.")(function)


def document_arguments(function: F) -> F:
    """FILE, `--var` and `--operation` of commands that take a document."""
    file = click.argument("file", type=click.Path(path_type=Path))
    variable = click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="A variable; JSON or text.")
    operation = click.option("--operation", help="Which operation of the document, where there are several.")
    return file(variable(operation(function)))

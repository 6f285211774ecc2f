"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def as_json(function: F) -> F:
    """`--json`: output for programs."""
    return click.option("--json", "is_json", is_flag=True, help="Write JSON, for programs.")(function)

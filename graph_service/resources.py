"""Where the files that come with the service are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["seed", "schema", "examples", "questions", "docs"]) -> Path:
    """The folder `name` of the repository, or its copy in `graph_service/_bundled` of an installed wheel."""
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name

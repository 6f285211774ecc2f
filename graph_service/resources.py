"""Where the files that come with the service are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Literal["seed", "schema", "examples", "questions", "docs"]) -> Path:
    """The folder `name` of the repository, or its copy in `graph_service/_bundled` of an installed wheel."""
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


@cache
def release_digest() -> str:
    """What changes with the code, and with the vocabularies that answers are worded by: 15 ms, once a process."""
    sink = hashlib.blake2b(digest_size=16)
    for path in (*sorted(_PACKAGE.rglob("*.py")), folder("seed") / "vocabularies.json"):
        content = path.read_bytes()
        sink.update(f"{path.name} {len(content)}\n".encode())
        sink.update(content)
    return sink.hexdigest()

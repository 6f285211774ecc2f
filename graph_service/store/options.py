"""What opening a store needs to know; plain values, free of any database library."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

EMBEDDED_DATABASE = "graph"


@dataclass(frozen=True)
class StoreOptions:
    """Which engine, as whom, and how; no `uri` means the embedded engine in `data_dir`."""

    uri: str | None = None
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str = "neo4j"
    data_dir: Path = Path(".kalaka")
    heap: str = "1g"
    pool_size: int = 32
    notifications: bool = False
    """Let the database warn (and tests fail on it): off in production."""
    migrations: Path | None = None
    """Folder of the migrations; None takes the ones that come with the package."""

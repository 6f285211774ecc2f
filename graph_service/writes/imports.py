"""The node that is kept of an import: what files, how far it came, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph_service.cypher import Statement
from graph_service.writes.history import Author

_BROKEN_OFF = (
    "MATCH (i:Import {state: 'running'}) WHERE i.digest = $digest RETURN i.id AS id, i.done AS done "
    "ORDER BY id DESC LIMIT 1"
)
_NOTE = (
    "MERGE (i:Import {id: $id}) SET i += $values, i.startedAt = coalesce(i.startedAt, datetime($at)), "
    "i.finishedAt = CASE WHEN $end IS NULL THEN null ELSE datetime($end) END RETURN i.id AS id"
)


@dataclass(frozen=True)
class ImportNote:
    """An import so far: the names and the digest of its files, its rows, and how many of its parts are written."""

    name: str
    digest: str
    rows: int
    counts: Mapping[str, int]
    done: int
    is_done: bool


def broken_off(digest: str) -> Statement:
    """Finds the import of files with this digest that broke off: its id, and how many parts it has written."""
    return Statement(_BROKEN_OFF, {"digest": digest})


def note_import(note: ImportNote, author: Author) -> Statement:
    """Keeps what is known of the import of `author`."""
    values: dict[str, Any] = {
        **note.counts,
        "name": note.name,
        "rows": note.rows,
        "digest": note.digest,
        "done": note.done,
        "state": "done" if note.is_done else "running",
        "madeBy": author.by,
        "changeComment": author.comment,
    }
    now = datetime.now(UTC).isoformat()
    given = {"id": author.import_id, "at": now, "end": now if note.is_done else None, "values": values}
    return Statement(_NOTE, given)

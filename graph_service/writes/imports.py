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
_DONE = "MATCH (i:Import {id: $id}) RETURN i.done AS done"
_CREATED = (
    "MATCH (c:Change) WHERE c.importId = $id AND c.action = 'created' AND c.id > $after "
    "WITH c.id AS id, c.subject AS subject ORDER BY id LIMIT 1000 RETURN collect([id, subject]) AS rows"
)
# What is said at first stands: a run that goes on after a break knows only of the rest.
_NOTE = (
    "MERGE (i:Import {id: $id}) ON CREATE SET i += $first, i.startedAt = datetime($at) SET i += $values, "
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


def parts_done(id_: str) -> Statement:
    """Reads how many parts of an import are written."""
    return Statement(_DONE, {"id": id_})


def created_by(id_: str, after: str) -> Statement:
    """Reads what an import has created: changes after the one of the id `after`, with their nodes."""
    return Statement(_CREATED, {"id": id_, "after": after})


def note_import(note: ImportNote, author: Author) -> Statement:
    """Keeps what is known of the import of `author`."""
    first: dict[str, Any] = {
        **note.counts,
        "name": note.name,
        "rows": note.rows,
        "digest": note.digest,
        "madeBy": author.by,
        "changeComment": author.comment,
    }
    values = {"done": note.done, "state": "done" if note.is_done else "running"}
    now = datetime.now(UTC).isoformat()
    end = now if note.is_done else None
    return Statement(_NOTE, {"id": author.import_id, "at": now, "end": end, "first": first, "values": values})

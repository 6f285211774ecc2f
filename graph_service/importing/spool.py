"""What files say, laid down on disk while they are compared and written: memory stays the same, however much it is."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from types import TracebackType

from graph_service.importing.spool_base import Known, Sought, Spooled
from graph_service.importing.spool_edits import Edits
from graph_service.importing.spool_places import Places
from graph_service.importing.spool_rows import Rows
from graph_service.importing.spool_verdicts import Verdicts

__all__ = ("Known", "Sought", "Spool", "Spooled")

_SCHEMA = """
CREATE TABLE raw (seq INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE names (label TEXT, name TEXT, id TEXT);
CREATE TABLE sought (seq INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE found (seq INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE nodes (id TEXT PRIMARY KEY, place INTEGER, depth INTEGER DEFAULT 0, seq INTEGER, label TEXT,
    is_new INTEGER, is_gone INTEGER, body BLOB) WITHOUT ROWID;
CREATE TABLE ties (seq INTEGER PRIMARY KEY, type TEXT, start TEXT, end TEXT, key TEXT, is_gone INTEGER, body BLOB);
CREATE TABLE linked (seq INTEGER, type TEXT, start TEXT, end TEXT, is_gone INTEGER);
CREATE TABLE uniques (seq INTEGER, label TEXT, stored TEXT, value TEXT, id TEXT);
CREATE TABLE concerned (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE fresh (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE placed (id TEXT PRIMARY KEY, element TEXT) WITHOUT ROWID;
CREATE TABLE results (seq INTEGER PRIMARY KEY, verdict TEXT, body BLOB);
CREATE TABLE told (number INTEGER PRIMARY KEY, body BLOB);
"""
_INDEXES = """
CREATE INDEX names_by_name ON names (label, name);
CREATE INDEX ties_by_start ON ties (start, type, end);
"""
_INDEXES_OF_EDITS = """
CREATE INDEX nodes_in_order ON nodes (place, is_new DESC, depth, seq);
CREATE INDEX ties_by_end ON ties (end, type);
CREATE INDEX linked_by_start ON linked (start, type);
CREATE INDEX linked_by_end ON linked (end, type);
CREATE INDEX uniques_by_value ON uniques (label, stored, value);
"""


class Spool(Rows, Edits, Verdicts, Places):
    """A database of its own in a folder that goes with it; `with` it, or close it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kalaka-import-")
        self._db = sqlite3.connect(Path(self._folder.name) / "spool.db", isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Forget all of it."""
        self._db.close()
        self._folder.cleanup()

    def index(self) -> None:
        """Make ready to be asked; no row is laid after that."""
        self._db.executescript(_INDEXES)

    def index_edits(self) -> None:
        """Make ready to be asked what rows come to; no edit is put after that."""
        self._db.executescript(_INDEXES_OF_EDITS)

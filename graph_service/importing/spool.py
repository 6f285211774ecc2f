"""What files say, laid down on disk while they are compared and written: memory stays the same, however much it is."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from graph_service.importing.plan import NodeRow, TieRow
from graph_service.writes.edits import NodeEdit, TieEdit

_SCHEMA = """
CREATE TABLE raw (seq INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE names (label TEXT, name TEXT, id TEXT);
CREATE TABLE nodes (id TEXT PRIMARY KEY, place INTEGER, seq INTEGER, label TEXT, is_new INTEGER, is_gone INTEGER,
    body BLOB) WITHOUT ROWID;
CREATE TABLE ties (seq INTEGER PRIMARY KEY, type TEXT, start TEXT, end TEXT, is_gone INTEGER, body BLOB);
CREATE TABLE linked (type TEXT, start TEXT, end TEXT, is_gone INTEGER);
CREATE TABLE uniques (label TEXT, stored TEXT, value TEXT, id TEXT);
CREATE TABLE results (seq INTEGER PRIMARY KEY, verdict TEXT, body BLOB);
CREATE TABLE told (number INTEGER PRIMARY KEY, body BLOB);
"""
_INDEXES = """
CREATE INDEX names_by_name ON names (label, name);
CREATE INDEX nodes_in_order ON nodes (place, seq);
CREATE INDEX ties_by_start ON ties (start, type);
CREATE INDEX ties_by_end ON ties (end, type);
CREATE INDEX linked_by_start ON linked (start, type);
CREATE INDEX linked_by_end ON linked (end, type);
CREATE INDEX uniques_by_value ON uniques (label, stored, value);
"""
_MOST_NAMED = 500


class Known(NamedTuple):
    """Of a node that files speak of: its label, and whether it is new, or to be deleted."""

    label: str
    is_new: bool
    is_gone: bool


class Spooled(NamedTuple):
    """A node that a file speaks of: whether it is new, or to be deleted, and what the file gives of it."""

    label: str
    is_new: bool
    is_gone: bool
    edit: NodeEdit


class Spool:
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

    # Rows as they were read

    def lay(self, rows: Iterable[tuple[int, Any]]) -> None:
        """Keep rows by their number."""
        self._db.executemany("INSERT INTO raw VALUES (?, ?)", ((seq, _packed(row)) for seq, row in rows))

    def raw(self) -> Iterator[tuple[int, Any]]:
        """The rows in their order."""
        for seq, body in self._reading("SELECT seq, body FROM raw ORDER BY seq"):
            yield seq, _edit_of(body)

    def name(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Keep label, folded name and id of new nodes."""
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?)", names)

    def named(self, labels: Sequence[str], name: str) -> list[str]:
        """Ids of the nodes of these labels that a file gives this name."""
        marks = ", ".join("?" * len(labels))
        text = f"SELECT DISTINCT id FROM names WHERE label IN ({marks}) AND name = ? LIMIT 3"
        return [id_ for (id_,) in self._db.execute(text, (*labels, name))]

    def index(self) -> None:
        """Make ready to be asked; nothing is laid after that."""
        self._db.executescript(_INDEXES)

    # Edits

    def put_nodes(self, rows: Iterable[tuple[int, int, Spooled]]) -> None:
        """Keep edits of nodes: the place of the label in the order of writing, the number of the row, and the edit."""
        self._db.executemany(
            "INSERT OR REPLACE INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((s.edit.id, place, seq, s.label, s.is_new, s.is_gone, _packed(s.edit)) for place, seq, s in rows),
        )

    def put_ties(self, rows: Iterable[tuple[int, TieEdit]]) -> None:
        """Keep edits of relationships."""
        self._db.executemany(
            "INSERT INTO ties VALUES (?, ?, ?, ?, ?, ?)",
            ((seq, e.type, e.start, e.end, e.action == "remove", _packed(e)) for seq, e in rows),
        )

    def link(self, rows: Iterable[tuple[str, str, str, bool]]) -> None:
        """Keep what to-one fields of nodes come to: type, start and end, and whether it goes."""
        self._db.executemany("INSERT INTO linked VALUES (?, ?, ?, ?)", rows)

    def unique(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep values that no two nodes may share: label, stored name, value and id."""
        self._db.executemany("INSERT INTO uniques VALUES (?, ?, ?, ?)", rows)

    def node_edits(self, size: int, *, gone: bool | None = False) -> Iterator[list[tuple[int, NodeEdit]]]:
        """The edits of nodes that stay, of those that go, or with None of all: in the order of writing, by label."""
        which = "" if gone is None else f"WHERE is_gone = {int(gone)}"
        rows = self._reading(f"SELECT place, seq, body FROM nodes {which} ORDER BY place, seq")
        return _parts(((place, seq, _edit_of(body)) for place, seq, body in rows), size)

    def tie_edits(self, size: int) -> Iterator[list[tuple[int, TieEdit]]]:
        """The edits of relationships by their starts, in parts."""
        rows = self._reading("SELECT 0, seq, body FROM ties ORDER BY start, seq")
        return _parts(((place, seq, _edit_of(body)) for place, seq, body in rows), size)

    def edit(self, id_: str) -> NodeEdit:
        """The edit of a node that files speak of."""
        [(body,)] = self._db.execute("SELECT body FROM nodes WHERE id = ?", (id_,))
        edit: NodeEdit = _edit_of(body)
        return edit

    def node(self, ids: Collection[str]) -> dict[str, Known]:
        """Those of these nodes that files speak of."""
        found: dict[str, Known] = {}
        for part in _some(ids):
            text = f"SELECT id, label, is_new, is_gone FROM nodes WHERE id IN ({', '.join('?' * len(part))})"
            for id_, label, is_new, is_gone in self._db.execute(text, part):
                found[id_] = Known(label, bool(is_new), bool(is_gone))
        return found

    def ties(self, type_: str, ids: Collection[str], *, into: bool) -> Iterator[TieEdit]:
        """The edits of relationships of a type at any of `ids`."""
        end = "end" if into else "start"
        for part in _some(ids):
            marks = ", ".join("?" * len(part))
            text = f"SELECT body FROM ties WHERE {end} IN ({marks}) AND type = ? ORDER BY seq"
            for (body,) in self._db.execute(text, (*part, type_)):
                yield _edit_of(body)

    def links(self, type_: str, ids: Collection[str], *, into: bool) -> Iterator[tuple[str, str, bool]]:
        """What to-one fields come to at any of `ids`: start, end, and whether it goes."""
        end = "end" if into else "start"
        for part in _some(ids):
            marks = ", ".join("?" * len(part))
            text = f"SELECT start, end, is_gone FROM linked WHERE {end} IN ({marks}) AND type = ?"
            yield from ((a, b, bool(gone)) for a, b, gone in self._db.execute(text, (*part, type_)))

    def holders(self, label: str, stored: str, values: Collection[Any]) -> dict[str, str]:
        """By value, the id of the node that a file gives it."""
        found: dict[str, str] = {}
        for part in _some({str(value) for value in values}):
            marks = ", ".join("?" * len(part))
            text = f"SELECT value, id FROM uniques WHERE label = ? AND stored = ? AND value IN ({marks})"
            found |= dict(self._db.execute(text, (label, stored, *part)))
        return found

    def touched(self, size: int) -> Iterator[list[str]]:
        """Every node that an edit writes or leads to, in parts."""
        text = (
            "SELECT id FROM nodes WHERE NOT is_gone UNION SELECT start FROM ties UNION SELECT end FROM ties "
            "UNION SELECT start FROM linked UNION SELECT end FROM linked ORDER BY 1"
        )
        part: list[str] = []
        for (id_,) in self._reading(text):
            part.append(id_)
            if len(part) == size:
                yield part
                part = []
        if part:
            yield part

    def types_at(self, ids: Collection[str]) -> dict[str, set[tuple[str, bool]]]:
        """The types of relationships that change at each of `ids`, and whether they end there."""
        found: dict[str, set[tuple[str, bool]]] = {}
        for part in _some(ids):
            marks = ", ".join("?" * len(part))
            for table in ("ties", "linked"):
                for end, into in (("start", False), ("end", True)):
                    text = f"SELECT DISTINCT {end}, type FROM {table} WHERE {end} IN ({marks})"
                    for id_, type_ in self._db.execute(text, part):
                        found.setdefault(id_, set()).add((type_, into))
        return found

    # Results

    def judge(self, rows: Iterable[tuple[int, str, Any]]) -> None:
        """Keep what becomes of rows: number, verdict, and what is told of it."""
        told = ((seq, verdict, _packed(body)) for seq, verdict, body in rows)
        self._db.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", told)

    def verdicts(self, seqs: Collection[int]) -> dict[int, str]:
        """The verdicts on these rows."""
        found: dict[int, str] = {}
        for part in _some(seqs):
            text = f"SELECT seq, verdict FROM results WHERE seq IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def results(self) -> Iterator[tuple[int, str, Any]]:
        """What becomes of each row, in their order."""
        for seq, verdict, body in self._reading("SELECT seq, verdict, body FROM results ORDER BY seq"):
            yield seq, verdict, pickle.loads(body)

    def counts(self) -> dict[str, int]:
        """How many rows have each verdict."""
        return dict(self._db.execute("SELECT verdict, count(*) FROM results GROUP BY verdict"))

    def tell(self, bodies: Iterable[Any]) -> None:
        """Keep what is told of no row in particular, or of several."""
        self._db.executemany("INSERT INTO told (body) VALUES (?)", ((_packed(body),) for body in bodies))

    def told(self) -> Iterator[Any]:
        """What was kept so, in its order."""
        for (body,) in self._reading("SELECT body FROM told ORDER BY number"):
            yield pickle.loads(body)

    def _reading(self, text: str) -> Iterator[Any]:
        """Rows that are read while others are written: a cursor of its own, in parts."""
        cursor = self._db.cursor()
        cursor.execute(text)
        while part := cursor.fetchmany(1_000):
            yield from part


def _parts(rows: Iterator[tuple[int, int, Any]], size: int) -> Iterator[list[tuple[int, Any]]]:
    part: list[tuple[int, Any]] = []
    present: int | None = None
    for place, seq, edit in rows:
        if part and (len(part) >= size or place != present):
            yield part
            part = []
        present = place
        part.append((seq, edit))
    if part:
        yield part


def _some(ids: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    listed = tuple(ids)
    return (listed[start : start + _MOST_NAMED] for start in range(0, len(listed), _MOST_NAMED))


# Dataclasses as plain tuples: pickling them whole takes three times as long.
_KINDS: tuple[type[Any], ...] = (NodeEdit, TieEdit, NodeRow, TieRow)
_PARTS = {kind: attrgetter(*(one.name for one in fields(kind))) for kind in _KINDS}


def _packed(value: Any) -> bytes:
    parts = _PARTS.get(type(value))
    return pickle.dumps(value if parts is None else (_KINDS.index(type(value)), parts(value)), pickle.HIGHEST_PROTOCOL)


def _edit_of(body: bytes) -> Any:
    """The row or edit that was packed: by this process, in a folder of its own."""
    kind, parts = pickle.loads(body)
    return _KINDS[kind](*parts)

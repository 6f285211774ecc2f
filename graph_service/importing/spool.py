"""What files say, laid down on disk while they are compared and written: memory stays the same, however much it is."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from graph_service.importing.plan import NodeRow, TieRow
from graph_service.writes.edits import NOTHING, NodeEdit, TieEdit

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
CREATE TABLE results (seq INTEGER PRIMARY KEY, verdict TEXT, body BLOB);
CREATE TABLE told (number INTEGER PRIMARY KEY, body BLOB);
"""
_INDEXES = """
CREATE INDEX names_by_name ON names (label, name);
CREATE INDEX nodes_in_order ON nodes (place, is_new DESC, depth, seq);
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


class Sought(NamedTuple):
    """A row of a node without id: its keys by stored name, and what others may call it."""

    seq: int
    label: str
    keys: dict[str, Any]
    names: list[str]


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

    def named(self, labels: Sequence[str], names: Sequence[str]) -> list[str]:
        """Ids of the nodes of these labels that a file gives one of these names."""
        marks = ", ".join("?" * len(labels)), ", ".join("?" * len(names))
        text = f"SELECT DISTINCT id FROM names WHERE label IN ({marks[0]}) AND name IN ({marks[1]}) LIMIT 3"
        return [id_ for (id_,) in self._db.execute(text, (*labels, *names))]

    def seek(self, seq: int, label: str, keys: Mapping[str, Any], names: Sequence[str]) -> None:
        """Keep a row without id: by which keys its node is to be found, and what others may call it."""
        body = pickle.dumps((label, dict(keys), names), pickle.HIGHEST_PROTOCOL)
        self._db.execute("INSERT INTO sought VALUES (?, ?)", (seq, body))

    def sought(self, size: int) -> Iterator[list[Sought]]:
        """The rows without id, in parts."""
        rows = self._reading("SELECT seq, body FROM sought ORDER BY seq")
        while part := [Sought(seq, *pickle.loads(body)) for seq, body in islice(rows, size)]:
            yield part

    def find(self, seq: int, id_: str) -> None:
        """Keep the id of the node of a row without id."""
        self._db.execute("INSERT INTO found VALUES (?, ?)", (seq, id_))

    def found(self, seqs: Collection[int]) -> dict[int, str]:
        """The ids of the nodes of these rows."""
        found: dict[int, str] = {}
        for part in _some(seqs):
            text = f"SELECT seq, id FROM found WHERE seq IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def index(self) -> None:
        """Make ready to be asked; nothing is laid after that."""
        self._db.executescript(_INDEXES)

    # Edits

    def put_nodes(self, rows: Iterable[tuple[int, int, Spooled]]) -> None:
        """Keep edits of nodes: the place of the label in the order of writing, the number of the row, and the edit."""
        self._db.executemany(
            "INSERT INTO nodes (id, place, seq, label, is_new, is_gone, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((s.edit.id, place, seq, s.label, s.is_new, s.is_gone, _packed(s.edit)) for place, seq, s in rows),
        )

    def put_ties(self, rows: Iterable[tuple[int, TieEdit]]) -> None:
        """Keep edits of relationships."""
        self._db.executemany(
            "INSERT INTO ties VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((seq, e.type, e.start, e.end, e.key, e.action == "remove", _packed(e)) for seq, e in rows),
        )

    def link(self, rows: Iterable[tuple[int, str, str, str, bool]]) -> None:
        """Keep what rows of nodes come to: number of the row, type, start and end, and whether it goes."""
        self._db.executemany("INSERT INTO linked VALUES (?, ?, ?, ?, ?)", rows)

    def unique(self, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
        """Keep values that no two nodes may share: number of the row, label, stored name, value and id."""
        self._db.executemany("INSERT INTO uniques VALUES (?, ?, ?, ?, ?)", rows)

    def row_of(self, id_: str) -> int | None:
        """The number of the row that speaks of a node."""
        found = self._db.execute("SELECT seq FROM nodes WHERE id = ?", (id_,)).fetchone()
        return None if found is None else int(found[0])

    def row_of_tie(self, type_: str, start: str, end: str, key: str | None) -> int | None:
        """The number of the row that speaks of a relationship of this key, or without one."""
        text = "SELECT seq FROM ties WHERE start = ? AND type = ? AND end = ? AND key IS ? LIMIT 1"
        found = self._db.execute(text, (start, type_, end, key)).fetchone()
        return None if found is None else int(found[0])

    def order(self, label: str, type_: str, *, into: bool) -> list[tuple[int, NodeEdit]]:
        """Put new nodes of a label after those that they lead to along `type_`; gives what leads in a circle."""
        near, far = ("end", "start") if into else ("start", "end")
        new = "SELECT id FROM nodes WHERE label = ? AND is_new"
        leads = f"SELECT {near} AS id, {far} AS far FROM linked WHERE type = ? AND NOT is_gone"
        self._db.execute(
            f"CREATE TEMP TABLE leads AS {leads} AND {near} IN ({new}) AND {far} IN ({new})", (type_, label, label)
        )
        self._db.execute("CREATE INDEX leads_by_far ON leads (far)")
        self._db.execute(
            "WITH RECURSIVE d (id, depth) AS ("
            "SELECT DISTINCT far, 0 FROM leads WHERE far NOT IN (SELECT id FROM leads) UNION ALL "
            "SELECT leads.id, depth + 1 FROM d JOIN leads ON leads.far = d.id) "
            "UPDATE nodes SET depth = d.depth FROM d WHERE nodes.id = d.id AND d.depth > 0"
        )
        circling = "SELECT seq, body FROM nodes WHERE depth = 0 AND id IN (SELECT id FROM leads) ORDER BY seq"
        found = [(seq, _edit_of(body)) for seq, body in self._db.execute(circling)]
        self._db.execute("DROP TABLE leads")
        return found

    def drop_refused(self) -> None:
        """Forget the edits of rows that were refused, as if the files had not had them."""
        for table in ("nodes", "ties", "linked", "uniques"):
            self._db.execute(f"DELETE FROM {table} WHERE seq IN (SELECT seq FROM results WHERE verdict = 'refused')")

    def begin_judging(self) -> None:
        """Forget what was found of rows that were not refused."""
        self._db.execute("DELETE FROM results WHERE verdict <> 'refused'")
        self._db.execute("DELETE FROM linked WHERE is_gone")
        self._db.execute("DELETE FROM concerned")
        self._db.execute("DELETE FROM told")

    def node_edits(self, size: int, *, gone: bool | None = False) -> Iterator[list[tuple[int, NodeEdit]]]:
        """The edits of nodes that stay, of those that go, or with None of all: in the order of writing, by label."""
        which = "" if gone is None else f"WHERE is_gone = {int(gone)}"
        rows = self._reading(f"SELECT place, seq, body FROM nodes {which} ORDER BY place, is_new DESC, depth, seq")
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

    def concern(self, ids: Iterable[str]) -> None:
        """Keep which nodes are written or touched."""
        self._db.executemany("INSERT OR IGNORE INTO concerned VALUES (?)", ((id_,) for id_ in ids))

    def concerned(self, size: int) -> Iterator[list[str]]:
        """Every node that is written or touched, in parts."""
        return _listed(self._reading("SELECT id FROM concerned ORDER BY id"), size)

    def led_to(self, size: int) -> Iterator[list[str]]:
        """Every node that is there afterwards and whose own row or relationships change something, in parts."""
        text = (
            f"SELECT id FROM nodes WHERE NOT is_gone AND {_changes('nodes')} "
            f"UNION SELECT start FROM ties WHERE {_changes('ties')} "
            f"UNION SELECT end FROM ties WHERE {_changes('ties')} "
            f"UNION SELECT start FROM linked WHERE {_changes('linked')} "
            f"UNION SELECT end FROM linked WHERE {_changes('linked')} ORDER BY 1"
        )
        return _listed(self._reading(text), size)

    def neighbours(self, id_: str) -> list[str]:
        """What rows lead to from a node, or to it from."""
        found: dict[str, None] = {}
        for table in ("ties", "linked"):
            for near, far in (("start", "end"), ("end", "start")):
                text = f"SELECT {far} FROM {table} WHERE {near} = ? AND NOT is_gone LIMIT 1000"
                found |= dict.fromkeys(other for (other,) in self._db.execute(text, (id_,)))
        return list(found)

    def rows_at(self, id_: str) -> list[tuple[int, Any]]:
        """The rows that change something of a node, with their edits: its own or, where that is none, those that lead
        to it."""
        own = f"SELECT seq, body FROM nodes WHERE id = ? AND {_counts('nodes')}"
        ties = f"SELECT seq, body FROM ties WHERE (start = ? OR end = ?) AND {_counts('ties')} ORDER BY seq"
        linked = (
            "SELECT nodes.seq, body FROM linked JOIN nodes ON nodes.id IN (linked.start, linked.end) "
            f"AND nodes.seq = linked.seq WHERE (linked.start = ? OR linked.end = ?) AND {_counts('linked')} ORDER BY 1"
        )
        for text, values in ((own, (id_,)), (ties, (id_, id_)), (linked, (id_, id_))):
            if found := [(seq, _edit_of(body)) for seq, body in self._db.execute(text, values)]:
                return list(dict(found).items())
        return []

    # What this import has created

    def freshen(self, ids: Iterable[str]) -> None:
        """Keep nodes that an earlier run of the same import has created."""
        self._db.executemany("INSERT OR IGNORE INTO fresh VALUES (?)", ((id_,) for id_ in ids))

    def __contains__(self, id_: object) -> bool:
        """Whether the import creates the node: what links it does not touch it."""
        text = "SELECT 1 FROM nodes WHERE id = ? AND is_new UNION ALL SELECT 1 FROM fresh WHERE id = ? LIMIT 1"
        return self._db.execute(text, (id_, id_)).fetchone() is not None

    def types_at(self, ids: Collection[str]) -> dict[str, set[tuple[str, bool]]]:
        """The types of relationships that change at each of `ids`, and whether they end there."""
        found: dict[str, set[tuple[str, bool]]] = {}
        for part in _some(ids):
            marks = ", ".join("?" * len(part))
            for table in ("ties", "linked"):
                for end, into in (("start", False), ("end", True)):
                    text = f"SELECT DISTINCT {end}, type FROM {table} WHERE {end} IN ({marks}) AND {_changes(table)}"
                    for id_, type_ in self._db.execute(text, part):
                        found.setdefault(id_, set()).add((type_, into))
        return found

    # Results

    def judge(self, rows: Iterable[tuple[int, str, Any]]) -> None:
        """Keep what becomes of rows: number, verdict, and what is told of it."""
        told = ((seq, verdict, _packed(body)) for seq, verdict, body in rows)
        self._db.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", told)

    def refuse(self, seq: int, place: Any, what: str, problem: Any) -> None:
        """Refuse a row that was found right by itself; what it was refused for before is kept."""
        found = self._db.execute("SELECT verdict, body FROM results WHERE seq = ?", (seq,)).fetchone()
        held = pickle.loads(found[1])[2] if found is not None and found[0] == "refused" else []
        if problem not in held:
            self.judge([(seq, "refused", (place, what, [*held, problem]))])

    def is_refused(self, id_: str) -> bool:
        """Whether any row of a node, or of a relationship of it, is refused already."""
        refused = "EXISTS (SELECT 1 FROM results r WHERE r.seq = {0}.seq AND r.verdict = 'refused')"
        text = (
            f"SELECT 1 FROM nodes WHERE id = ? AND {refused.format('nodes')} UNION ALL "
            f"SELECT 1 FROM ties WHERE (start = ? OR end = ?) AND {refused.format('ties')} UNION ALL "
            f"SELECT 1 FROM linked WHERE (start = ? OR end = ?) AND {refused.format('linked')} LIMIT 1"
        )
        return self._db.execute(text, (id_,) * 5).fetchone() is not None

    def verdicts(self, seqs: Collection[int]) -> dict[int, str]:
        """The verdicts on these rows."""
        found: dict[int, str] = {}
        for part in _some(seqs):
            text = f"SELECT seq, verdict FROM results WHERE seq IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def row(self, seq: int) -> NodeRow | TieRow:
        """One row as it was read."""
        [(body,)] = self._db.execute("SELECT body FROM raw WHERE seq = ?", (seq,))
        found: NodeRow | TieRow = _edit_of(body)
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


def _counts(table: str) -> str:
    """Whether the row says something new, right or wrong."""
    return f"EXISTS (SELECT 1 FROM results r WHERE r.seq = {table}.seq AND r.verdict <> 'unchanged')"


def _changes(table: str) -> str:
    """Whether the row changes something, as far as it was judged."""
    return f"EXISTS (SELECT 1 FROM results r WHERE r.seq = {table}.seq AND r.verdict NOT IN ('unchanged', 'refused'))"


def _listed(rows: Iterator[tuple[str]], size: int) -> Iterator[list[str]]:
    while part := [id_ for (id_,) in islice(rows, size)]:
        yield part


def _some(ids: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    listed = tuple(ids)
    return (listed[start : start + _MOST_NAMED] for start in range(0, len(listed), _MOST_NAMED))


# Dataclasses as plain tuples: pickling them whole takes three times as long.
_KINDS: tuple[type[Any], ...] = (NodeEdit, TieEdit, NodeRow, TieRow)
_PARTS = {kind: attrgetter(*(one.name for one in fields(kind))) for kind in _KINDS}


def _packed(value: Any) -> bytes:
    taken = _PARTS.get(type(value))
    if taken is None:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    parts = tuple({} if part is NOTHING else part for part in taken(value))  # a proxy cannot be pickled
    return pickle.dumps((_KINDS.index(type(value)), parts), pickle.HIGHEST_PROTOCOL)


def _edit_of(body: bytes) -> Any:
    """The row or edit that was packed: by this process, in a folder of its own."""
    kind, parts = pickle.loads(body)
    return _KINDS[kind](*parts)

"""The edits that rows come to, in the order of writing, and what they lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from graph_service.importing.spool_base import Base, Known, Spooled, listed, packed, some, unpacked
from graph_service.writes.edits import NodeEdit, TieEdit


class Edits(Base):
    """Edits by their nodes and the numbers of their rows."""

    def put_nodes(self, rows: Iterable[tuple[int, int, Spooled]]) -> None:
        """Keep edits of nodes: the place of the label in the order of writing, the number of the row, and the edit."""
        self._db.executemany(
            "INSERT INTO nodes (id, place, seq, label, is_new, is_gone, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((s.edit.id, place, seq, s.label, s.is_new, s.is_gone, packed(s.edit)) for place, seq, s in rows),
        )

    def put_ties(self, rows: Iterable[tuple[int, TieEdit]]) -> None:
        """Keep edits of relationships."""
        self._db.executemany(
            "INSERT INTO ties VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((seq, e.type, e.start, e.end, e.key, e.action == "remove", packed(e)) for seq, e in rows),
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
        found = [(seq, unpacked(body)) for seq, body in self._db.execute(circling)]
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
        return _parts(((place, seq, unpacked(body)) for place, seq, body in rows), size)

    def tie_edits(self, size: int) -> Iterator[list[tuple[int, TieEdit]]]:
        """The edits of relationships by their starts, in parts."""
        rows = self._reading("SELECT 0, seq, body FROM ties ORDER BY start, seq")
        return _parts(((place, seq, unpacked(body)) for place, seq, body in rows), size)

    def edit(self, id_: str) -> NodeEdit:
        """The edit of a node that files speak of."""
        [(body,)] = self._db.execute("SELECT body FROM nodes WHERE id = ?", (id_,))
        edit: NodeEdit = unpacked(body)
        return edit

    def node(self, ids: Collection[str]) -> dict[str, Known]:
        """Those of these nodes that files speak of."""
        found: dict[str, Known] = {}
        for part in some(ids):
            text = f"SELECT id, label, is_new, is_gone FROM nodes WHERE id IN ({', '.join('?' * len(part))})"
            for id_, label, is_new, is_gone in self._db.execute(text, part):
                found[id_] = Known(label, bool(is_new), bool(is_gone))
        return found

    def ties(self, type_: str, ids: Collection[str], *, into: bool) -> Iterator[TieEdit]:
        """The edits of relationships of a type at any of `ids`."""
        end = "end" if into else "start"
        for part in some(ids):
            marks = ", ".join("?" * len(part))
            text = f"SELECT body FROM ties WHERE {end} IN ({marks}) AND type = ? ORDER BY seq"
            for (body,) in self._db.execute(text, (*part, type_)):
                yield unpacked(body)

    def links(self, type_: str, ids: Collection[str], *, into: bool) -> Iterator[tuple[str, str, bool]]:
        """What to-one fields come to at any of `ids`: start, end, and whether it goes."""
        end = "end" if into else "start"
        for part in some(ids):
            marks = ", ".join("?" * len(part))
            text = f"SELECT start, end, is_gone FROM linked WHERE {end} IN ({marks}) AND type = ?"
            yield from ((a, b, bool(gone)) for a, b, gone in self._db.execute(text, (*part, type_)))

    def told_twice(self, type_: str, starts: Collection[str]) -> set[tuple[str, str]]:
        """The pairs of start and end of which several rows speak, or a row and a to-one field."""
        found: set[tuple[str, str]] = set()
        for part in some(starts):
            marks = ", ".join("?" * len(part))
            one = f"SELECT start, end FROM ties WHERE start IN ({marks}) AND type = ?"
            both = f"{one} UNION ALL {one.replace('ties', 'linked')}"
            text = f"SELECT start, end FROM ({both}) GROUP BY start, end HAVING count(*) > 1"
            found |= {(a, b) for a, b in self._db.execute(text, (*part, type_, *part, type_))}
        return found

    def holders(self, label: str, stored: str, values: Collection[Any]) -> dict[str, str]:
        """By value, the id of the node that a file gives it."""
        found: dict[str, str] = {}
        for part in some({str(value) for value in values}):
            marks = ", ".join("?" * len(part))
            text = f"SELECT value, id FROM uniques WHERE label = ? AND stored = ? AND value IN ({marks})"
            found |= dict(self._db.execute(text, (label, stored, *part)))
        return found

    def concern(self, ids: Iterable[str]) -> None:
        """Keep which nodes are written or touched."""
        self._db.executemany("INSERT OR IGNORE INTO concerned VALUES (?)", ((id_,) for id_ in ids))

    def concerned(self, size: int) -> Iterator[list[str]]:
        """Every node that is written or touched, in parts."""
        return listed(self._reading("SELECT id FROM concerned ORDER BY id"), size)

    def led_to(self, size: int) -> Iterator[list[str]]:
        """Every node that is there afterwards and whose own row or relationships change something, in parts."""
        text = (
            f"SELECT id FROM nodes WHERE NOT is_gone AND {_changes('nodes')} "
            f"UNION SELECT start FROM ties WHERE {_changes('ties')} "
            f"UNION SELECT end FROM ties WHERE {_changes('ties')} "
            f"UNION SELECT start FROM linked WHERE {_changes('linked')} "
            f"UNION SELECT end FROM linked WHERE {_changes('linked')} ORDER BY 1"
        )
        return listed(self._reading(text), size)

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
            if found := [(seq, unpacked(body)) for seq, body in self._db.execute(text, values)]:
                return list(dict(found).items())
        return []

    def types_at(self, ids: Collection[str]) -> dict[str, set[tuple[str, bool]]]:
        """The types of relationships that change at each of `ids`, and whether they end there."""
        found: dict[str, set[tuple[str, bool]]] = {}
        for part in some(ids):
            marks = ", ".join("?" * len(part))
            for table in ("ties", "linked"):
                for end, into in (("start", False), ("end", True)):
                    text = f"SELECT DISTINCT {end}, type FROM {table} WHERE {end} IN ({marks}) AND {_changes(table)}"
                    for id_, type_ in self._db.execute(text, part):
                        found.setdefault(id_, set()).add((type_, into))
        return found


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

"""The rows of files as they were read, what others may call their nodes, and which of these were found or made."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graph_service.importing.spool_base import Base, Sought, packed, some, unpacked


class Rows(Base):
    """Rows by their number."""

    def lay(self, rows: Iterable[tuple[int, Any]]) -> None:
        """Keep rows by their number."""
        self._db.executemany("INSERT INTO raw VALUES (?, ?)", ((seq, packed(row)) for seq, row in rows))

    def raw(self) -> Iterator[tuple[int, Any]]:
        """The rows in their order."""
        for seq, body in self._reading("SELECT seq, body FROM raw ORDER BY seq"):
            yield seq, unpacked(body)

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
        for part in some(seqs):
            text = f"SELECT seq, id FROM found WHERE seq IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def freshen(self, ids: Iterable[str]) -> None:
        """Keep nodes that an earlier run of the same import has created."""
        self._db.executemany("INSERT OR IGNORE INTO fresh VALUES (?)", ((id_,) for id_ in ids))

    def __contains__(self, id_: object) -> bool:
        """Whether the import creates the node: what links it does not touch it."""
        text = "SELECT 1 FROM nodes WHERE id = ? AND is_new UNION ALL SELECT 1 FROM fresh WHERE id = ? LIMIT 1"
        return self._db.execute(text, (id_, id_)).fetchone() is not None

"""What becomes of each row, and what is told of none in particular."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.spool_base import Base, packed, some, unpacked


class Verdicts(Base):
    """Verdicts by the numbers of rows."""

    def judge(self, rows: Iterable[tuple[int, str, Any]]) -> None:
        """Keep what becomes of rows: number, verdict, and what is told of it."""
        told = ((seq, verdict, packed(body)) for seq, verdict, body in rows)
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
        for part in some(seqs):
            text = f"SELECT seq, verdict FROM results WHERE seq IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def row(self, seq: int) -> NodeRow | TieRow:
        """One row as it was read."""
        [(body,)] = self._db.execute("SELECT body FROM raw WHERE seq = ?", (seq,))
        found: NodeRow | TieRow = unpacked(body)
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
        self._db.executemany("INSERT INTO told (body) VALUES (?)", ((packed(body),) for body in bodies))

    def told(self) -> Iterator[Any]:
        """What was kept so, in its order."""
        for (body,) in self._reading("SELECT body FROM told ORDER BY number"):
            yield pickle.loads(body)

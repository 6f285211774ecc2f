"""Where the database put the nodes that an import has created, as long as nobody else has written."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph_service.importing.spool_base import Base, some


class Places(Base):
    """Element ids by ids."""

    def place(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep where nodes are that were created and committed."""
        self._db.executemany("INSERT OR REPLACE INTO placed VALUES (?, ?)", pairs)

    def places(self, ids: Collection[str]) -> dict[str, str]:
        """Where those of `ids` are that are known."""
        found: dict[str, str] = {}
        for part in some(ids):
            text = f"SELECT id, element FROM placed WHERE id IN ({', '.join('?' * len(part))})"
            found |= dict(self._db.execute(text, part))
        return found

    def forget_places(self) -> None:
        """Forget all of them: somebody else may have changed or deleted what was created."""
        self._db.execute("DELETE FROM placed")


class Placed:
    """The same as one transaction knows it: what it creates itself counts once it is committed."""

    def __init__(self, spool: Places) -> None:
        self._spool = spool
        self._own: dict[str, str] = {}

    def put(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep where the transaction put nodes."""
        self._own |= dict(pairs)

    def of(self, ids: Collection[str]) -> dict[str, str]:
        """Where those of `ids` are that are known."""
        own = {id_: self._own[id_] for id_ in ids if id_ in self._own}
        return self._spool.places([id_ for id_ in ids if id_ not in own]) | own

    def commit(self) -> None:
        """The transaction is committed."""
        self._spool.place(self._own.items())

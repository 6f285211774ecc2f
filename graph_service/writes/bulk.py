"""The fastest correct way of many rows into a graph: batches by label and type, several of them in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

from graph_service.cypher import Statement
from graph_service.writes.changes import GraphStore, Progress
from graph_service.writes.upserts import Row

T = TypeVar("T")

BATCH = 3_000
_SECONDS = 120.0


class Batch(NamedTuple):
    """Rows of one statement; `name` is the label or relationship type."""

    name: str
    text: str
    rows: list[Row]


class Elements(Protocol):
    """Where the database put each node: element ids by ids."""

    def update(self, pairs: Iterable[tuple[str, str]], /) -> None: ...

    def __getitem__(self, id_: str, /) -> str: ...

    def __contains__(self, id_: object, /) -> bool: ...

    def __len__(self) -> int: ...


@dataclass
class Bulk:
    """A load under way: what is done, and where the database put each node."""

    store: GraphStore
    progress: Progress | None = None
    elements: Elements = field(default_factory=dict[str, str])
    relationships: int = 0
    total: int = 0

    @property
    def nodes(self) -> int:
        return len(self.elements)

    def tell(self, name: str) -> None:
        if self.progress:
            self.progress(name, self.nodes + self.relationships, self.total)

    async def write(self, batches: Iterable[Batch]) -> None:
        """Write `batches` in their order; each is made when those before it are written or about to be."""
        for together in _transactions(batches):
            self.tell(together[0].name)
            statements = [Statement(batch.text, {"rows": batch.rows}) for batch in together]
            answers = await self.store.write(statements, seconds=_SECONDS)
            for batch, records in zip(together, answers, strict=True):
                self._note(batch, records[0])

    def _note(self, batch: Batch, record: dict[str, Any]) -> None:
        """A relationship whose end is missing would vanish without a word."""
        if "elements" in record:
            self.elements.update(record["elements"])
        elif record["written"] != len(batch.rows):
            raise ValueError(f"{batch.name}: {record['written']} of {len(batch.rows)} relationships were written")
        else:
            self.relationships += len(batch.rows)


def parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """`rows` as parts for one batch each."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def streamed_parts(rows: Iterable[T]) -> Iterator[list[T]]:
    """The same for rows that are made one after the other."""
    rows = iter(rows)
    while part := list(islice(rows, BATCH)):
        yield part


def _transactions(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Batches together as long as they are small: a transaction costs more than a statement."""
    waiting: list[Batch] = []
    for batch in batches:
        if waiting and sum(len(other.rows) for other in waiting) + len(batch.rows) > BATCH:
            yield waiting
            waiting = []
        waiting.append(batch)
    if waiting:
        yield waiting

"""Old ids in files: what was merged into another node is meant by both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph_service.cypher import Statement
from graph_service.importing.lookup import references
from graph_service.importing.plan import NodeRow, Reference, TieRow
from graph_service.writes.aliases import current_ids
from graph_service.writes.view import Run

Rows = Sequence[tuple[int, NodeRow | TieRow]]
_ANY = "MATCH (a:Alias) WITH a LIMIT 1 RETURN count(a) AS n"


async def has_old_ids(run: Run) -> bool:
    """Whether anything was ever merged."""
    return bool((await run(Statement(_ANY)))[0]["n"])


async def with_present_ids(run: Run, rows: Rows) -> list[tuple[int, NodeRow | TieRow]]:
    """Rows that name nodes by their present ids."""
    names = await current_ids(run, {id_ for _, row in rows for id_ in _ids(row)})
    return [(seq, _renamed(row, names)) for seq, row in rows] if names else list(rows)


def _ids(row: NodeRow | TieRow) -> Iterator[str]:
    if isinstance(row, NodeRow) and row.id is not None:
        yield row.id
    yield from (far.id for far in references(row) if far.id is not None)


def _renamed(row: NodeRow | TieRow, names: Mapping[str, str]) -> NodeRow | TieRow:
    def present(far: Reference) -> Reference:
        return far._replace(id=names.get(far.id, far.id)) if far.id is not None else far

    if isinstance(row, TieRow):
        return replace(row, start=present(row.start), end=present(row.end))
    links = {name: None if far is None else present(far) for name, far in row.links.items()}
    return replace(row, id=None if row.id is None else names.get(row.id, row.id), links=links)

"""Derived properties of nodes: which differ from what the graph holds, and the one statement a label that sets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from graph_service.writes.changes import Change, dropped

# A derived number with a fraction has as many as its file writes, so that both are equal.
DECIMALS = 6


class Derived(NamedTuple):
    """The derived properties of one node: as the graph holds them (days as text), and as they should be."""

    id: str
    held: tuple[object, ...]
    wanted: Mapping[str, object]


def property_changes(match: str, nodes: Iterable[Derived], now: object) -> list[Change]:
    """What to set on nodes, each found by `match` as `n` with the id `r.id`.

    One that had any of the values before is touched `now`; one derived for the first time is not, so that a seeded
    graph and a derived one are equal.
    """
    rows = [
        {"id": node.id, "set": dict(node.wanted), "touched": now if any(v is not None for v in node.held) else None}
        for node in nodes
        if node.held != tuple(map(_stored, node.wanted.values()))
    ]
    text = (
        f"UNWIND $rows AS r {match} SET n += r.set "
        "FOREACH (_ IN CASE WHEN r.touched IS NULL THEN [] ELSE [1] END | SET n.updatedAt = r.touched) "
        "RETURN count(*) AS n"
    )
    return dropped([Change("updated", text, rows)])


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

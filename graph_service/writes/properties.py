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


def property_changes(match: str, nodes: Iterable[Derived]) -> list[Change]:
    """What to set on nodes, each found by `match` as `n` with the id `r.id`.

    Nothing else of a node is touched: what follows from other data is no change of its own, and undoing those gives
    back the graph as it was.
    """
    rows = [
        {"id": node.id, "set": dict(node.wanted)}
        for node in nodes
        if node.held != tuple(map(_stored, node.wanted.values()))
    ]
    return dropped([Change("updated", f"UNWIND $rows AS r {match} SET n += r.set RETURN count(*) AS n", rows)])


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

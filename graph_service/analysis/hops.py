"""One hop from many nodes at once: its statement, and the relationships that its rows tell.

The text follows the kinds and whether days or places matter; ids are parameters. Whether a relationship holds on a day
is decided here, not in the database: one text then serves every question about the same kinds, and both engines
answer it alike (the embedded one filters a path only after it has found it, see docs/decisions).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.analysis.conditions import Conditions, Span
from graph_service.analysis.kinds import Kind, labels_joined
from graph_service.analysis.places import county_cypher
from graph_service.analysis.reading import ROOT, Read
from graph_service.analysis.times import evidence_cypher, span_cypher
from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model

MOST_ROWS = 10_000
"""Relationships that one hop may read; a hop with more cuts the search."""


_FORWARD = "startNode(r).id = n.id"


@dataclass(frozen=True, order=True)
class Relationship:
    """A relationship between two nodes, by their ids. Its order is the order of answers."""

    type: str
    source: str
    target: str
    key: str = ""
    begun: str | None = field(default=None, compare=False)
    ended: str | None = field(default=None, compare=False)

    def answered(self) -> dict[str, Any]:
        """The relationship as an answer tells it."""
        return {
            "type": self.type,
            "from": self.begun,
            "to": self.ended,
            "source": self.source,
            "target": self.target,
            "key": self.key or None,
        }


@dataclass(frozen=True)
class Hop:
    """A relationship as met from `near`; `county` is that of `far`, where it has one and it was asked for."""

    near: str
    far: str
    relationship: Relationship
    county: str | None = None


class Hops:
    """Reads the hops of one search."""

    def __init__(self, model: Model, conditions: Conditions, read: Read) -> None:
        self._model = model
        self._conditions = conditions
        self._read = read
        self._symmetric = {kind.type for kind in conditions.kinds if kind.symmetric}

    async def read(self, ids: Iterable[str], *, among: bool = False) -> tuple[list[Hop], bool]:
        """The hops from `ids` that meet the conditions on relationships, and whether a cap cut them.

        With `among` only those that lead to one of `ids` too.
        """
        wanted = sorted(ids)
        if not wanted:
            return [], False
        text = hop_cypher(
            self._model,
            self._conditions.kinds,
            county=self._conditions.within is not None and not among,
            dated=self._conditions.period is not None,
            among=among,
        )
        rows = await self._read(Statement(text, {"ids": wanted, "most": MOST_ROWS + 1}))
        hops = (read_hop(row) for row in rows[:MOST_ROWS] if self._holds(row))
        return [hop for hop in hops if hop.near != hop.far], len(rows) > MOST_ROWS

    def leads(self, hop: Hop, *, forward: bool) -> bool:
        """Whether the hop may be followed from near to far, or (not `forward`) from far to near."""
        if not self._conditions.directed or hop.relationship.type in self._symmetric:
            return True
        return (hop.relationship.source == hop.near) is forward

    def _holds(self, row: Sequence[Any]) -> bool:
        period, evidence = self._conditions.period, row[8]
        if period is None:
            return True
        if evidence is None:
            return period.meets((row[5], row[6]))
        return any(period.meets(*_pairs(spans)) for spans in evidence)


def hop_cypher(model: Model, kinds: Sequence[Kind], *, county: bool, dated: bool, among: bool = False) -> str:
    """The block that reads the relationships of the nodes `$ids`, at most `$most` of them, in a fixed order.

    Its rows: near id, far id, type, whether it starts at near, key, first day, last day, county, evidence.
    """
    labels = labels_joined(kinds)
    # A label is needed, or every node would be read; the super-label has an index on its id.
    anchor = ROOT if model.types[ROOT].super_label else "|".join(map(identifier, labels))
    types = "|".join(identifier(kind.type) for kind in kinds)
    place = county_cypher(model, labels, "m") if county else "null"
    evidence = evidence_cypher(model, (kind.type for kind in kinds), "n", "r", "m") if dated else "null"
    order = f"n.id, m.id, type(r), r.key, {_FORWARD}"
    row = hop_row(model, kinds, place, evidence)
    # Among the same nodes each relationship is met from both ends: from its start is enough.
    arrow, inside = (">", "WHERE m.id IN $ids ") if among else ("", "")
    # One by one: for `n.id IN $ids` the embedded engine reads the relationships of the super-label, 40 times as long.
    return (
        f"CALL () {{ UNWIND $ids AS id MATCH (n:{anchor} {{id: id}})-[r:{types}]-{arrow}(m) {inside}"
        f"WITH n, r, m ORDER BY {order} LIMIT $most RETURN collect({row}) AS data }}"
    )


def hop_row(
    model: Model, kinds: Sequence[Kind], place: str = "null", evidence: str = "null", near: str = "n", far: str = "m"
) -> str:
    """The row of the relationship `r`, of one of `kinds`, as met from `near` on the way to `far`."""
    begun, ended = span_cypher(model, (kind.type for kind in kinds), "r")
    days = f"toString({begun}), toString({ended})"
    return f"[{near}.id, {far}.id, type(r), startNode(r).id = {near}.id, r.key, {days}, {place}, {evidence}]"


def read_hop(row: Sequence[Any]) -> Hop:
    """The hop that a row tells."""
    near, far, type_, forward, key, begun, ended, county, _ = row
    source, target = (near, far) if forward else (far, near)
    return Hop(near, far, Relationship(type_, source, target, key or "", begun, ended), county)


def _pairs(flat: Sequence[str | None]) -> list[Span]:
    """`[from, to, from, to, …]` as spans."""
    return [(flat[place], flat[place + 1]) for place in range(0, len(flat), 2)]

"""Small graphs written as text, and a reader that answers hop statements from them as a database would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph_service.cypher import Statement

PERIODS = tuple[str | None, str | None]


@dataclass
class SmallGraph:
    """Relationships `(source, type, target)`, each with its days where it has any; `statements` counts the reads."""

    relationships: list[tuple[str, str, str]]
    days: dict[tuple[str, str, str], PERIODS] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    most: int = 10_000
    statements: int = 0

    async def __call__(self, statement: Statement) -> Any:
        self.statements += 1
        parameters = statement.parameters
        if "ids" in parameters:
            among = "m.id IN $ids" in statement.text
            return self._hops(set(parameters["ids"]), among=among)[: min(self.most + 1, parameters["most"])]
        if "county" in parameters:
            return parameters["county"] if parameters["county"] in self.counties.values() else None
        return int(parameters["id"] in self.nodes)

    @property
    def nodes(self) -> set[str]:
        return {end for source, _, target in self.relationships for end in (source, target)}

    def _hops(self, ids: set[str], *, among: bool) -> list[list[Any]]:
        rows = []
        for one in self.relationships:
            source, type_, target = one
            begun, ended = self.days.get(one, (None, None))
            for near, far, forward in ((source, target, True), (target, source, False)):
                if near in ids and (not among or (forward and far in ids)):
                    county = self.counties.get(far)
                    rows.append([near, far, type_, forward, None, begun, ended, county, None])
        return sorted(rows, key=lambda row: row[:4])


def joined(*pairs: str, type_: str = "PARTICIPATES_IN") -> list[tuple[str, str, str]]:
    """`"a-b"` as a relationship from `inst:a` to `inst:b`."""
    return [(f"inst:{source}", type_, f"inst:{target}") for source, target in (pair.split("-") for pair in pairs)]


def letters(ids: Iterable[str]) -> str:
    """`inst:a`, `inst:b` as `ab`."""
    return "".join(id_.partition(":")[2] for id_ in ids)

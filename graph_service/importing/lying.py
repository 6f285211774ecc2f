"""In which counties things will lie once files were written: as versions and keys count it (`writes/versions.py`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph_service.cypher import Statement
from graph_service.importing.spool import Spool
from graph_service.model.structure import Model
from graph_service.writes.versions import read_counties_of
from graph_service.writes.view import Run

_SEATS = ("LOCATED_IN", "BASED_IN", "HELD_IN", "PART_OF")
_OWN = (
    "MATCH (n:Node) WHERE n.id IN $ids RETURN collect([n.id, CASE WHEN n:County THEN [n.nuts3] ELSE "
    "[(n)-[:SITED_IN|IN_COUNTY]->(c:County) | c.nuts3] END]) AS rows"
)
_UNPLACED = ("source:", "concept:")
"""Sources and concepts have too many neighbours, and lie nowhere."""


class Lying:
    """Knows where nodes lie before the files and after them."""

    def __init__(self, run: Run, model: Model, spool: Spool) -> None:
        self._run, self._model, self._spool = run, model, spool

    async def counties(self, ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """The counties of each, before and after."""
        before = await read_counties_of(self._run, self._model, ids)
        near = {id_: self._spool.neighbours(id_) for id_ in ids if not id_.startswith(_UNPLACED)}
        own = await self._own({*ids, *(other for others in near.values() for other in others)})
        found = {}
        for id_ in ids:
            after = own.get(id_) or frozenset[str]().union(
                before.get(id_, frozenset()), *(own.get(other, frozenset()) for other in near.get(id_, ()))
            )
            found[id_] = before.get(id_, frozenset()) | after
        return found

    async def _own(self, ids: Collection[str]) -> dict[str, frozenset[str]]:
        """The counties of their own: where files give a place, those of the place."""
        places = self._places(ids)
        listed = sorted({*ids, *places.values()})
        held: dict[str, frozenset[str]] = {}
        for start in range(0, len(listed), 1_000):
            [record] = await self._run(Statement(_OWN, {"ids": listed[start : start + 1_000]}))
            held |= {id_: frozenset(counties) for id_, counties in record["rows"]}
        return {id_: held.get(places.get(id_, id_), frozenset()) for id_ in ids}

    def _places(self, ids: Collection[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for type_ in _SEATS:
            found |= {start: end for start, end, gone in self._spool.links(type_, ids, into=False) if not gone}
            found |= {e.start: e.end for e in self._spool.ties(type_, ids, into=False) if e.action != "remove"}
        return found

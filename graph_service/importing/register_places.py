"""What the graph knows that the rows of a register speak of: settlements with their counties, and who is there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from graph_service.cypher import Statement, identifier
from graph_service.importing.codes import nearest, plain
from graph_service.importing.registers import Register
from graph_service.model.labels import SETTLEMENT, SETTLEMENT_PART
from graph_service.model.naming import FOLDED
from graph_service.model.text import folded
from graph_service.writes.edits import Place
from graph_service.writes.problems import Problem
from graph_service.writes.view import Run

# `Budapest VIII. kerület`, `Budapest 08.`: the graph has the capital as one settlement.
_DISTRICT = re.compile(r"budapest[ ,–-]+(?:(?:[ivx]+|\d{1,2})\.?(?: ?ker(?:\.|ulet)?)?|.*\bkerulet)")
_CAPITAL = "Budapest"
_MOST_SHOWN, _MOST_MERGES = 5, 20
_SETTLEMENTS = (
    "MATCH (s:Settlement) RETURN collect([s.id, s.nameHu, [(s)-[:IN_COUNTY]->(c:County) | c.nameHu], "
    "[(s)-[:IN_COUNTY]->(c:County) | c.nameHuCurrent]]) AS rows"
)
_PARTS = (
    "MATCH (p:SettlementPart)-[:PART_OF]->(s:Settlement) RETURN collect([p.id, p.nameHu, "
    "[(s)-[:IN_COUNTY]->(c:County) | c.nameHu], [(s)-[:IN_COUNTY]->(c:County) | c.nameHuCurrent]]) AS rows"
)
_ALIASES = "MATCH (a:Alias) RETURN collect([a.id, a.of]) AS rows"


class Seat(NamedTuple):
    """A settlement or a part of one, and the names of its county."""

    label: str
    id: str
    name: str
    counties: tuple[str, ...]

    @property
    def shown(self) -> str:
        """For a person who has to choose."""
        return f"{self.name} ({self.counties[0]}): {self.id}" if self.counties else f"{self.name}: {self.id}"


Seats = Mapping[str, Sequence[Seat]]
"""By the plain form of the name."""


@dataclass(frozen=True)
class Known:
    """What a register's rows are held against."""

    register: Register
    settlements: Seats
    parts: Seats
    ids: frozenset[str]
    """Of what is there of the register's label and sector."""
    named: Mapping[tuple[str, str], Sequence[str]]
    """Ids by folded name and place, of what is neither invented nor was brought by the register: that has its id."""
    merged: Mapping[str, str]
    """Ids that another node goes by since two were merged."""

    def seat(self, settlement: str, county: str | None, place: Place) -> Seat | Problem:
        """The one place that is meant, or why that cannot be told. A settlement comes before a part of one."""
        name = self.register.renamed.get("settlement", {}).get(plain(settlement), settlement)
        name = _CAPITAL if is_district(name) else name
        called = self.settlements.get(plain(name)) or self.parts.get(plain(name), ())
        found = [one for one in called if county is None or self._is_in(one, county)]
        if len(found) == 1:
            return found[0]
        shown = f"{settlement} ({county})" if county else settlement
        code = "REFERENCE_AMBIGUOUS" if found else "REFERENCE_UNKNOWN"
        near = (found or called or self._near(name))[:_MOST_SHOWN]
        told = tuple(one.shown for one in near)
        return Problem(code, place, {"value": shown[:80], "allowed": "; ".join(told)}, told)

    def _near(self, name: str) -> list[Seat]:
        return [self.settlements[key][0] for key in nearest(name, {key: key for key in self.settlements})]

    def _is_in(self, seat: Seat, county: str) -> bool:
        name = self.register.renamed.get("county", {}).get(plain(county), county)
        return plain(name).removesuffix("megye").removesuffix("var") in map(plain, seat.counties)

    def id_of(self, name: str, settlement: str, seat: Seat, place: Place) -> str | Problem:
        """The id of what a row speaks of: the same each time, whether it is there or new."""
        told = [plain(name), seat.id, *([plain(settlement)] if is_district(settlement) else [])]
        own = self.register.id_beginning + sha256("|".join(told).encode()).hexdigest()[:14]
        for _ in range(_MOST_MERGES):
            own = self.merged.get(own, own)
        found = self.named.get((folded(name), seat.id), ())
        if own in self.ids or not found:
            return own
        if len(found) == 1:
            return found[0]
        return Problem("REFERENCE_AMBIGUOUS", place, {"value": name[:80], "allowed": ", ".join(found)}, tuple(found))


def is_district(settlement: str) -> bool:
    """Whether a name is of a district of the capital.

    >>> [is_district(name) for name in ("Budapest VIII. kerület", "Budapest 08.", "Budapest", "Budapestfalva")]
    [True, True, False, False]
    """
    return _DISTRICT.fullmatch(" ".join(folded(settlement).split())) is not None


async def known_of(run: Run, register: Register) -> Known:
    """Read it: a register is small enough to be held against all there is."""
    settlements = _by_name(SETTLEMENT, await _rows(run, _SETTLEMENTS))
    parts = _by_name(SETTLEMENT_PART, await _rows(run, _PARTS))
    sector = register.always.get("sector")
    kind = "" if sector is None else "WHERE n.sector = $sector "
    text = f"MATCH (n:{identifier(register.label)})-[:LOCATED_IN]->(p) {kind}"
    there = await _rows(run, f"{text}RETURN collect([n.id, n.{FOLDED}, p.id, n.dataOrigin]) AS rows", sector=sector)
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, name, place, origin in sorted(there, key=lambda row: str(row[0])):
        if origin != "synthetic" and not id_.startswith(register.id_beginning):
            named[name, place].append(id_)
    merged = dict(await _rows(run, _ALIASES))
    return Known(register, settlements, parts, frozenset(row[0] for row in there), named, merged)


def _by_name(label: str, rows: Iterable[Sequence[Any]]) -> Seats:
    found: dict[str, list[Seat]] = defaultdict(list)
    for id_, name, *counties in sorted(rows, key=lambda row: str(row[0])):
        known = tuple(county for names in counties for county in names if county is not None)
        found[plain(name)].append(Seat(label, id_, name, known))
    return dict(found)


async def _rows(run: Run, text: str, **parameters: Any) -> list[Any]:
    [record] = await run(Statement(text, parameters))
    rows: list[Any] = record["rows"]
    return rows

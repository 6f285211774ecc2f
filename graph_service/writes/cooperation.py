"""COOPERATES_WITH: one tie a pair of institutions that share collaborations, from the smaller id to the larger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices

Pair = tuple[str, str]


class Seat(NamedTuple):
    """What decides whether a tie crosses sectors or counties."""

    sector: str
    county: str | None


class Part(NamedTuple):
    """An institution takes part in a collaboration: from its own first day there, or else the collaboration's."""

    institution: str
    collaboration: str
    since: date
    type: str


class Tie(NamedTuple):
    """The properties of a tie."""

    weight: int
    since: date
    types: tuple[str, ...]
    cross_sector: bool
    cross_county: bool

    def properties(self) -> dict[str, object]:
        """As the graph stores them."""
        return {
            "weight": self.weight,
            "since": self.since,
            "types": list(self.types),
            "crossSector": self.cross_sector,
            "crossCounty": self.cross_county,
        }


def cooperation_ties(
    seats: Mapping[str, Seat], parts: Iterable[Part], only: Collection[str] | None = None
) -> dict[Pair, Tie]:
    """The ties of all pairs, or of those with an end in `only`; `since` is the earliest day that both were in one."""
    joined: dict[str, dict[str, date]] = defaultdict(dict)
    types: dict[str, str] = {}
    for part in parts:
        known = joined[part.collaboration].get(part.institution, part.since)
        joined[part.collaboration][part.institution] = min(known, part.since)
        types[part.collaboration] = part.type
    shared: dict[Pair, list[tuple[date, str]]] = defaultdict(list)
    for collaboration, members in joined.items():
        for one, other in combinations(sorted(members), 2):
            if only is None or one in only or other in only:
                shared[one, other].append((max(members[one], members[other]), types[collaboration]))
    return {pair: _tie(seats[pair[0]], seats[pair[1]], works) for pair, works in sorted(shared.items())}


def _tie(one: Seat, other: Seat, works: Sequence[tuple[date, str]]) -> Tie:
    return Tie(
        weight=len(works),
        since=min(since for since, _ in works),
        types=tuple(sorted({type_ for _, type_ in works})),
        cross_sector=one.sector != other.sector,
        cross_county=one.county != other.county,
    )


_IDS = "MATCH (i:Institution) RETURN collect(i.id) AS found"
_PARTNERS = (
    "MATCH (i:Institution) WHERE i.id IN $ids "
    "MATCH (i)-[:PARTICIPATES_IN]->(k:Collaboration) WITH DISTINCT k "
    "MATCH (k)<-[:PARTICIPATES_IN]-(j:Institution) RETURN collect(DISTINCT j.id) AS found"
)
_SEATS = (
    "MATCH (i:Institution) WHERE i.id IN $ids RETURN collect([i.id, i.sector, coalesce("
    "head([(i)-[:LOCATED_IN]->(:Settlement)-[:IN_COUNTY]->(c:County) | c.id]), "
    "head([(i)-[:LOCATED_IN]->(:SettlementPart)-[:PART_OF]->(:Settlement)-[:IN_COUNTY]->(c:County) | c.id])"
    ")]) AS found"
)
_PARTS = (
    "MATCH (i:Institution) WHERE i.id IN $ids MATCH (i)-[r:PARTICIPATES_IN]->(k:Collaboration) "
    "RETURN collect([i.id, k.id, toString(coalesce(r.from, k.startDate)), k.type]) AS found"
)
_HELD = (
    "MATCH (a:Institution) WHERE a.id IN $ids MATCH (a)-[e:COOPERATES_WITH]->(b) "
    "RETURN collect([a.id, b.id, e.weight, toString(e.since), e.types, e.crossSector, e.crossCounty]) AS found"
)
_HELD_FROM_OTHERS = (
    "MATCH (b:Institution) WHERE b.id IN $ids MATCH (a)-[e:COOPERATES_WITH]->(b) WHERE NOT a.id IN $ids "
    "RETURN collect([a.id, b.id, e.weight, toString(e.since), e.types, e.crossSector, e.crossCounty]) AS found"
)
_CREATE = (
    "UNWIND $rows AS r MATCH (a:Institution {id: r.a}) MATCH (b:Institution {id: r.b}) "
    "CREATE (a)-[e:COOPERATES_WITH {weight: r.weight, since: r.since, types: r.types, "
    "crossSector: r.crossSector, crossCounty: r.crossCounty}]->(b) RETURN count(e) AS n"
)
_UPDATE = (
    "UNWIND $rows AS r MATCH (a:Institution {id: r.a})-[e:COOPERATES_WITH]->(b:Institution {id: r.b}) "
    "SET e.weight = r.weight, e.since = r.since, e.types = r.types, "
    "e.crossSector = r.crossSector, e.crossCounty = r.crossCounty RETURN count(e) AS n"
)
_REMOVE = (
    "UNWIND $rows AS r MATCH (a:Institution {id: r.a})-[e:COOPERATES_WITH]->(b:Institution {id: r.b}) "
    "DELETE e RETURN count(*) AS n"
)


async def cooperation_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change so that the ties in the graph are right: all, or those with an end in `only`."""
    ids: list[str] = sorted(await read_rows(store, _IDS) if only is None else only)
    near = ids if only is None else sorted({*ids, *await read_slices(store, _PARTNERS, ids)})
    seats = {i: Seat(sector, county) for i, sector, county in await read_slices(store, _SEATS, near)}
    parts = [Part(i, k, date.fromisoformat(d), t) for i, k, d, t in await read_slices(store, _PARTS, near)]
    held = await read_slices(store, _HELD, ids)
    if only is not None:
        held += await read_slices(store, _HELD_FROM_OTHERS, ids)
    return _changes(cooperation_ties(seats, parts, only), held)


def _changes(wanted: Mapping[Pair, Tie], held: Iterable[Sequence[object]]) -> list[Change]:
    found: dict[Pair, list[tuple[object, ...]]] = defaultdict(list)
    for one, other, *properties in held:
        weight, since, types, *crosses = properties
        found[str(one), str(other)].append((weight, since, tuple(types or ()), *crosses))  # type: ignore[arg-type]  # a list of codes
    right = {pair: (tie.weight, tie.since.isoformat(), *tie[2:]) for pair, tie in wanted.items()}
    # Two ties of one pair cannot be told apart: both go, and one comes back.
    doubled = {pair for pair, ties in found.items() if len(ties) > 1}
    gone = [pair for pair in found if pair not in wanted or pair in doubled]
    new = [pair for pair in wanted if pair not in found or pair in doubled]
    stale = [pair for pair in wanted if pair in found and pair not in doubled and found[pair][0] != right[pair]]
    return dropped(
        [
            Change("removed", _REMOVE, [{"a": one, "b": other} for one, other in sorted(gone)]),
            Change("updated", _UPDATE, [_row(pair, wanted[pair]) for pair in stale]),
            Change("created", _CREATE, [_row(pair, wanted[pair]) for pair in new]),
        ]
    )


def _row(pair: Pair, tie: Tie) -> dict[str, object]:
    return {"a": pair[0], "b": pair[1], **tie.properties()}

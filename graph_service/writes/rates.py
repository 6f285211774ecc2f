"""How many ties of cooperation touch a county, per 100,000 of its inhabitants; cohorts for measuring do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph_service.model.declare import step_either, step_in
from graph_service.model.labels import COUNTY, INSTITUTION
from graph_service.writes.changes import Change, GraphStore, read_rows
from graph_service.writes.properties import DECIMALS, Derived, property_changes
from graph_service.writes.rests import Rests, Stop
from graph_service.writes.seats import read_counties

_TIED = Stop(step_either("COOPERATES_WITH"), (INSTITUTION,), ("benchmark",))
RESTS = Rests(
    (COUNTY,),
    own=("population",),
    ways=((Stop(step_in("SITED_IN"), (INSTITUTION,), ("benchmark",)), _TIED),),
    itself=True,
)
_PEOPLE = 100_000


def cooperation_rates(
    populations: Mapping[str, int | None], counties: Mapping[str, str], ties: Iterable[tuple[str, str]]
) -> dict[str, float | None]:
    """The rate of each county in `populations`; None where nobody lives. `counties` holds those of both ends."""
    touching: Counter[str] = Counter()
    for pair in ties:
        touching.update({counties[end] for end in pair if end in counties})
    return {
        county: round(touching[county] * _PEOPLE / people, DECIMALS) if people else None
        for county, people in populations.items()
    }


_REAL = "coalesce({}.benchmark, false) = false"
_IDS = f"MATCH (i:Institution) WHERE {_REAL.format('i')} RETURN collect(i.id) AS found"
_READ = "MATCH (c:County) RETURN collect([c.id, c.population, c.cooperationRate]) AS found"
_TIES = (
    f"MATCH (a:Institution)-[:COOPERATES_WITH]->(b:Institution) WHERE {_REAL.format('a')} AND {_REAL.format('b')} "
    "RETURN collect([a.id, b.id]) AS found"
)


async def rate_changes(store: GraphStore) -> list[Change]:
    """What to change in all counties."""
    ids = sorted(await read_rows(store, _IDS))
    counties = await read_counties(store, ids)
    held = {id_: (people, rate) for id_, people, rate in await read_rows(store, _READ)}
    ties = [(one, other) for one, other in await read_rows(store, _TIES)]
    rates = cooperation_rates({id_: people for id_, (people, _) in held.items()}, counties, ties)
    found = [Derived(id_, (rate,), {"cooperationRate": rates[id_]}) for id_, (_, rate) in sorted(held.items())]
    return property_changes("MATCH (n:County {id: r.id})", found)

"""How far a good practice spread: who took it over outside the counties of those who worked it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph_service.model.declare import step_in, step_out
from graph_service.model.labels import COUNTY, GOOD_PRACTICE
from graph_service.writes.changes import Change, GraphStore, read_rows, read_slices
from graph_service.writes.properties import Derived, property_changes
from graph_service.writes.rests import Rests, Stop
from graph_service.writes.seats import read_counties

_WHO = ("Participant",)
RESTS = Rests(
    (GOOD_PRACTICE,),
    ways=tuple(
        (Stop(step_in(type_), _WHO), Stop(step_out("SITED_IN"), (COUNTY,))) for type_ in ("OWNS_PRACTICE", "ADOPTED")
    ),
)


def adopters_elsewhere(counties: Mapping[str, str], owners: Collection[str], adopters: Iterable[str]) -> int | None:
    """The number of adopters with a place in a county that no owner is in; None where no owner is known."""
    if not owners:
        return None
    home = {counties.get(owner) for owner in owners} | {None}
    return sum(counties.get(adopter) not in home for adopter in set(adopters))


_IDS = "MATCH (g:GoodPractice) RETURN collect(g.id) AS found"
_READ = (
    "UNWIND $ids AS id MATCH (g:GoodPractice {id: id}) RETURN collect([g.id, g.adoptersElsewhere, "
    "[(g)<-[:OWNS_PRACTICE]-(o) | o.id], [(g)<-[:ADOPTED]-(a) | a.id]]) AS found"
)


async def adoption_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change in all good practices, or in `only`."""
    ids = sorted(await read_rows(store, _IDS) if only is None else only)
    rows = await read_slices(store, _READ, ids)
    people = sorted({id_ for _, _, owners, adopters in rows for id_ in (*owners, *adopters)})
    counties = await read_counties(store, people)
    found = [
        Derived(id_, (held,), {"adoptersElsewhere": adopters_elsewhere(counties, owners, adopters)})
        for id_, held, owners, adopters in rows
    ]
    return property_changes("MATCH (n:GoodPractice {id: r.id})", found)

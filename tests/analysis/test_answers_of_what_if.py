"""What-if over the API is the difference of two networks, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.network.gaps import block
from graph_service.network.hypothetical import applied, edit_of
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.rounding import told
from tests.answering import Service
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio
TODAY = Scope(demonstration().today)
MEASURES = (
    "degree",
    "strength",
    "constraint",
    "effectiveSize",
    "efficiency",
    "hierarchy",
    "clustering",
    "core",
    "componentSize",
    "openPairs",
    "activity",
    "coordinator",
    "itinerant",
    "boundary",
    "liaison",
    "eiSector",
    "betweenness",
)
ADD = (("inst:HU211:com:001", "inst:HU211:lib:001", "inst:HU332:mus:001"), ("inst:HU223:mus:001", "inst:HU223:lib:001"))
REMOVE = ("collab:HU222:13", "collab:HU331:24")


def edit(add: tuple[tuple[str, ...], ...], remove: tuple[str, ...]) -> str:
    """The arguments of an edit."""
    quoted = ["[" + ", ".join(f'"{id_}"' for id_ in one) + "]" for one in (*add, remove)]
    works = ", ".join(f"{{institutions: {one}}}" for one in quoted[:-1])
    return f"add: [{works}], remove: {quoted[-1]}"


WHAT_IF = """
    tieCount { before after } density { before after } components { before after } largestComponent { before after }
    parts { before after } ties { a { id } b { id } before after }
    institutions { institution { id } measures { name before after } }
    gaps { county { id } sectorA sectorB observed { before after } expected { before after } pUnder { before after } }
"""


@pytest.mark.parametrize(("add", "remove"), [(ADD, ()), ((), REMOVE), (ADD, REMOVE)], ids=["added", "removed", "both"])
async def test_what_would_change_is_the_difference_of_two_networks(
    analysis: Service, add: tuple[tuple[str, ...], ...], remove: tuple[str, ...]
) -> None:
    asked = f"{{ whatIf({edit(add, remove)}, withBetweenness: true) {{ {WHAT_IF} }} }}"
    found = (await analysis.data(asked))["whatIf"]
    before = network_of(demonstration(), TODAY)
    after = applied(before, edit_of(before, add, remove))
    assert found["tieCount"] == {"before": 693, "after": len(after.ties[0])}
    assert measured(found) == differences(before, after)
    assert found["ties"] == tie_differences(before, after)
    counties = {county_of(id_) for id_ in touched(before, add, remove)}
    assert {one["county"]["id"] for one in found["gaps"]} == counties
    assert len(found["gaps"]) == 6 * len(counties)
    for one in found["gaps"]:
        assert (one["observed"], one["expected"], one["pUnder"]) == blocks(before, after, one)


def blocks(before: Network, after: Network, one: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Observed, expected and p of a sector pair of a county, before and after."""
    made = demonstration()
    sectors = sorted(made.sectors.index(one[name].lower()) for name in ("sectorA", "sectorB"))
    old, new = (block(net, made.counties.ids.index(one["county"]["id"]), *sectors) for net in (before, after))
    return (
        pair(old.observed, new.observed),
        pair(old.law.mean, new.law.mean),
        pair(old.p_under, new.p_under),
    )


def pair(before: float | None, after: float | None) -> dict[str, float | None]:
    """A number before and after."""
    return {"before": told(before), "after": told(after)}


def touched(network: Network, add: tuple[tuple[str, ...], ...], remove: tuple[str, ...]) -> set[str]:
    """The institutions that an edit names."""
    made = demonstration()
    works = [made.collaborations.ids.index(id_) for id_ in remove]
    members = made.memberships
    live = (members.start <= made.today) & (members.end > made.today)
    taken = {
        made.institutions.ids[int(i)]
        for i, work, is_live in zip(members.institution, members.collaboration, live, strict=True)
        if is_live and work in works
    }
    return taken.union(*add) if add else taken


def county_of(id_: str) -> str:
    """The county of an institution."""
    made = demonstration()
    return made.counties.ids[made.institutions.county[made.institution_rows[id_]]]


def measured(found: dict[str, Any]) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Institution to measure to what it was and would be, of the measures that the tests compute anew."""
    return {
        row["institution"]["id"]: {
            one["name"]: (one["before"], one["after"]) for one in row["measures"] if one["name"] in MEASURES
        }
        for row in found["institutions"]
    }


def differences(before: Network, after: Network) -> dict[str, dict[str, tuple[Any, Any]]]:
    """The same from two whole networks."""
    old, new = (measures_of(net, MEASURES) for net in (before, after))
    found: dict[str, dict[str, tuple[Any, Any]]] = {}
    for name in MEASURES:
        for id_, one, other in zip(before.ids, old[name].tolist(), new[name].tolist(), strict=True):
            if told(float(one)) != told(float(other)):
                found.setdefault(id_, {})[name] = (told(float(one)), told(float(other)))
    return found


def tie_differences(before: Network, after: Network) -> list[dict[str, Any]]:
    """Ties that would be of another weight, by both ends."""
    old, new = before.weights.toarray(), after.weights.toarray()
    return [
        {"a": {"id": before.ids[a]}, "b": {"id": before.ids[b]}, "before": int(old[a, b]), "after": int(new[a, b])}
        for a, b in sorted(zip(*(old != new).nonzero(), strict=True))
        if a < b
    ]


async def test_nothing_is_written_by_thinking(analysis: Service) -> None:
    counted = Statement("MATCH (n) WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r)")
    before = await analysis.store.read(counted, seconds=60)
    await analysis.data(f"{{ whatIf({edit(ADD, REMOVE)}) {{ tieCount {{ after }} }} }}")
    assert await analysis.store.read(counted, seconds=60) == before
    data = await analysis.data("{ networkSummary { ties } }")
    assert data["networkSummary"]["ties"] == 693

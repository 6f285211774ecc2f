"""Suggestions and the worklist: what was rejected is left out, what is worked on is marked, and what came of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worklist.world import World

pytestmark = pytest.mark.anyio
ASKED = """query Pairs($county: ID, $institution: ID) {
    collaborationCandidates(county: $county, institution: $institution, scope: {data: REAL}) {
        totalCount leftOut meta { methodVersion stale } nodes { a { id } b { id } rank workItem { id state } } } }"""


async def candidates(world: World, **variables: Any) -> dict[str, Any]:
    return dict((await world.fresh("collaborationCandidates", ASKED, variables))["collaborationCandidates"])


def pairs(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["a"]["id"], one["b"]["id"]) for one in found["nodes"]}


async def test_rejected_pairs_are_left_out_and_those_worked_on_are_marked(world: World) -> None:
    first = await candidates(world)
    assert pairs(first) == {("inst:a", "inst:b"), ("inst:a", "inst:l"), ("inst:b", "inst:l")}
    assert (first["leftOut"], first["meta"]) == (0, {"methodVersion": "2", "stale": False})
    item, other = await world.add("inst:l", "inst:a"), await world.add("inst:b", "inst:l")
    await world.do("workItemUpdate", id=other, state="REJECTED")
    second = await candidates(world)
    assert pairs(second) == {("inst:a", "inst:b"), ("inst:a", "inst:l")}
    assert (second["leftOut"], second["totalCount"], [one["rank"] for one in second["nodes"]]) == (1, 2, [1, 2])
    marked = {(one["a"]["id"], one["b"]["id"]): one["workItem"] for one in second["nodes"]}
    assert marked == {("inst:a", "inst:b"): None, ("inst:a", "inst:l"): {"id": item, "state": "OPEN"}}
    chosen = ({"institution": "inst:a"}, {"county": "HU223"})
    assert [(await candidates(world, **one))["leftOut"] for one in chosen] == [0, 1]
    await world.do("workItemUpdate", id=other, state="CONTACTED")
    third = await candidates(world)
    assert (len(pairs(third)), third["leftOut"]) == (3, 0)


async def test_the_summary_tells_how_many_suggestions_became_collaborations(world: World) -> None:
    told = "total open contacted rejected becameCollaboration becameByTie share"
    parts = f"byMethod {{ method kind {told} }} byCounty {{ county {{ nuts3 }} {told} }}"
    asked = f"{{ worklistSummary {{ stale {told} {parts} }} }}"
    empty = (await world.fresh("worklistSummary", asked))["worklistSummary"]
    assert (empty["total"], empty["share"], empty["byMethod"], empty["byCounty"]) == (0, None, [], [])
    one, two = await world.add("inst:a", "inst:l", method="candidates/2"), await world.add("inst:a", "inst:far")
    await world.do("workItemUpdate", id=two, state="BECAME_COLLABORATION")
    await world.add("inst:b", "inst:l", method="candidates/2")
    await world.collaboration("collab:1", "inst:a", "inst:l")
    assert await world.state(one) == "BECAME_COLLABORATION"
    found = (await world.fresh("worklistSummary", asked))["worklistSummary"]
    whole = {"total": 3, "open": 1, "contacted": 0, "rejected": 0, "becameCollaboration": 2, "becameByTie": 1}
    assert {name: found[name] for name in whole} == whole
    assert found["share"] == pytest.approx(2 / 3, abs=1e-6)
    by_method = {(row["method"], row["kind"]): (row["total"], row["becameCollaboration"]) for row in found["byMethod"]}
    assert by_method == {("candidates/2", "CANDIDATE"): (2, 1), (None, "CANDIDATE"): (1, 1)}
    by_county = {row["county"]["nuts3"]: (row["total"], row["becameByTie"]) for row in found["byCounty"]}
    assert by_county == {"HU223": (3, 1), "HU232": (1, 0)}

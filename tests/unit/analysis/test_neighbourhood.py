"""What lies around a node, on small graphs."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.analysis.conditions import Conditions
from graph_service.analysis.kinds import kinds_of
from graph_service.analysis.neighbourhood import NeighbourhoodQuestion
from graph_service.model import load_model
from tests.unit.analysis.small_graphs import SmallGraph, joined, letters

pytestmark = pytest.mark.anyio
GRAPH = joined("a-c", "b-a", "c-d", "b-c", "d-e", "e-f")


async def around(
    graph: SmallGraph, *, hops: int = 1, first: int = 100, **conditions: Any
) -> tuple[str, list[str], bool]:
    """The nodes, the relationships and whether it is cut."""
    asked = Conditions((kinds_of(load_model())["PARTICIPATES_IN"],), **conditions)
    answer = await NeighbourhoodQuestion(load_model(), "inst:a", asked, hops, first).answer(graph)
    ties = [letters((one["source"], one["target"])) for one in answer["relationships"]]
    return letters(answer["nodes"]), ties, answer["truncated"]


@pytest.mark.parametrize(
    ("hops", "nodes", "ties"),
    [
        (1, "abc", ["ac", "ba", "bc"]),
        (2, "abcd", ["ac", "ba", "bc", "cd"]),
        (3, "abcde", ["ac", "ba", "bc", "cd", "de"]),
    ],
)
async def test_nodes_by_distance_and_the_relationships_among_them(hops: int, nodes: str, ties: list[str]) -> None:
    assert await around(SmallGraph(GRAPH), hops=hops) == (nodes, ties, False)


@pytest.mark.parametrize(
    ("first", "nodes", "truncated"),
    [(1, "a", True), (2, "ab", True), (3, "abc", True), (4, "abcd", False), (5, "abcd", False)],
)
async def test_at_most_so_many_the_nearest(first: int, nodes: str, truncated: bool) -> None:
    found, ties, cut = await around(SmallGraph(GRAPH), hops=2, first=first)
    assert (found, cut) == (nodes, truncated)
    assert all(set(tie) <= set(nodes) for tie in ties)


async def test_directed_and_within() -> None:
    assert (await around(SmallGraph(GRAPH), hops=3, directed=True))[0] == "acde"
    counties = {"inst:b": "county:1", "inst:c": "county:2", "inst:d": "county:1"}
    assert (await around(SmallGraph(GRAPH, counties=counties), hops=3, within="county:1"))[0] == "ab"


async def test_a_hub_is_cut_in_a_fixed_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_service.analysis.hops.MOST_ROWS", 3)
    assert (await around(SmallGraph(joined("a-b", "a-c", "a-d", "a-e"))))[::2] == ("abcd", True)


async def test_an_unknown_id_has_nothing_around_it() -> None:
    graph = SmallGraph(joined("b-c"))
    assert await around(graph) == ("", [], False)
    assert graph.statements == 1

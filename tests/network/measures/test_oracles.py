"""Measures of published and hand-made graphs, to the digits given; the sources stand in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph_service.network.brokerage import roles
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.table import measures_of
from graph_service.network.mixing import mixing
from graph_service.network.network import Network
from tests.network.small import SECTORS, network

FOLDER = Path(__file__).resolve().parents[1] / "oracles"
STRUCTURE: dict[str, Any] = json.loads((FOLDER / "structure.json").read_text("utf-8"))
CLUB: dict[str, Any] = json.loads((FOLDER / "karate.json").read_text("utf-8"))
CASES = [
    (name, measure, node, value, graph.get("tolerance", 1e-6))
    for name, graph in STRUCTURE["graphs"].items()
    for measure, values in graph["values"].items()
    for node, value in values.items()
]


def of_graph(name: str) -> Network:
    return network([(a, b) for a, b in STRUCTURE["graphs"][name]["edges"]])


def club(weighted: bool = False) -> Network:
    """Zachary's club; the factions are two sectors. Ids keep the order of the numbers."""
    ties = {(f"{a:02d}", f"{b:02d}"): weight if weighted else 1 for a, b, weight in CLUB["edges"]}
    return network(ties, {f"{node:02d}": SECTORS[side] for node, side in enumerate(CLUB["club"])}, weights=ties)


@pytest.mark.parametrize(("graph", "measure", "node", "value", "tolerance"), CASES)
def test_measures_have_the_published_value(graph: str, measure: str, node: str, value: float, tolerance: float) -> None:
    found = of_graph(graph)
    assert measures_of(found, [measure])[measure][found.places[node]] == pytest.approx(value, abs=tolerance)


@pytest.mark.parametrize("graph", [name for name, one in STRUCTURE["graphs"].items() if "bridgeCount" in one])
def test_articulation_points_and_bridges_are_the_published_ones(graph: str) -> None:
    found = of_graph(graph)
    columns = measures_of(found, ["articulation", "bridges"])
    points = [id_ for id_, is_one in zip(found.ids, columns["articulation"], strict=True) if is_one]
    assert points == STRUCTURE["graphs"][graph]["articulationPoints"]
    assert int(columns["bridges"].sum()) == 2 * STRUCTURE["graphs"][graph]["bridgeCount"]


def test_betweenness_of_the_medici_is_normalised_over_all_pairs_of_others() -> None:
    found = of_graph("florentine")
    value = measures_of(found, ["betweennessNormalized"])["betweennessNormalized"][found.places["Medici"]]
    assert value == pytest.approx(0.521978, abs=1e-6)


def test_constraint_of_the_club_has_the_published_values_with_and_without_weights() -> None:
    for weighted, key in ((False, "plain"), (True, "weighted")):
        column = measures_of(club(weighted), ["constraint"])["constraint"]
        for node, value in STRUCTURE["constraintKarate"][key].items():
            assert column[int(node)] == pytest.approx(value, abs=5e-7)


def test_brokerage_roles_of_the_club_have_the_published_counts() -> None:
    found = club()
    raw = roles(Neighbourhoods(found.weights), found.sector)
    oracle = STRUCTURE["brokerageKarate"]
    for node in (0, 33, 2):
        assert raw[node].tolist() == oracle[f"node{node}"]
    assert raw.sum(axis=0).tolist() == oracle["total"]


def test_ei_index_of_the_club_and_its_chance_value_are_the_published_ones() -> None:
    found = club()
    result = mixing(Neighbourhoods(found.weights), found.sector)
    assert result.ei == pytest.approx(STRUCTURE["brokerageKarate"]["ei"], abs=1e-12)
    assert result.chance == pytest.approx(STRUCTURE["brokerageKarate"]["eiChance"], abs=1e-12)


def directed_roles(arcs: set[tuple[int, int]], groups: list[int]) -> list[list[int]]:
    """Roles of the directed definition for each node: w_I, w_O, b_IO, b_OI, b_O over open two-paths a → v → b."""
    counted = []
    for v, own in enumerate(groups):
        count = [0] * 5
        for a in range(len(groups)):
            for b in range(len(groups)):
                if a == b or v in (a, b) or (a, v) not in arcs or (v, b) not in arcs or (a, b) in arcs:
                    continue
                first, last = groups[a], groups[b]
                if first == last:
                    role = 0 if first == own else 1
                elif own == last:
                    role = 3
                elif own == first:
                    role = 2
                else:
                    role = 4
                count[role] += 1
        counted.append(count)
    return counted


def test_directed_roles_of_the_published_graph_follow_the_definition() -> None:
    oracle = STRUCTURE["brokerageDirected"]
    assert directed_roles({(a, b) for a, b in oracle["arcs"]}, oracle["groups"]) == oracle["raw"]


def test_undirected_roles_are_those_of_the_symmetric_directed_graph() -> None:
    ties = [(a, b) for a, b, _ in CLUB["edges"]]
    found = club()
    groups = [node % 3 for node in range(34)]
    near = Neighbourhoods(found.weights)
    directed = directed_roles({*ties, *((b, a) for a, b in ties)}, groups)
    for node, raw in enumerate(roles(near, found.sector * 0 + groups).tolist()):
        coordinator, itinerant, boundary, liaison = raw
        assert directed[node] == [2 * coordinator, 2 * itinerant, boundary, boundary, 2 * liaison]

"""What breaks without an institution, a mentor or a community."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from graph_service.network.fragility import Actor, Fragile, fragility, fragility_with_mentors
from graph_service.network.measures.parts import cuts, graph_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import Communities, Pairs
from tests.network.measures.drawn import drawn_network, seen_by_networkx
from tests.network.small import SECTORS, TODAY, bools, floats, ints, mentors, network, pairs, projection


def by_actor(rows: tuple[Fragile, ...]) -> dict[Actor, Fragile]:
    return {row.actor: row for row in rows}


def served(mentorings: Pairs, spaces: Pairs, communities: int = 4) -> Network:
    """Institutions a–d: a and b tied, c and d tied; communities in county HU001, the last in HU002; three mentors."""
    known = {name: (SECTORS[0], "HU001") for name in "abc"} | {"d": (SECTORS[1], "HU002")}
    plain = projection(known, {"collab:1": ("a", "b"), "collab:2": ("c", "d")})
    county = ints([0] * (communities - 1) + [1])
    nowhere = floats([47.0] * communities)
    names = tuple(f"comm:{place}" for place in range(communities))
    more = replace(
        plain,
        communities=Communities(names, county, county, nowhere, nowhere, bools([False] * communities)),
        mentors=mentors("mentor:0", "mentor:1", "mentor:2"),
        mentorings=mentorings,
        spaces=spaces,
    )
    return network_of(more, Scope(TODAY))


def test_rows_of_institutions_tell_bridges_parts_and_pairs() -> None:
    # a–b–c, c–d, c–e, d–e: b and c hold it together; f is alone.
    found = network([("a", "b"), ("b", "c"), ("c", "d"), ("c", "e"), ("d", "e")], isolated=["f"])
    a, b, c = (Actor("institution", place) for place in range(3))
    assert fragility(found) == (
        Fragile(c, True, ((b, c),), (2, 2), 4, 0),
        Fragile(b, True, ((a, b), (b, c)), (3, 1), 3, 0),
        Fragile(a, False, ((a, b),), (), 0, 0),
    )


@pytest.mark.parametrize("seed", range(6))
def test_parts_equal_taking_each_node_away(seed: int) -> None:
    found = drawn_network(seed, 40, 30)
    graph, held = seen_by_networkx(found), cuts(graph_of(len(found.nodes), found.ties))
    for node in graph:
        rest = nx.Graph(graph)
        rest.remove_node(node)
        others = nx.node_connected_component(graph, node) - {node}
        parts = sorted((len(part) for part in nx.connected_components(rest) if part <= others), reverse=True)
        assert held.separates(node) == tuple(parts)
    assert sorted(zip(*(end.tolist() for end in held.bridges), strict=True)) == sorted(nx.bridges(graph))


def test_a_long_chain_is_taken_apart_without_deep_calls() -> None:
    size = 20_000
    ends = np.arange(size - 1, dtype=np.int32)
    held = cuts(graph_of(size, (ends, ends + 1)))
    assert held.separates(0) == (size - 1,)
    assert held.separates(5) == (size - 6, 5)
    assert int(held.pairs_disconnected[5]) == 5 * (size - 6)
    assert len(held.bridges[0]) == size - 1


def test_pairs_disconnected_do_not_overflow() -> None:
    size = 70_000
    leaves = np.arange(1, size, dtype=np.int32)
    held = cuts(graph_of(size, (np.zeros_like(leaves), leaves)))
    assert int(held.pairs_disconnected[0]) == (size - 1) * (size - 2) // 2


def test_a_mentor_who_leaves_disconnects_what_only_the_mentor_joins() -> None:
    # Mentor 0 joins communities 0 (space of a) and 1 (space of c); mentor 1 has 1 and 2; community 3 has mentor 2.
    found = served(pairs((0, 0), (0, 1), (1, 1), (1, 2), (2, 3)), pairs((0, 0), (1, 2)))
    rows = by_actor(fragility_with_mentors(found))
    first = rows[Actor("mentor", 0)]
    # One component of a, b, c, d, communities 0–2, mentors 0 and 1: without mentor 0, {a, b, comm 0} and the rest.
    assert first.articulation
    assert first.separates == (5, 3)
    assert first.pairs_disconnected == 15
    assert first.dependent_communities == 1
    assert (Actor("community", 0), Actor("mentor", 0)) in first.bridges
    assert rows[Actor("mentor", 1)].separates == (7, 1)
    assert rows[Actor("mentor", 1)].dependent_communities == 1
    assert rows[Actor("mentor", 2)] == Fragile(
        Actor("mentor", 2), False, ((Actor("community", 3), Actor("mentor", 2)),), (), 0, 1
    )


def test_communities_that_use_no_other_space_depend_on_the_institution() -> None:
    found = served(pairs(), pairs((0, 0), (1, 0), (1, 2), (3, 0)))
    rows = by_actor(fragility_with_mentors(found))
    assert rows[Actor("institution", 0)].dependent_communities == 2
    assert by_actor(fragility(found))[Actor("institution", 0)].dependent_communities == 2
    assert rows[Actor("institution", 2)].dependent_communities == 0


def test_what_does_not_hold_on_the_day_joins_nothing() -> None:
    over = served(pairs((0, 0), (0, 1), end=TODAY), pairs((0, 0), (1, 2)))
    assert {row.actor.kind for row in fragility_with_mentors(over)} == {"institution", "community"}
    early = served(pairs((0, 0), (0, 1), start=TODAY + 1), pairs((0, 0), (1, 2)))
    assert fragility_with_mentors(early) == fragility_with_mentors(over)


def test_parallel_relationships_are_one() -> None:
    once = served(pairs((0, 0), (0, 1)), pairs((0, 0), (1, 2)))
    twice = served(pairs((0, 0), (0, 0), (0, 1)), pairs((0, 0), (1, 2), (1, 2)))
    assert fragility_with_mentors(twice) == fragility_with_mentors(once)


def test_a_scope_of_counties_leaves_the_communities_of_others_out() -> None:
    whole = served(pairs((0, 0), (0, 3)), pairs((0, 0), (3, 3)))
    part = network_of(whole.projection, Scope(TODAY, counties=(0,)))
    kinds = {row.actor for row in fragility_with_mentors(part)}
    assert Actor("community", 3) not in kinds
    assert Actor("institution", 3) not in kinds
    assert by_actor(fragility_with_mentors(part))[Actor("mentor", 0)].dependent_communities == 1


def test_nothing_breaks_in_a_network_of_nothing() -> None:
    assert fragility(network([], isolated=["a"])) == ()
    assert fragility_with_mentors(network([], isolated=["a"])) == ()

"""Hypothetical collaborations: what changes equals computing everything again, and nothing else changes."""

from __future__ import annotations

import random

import numpy as np
import pytest

from graph_service.errors import RequestError
from graph_service.network.hypothetical import Edit, applied, edit_by_number, edit_of
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network
from graph_service.network.tie_effect import DensityChange, RolesGained, tie_effect
from graph_service.network.what_if import ComponentChange, TieChange, changes, what_if
from tests.network.measures.drawn import drawn, drawn_network, network_from, same
from tests.network.small import SECTORS, network

SEEDS = range(12)


def drawn_edit(found: Network, seed: int) -> Edit:
    """Up to six collaborations added (of two to ten) and up to four removed."""
    draw = random.Random(seed)
    nodes, works = range(len(found.nodes)), range(len(found.collaborations))
    add = [tuple(sorted(draw.sample(nodes, draw.choice((2, 2, 2, 3, 4, 10))))) for _ in range(draw.randrange(1, 7))]
    return edit_by_number(found, add, sorted(draw.sample(works, draw.randrange(5))))


def undone(found: Network, edit: Edit) -> Network:
    """The network of the edit, with the added collaborations removed and the removed ones added again."""
    after = applied(found, edit)
    last = len(after.collaborations)
    back = edit_by_number(after, list(edit.removed), list(range(last - len(edit.added), last)))
    return applied(after, back)


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_equal_computing_everything_again_and_nothing_else_changes(seed: int) -> None:
    found = drawn_network(seed, 60, 50)
    edit = drawn_edit(found, seed)
    told = what_if(found, edit)
    names = list(told.before)
    old, new = measures_of(found, names), measures_of(applied(found, edit), names)
    elsewhere = np.setdiff1d(np.arange(len(found.nodes)), told.affected)
    assert len(elsewhere) > 0
    for name in names:
        assert same(told.before[name], old[name][told.affected]), name
        assert same(told.after[name], new[name][told.affected]), name
        assert same(old[name][elsewhere], new[name][elsewhere]), name


def test_all_local_measures_are_told() -> None:
    found = drawn_network(1)
    told = what_if(found, edit_by_number(found, [(0, 1)], []))
    local = {"degree", "strength", "activity", "constraint", "effectiveSize", "efficiency", "hierarchy", "clustering"}
    local |= {"eiSector", "eiCounty", "openPairs", "coordinator", "itinerant", "boundary", "liaison"}
    assert set(told.before) == set(told.after) == local


@pytest.mark.parametrize("seed", SEEDS)
def test_cores_components_and_counts_equal_computing_them_again(seed: int) -> None:
    found = drawn_network(seed, 60, 50)
    edit = drawn_edit(found, seed)
    told, after = what_if(found, edit), applied(found, edit)
    cores = changes(found, after, ["core"])["core"]
    assert [(one.node, one.before, one.after) for one in told.cores] == list(cores)
    moved = sum(len(one.after) - len(one.before) for one in told.components)
    assert told.whole_after.components - told.whole_before.components == moved
    assert told.whole_after.ties == len(after.ties[0])
    assert told.whole_before.ties == len(found.ties[0])
    assert sum(told.whole_after.sizes) == len(found.nodes)
    weights = {(one.a, one.b): (one.before, one.after) for one in told.ties}
    difference = (after.weights - found.weights).tocoo()
    pairs = {(int(a), int(b)) for a, b, d in zip(difference.row, difference.col, difference.data, strict=True) if d}
    assert set(weights) == {(a, b) for a, b in pairs if a < b}
    assert all(weights[a, b] == (found.weights[a, b], after.weights[a, b]) for a, b in weights)


@pytest.mark.parametrize("seed", SEEDS)
def test_adding_and_then_removing_is_nothing(seed: int) -> None:
    found = drawn_network(seed, 60, 50)
    names = ["strength", "constraint", "activity", "betweenness", "pairsDisconnected", "liaisonZ", "community"]
    assert changes(found, undone(found, drawn_edit(found, seed)), names) == {name: () for name in names}


def test_an_edit_leaves_the_network_as_it_was() -> None:
    found = drawn_network(4)
    kept = [array.copy() for array in (found.weights.data, found.weights.indices, found.activity, found.incidence.data)]
    edit = drawn_edit(found, 4)
    what_if(found, edit)
    measures_of(applied(found, edit), ["liaisonZ"])
    now = (found.weights.data, found.weights.indices, found.activity, found.incidence.data)
    assert all(np.array_equal(one, other) for one, other in zip(kept, now, strict=True))


def test_components_are_joined_and_split() -> None:
    found = network([("a", "b"), ("b", "c"), ("d", "e"), ("f", "g"), ("g", "h")], isolated=["i"])
    join = what_if(found, edit_of(found, [("a", "d", "i")], []))
    assert join.components == (ComponentChange((3, 2, 1), (6,)),)
    assert (join.whole_before.largest, join.whole_after.largest) == (3, 6)
    split = what_if(found, edit_of(found, [], ["collab:0001:0"]))
    assert split.components == (ComponentChange((3,), (2, 1)),)
    moved = what_if(found, edit_of(found, [("c", "d")], ["collab:0001:0"]))
    assert moved.components == (ComponentChange((3, 2), (3, 2)),)
    apart = what_if(found, edit_of(found, [("a", "d"), ("i", "f")], []))
    assert apart.components == (ComponentChange((3, 2), (5,)), ComponentChange((3, 1), (4,)))


def test_a_collaboration_more_of_a_tied_pair_makes_the_tie_stronger_only() -> None:
    found = network([("a", "b"), ("b", "c")])
    told = what_if(found, edit_of(found, [("a", "b")], []))
    assert told.ties == (TieChange(0, 1, 1, 2),)
    assert told.components == told.cores == ()
    assert told.before["degree"].tolist() == told.after["degree"].tolist() == [1, 2, 1]
    assert told.after["strength"].tolist() == [2, 3, 1]
    # b: (2/3)² + (1/3)² in place of twice (1/2)².
    assert told.after["constraint"].tolist() == pytest.approx([1, 5 / 9, 1])


def test_a_tie_lost_leaves_what_is_not_defined_undefined() -> None:
    found = network([("a", "b")])
    told = what_if(found, edit_of(found, [], ["collab:0000:0"]))
    assert told.ties == (TieChange(0, 1, 1, 0),)
    assert np.isnan(told.after["constraint"]).all()
    assert np.isnan(told.after["eiSector"]).all()
    assert told.after["activity"].tolist() == [0, 0]
    assert told.whole_after.density == 0.0


def test_what_is_named_twice_counts_once() -> None:
    found = network([("a", "b"), ("b", "c")])
    twice = edit_of(found, [("c", "a", "c")], ["collab:0000:0", "collab:0000:0"])
    assert twice == Edit((0,), ((0, 2),), ((0, 1),))


@pytest.mark.parametrize(
    ("add", "remove", "code", "values"),
    [
        ([], [], "WHAT_IF_EMPTY", {}),
        ([("a", "b")] * 51, [], "WHAT_IF_TOO_MANY", {"value": 51, "most": 50}),
        ([("a", "b")] * 50, ["collab:0000:0"], "WHAT_IF_TOO_MANY", {"value": 51, "most": 50}),
        ([("a", "a")], [], "WHAT_IF_SIZE", {"value": 1}),
        ([[f"n{place:02d}" for place in range(11)]], [], "WHAT_IF_SIZE", {"value": 11}),
        ([("a", "nobody")], [], "WHAT_IF_UNKNOWN", {"id": "nobody"}),
        ([], ["collab:9999"], "WHAT_IF_UNKNOWN", {"id": "collab:9999"}),
    ],
)
def test_an_edit_that_cannot_be_is_refused(
    add: list[tuple[str, ...]], remove: list[str], code: str, values: dict[str, object]
) -> None:
    found = network([("a", "b")], isolated=[f"n{place:02d}" for place in range(11)])
    with pytest.raises(RequestError) as caught:
        edit_of(found, add, remove)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


def test_fifty_collaborations_of_ten_are_taken() -> None:
    found = drawn_network(2, 200, 60)
    edit = edit_of(found, [found.ids[place : place + 10] for place in range(50)], [])
    assert len(edit.added) == 50
    assert what_if(found, edit).whole_after.ties > 300


def test_the_network_after_has_hypothetical_collaborations_that_are_not_real() -> None:
    found = network([("a", "b"), ("b", "c")])
    after = applied(found, edit_of(found, [("a", "c")], ["collab:0001:0"]))
    assert [after.projection.collaborations.ids[row] for row in after.collaborations] == [
        "collab:0000:0",
        "~what-if:00",
    ]
    assert list(after.projection.collaborations.ids) == sorted(after.projection.collaborations.ids)
    assert after.is_synthetic
    assert after.activity.tolist() == [2, 1, 1]
    assert len(found.projection.collaborations.ids) == 2


@pytest.mark.parametrize("seed", range(4))
def test_effect_of_a_tie_equals_computing_everything_again(seed: int) -> None:
    found = drawn_network(seed, 40, 34)
    draw = random.Random(seed)
    for _ in range(25):
        a, b = draw.sample(range(len(found.nodes)), 2)
        effect = tie_effect(found, a, b)
        told = what_if(found, edit_by_number(found, [tuple(sorted((a, b)))], []))
        at = {node: place for place, node in enumerate(told.affected.tolist())}
        for node, (before, after) in ((a, effect.constraint_a), (b, effect.constraint_b)):
            columns = (told.before["constraint"][at[node]], told.after["constraint"][at[node]])
            assert same([np.nan if value is None else value for value in (before, after)], columns)
        for node, gained in ((a, effect.roles_a), (b, effect.roles_b)):
            for role in ("coordinator", "itinerant", "boundary", "liaison"):
                assert getattr(gained, role) == told.after[role][at[node]] - told.before[role][at[node]]
        joined = told.components[0].before if told.components else None
        assert effect.joined == joined
        assert effect.newly_within_two_hops == newly_near(found, a, b)


def newly_near(found: Network, a: int, b: int) -> int:
    """Others that are within two hops of a or b after the tie and were not before."""
    after = applied(found, edit_by_number(found, [tuple(sorted((a, b)))], []))
    new: set[int] = set()
    for end in (a, b):
        new |= near(after, end) - near(found, end)
    return len(new - {a, b})


def near(found: Network, node: int) -> set[int]:
    reach = (found.adjacency + found.adjacency @ found.adjacency).tocsr()
    return set(reach[[node]].indices.tolist()) - {node}


def test_density_of_a_county_changes_by_a_tie_within_it_only() -> None:
    known = {"a": (SECTORS[0], "HU001"), "b": (SECTORS[0], "HU001"), "c": (SECTORS[0], "HU001")}
    known |= {"d": (SECTORS[0], "HU002")}
    found = network_from(known, {"collab:1": ("a", "b"), "collab:2": ("a", "d")})
    assert tie_effect(found, 0, 2).densities == (DensityChange(0, 1 / 3, 2 / 3),)
    assert tie_effect(found, 2, 3).densities == (DensityChange(0, 1 / 3, 1 / 3), DensityChange(1, None, None))
    again = tie_effect(found, 0, 1)
    assert again.densities == (DensityChange(0, 1 / 3, 1 / 3),)
    assert (again.joined, again.newly_within_two_hops, again.roles_a) == (None, 0, RolesGained(0, 0, 0, 0))


def test_a_tie_needs_two_ends() -> None:
    with pytest.raises(ValueError, match="two ends"):
        tie_effect(network([("a", "b")]), 0, 0)


def test_full_changes_tell_undefined_values_as_none() -> None:
    institutions, works = drawn(1)
    found = network_from(institutions | {"zz": (SECTORS[0], "HU001")}, works)
    after = applied(found, edit_of(found, [("zz", "inst:0000")], []))
    told = dict((node, (before, now)) for node, before, now in changes(found, after, ["constraint"])["constraint"])
    assert told[found.places["zz"]] == (None, 1.0)
